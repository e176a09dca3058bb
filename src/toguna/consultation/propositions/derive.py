"""Deriving an edit from a statement that has landed; where anything is in doubt, none.

A false edit is worse than none: a person can always make one from the statement, but will not
look for a wrong one among right ones.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from rapidfuzz.distance import OSA

from toguna.consultation.collisions import PROPOSITION
from toguna.consultation.folding import fold
from toguna.consultation.model import Placing, Statement
from toguna.consultation.placing import Landing
from toguna.consultation.proposals import Act, Proposal
from toguna.consultation.propositions.inserting import (
    after_words,
    at_end,
    before_words,
    is_heading_like,
    new_paragraph_place,
    sentence_around,
)
from toguna.consultation.propositions.rewriting import (
    Made,
    Piece,
    operations_of,
    rewrite,
    words_changed,
)
from toguna.consultation.propositions.typography import (
    before_what_follows,
    ended_like,
    in_case_of,
    typography_of,
)
from toguna.consultation.propositions.whole import THINGS, reword
from toguna.text.clauses import ClauseKind
from toguna.text.content import MARK, ViewParagraph, is_atom
from toguna.text.document import Document, Place
from toguna.text.shown import shown
from toguna.weave.edits import Edit, EditKind
from toguna.weave.operations import Cut, Operation, Put, Typed

TYPING_MISTAKES = 0.06
"""Words quoted with more wrong letters than this share are not surely those that were meant."""
LABELLED = frozenset({ClauseKind.HEADING, ClauseKind.ITEM, ClauseKind.PARAGRAPH})
LISTED = frozenset({ClauseKind.ITEM, ClauseKind.PARAGRAPH})
LIST_ITEM_WORDS = 3
SENTENCES = frozenset({"phrase", "sentence"})


def derive(statement: Statement, landing: Landing, document: Document, label: str) -> Edit | None:
    """Give the edit that a statement proposes exactly, by the contributor `label`, if any."""
    if landing.proposal is None or landing.place is None or landing.astray:
        return None
    if landing.whole:
        made = _of_whole_clause(landing.proposal, landing, landing.place, document)
    else:
        made = _Derivation(landing.proposal, landing, landing.place, document).operations()
    if made is None:
        return None
    operations, before, after = made
    for order, operation in enumerate(operations):
        operation.order = order
    return Edit(
        label + PROPOSITION,
        operations,
        before,
        after,
        statement.person or None,
        statement.date or None,
        _kind(operations),
        derived=True,
    )


def _of_whole_clause(
    proposal: Proposal, landing: Landing, place: Place, document: Document
) -> Made | None:
    """Work out what is asked of a clause that was pointed at, not found by words."""
    clause = document.clauses.by_id[landing.clauses[0]]
    if proposal.act is Act.REWRITE:
        return reword(clause, proposal.new, document)
    if proposal.act is Act.DELETE_CLAUSE and clause.kind is ClauseKind.CELL:
        return reword(clause, "", document)
    if clause.kind not in LISTED:
        return None
    return _Derivation(proposal, landing, place, document).operations()


def _kind(operations: list[Operation]) -> EditKind:
    comes = any(isinstance(operation, Put) for operation in operations)
    goes = any(isinstance(operation, Cut) for operation in operations)
    if comes and goes:
        return EditKind.REPLACE
    return EditKind.INSERT if comes else EditKind.DELETE


class _Derivation:
    """Works one proposition out at its place."""

    def __init__(
        self, proposal: Proposal, landing: Landing, place: Place, document: Document
    ) -> None:
        self._proposal = proposal
        self._landing = landing
        self._place = place
        self._document = document
        self._story = document.stories.get(place.story)
        self._new = typography_of(document).dress(proposal.new)

    def operations(self) -> Made | None:
        """Give the operations and the words before and after them."""
        if self._story is None or self._place.block >= len(self._story.blocks):
            return None
        paragraph = self._story.blocks[self._place.block]
        if not isinstance(paragraph, ViewParagraph) or not self._is_said_of_these_words():
            return None
        doing: dict[Act, Callable[[ViewParagraph], Made | None]] = {
            Act.REPLACE: self._replace,
            Act.AFTER: self._after,
            Act.BEFORE: self._before,
            Act.APPEND: self._append,
            Act.PARAGRAPH: self._paragraph,
            Act.DELETE: self._delete,
            Act.DELETE_CLAUSE: self._delete_clause,
            Act.REWRITE: self._rewrite,
        }
        return doing[self._proposal.act](paragraph)

    def _is_said_of_these_words(self) -> bool:
        """Tell whether the words found are surely those that the proposition is about."""
        if not self._proposal.old:
            return True
        found, old = _bare(self._landing.before), _bare(self._proposal.old)
        if self._landing.placing is Placing.QUOTE:
            return found == old
        same_length = len(found.split()) == len(old.split())
        return same_length and OSA.distance(found, old) <= TYPING_MISTAKES * len(old)

    # Within a paragraph

    def _pieces(self, paragraph: ViewParagraph, pieces: list[Piece] | None) -> Made | None:
        """Give the operations of some pieces, and what a person sees from the first to the last."""
        if not pieces:
            return None
        operations = operations_of(pieces, self._place.story, self._place.block)
        return operations, *words_changed(paragraph, pieces)

    def _replace(self, paragraph: ViewParagraph) -> Made | None:
        start, end = self._place.offset, self._landing.end
        new = in_case_of(self._landing.before, self._proposal.old, self._new)
        new = before_what_follows(new, paragraph.text[end:]) if self._stop_is_new() else new
        if self._landing.before.endswith((".", ";")) and not new.endswith((".", ";", "!", "?")):
            new = ended_like(self._landing.before, new)
        return self._pieces(paragraph, rewrite(paragraph, start, end, new))

    def _stop_is_new(self) -> bool:
        """Tell whether a stop ends the new words and not those found."""
        return not self._landing.before.endswith(self._new[-1:])

    def _after(self, paragraph: ViewParagraph) -> Made | None:
        return self._pieces(paragraph, [after_words(paragraph.text, self._landing.end, self._new)])

    def _before(self, paragraph: ViewParagraph) -> Made | None:
        return self._pieces(
            paragraph, [before_words(paragraph.text, self._place.offset, self._new)]
        )

    def _append(self, paragraph: ViewParagraph) -> Made | None:
        bounds = (0, len(paragraph.text))
        if any(word in fold(self._proposal.where).text for word in SENTENCES):
            whole = sentence_around(paragraph.text, self._place.offset, self._landing.end)
            if not self._landing.before and whole != bounds:
                return None
            bounds = whole
        if not self._is_prose():
            return None
        return self._pieces(paragraph, [at_end(paragraph.text, *bounds, self._new)])

    def _is_prose(self) -> bool:
        """Tell whether the statement is about one paragraph, and not about a whole section."""
        clauses = self._document.clauses
        kinds = [clauses.by_id[identifier].kind for identifier in self._landing.clauses]
        return len(kinds) == 1 and kinds[0] in (
            ClauseKind.PARAGRAPH, ClauseKind.ITEM, ClauseKind.CELL, ClauseKind.NOTE
        )  # fmt: skip

    def _delete(self, paragraph: ViewParagraph) -> Made | None:
        start, end = self._place.offset, self._landing.end
        text = paragraph.text
        if any(is_atom(char) for char in text[start:end]):
            return None
        if not text[:start].strip() and not text[end:].strip(" .;,"):
            return self._delete_clause(paragraph)
        piece = _without(text, start, end)
        return None if piece is None else self._pieces(paragraph, [piece])

    def _rewrite(self, paragraph: ViewParagraph) -> Made | None:
        wording = THINGS.sub("", self._without_label(self._new))
        if "\n" in wording.strip() or re.search(r"\(…\)|\[…\]|\.\.\.|…", wording):
            return None
        span = self._place.offset, self._landing.end
        wording = ended_like(shown(paragraph, *span), wording)
        return self._pieces(paragraph, rewrite(paragraph, *span, wording))

    def _without_label(self, wording: str) -> str:
        """Take away the clause's own number where it was typed before the new wording."""
        clause = self._document.clauses.at(self._place.story, self._place.block)
        number = clause.number.strip("(). ") if clause and clause.kind in LABELLED else ""
        if not number:
            return wording
        label = rf"^\s*(?:(?:mesure|action)\s+)?\(?{re.escape(number)}[).]?\s*[:–-]?\s*"
        return re.sub(label, "", wording, count=1, flags=re.IGNORECASE)

    # Whole paragraphs

    def _paragraph(self, paragraph: ViewParagraph) -> Made | None:
        if self._proposal.part in SENTENCES:
            return self._append(paragraph)
        place = new_paragraph_place(self._proposal, self._landing, self._document)
        words = self._new.strip()
        if place is None or not words or "\n" in words:
            return None
        story = self._document.stories[place.story]
        if place.block == len(story.blocks):
            last = Put(place.story, place.block - 1, story.length(place.block - 1))
            last.items = [Typed(MARK + words)]
            return [last], "", words
        return [Put(place.story, place.block, 0, [Typed(words + MARK)])], "", words

    def _delete_clause(self, paragraph: ViewParagraph) -> Made | None:
        part = self._proposal.part.split()[:1]
        if not self._is_prose() or (part and fold(part[0]).text in SENTENCES):
            return None
        if is_heading_like(paragraph) or any(is_atom(char) for char in paragraph.text):
            return None
        story, block = self._place.story, self._place.block
        length = len(paragraph.text)
        is_last = block == len(self._document.stories[story].blocks) - 1
        cut = Cut(story, block, 0, length if is_last else length + 1)
        return [cut], shown(paragraph), ""


