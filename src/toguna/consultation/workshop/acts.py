"""The acts of a workshop: an append-only list that machines without a network can merge."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

SETTLING = frozenset({"wording", "decision"})
"""Kinds of acts of which a clause can have one only: two that differ must be settled."""


@dataclass(frozen=True, slots=True, order=True)
class Act:
    """One thing that somebody did on one machine; it is never changed, only followed by others.

    `machine` and `sequence` (from 1, without a gap) are its identity; `moment` is in ISO form, as
    the machine's clock had it; `content` is a JSON object as text, written by `act`. `after` are
    the names (`Act.name`) of acts of other machines that it takes the place of, knowing them.
    """

    machine: str
    sequence: int
    moment: str
    author: str
    kind: str
    clause: str
    content: str = "{}"
    after: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Its identity as a text: "groupe-2/7"."""
        return f"{self.machine}/{self.sequence}"

    @property
    def told(self) -> dict[str, Any]:
        """What it says, as JSON values."""
        return dict(json.loads(self.content))


def content_of(told: Mapping[str, Any]) -> str:
    """Give what an act says as the one text that stands for it."""
    return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class Unsettled:
    """Acts of several machines that each leave a clause in another state: all are kept."""

    clause: str
    kind: str
    acts: tuple[Act, ...]


def merge(*lists: Iterable[Act]) -> tuple[Act, ...]:
    """Give every act of some lists once, in an order that depends on the acts alone.

    It is that of time, each machine's acts in the order of their numbers even where its clock
    was set back. In whatever order and however often lists are merged, the outcome is the same.
    """
    acts = sorted({act for some in lists for act in some}, key=_within_machine)
    latest: dict[str, str] = {}
    moments: dict[Act, str] = {}
    for act in acts:
        moments[act] = latest[act.machine] = max(latest.get(act.machine, ""), act.moment)
    return tuple(sorted(acts, key=lambda act: (moments[act], *_within_machine(act))))


def _within_machine(act: Act) -> tuple[str, int, Act]:
    return act.machine, act.sequence, act


def unsettled(acts: Iterable[Act]) -> list[Unsettled]:
    """Give the clauses on which machines that did not know of one another did different things."""
    merged = merge(acts)
    replaced = {name for act in merged for name in act.after}
    heads: dict[tuple[str, str], dict[Act, None]] = {}
    for act in merged:
        if act.kind in SETTLING:
            there = heads.setdefault((act.clause, act.kind), {})
            for older in [one for one in there if _follows(act, one)]:
                del there[older]
            if act.name not in replaced:
                there[act] = None
    return [
        Unsettled(clause, kind, tuple(there))
        for (clause, kind), there in heads.items()
        if len({act.content for act in there}) > 1
    ]


def _follows(act: Act, older: Act) -> bool:
    return older.machine == act.machine and older.sequence < act.sequence


def forked(acts: Iterable[Act]) -> list[str]:
    """Give the identities under which two different acts stand, as where a disk was copied."""
    seen: dict[str, Act] = {}
    twice = [act.name for act in merge(acts) if seen.setdefault(act.name, act) != act]
    return list(dict.fromkeys(twice))


def missing(acts: Iterable[Act]) -> list[str]:
    """Give the identities that are not there though later acts of their machine are."""
    numbers: dict[str, set[int]] = {}
    for act in acts:
        numbers.setdefault(act.machine, set()).add(act.sequence)
    return [
        f"{machine}/{number}" for machine in sorted(numbers) for number in _gaps(numbers[machine])
    ]


MOST_GAPS = 1_000
"""More of them need not be told one by one."""


def _gaps(numbers: set[int]) -> list[int]:
    found: list[int] = []
    before = 0
    for number in sorted(numbers):
        found += range(before + 1, min(number, before + 1 + MOST_GAPS - len(found)))
        before = number
    return found
