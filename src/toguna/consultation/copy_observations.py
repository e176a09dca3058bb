"""Observations from what a copy of the draft holds: edits, comment threads, other changes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from toguna.consultation.folding import fold
from toguna.consultation.leftovers import Whereabouts, describe
from toguna.consultation.model import Nature, Observation, Origin, Placing, Received, Reply
from toguna.consultation.nature import nature_of_edit, nature_of_words
from toguna.consultation.threads import Thread
from toguna.messages import Message, say
from toguna.text.clauses import Clause
from toguna.text.content import Change, Leaf
from toguna.text.document import Document, Place
from toguna.text.docx.document import WordDocument
from toguna.text.ooxml import Element
from toguna.weave.edits import Edit, EditKind
from toguna.weave.footprint import touched

EMPTY_CHANGE = say("texte ajouté puis supprimé")
STRANDED = say("Modification faite sur une version antérieure ; le passage a changé depuis.")
ALREADY_SO = say(
    "Modification faite sur une version antérieure ; le texte actuel semble déjà dire cela."
)
Move = Callable[[Place], Place | None]


class ObservationMaker:
    """Makes the observations of one copy of `base`.

    `move` gives, for a copy of an earlier version, where a place of that version stands now.
    """

    def __init__(self, received: Received, base: Document, move: Move | None = None) -> None:
        self._received = received
        self._base = base
        self._move = move

    # Edits

    def of_edit(self, edit: Edit, changes: Sequence[Change]) -> Observation:
        """An edit of the draft, with the tracked changes that it accounts for."""
        made = self._made(edit, changes)
        made.clauses = tuple(clause.id for clause in touched(edit, self._base))
        made.place = edit.place
        made.edit = edit
        if edit.kind is EditKind.FORMAT:
            made.nature = Nature.FORM
        return made

    def stranded(self, edit: Edit, changes: Sequence[Change]) -> Observation:
        """An edit of an earlier version whose words have changed since: a person places it."""
        made = self._made(edit, changes)
        made.place = self._move(edit.place) if self._move else None
        place = made.place
        clause = None if place is None else self._base.clauses.at(place.story, place.block)
        made.clauses = () if clause is None else (clause.id,)
        made.placing = Placing.NONE if clause is None else Placing.SIMILAR
        made.text = (ALREADY_SO if _says(clause, edit) else STRANDED).render()
        return made

    def _made(self, edit: Edit, changes: Sequence[Change]) -> Observation:
        source = _source(changes) if changes else say("modification non suivie")
        return Observation(
            self._received.contributor.label,
            self._received.file,
            source.render(),
            Origin.TRACKED if edit.tracked else Origin.UNTRACKED,
            edit.person,
            edit.date,
            nature_of_edit(edit.before, edit.after),
            edit.before,
            edit.after,
            changes=tuple(change.number for change in changes),
        )

    def of_margin(self, what: Message, before: str, after: str) -> Observation:
        """A header or footer that has no counterpart in the draft."""
        return Observation(
            self._received.contributor.label,
            self._received.file,
            say("modification non suivie").render(),
            Origin.UNTRACKED,
            nature=nature_of_edit(before, after),
            before=before,
            after=after,
            text=what.render(),
            placing=Placing.NONE,
        )

    # Comments

    def of_thread(self, thread: Thread) -> Observation:
        """A comment with its answers, or answers to a comment of the draft's own."""
        anchoring = thread.anchoring
        own = [thread.first, *thread.replies] if thread.own_first else thread.replies
        first, replies = own[0], own[1:]
        clauses = self._between(anchoring.start, anchoring.end)
        words = anchoring.words
        if anchoring.within is not None:
            clauses = touched(anchoring.within, self._base)
            words = words or anchoring.within.after
        return Observation(
            self._received.contributor.label,
            self._received.file,
            comment_source(thread).render(),
            Origin.COMMENT,
            first.author or None,
            first.date,
            nature_of_words(first.text),
            before=words,
            text=first.text,
            clauses=tuple(clause.id for clause in clauses),
            place=anchoring.start,
            placing=Placing.EXACT if clauses else Placing.NONE,
            replies=[Reply(reply.author, reply.date, reply.text) for reply in replies],
            resolved=thread.first.done,
        )

    def _between(self, start: Place | None, end: Place | None) -> list[Clause]:
        if start is None:
            return []
        last = end.block if end is not None and end.story == start.story else start.block
        if end is not None and end.offset == 0 and last > start.block:
            last -= 1
        blocks = range(start.block, last + 1)
        found = (self._base.clauses.at(start.story, block) for block in blocks)
        return list(dict.fromkeys(clause for clause in found if clause is not None))

    # Tracked changes that are not edits of the words

    def add_leftovers(
        self,
        observations: list[Observation],
        word: WordDocument,
        claims: Mapping[int, Sequence[Change]],
        ghosts: Sequence[tuple[Place, Leaf]],
    ) -> None:
        """Add an observation for each tracked change that none accounts for yet.

        `claims` are the changes that observations account for, by the observation's identity. A
        change inside what another brings in (its format) is counted with that one.
        """
        owners = {
            change.number: observation
            for observation in observations
            for change in claims.get(id(observation), ())
        }
        changes = dict(word.changes)
        left: list[tuple[Element, Change]] = []
        for element, change in changes.items():
            if change.number in owners:
                continue
            around = (changes.get(node) for node in element.iterancestors())
            numbers = (outer.number for outer in around if outer is not None)
            owner = next((owners[n] for n in numbers if n in owners), None)
            if owner is None:
                left.append((element, change))
            else:
                owner.changes = (*owner.changes, change.number)
        empty = {change for _, leaf in ghosts for change in leaf.changes}
        if left:
            whereabouts = Whereabouts(self._base, Document(word))
            observations += [
                self._leftover(
                    change,
                    EMPTY_CHANGE if change in empty else describe(change),
                    whereabouts.clause(element),
                )
                for element, change in left
            ]

    def _leftover(self, change: Change, what: Message, clause: Clause | None) -> Observation:
        return Observation(
            self._received.contributor.label,
            self._received.file,
            _source([change]).render(),
            Origin.TRACKED,
            change.author or None,
            change.date,
            Nature.FORM,
            text=what.render(),
            clauses=() if clause is None else (clause.id,),
            place=None if clause is None else Place(clause.story, clause.block),
            placing=Placing.NONE if clause is None else Placing.EXACT,
            changes=(change.number,),
        )


def comment_source(thread: Thread) -> Message:
    """Say where in its file the observation that a thread makes stands."""
    first = thread.first if thread.own_first else thread.replies[0]
    return say("commentaire n° {number}", number=first.id)


def _says(clause: Clause | None, edit: Edit) -> bool:
    """Tell whether a clause has the words that an edit proposes, and not those it replaces."""
    if clause is None or not edit.after.strip():
        return False
    text, before, after = (fold(words).text for words in (clause.text, edit.before, edit.after))
    return after in text and (not before or before not in text)


def _source(changes: Sequence[Change]) -> Message:
    numbers = [str(change.number) for change in changes]
    if len(numbers) == 1:
        return say("modification suivie n° {number}", number=numbers[0])
    return say("modifications suivies n° {numbers}", numbers=", ".join(numbers))
