"""One round with everything that it left: its draft, its observations, their answers, its text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from toguna.consultation.decisions.model import Answer, Disposition
from toguna.consultation.rounds.model import Round
from toguna.consultation.rounds.said import Said
from toguna.consultation.versions.comparison import compare_versions
from toguna.consultation.versions.model import Comparison
from toguna.text.document import Document

UNSETTLED = frozenset({Disposition.DEFERRED, Disposition.REFERRED})
"""What is said of an observation that a later round has to take up again."""


@dataclass(eq=False)
class Chapter:
    """A round of the dossier, read. `final` is its final text, None where it has none yet."""

    round: Round
    draft: Document
    register: Sequence[Said]
    answers: Mapping[str, Answer]
    final: Document | None = None

    @property
    def unsettled(self) -> list[Said]:
        """The observations that were put off or referred to somebody else."""
        return [said for said in self.register if self._disposition(said) in UNSETTLED]

    @property
    def unanswered(self) -> list[str]:
        """The observations that nobody has answered."""
        return [said.id for said in self.register if said.id not in self.answers]

    def _disposition(self, said: Said) -> Disposition | None:
        answer = self.answers.get(said.id)
        return None if answer is None else answer.disposition


class Book:
    """The chapters of a dossier in order, whose texts were read with the same atoms.

    Any two of their drafts are compared once.
    """

    def __init__(self, chapters: Sequence[Chapter]) -> None:
        self.chapters = list(chapters)
        self._comparisons: dict[tuple[int, int], Comparison] = {}

    def between(self, earlier: Document, later: Document) -> Comparison:
        """Compare two texts of the dossier."""
        key = (id(earlier), id(later))
        if key not in self._comparisons:
            self._comparisons[key] = compare_versions(earlier, later)
        return self._comparisons[key]
