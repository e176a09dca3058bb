"""A dossier of rounds told in a few lines, for tests that read like stories."""

from __future__ import annotations

from collections.abc import Mapping

from tests.consultation.story import docx, told
from toguna.consultation.decisions.model import Answer, Disposition, Stage
from toguna.consultation.outputs import dossier_json
from toguna.consultation.rounds.chapter import Book, Chapter
from toguna.consultation.rounds.model import Act, Deed, Kept, Round
from toguna.consultation.rounds.said import Said, register_of
from toguna.consultation.versions.comparison import read_version
from toguna.text.content import Atoms
from toguna.text.document import Document

TITLE = "Stratégie nationale 2025-2029"
LEADING = "L'agence est placée sous la tutelle du ministre."
MEETING = "Le comité se réunit chaque trimestre à Bamako."
DELAY = "Les incidents sont déclarés dans un délai de 72 heures."
DRAFT = (TITLE, "# Gouverner", LEADING, MEETING, "# Protéger", DELAY)


def replaced(line: str, by: str, draft: tuple[str, ...] = DRAFT) -> tuple[str, ...]:
    """A draft with another line in the place of one."""
    return tuple(by if one == line else one for one in draft)


def answered(
    observation: str, disposition: Disposition, reason: str = "", stage: Stage = Stage.VALIDATED
) -> Answer:
    return Answer(observation, disposition, reason, stage=stage)


class Dossier:
    """Rounds of one dossier, read with the same atoms."""

    def __init__(self) -> None:
        self.atoms = Atoms()
        self.chapters: list[Chapter] = []

    def text(self, lines: tuple[str, ...]) -> Document:
        return read_version(docx(*lines), "projet.docx", self.atoms)

    def register(
        self, lines: tuple[str, ...], returns: Mapping[str, tuple[str, ...]]
    ) -> list[Said]:
        """The observations that returns, told as drafts with changes, make on a draft."""
        files = {f"{label}.docx": docx(*copy) for label, copy in returns.items()}
        found = told(docx(*lines), files)
        return register_of(dossier_json.dossier(found), self.text(lines))

    def round(
        self,
        lines: tuple[str, ...],
        returns: Mapping[str, tuple[str, ...]],
        *answers: Answer,
        final: tuple[str, ...] | None = None,
    ) -> Chapter:
        """Add a round that is over."""
        number = len(self.chapters) + 1
        acts = (Act(Deed.OPEN), Act(Deed.CLOSE))
        kept = Kept("projet.docx", f"tour-{number}/projet/projet.docx", "0" * 64)
        chapter = Chapter(
            Round(number, f"Tour {number}", f"tour-{number}", kept, acts),
            self.text(lines),
            self.register(lines, returns),
            {answer.observation: answer for answer in answers},
            None if final is None else self.text(final),
        )
        self.chapters.append(chapter)
        return chapter

    @property
    def book(self) -> Book:
        return Book(self.chapters)
