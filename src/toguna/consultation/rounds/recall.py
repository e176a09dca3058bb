"""Knowing again, in a round, the observations that an earlier one has answered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from toguna.consultation.decisions.model import Answer, Disposition, Stage
from toguna.consultation.rounds.chapter import Book, Chapter
from toguna.consultation.rounds.likeness import SAME_WORDS, Wish, likeness
from toguna.consultation.rounds.model import Round
from toguna.consultation.rounds.said import Said
from toguna.messages import Message, say
from toguna.text.document import Document

KEPT = frozenset({
    Disposition.REJECTED, Disposition.NOTED, Disposition.ALREADY_MET, Disposition.OUT_OF_SCOPE,
})  # fmt: skip
"""Answers that can be given again as they are. One that put words into the text cannot: they
stand there already, or somebody took them out."""


class Nearness(Enum):
    """How the places of two observations lie; each has the likeness that it asks for."""

    SAME = 0.5
    """One clause, over the versions."""
    AROUND = 0.7
    """One speaks of a part that holds the other's clause, or has no place."""
    ELSEWHERE = 1.0


@dataclass(frozen=True, slots=True)
class Recalled:
    """An observation of the present round that an earlier round has answered.

    `likeness` is 1 where it is made in the same words.
    """

    observation: str
    round: Round
    earlier: Said
    answer: Answer
    likeness: float

    @property
    def told(self) -> Message:
        """What the matrix says of it."""
        answer = self.answer
        stage = say(" (proposée)") if answer.stage is Stage.PROPOSED else ""
        again = say("mêmes mots") if self.likeness >= SAME_WORDS else say("autres mots, à vérifier")
        return say(
            "Déjà traitée au tour {number} ({id}, {again}) : {disposition}{stage}{reason}",
            number=self.round.number,
            id=self.earlier.id,
            again=again,
            disposition=answer.disposition.value,
            stage=stage,
            reason=say(" – motif : {reason}", reason=answer.reason) if answer.reason else "",
        )

    @property
    def proposal(self) -> Answer | None:
        """The old answer as a proposal for now, None where it cannot be given again as it is."""
        if self.answer.disposition not in KEPT:
            return None
        return Answer(self.observation, self.answer.disposition, self.answer.reason)


def recall(register: Sequence[Said], present: Document, book: Book) -> list[Recalled]:
    """Find, for each observation, the answered one of an earlier round that asks for the same.

    `present` is the draft that the register is about. The most alike is taken, and of those that
    are in the same words, that of the newest round, of the same contributor if there is one.
    """
    shelves = [_Shelf(chapter, present, book) for chapter in book.chapters]
    found = (_best(said, shelves) for said in register)
    return [one for one in found if one is not None]


def _best(said: Said, shelves: Sequence[_Shelf]) -> Recalled | None:
    wish = Wish(said)
    candidates = [one for shelf in shelves for one in shelf.alike(wish)]

    def rank(one: Recalled) -> tuple[float, int, bool]:
        return one.likeness, one.round.number, one.earlier.contributor == said.contributor

    return max(candidates, key=rank, default=None)


class _Shelf:
    """The answered observations of one round, by where they stand in the present draft."""

    def __init__(self, chapter: Chapter, present: Document, book: Book) -> None:
        self._chapter = chapter
        self._around = _Around(present)
        forward = book.between(chapter.draft, present).forward
        self._wishes = [Wish(said) for said in chapter.register if said.id in chapter.answers]
        self._places = {
            wish.said.id: frozenset(forward[c] for c in wish.said.clauses if c in forward)
            for wish in self._wishes
        }

    def alike(self, wish: Wish) -> Iterator[Recalled]:
        """Give what asks for the same as an observation."""
        here = frozenset(wish.said.clauses)
        for other in self._wishes:
            nearness = self._around.nearness(here, self._places[other.said.id], other.said)
            if nearness is Nearness.ELSEWHERE and (wish.remark or None) != other.remark:
                continue  # only the same remark is known again wherever it was placed
            score = likeness(wish, other)
            if score >= nearness.value:
                answer = self._chapter.answers[other.said.id]
                yield Recalled(wish.said.id, self._chapter.round, other.said, answer, score)


class _Around:
    """The clauses that hold each clause of a draft."""

    def __init__(self, document: Document) -> None:
        self._parents: Mapping[str, str | None] = {c.id: c.parent for c in document.clauses.all}

    def nearness(self, here: frozenset[str], there: frozenset[str], earlier: Said) -> Nearness:
        """Tell how the places of two observations lie; a clause that is gone is no place."""
        if here & there:
            return Nearness.SAME
        if not here or not earlier.clauses or not there:
            return Nearness.AROUND
        if self._above(here) & there or self._above(there) & here:
            return Nearness.AROUND
        return Nearness.ELSEWHERE

    def _above(self, clauses: frozenset[str]) -> frozenset[str]:
        found: set[str] = set()
        for clause in clauses:
            parent = self._parents.get(clause)
            while parent is not None:
                found.add(parent)
                parent = self._parents.get(parent)
        return frozenset(found)
