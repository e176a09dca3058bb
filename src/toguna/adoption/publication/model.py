"""What is published: the final text with its origins, its earlier versions, the proofs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from toguna.adoption.approval.model import Process
from toguna.adoption.ledger.head import Head
from toguna.adoption.ledger.keys import PublicKey
from toguna.consultation.decisions.model import Final


@dataclass(frozen=True, slots=True)
class PastVersion:
    """A version that came before: its label ("v1"), its day, what it was, its file and bytes."""

    label: str
    date: str
    what: str
    file: str
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Seal:
    """The signed head of the dossier's ledger, and the key that checks it."""

    head: Head
    key: PublicKey


@dataclass(frozen=True)
class Edition:
    """Everything that a publication shows.

    `past` are the versions before the final one, the oldest first. `withheld` are the ids of the
    observations of which neither words nor existence are shown. `downloads` are further files by
    name (the signed PDF, the certificate of who signed), published as they are: they must hold
    nothing that is withheld. `date` is the day of publication ("2025-12-05"). `title` is how the
    text is called, else its file's own title is.
    """

    final: Final
    label: str
    date: str
    publisher: str
    past: tuple[PastVersion, ...] = ()
    process: Process | None = None
    seal: Seal | None = None
    withheld: frozenset[str] = frozenset()
    downloads: Mapping[str, bytes] = field(default_factory=dict)
    title: str = ""
