"""Answers to observations, and the final text that follows from them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from toguna.consultation.model import Consolidation
from toguna.text.document import Document


class Disposition(Enum):
    """What became of an observation (GLOSSARY: suite donnée)."""

    ACCEPTED = "retenue"
    ACCEPTED_WITH_CHANGES = "retenue avec modification"
    REJECTED = "non retenue"
    NOTED = "prise en note"
    ALREADY_MET = "satisfaite par ailleurs"
    DUPLICATE = "doublon"
    WITHDRAWN = "retirée"
    OUT_OF_SCOPE = "hors champ"
    DEFERRED = "reportée"
    MOOT = "sans objet (tombée)"
    REFERRED = "renvoyée à l'arbitrage"

    @property
    def adopts(self) -> bool:
        """Whether it puts words into the final text."""
        return self in (Disposition.ACCEPTED, Disposition.ACCEPTED_WITH_CHANGES)


class Stage(Enum):
    """How far an answer has come."""

    PROPOSED = "proposée"
    """A desk proposes it; nobody with the right to has said yes."""
    VALIDATED = "validée"


class Verdict(Enum):
    """What a contributor says of the answer that it got."""

    SATISFIED = "satisfait"
    NOT_SATISFIED = "non satisfait"
    NO_REPLY = "sans réponse"


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one observation, and where it was read ("feuille « Matrice », ligne 12").

    `wording` is the wording adopted where it is not the one proposed; `instance` who decided.
    """

    observation: str
    disposition: Disposition
    reason: str = ""
    wording: str = ""
    instance: str = ""
    date: str = ""
    stage: Stage = Stage.PROPOSED
    verdict: Verdict | None = None
    where: str = ""


@dataclass(eq=False)
class Final:
    """The final text and where its words come from.

    `document` is the final text; `origins` gives, for each of its clauses that was changed, the
    ids of the observations that changed it, in the order of the register; `removed` gives the
    observations behind clauses of the draft (by their ids there) that are no more. `clean` and
    `tracked` are the DOCX files: without a trace, and with the decided changes by contributor.
    `moot` are the observations that adopted wordings make void, to be answered "sans objet".
    """

    consolidation: Consolidation
    answers: Mapping[str, Answer]
    document: Document
    origins: Mapping[str, tuple[str, ...]]
    removed: Mapping[str, tuple[str, ...]]
    clean: bytes
    tracked: bytes
    moot: tuple[str, ...] = field(default=())

    def became(self, observation: str) -> list[str]:
        """Give the clauses of the final text that an observation changed."""
        return [clause for clause, ids in self.origins.items() if observation in ids]
