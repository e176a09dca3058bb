"""Preparing a deliberation: taking in a file, writing line by line, opening the judgements.

What was sealed cannot be changed, and what delegations judge cannot once they do.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from toguna.adoption.ledger.acts import Act
from toguna.deliberation.reading.forms import BY_KEY, FACTS, OPTIONS, PEOPLE, QUESTION
from toguna.deliberation.reading.lines import Problems
from toguna.messages import say
from toguna.web.domain.answer_rules import check_right
from toguna.web.domain.deliberation.lines import FRAME, Rows, Said, frame_of, sentence, taken
from toguna.web.domain.deliberation.sealing import check_unchanged
from toguna.web.domain.ledger import actor_of, record
from toguna.web.models import (
    DelegationSaid,
    Deliberation,
    DeliberationRound,
    Dossier,
    Membership,
    Organisation,
)
from toguna.web.permissions import RIGHTS, Right, Seat
from toguna.web.refusal import Refused

RULE_FIELDS = ("method", "tie_break", "formula", "parameters")
"""What the page of the rule asks for, apart from the question."""


class Wrong(Exception):
    """A file is refused; `problems` are its lines that are wrong."""

    def __init__(self, problems: Problems) -> None:
        super().__init__(problems)
        self.problems = problems


def delegations_of(dossier: Dossier) -> list[Organisation]:
    """Give the organisations that may judge: those of who may vote for one."""
    speaking = [role for role, rights in RIGHTS.items() if Right.VOTE in rights]
    seats = Membership.objects.filter(dossier=dossier, role__in=speaking)
    return list(Organisation.objects.filter(memberships__in=seats).distinct())


@transaction.atomic
def begin(seat: Seat, question: str, *, with_agencies: bool = False) -> Deliberation:
    """Begin a deliberation with its question; the dossier's delegations judge."""
    check_right(seat, Right.DELIBERATE)
    lines: Rows = {
        QUESTION.key: [{"question": question.strip()}],
        PEOPLE.key: [
            {"key": one.label, "name": one.label, "organisation": one.name}
            for one in delegations_of(seat.dossier)
        ],
    }
    return _made(seat, lines, with_agencies=with_agencies)


@transaction.atomic
def take_in(seat: Seat, data: bytes, filename: str, *, with_agencies: bool = False) -> Deliberation:
    """Begin a deliberation from a workbook or TOML, with the judgements that are in it.

    Raises:
        Wrong: something in it is wrong; nothing is kept.
        UnreadableFile: it cannot be read at all.
    """
    check_right(seat, Right.DELIBERATE)
    lines, said, problems = taken(data, filename)
    if problems:
        raise Wrong(problems)
    made = _made(seat, lines, with_agencies=with_agencies)
    _keep_said(seat, made, said)
    return made


def _made(seat: Seat, lines: Rows, *, with_agencies: bool) -> Deliberation:
    return Deliberation.objects.create(
        dossier=seat.dossier,
        round=seat.dossier.rounds.last(),
        lines=lines,
        with_agencies=with_agencies,
        by=seat.user,
    )


def _keep_said(seat: Seat, made: Deliberation, said: Said) -> None:
    """Keep the judgements of a file; those of its last round can still be completed."""
    now = timezone.now()
    numbers = sorted({number for number, _ in said})
    rounds = {
        number: DeliberationRound.objects.create(
            deliberation=made,
            number=number,
            opened=now,
            shown=None if number == numbers[-1] else now,
        )
        for number in numbers
    }
    for (number, person), (judged, weighed) in said.items():
        DelegationSaid.objects.create(
            round=rounds[number], person=person, judged=judged, weighed=weighed, revision=1,
            finished=now, by=seat.user,
        )  # fmt: skip


