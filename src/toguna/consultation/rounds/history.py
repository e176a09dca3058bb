"""The life of one clause over all the rounds of a dossier."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from toguna.consultation.decisions.model import Answer
from toguna.consultation.outputs.wordings import Segment
from toguna.consultation.references import Resolver, parse
from toguna.consultation.rounds.chapter import Book, Chapter
from toguna.consultation.rounds.model import Refused, Round
from toguna.consultation.rounds.said import Said
from toguna.consultation.versions.lines import Line, joined, line_of, redline
from toguna.messages import say
from toguna.text.clauses import Clause, ClauseKind
from toguna.text.document import Document

NOTHING = Line("", ())
PARTS = (ClauseKind.ROW, ClauseKind.CELL)
"""What a table's own words already hold."""


@dataclass(frozen=True, slots=True)
class Stage:
    """A clause in one text: how it is cited there, its id, and its words against those before.

    All are empty where that text does not have the clause.
    """

    cited: str
    clause: str
    text: str
    redline: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """An observation on the clause, and what it was answered (None: nothing yet)."""

    said: Said
    answer: Answer | None


@dataclass(frozen=True, slots=True)
class Period:
    """What happened to a clause in one round: `final` is None where there is no final text."""

    round: Round
    draft: Stage
    asked: tuple[Asked, ...]
    final: Stage | None


@dataclass(frozen=True, slots=True)
class Life:
    """A clause over all rounds; `name` is how it is cited in the newest text that has it."""

    name: str
    periods: tuple[Period, ...]


def life_of(book: Book, named: str) -> Life:
    """Tell the life of the clause that a reader names by its number, its title or its id.

    A heading is its whole part. The clause is looked for in the newest text first.

    Raises:
        Refused: no text of the dossier has such a clause, or the name fits several.
    """
    texts = [text for chapter in book.chapters for text in (chapter.draft, chapter.final) if text]
    for index in range(len(texts) - 1, -1, -1):
        clause = _found(texts[index], named)
        if clause is not None:
            return _Teller(book, texts, index, clause).life()
    raise Refused(
        say(
            "« {named} » : aucune version de ce dossier n'a cette clause ; citez-la par son "
            "numéro (« Axe 2, objectif 2.1 »), son titre ou son identifiant.",
            named=named,
        )
    )


def _found(document: Document, named: str) -> Clause | None:
    """Find a clause by its id or as it is cited; None where the text has none such."""
    known = document.clauses.by_id.get(named.strip())
    if known is not None:
        return known
    found = Resolver(document.clauses).find(parse(named))
    if found.unknown or not found.clauses:
        return None
    if len(found.clauses) > 1:
        cited = [f"{document.clauses.cite(c)} ({c.id})" for c in found.clauses]
        raise Refused(
            say(
                "« {named} » peut désigner plusieurs clauses : {found}. Précisez, ou donnez "
                "l'identifiant.",
                named=named,
                found=" ; ".join(cited),
            )
        )
    return found.clauses[0]


class _Teller:
    """Follows one clause from the text in which it was named to all the others."""

    def __init__(self, book: Book, texts: Sequence[Document], index: int, clause: Clause) -> None:
        self._book = book
        self._texts = texts
        self._ids = self._follow(index, clause.id)
        self._name = texts[index].clauses.cite(clause)

    def life(self) -> Life:
        periods: list[Period] = []
        before = NOTHING
        for chapter in self._book.chapters:
            draft, before = self._stage(chapter.draft, before)
            final = None
            if chapter.final is not None:
                final, before = self._stage(chapter.final, before)
            periods.append(Period(chapter.round, draft, self._asked(chapter), final))
        return Life(self._name, tuple(periods))

    def _follow(self, index: int, identifier: str) -> Mapping[int, str]:
        """Give the clause's id in each text that has it, by the text's identity.

        A text that does not have it is passed over: what went may come back.
        """
        found = {id(self._texts[index]): identifier}
        known = index
        for other in range(index - 1, -1, -1):
            back = self._book.between(self._texts[other], self._texts[known]).back
            here = back.get(found[id(self._texts[known])])
            if here is not None:
                found[id(self._texts[other])], known = here, other
        known = index
        for other in range(index + 1, len(self._texts)):
            forward = self._book.between(self._texts[known], self._texts[other]).forward
            here = forward.get(found[id(self._texts[known])])
            if here is not None:
                found[id(self._texts[other])], known = here, other
        return found

    def _stage(self, document: Document, before: Line) -> tuple[Stage, Line]:
        """Give the clause in one text, and its line; where it is not there, what was before it."""
        identifier = self._ids.get(id(document))
        if identifier is None:
            return Stage("", "", "", redline(before, NOTHING)), NOTHING
        line = joined(line_of(document, clause) for clause in _part(document, identifier))
        cited = document.clauses.cite(document.clauses.by_id[identifier])
        return Stage(cited, identifier, line.shown, redline(before, line)), line

    def _asked(self, chapter: Chapter) -> tuple[Asked, ...]:
        identifier = self._ids.get(id(chapter.draft))
        if identifier is None:
            return ()
        inside = {clause.id for clause in _whole(chapter.draft, identifier)}
        return tuple(
            Asked(said, chapter.answers.get(said.id))
            for said in chapter.register
            if inside & set(said.clauses)
        )


def _whole(document: Document, identifier: str) -> list[Clause]:
    """Give a clause and all that stands under it."""
    inside = {identifier}
    found: list[Clause] = []
    for clause in document.clauses.all:
        if clause.id in inside or clause.parent in inside:
            inside.add(clause.id)
            found.append(clause)
    return found


def _part(document: Document, identifier: str) -> list[Clause]:
    """Give the clauses whose words are those of a clause: of a heading, those of its part."""
    first = document.clauses.by_id[identifier]
    if first.kind is not ClauseKind.HEADING:
        return [first]
    return [clause for clause in _whole(document, identifier) if clause.kind not in PARTS]
