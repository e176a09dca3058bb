"""What is done to a dossier: opening, closing and reopening rounds. One function an act."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from toguna.consultation.dates import day_refusal
from toguna.consultation.rounds.model import Act, Deed, Kept, Refused, Round, Rounds, State
from toguna.messages import say

LISTED = 100
"""Of more observations without an answer than this, the others are counted."""


def check_open(dossier: Rounds, date: str | None) -> None:
    """Check that a new round can be opened.

    Raises:
        Refused: a round is open already, or something was done later than `date`.
    """
    if dossier.open is not None:
        raise Refused(
            say(
                "« {label} » est encore ouvert : fermez-le d'abord (toguna round close).",
                label=dossier.open.label,
            )
        )
    _check_date(dossier.last, date)


def opened(
    dossier: Rounds, label: str | None, draft: Kept, folder: str, date: str | None
) -> Rounds:
    """Open a new round on a draft.

    Raises:
        Refused: as `check_open`.
    """
    check_open(dossier, date)
    number = len(dossier.all) + 1
    acts = (Act(Deed.OPEN, date),)
    return Rounds((*dossier.all, Round(number, label or f"Tour {number}", folder, draft, acts)))


def closed(
    dossier: Rounds, unanswered: Sequence[str] | None, date: str | None, *, force: bool = False
) -> Rounds:
    """Close the round that is open; `unanswered` is None where nothing was consolidated yet.

    Raises:
        Refused: none is open, or something is still to be done and `force` is not set.
    """
    current = dossier.open
    if current is None:
        raise Refused(say("Aucun tour n'est ouvert : il n'y a rien à fermer."))
    if unanswered is None and not force:
        raise Refused(
            say(
                "« {label} » n'a encore rien de consolidé : donnez ses retours (toguna round "
                "consolidate), ou fermez quand même avec --force.",
                label=current.label,
            )
        )
    if unanswered and not force:
        raise Refused(
            say(
                "« {label} » ne peut pas être fermé : {count} observation(s) sans suite ({ids}). "
                "Donnez-leur une suite (toguna decide), ou fermez quand même avec --force : elles "
                "seront notées comme telles.",
                label=current.label,
                count=len(unanswered),
                ids=_listed(unanswered),
            )
        )
    _check_date(current, date)
    return _with_act(dossier, current, Act(Deed.CLOSE, date, tuple(unanswered or ())))


def reopened(dossier: Rounds, date: str | None) -> Rounds:
    """Open the newest round again: its closing is undone, and stays told.

    Raises:
        Refused: it is open, or there is none.
    """
    last = dossier.last
    if last is None:
        raise Refused(say("Ce dossier n'a pas encore de tour : ouvrez-en un (toguna round open)."))
    if last.state is State.OPEN:
        raise Refused(say("« {label} » est déjà ouvert.", label=last.label))
    _check_date(last, date)
    return _with_act(dossier, last, Act(Deed.REOPEN, date))


def free_folder(number: int, taken: Collection[str]) -> str:
    """Give the name of a round's folder: one that nothing stands at yet."""
    name, copy = f"tour-{number}", 1
    while name.casefold() in taken:
        copy += 1
        name = f"tour-{number} ({copy})"
    return name


def _with_act(dossier: Rounds, current: Round, act: Act) -> Rounds:
    changed = replace(current, acts=(*current.acts, act))
    return Rounds(tuple(changed if one is current else one for one in dossier.all))


def _check_date(before: Round | None, date: str | None) -> None:
    """Refuse what is not a day, and a day before what was done last."""
    if date is None:
        return
    refusal = day_refusal(date)
    if refusal is not None:
        raise Refused(refusal)
    known = [act.date for act in before.acts if act.date] if before else []
    if known and date < known[-1]:
        raise Refused(
            say(
                "La date {date} est avant celle du dernier acte de « {label} » ({last}) : "
                "vérifiez-la.",
                date=date,
                label=before.label if before else "",
                last=known[-1],
            )
        )


def _listed(ids: Sequence[str]) -> str:
    shown = ", ".join(ids[:LISTED])
    return shown if len(ids) <= LISTED else f"{shown}, + {len(ids) - LISTED}"