def _bare(words: str) -> str:
    return fold(words).text.strip(" .,;:!?").replace("-", " ")


def _without(text: str, start: int, end: int) -> Piece | None:
    """Take words away with one of the spaces or commas around them, and keep the capital.

    Between two commas, one goes in a list and both around an aside: None where that is not clear.
    """
    before, after = text[:start], text[end:]
    if before.endswith(", ") and after.startswith(","):
        return Piece(start - 2, end, "") if _is_list(before, after) else None
    if before.endswith(", ") and not after.strip(" ."):
        return Piece(start - 2, end, "")
    if not before.strip() and after.startswith(", "):
        return Piece(start, end + 2, "")
    if before.endswith(" ") and (not after or after[0] in " ,.;)\u00a0"):
        return Piece(start - 1, end, "")
    if not before.strip() or before.rstrip().endswith((".", "!", "?")):
        word = re.match(r"[\s,]*(\w+)", after)
        if word and text[start].isupper() and word.group(1)[0].islower():
            kept = word.group(1)
            return Piece(start, end + word.end(), kept[0].upper() + kept[1:])
    starts_fresh = not before or before[-1].isspace()
    return Piece(start, end + (starts_fresh and after[:1].isspace()), "")


def _is_list(before: str, after: str) -> bool:
    """Tell whether words between two commas stand in a list, as in a cell, not in a sentence."""
    if after.rstrip().endswith((".", ";", ":")):
        return False
    neighbours = before.removesuffix(", ").split(",")[-1], after.removeprefix(",").split(",")[0]
    return all(len(words.split()) <= LIST_ITEM_WORDS for words in neighbours)
