"""Files that come in: kept to be looked over, each with whose it is as far as one can guess.

They are known to who deposited them alone, until they are sent.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import transaction

from toguna.consultation.contributors import (
    ContributorsList,
    guess_contributor,
    read_contributors,
)
from toguna.messages import Message, say
from toguna.text.errors import UnreadableFile
from toguna.web.domain.blobs import keep
from toguna.web.domain.rounds import check_open
from toguna.web.models import Organisation, Return, ReturnState, Round
from toguna.web.permissions import Right, Seat, visible_returns
from toguna.web.refusal import Refused
from toguna.web.uploads import clean_name

LEFT_ASIDE = ("~$", ".DS_Store", "Thumbs.db", "desktop.ini")
"""How files begin that a computer leaves beside those of a person."""


@dataclass(frozen=True)
class Arriving:
    """A file as it comes in: its name, as the sender's computer gives it, and its bytes."""

    filename: str
    data: bytes


@dataclass
class Deposited:
    """What became of files that came in: those kept, and why others were not."""

    kept: list[Return] = field(default_factory=list)
    refused: list[Message] = field(default_factory=list)


def deposit(seat: Seat, round_: Round, files: Iterable[Arriving]) -> Deposited:
    """Keep files that come in, to be looked over and then sent.

    A contributors' list among them, for who may send for any organisation, says whose the others
    are; else their names are asked.

    Raises:
        Refused: the seat may send nothing, or the round is not open.
    """
    if not (seat.may(Right.WRITE) or seat.may(Right.ROUND)):
        raise Refused(say("Votre rôle dans ce dossier ne permet pas de faire cela."), 403)
    check_open(round_)
    found = Deposited()
    known: ContributorsList | None = None
    for one in files:
        name = clean_name(one.filename)
        listed = _contributors(one, name) if seat.may(Right.ROUND) else None
        if listed is not None:
            known = listed
        elif (problem := _problem(seat, round_, one, name)) is not None:
            found.refused.append(problem)
        else:
            found.kept.append(_kept(seat, round_, one, name))
    if known is not None:
        _know(known)
    if seat.may(Right.ROUND):
        _guess(seat, round_, known)
    return found


def _contributors(one: Arriving, name: str) -> ContributorsList | None:
    if not name.lower().endswith(".csv"):
        return None
    try:
        listed = read_contributors(one.data, name)
    except UnreadableFile:
        return None  # a matrix of observations, then
    return listed if listed.lines else None


def _problem(seat: Seat, round_: Round, one: Arriving, name: str) -> Message | None:
    """Tell why a file is not kept, None where it is."""
    if name.startswith(LEFT_ASIDE):
        return say("{file} : ce fichier est laissé par l'ordinateur, il n'est pas pris.", file=name)
    if not one.data:
        return say("{file} : ce fichier est vide ; vérifiez l'original.", file=name)
    twin = _same_bytes(seat, round_, one.data)
    if twin is None:
        return None
    return say(
        "{file} : ce même fichier est déjà là, sous le nom « {known} » ({label}) ; il n'est pas "
        "compté deux fois.",
        file=name,
        known=twin.filename,
        label=twin.organisation.label if twin.organisation else "?",
    )


def _same_bytes(seat: Seat, round_: Round, data: bytes) -> Return | None:
    """Give a return with the very same bytes among those that the seat knows of."""
    known = visible_returns(seat, round_).exclude(state=ReturnState.WITHDRAWN)
    return known.filter(blob=hashlib.sha256(data).hexdigest()).first()


@transaction.atomic
def _kept(seat: Seat, round_: Round, one: Arriving, name: str) -> Return:
    return Return.objects.create(
        round=round_,
        organisation=None if seat.may(Right.ROUND) else seat.organisation,
        blob=keep(one.data),
        filename=name,
        state=ReturnState.DEPOSITED,
        sent_by=seat.user,
    )


def _know(listed: ContributorsList) -> None:
    for _, told in listed.lines:
        Organisation.objects.get_or_create(
            label=told.label[:40], defaults={"name": told.name[:300]}
        )


def _guess(seat: Seat, round_: Round, listed: ContributorsList | None) -> None:
    """Say whose deposited files are, as far as the list or their names tell."""
    known = {one.label.casefold(): one for one in Organisation.objects.all()}
    for one in deposits(seat, round_):
        told = listed.of(one.filename) if listed is not None else None
        if told is None and one.organisation is not None:
            continue
        label = (told or guess_contributor(one.filename)).label
        one.organisation = known.get(label.casefold())
        one.save(update_fields=["organisation"])


def deposits(seat: Seat, round_: Round) -> list[Return]:
    """Give the files that somebody has deposited and not sent yet."""
    return list(
        round_.returns.filter(
            state=ReturnState.DEPOSITED, sent_by=seat.user, written=False
        ).select_related("organisation")
    )
