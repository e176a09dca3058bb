"""The file for the Council as values: the pieces, and what is wrong with them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from enum import Enum

from toguna.adoption.approval.model import PieceKind, Process
from toguna.messages import Message


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece as it was filed: its kind (a key of the procedure), its file, its bytes.

    `version` is the SHA-256 of the version that it was made from, "" where it was made from none;
    `step` the step whose procès-verbal it is; `validated_by` who completed and validated it;
    `signed_by` who signed it, by hand on paper or in the file.
    """

    kind: str
    file: str
    data: bytes = field(repr=False)
    version: str = ""
    step: str = ""
    validated_by: str = ""
    signed_by: tuple[str, ...] = ()

    @property
    def sha256(self) -> str:
        """The SHA-256 of its bytes."""
        return hashlib.sha256(self.data).hexdigest()


class Lack(Enum):
    """What a piece lacks."""

    MISSING = "manque"
    STALE = "périmé"
    UNSIGNED = "non signé"
    NOT_VALIDATED = "non validé"


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing that keeps the file from being complete: which piece, why, and what to do."""

    lack: Lack
    piece: str
    message: Message
    advice: Message


@dataclass(frozen=True)
class CouncilFile:
    """The pieces of a text on its way, in the order in which they were filed."""

    process: Process
    pieces: tuple[Piece, ...] = ()

    def of(self, kind: PieceKind) -> list[Piece]:
        """Give the pieces of a kind, the procès-verbaux in the order of the steps."""
        keys = [step.key for step in self.process.procedure.steps]
        found = [piece for piece in self.pieces if piece.kind == kind.key]
        return sorted(found, key=lambda p: keys.index(p.step) if p.step in keys else len(keys))

    def ordered(self) -> list[tuple[PieceKind, Piece]]:
        """Give every piece with its kind, in the order of the procedure."""
        return [(kind, p) for kind in self.process.procedure.pieces for p in self.of(kind)]
