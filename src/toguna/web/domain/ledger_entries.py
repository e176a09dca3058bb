"""The ledger as a page shows it: each entry in a plain sentence, what is restricted kept back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from toguna.adoption.ledger.acts import Act
from toguna.adoption.ledger.entry import Entry, read_entry
from toguna.adoption.ledger.frontier import Frontier
from toguna.adoption.ledger.restricted import Opening
from toguna.messages import Message
from toguna.web.domain.export import is_sealed
from toguna.web.domain.ledger_sentences import sentence, subject_in_words
from toguna.web.models import Dossier, LedgerEntry
from toguna.web.permissions import Seat

ACTS = {"", *(act.value for act in Act)}
"""What an address may ask for: an act, or all of them."""


@dataclass(frozen=True)
class Line:
    """One entry as a seat may see it; `sentence` is None where all of it is kept back.

    `digest` is the hash of its leaf, `commitment` what commits to restricted content, and
    `opened` that content for who may see it.
    """

    index: int
    at: datetime
    digest: str
    act: str = ""
    sentence: Message | None = None
    subject: Message | None = None
    files: tuple[tuple[str, str], ...] = ()
    commitment: str = ""
    opened: str = ""
    person: str = ""


@dataclass(frozen=True)
class Asked:
    """Which entries are looked for."""

    act: str = ""
    subject: str = ""


def entries_of(seat: Seat, asked: Asked) -> QuerySet[LedgerEntry]:
    """Give the entries of a dossier, the newest first.

    Who filters and is not cleared is given none that is wholly restricted: a filter that finds it
    would tell what it is about.
    """
    rows = LedgerEntry.objects.filter(ledger__dossier=seat.dossier).order_by("-index")
    if asked.act not in ACTS or asked.subject not in ("", *dict(subjects_of(seat))):
        return rows.none()
    if asked.act:
        rows = rows.filter(act=asked.act)
    if asked.subject:
        rows = rows.filter(subject=asked.subject)
    if (asked.act or asked.subject) and not seat.cleared:
        rows = rows.exclude(pk__in=_sealed(rows))
    return rows


def _sealed(rows: QuerySet[LedgerEntry]) -> list[int]:
    """Give the entries of which all is restricted; few have an opening."""
    return [row.pk for row in rows.exclude(opening=None) if is_sealed(_read(row))]


def lines(seat: Seat, rows: Iterable[LedgerEntry]) -> list[Line]:
    """Tell entries as a seat may see them."""
    return [line(seat, row) for row in rows]


def line(seat: Seat, row: LedgerEntry) -> Line:
    """Tell one entry as a seat may see it."""
    entry, digest = _read(row), bytes(row.leaf_hash).hex()
    if is_sealed(entry) and not seat.cleared:
        return Line(row.index, row.at, digest, commitment=entry.restricted or "")
    return Line(
        row.index,
        row.at,
        digest,
        entry.act.value,
        sentence(entry),
        subject_in_words(entry.subject),
        tuple(sorted(entry.files.items())),
        entry.restricted or "",
        _opened(row) if seat.cleared else "",
        entry.actor.person,
    )


def may_have_receipt(seat: Seat, row: LedgerEntry) -> bool:
    """Tell whether a seat may have the receipt of an entry, which holds all that it says."""
    return seat.cleared or not is_sealed(_read(row))


def acts_of(dossier: Dossier) -> list[Act]:
    """Give the acts that a ledger records, in the order of the life of a strategy."""
    there = set(_entries(dossier).values_list("act", flat=True).distinct())
    return [act for act in Act if act.value in there]


def subjects_of(seat: Seat) -> list[tuple[str, Message]]:
    """Give the subjects of what a seat may see, each in words."""
    rows = _entries(seat.dossier)
    if not seat.cleared:
        rows = rows.exclude(pk__in=_sealed(rows))
    found = sorted(set(rows.values_list("subject", flat=True).distinct()))
    return [(subject, subject_in_words(subject)) for subject in found]


def root_of(dossier: Dossier) -> str:
    """Give the root of all entries so far."""
    return Frontier.decode(bytes(dossier.ledger.frontier)).root.hex()


def _entries(dossier: Dossier) -> QuerySet[LedgerEntry]:
    return LedgerEntry.objects.filter(ledger__dossier=dossier).order_by()


def _read(row: LedgerEntry) -> Entry:
    return read_entry(bytes(row.canonical))


def _opened(row: LedgerEntry) -> str:
    """Give restricted content as it is laid out for a person, "" where there is none."""
    if not row.opening:
        return ""
    told: Any = json.loads(Opening.read(str(row.opening).encode()).content)
    return "\n".join(_laid_out(told))


def _laid_out(told: Any, indent: str = "") -> Iterator[str]:
    if isinstance(told, Mapping):
        for name, value in told.items():
            if isinstance(value, Mapping | list):
                yield f"{indent}{name} :"
                yield from _laid_out(value, indent + "  ")
            else:
                yield f"{indent}{name} : {value}"
    elif isinstance(told, list):
        for value in told:
            yield from _laid_out(value, indent)
    else:
        yield f"{indent}{told}"
