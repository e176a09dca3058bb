"""What is wrong with answers: where, why, and the way out."""

from __future__ import annotations

from dataclasses import dataclass

from toguna.messages import Message


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that cannot stand, where it is ("feuille « Matrice », ligne 12"), and why."""

    where: str
    message: Message
    observations: tuple[str, ...] = ()