def write_line(
    seat: Seat, deliberation: Deliberation, form: str, at: int | None, values: Mapping[str, str]
) -> None:
    """Write the line of a sheet at a place (0 the first), a new one where it is None.

    Raises:
        Refused: it is wrong, or what was sealed would change.
    """
    rows = list(deliberation.lines.get(form, []))
    given = {key: text.strip() for key, text in values.items() if text.strip()}
    if form == QUESTION.key:
        kept = {key: text for key, text in _first(rows).items() if key in (*RULE_FIELDS, "date")}
        given = {**kept, **given}
    if at is None:
        rows.append(given)
    else:
        rows[at : at + 1] = [given]
    _change(seat, deliberation, form, rows)


def _first(rows: list[dict[str, str]]) -> dict[str, str]:
    return rows[0] if rows else {}


def remove_line(seat: Seat, deliberation: Deliberation, form: str, at: int) -> None:
    """Remove a line of a sheet, with the facts of an option that goes.

    Raises:
        Refused: there is no such line, or what was sealed would change.
    """
    rows = list(deliberation.lines.get(form, []))
    if form == QUESTION.key or not 0 <= at < len(rows):
        raise Refused(say("Cette ligne n'existe plus ; rechargez la page."), 404)
    _change(seat, deliberation, form, rows[:at] + rows[at + 1 :])


def set_weighing(seat: Seat, deliberation: Deliberation, way: str) -> None:
    """Choose how delegations weigh the criteria."""
    check_right(seat, Right.DELIBERATE)
    if deliberation.rounds.exists():
        raise Refused(_OPENED, 409)
    Deliberation.objects.filter(pk=deliberation.pk).update(weighing=way)


_OPENED = say(
    "Les délégations jugent déjà : les options, les critères et les délégations ne changent plus. "
    "Pour poser une autre question, téléchargez le classeur et préparez-en une nouvelle."
)


@transaction.atomic
def _change(seat: Seat, deliberation: Deliberation, form: str, rows: list[dict[str, str]]) -> None:
    check_right(seat, Right.DELIBERATE)
    held = Deliberation.objects.select_for_update().get(pk=deliberation.pk)
    lines = {**held.lines, form: rows}
    _check_refused_anew(held.lines, lines, form)
    held.lines = lines
    check_unchanged(held)
    if form not in (QUESTION.key, FACTS.key) and held.rounds.exists():
        raise Refused(_OPENED, 409)
    held.save(update_fields=["lines"])
    deliberation.lines = lines


def _check_refused_anew(before: Rows, after: Rows, form: str) -> None:
    """Refuse what is wrong only since this change; what still lacks may come later."""
    known = {str(problem) for problem in frame_of(before)[1]}
    sheet = BY_KEY[form].sheet
    lacking = f"feuille « {sheet} »"
    for problem in frame_of(after)[1]:
        if str(problem) not in known and problem.where != lacking:
            raise Refused(sentence(problem))


def still_lacking(deliberation: Deliberation) -> Problems:
    """Give what keeps the delegations from judging."""
    lines = {form.key: deliberation.lines.get(form.key, []) for form in FRAME}
    return frame_of(lines)[1]


@transaction.atomic
def open_judging(seat: Seat, deliberation: Deliberation) -> DeliberationRound:
    """Open the first round of judgements.

    Raises:
        Refused: something lacks, or it is open already.
    """
    check_right(seat, Right.DELIBERATE)
    held = Deliberation.objects.select_for_update().get(pk=deliberation.pk)
    if held.rounds.exists():
        raise Refused(say("Le recueil des avis est déjà ouvert."), 409)
    for problem in still_lacking(held):
        raise Refused(sentence(problem))
    made = DeliberationRound.objects.create(deliberation=held, number=1, opened=timezone.now())
    record(
        held.dossier, Act.OPENED, actor_of(seat), subject_of(held),
        {"question": held.question, "round": 1,
         "options": [row["key"] for row in held.lines[OPTIONS.key]]},
    )  # fmt: skip
    return made


def subject_of(deliberation: Deliberation) -> str:
    """Name a deliberation in the ledger."""
    return f"deliberation-{deliberation.pk}"
