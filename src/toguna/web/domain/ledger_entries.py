"""The ledger as a page shows it: each entry in a plain sentence, what is restricted kept back."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from toguna.adoption.ledger.acts import Act
from toguna.adoption.ledger.entry import Entry, read_entry
from toguna.adoption.ledger.frontier import Frontier
from toguna.adoption.ledger.restricted import Opening
from toguna.messages import Message, say
from toguna.web.domain.export import is_sealed
from toguna.web.domain.ledger_sentences import sentence, subject_in_words
from toguna.web.domain.rounds import subject
from toguna.web.models import Dossier, LedgerEntry
from toguna.web.permissions import Seat, sees_all

ACTS = {"", *(act.value for act in Act)}
"""What an address may ask for: an act, or all of them."""


HANDLING = (
    Act.RECEIVED, Act.WITHDRAWN, Act.LINKED, Act.GROUPED, Act.ANSWERED, Act.VALIDATED, Act.OPINED,
)  # fmt: skip
"""Acts on what contributors say, which the others see once the round is closed."""


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
    under_way = _under_way(seat)
    return [_line(seat, row, under_way) for row in rows]


def line(seat: Seat, row: LedgerEntry) -> Line:
    """Tell one entry as a seat may see it."""
    return _line(seat, row, _under_way(seat))


def _line(seat: Seat, row: LedgerEntry, under_way: Collection[str]) -> Line:
    entry, digest = _read(row), bytes(row.leaf_hash).hex()
    if is_sealed(entry) and not seat.cleared:
        return Line(row.index, row.at, digest, commitment=entry.restricted or "")
    about = subject_in_words(entry.subject)
    if _waits(seat, entry, under_way):
        later = say("ce qui a été fait se voit à la clôture du tour ({about}).", about=about)
        return Line(row.index, row.at, digest, entry.act.value, later, about)
    return Line(
        row.index,
        row.at,
        digest,
        entry.act.value,
        sentence(entry),
        about,
        tuple(sorted(entry.files.items())),
        entry.restricted or "",
        _opened(row) if seat.cleared else "",
    )


def may_have_receipt(seat: Seat, row: LedgerEntry) -> bool:
    """Tell whether a seat may have the receipt of an entry, which holds all that it says."""
    entry = _read(row)
    if is_sealed(entry) and not seat.cleared:
        return False
    return not _waits(seat, entry, _under_way(seat))


def _under_way(seat: Seat) -> set[str]:
    """Give the subjects of the rounds of which a seat sees only what its organisation said."""
    rounds = seat.dossier.rounds.all()
    return {subject(one) for one in rounds if not sees_all(seat, one)}


def _waits(seat: Seat, entry: Entry, under_way: Collection[str]) -> bool:
    """Tell whether what an entry says of others is not to be seen before its round is closed."""
    own = seat.organisation is not None and (
        entry.payload.get("contributor") == seat.organisation.label
    )
    handles = entry.act in HANDLING or "answers" in entry.payload  # an answer that was undone
    return handles and entry.subject.partition("/")[0] in under_way and not own


def acts_of(seat: Seat) -> list[Act]:
    """Give the acts of the entries that a seat may see, in the order of a strategy's life."""
    there = set(_told_to(seat).values_list("act", flat=True).distinct())
    return [act for act in Act if act.value in there]


def subjects_of(seat: Seat) -> list[tuple[str, Message]]:
    """Give the subjects of the entries that a seat may see, each in words."""
    found = sorted(set(_told_to(seat).values_list("subject", flat=True).distinct()))
    return [(key, subject_in_words(key)) for key in found]


def _told_to(seat: Seat) -> QuerySet[LedgerEntry]:
    """Give the entries of which a seat may know more than that they are there."""
    rows = LedgerEntry.objects.filter(ledger__dossier=seat.dossier).order_by()
    return rows if seat.cleared else rows.exclude(pk__in=_sealed(rows))


def root_of(dossier: Dossier) -> str:
    """Give the root of all entries so far."""
    return Frontier.decode(bytes(dossier.ledger.frontier)).root.hex()


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
