"""Deliberations: prepared line by line or from a workbook, their rule sealed, their rounds."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponseBase
from ninja import Field, File, Form, Router, Schema
from ninja.files import UploadedFile

from toguna.deliberation.reading.blank import empty_workbook
from toguna.deliberation.reading.forms import QUESTION
from toguna.deliberation.reading.forms import Form as Sheet
from toguna.web.api.frame import checked, eg, not_taken, offers
from toguna.web.domain.deliberation import preparing, rounds
from toguna.web.domain.deliberation.known import visible_deliberations
from toguna.web.domain.deliberation.lines import FRAME, question_of, sentence, workbook_of
from toguna.web.domain.deliberation.sealing import members_of, seal
from toguna.web.forms.deliberation import MANY, LineForm, SealForm
from toguna.web.models import Deliberation
from toguna.web.permissions import Right, Seat
from toguna.web.templatetags.toguna import said
from toguna.web.uploads import clean_name
from toguna.web.views.files import download

ROUTER = Router()
ALL = "/deliberations"
ONE = f"{ALL}/{{uuid:key}}"
SHEET = f"{ONE}/sheets/{{sheet}}"
LINE = f"{SHEET}/{{int:at}}"


class BeginIn(Schema):
    """A question to begin with; the dossier's delegations judge."""

    question: str = Field(
        min_length=1, max_length=500, examples=["Sous quelle autorité placer l'agence nationale ?"]
    )
    with_agencies: bool = eg(False, False, "Whether comparable agencies are shown beside options.")


class FromFileIn(Schema):
    """How a workbook is taken in."""

    with_agencies: bool = eg(True, False)


class DeliberationRoundOut(Schema):
    """A round of judgements."""

    number: int = eg(1)
    opened: datetime = eg("2025-07-01T09:00:00Z")
    shown: datetime | None = eg(None, None, "When its results were opened.")


class DeliberationOut(Schema):
    """Where a deliberation stands."""

    id: UUID = eg("6f0c0d6e-3f2b-4a57-9a0e-0f6f0a4d2b11")
    question: str = eg("Sous quelle autorité placer l'agence nationale ?")
    context: str = eg("")
    weighing: str = eg("ranking")
    lacking: list[str] = eg([], description="What keeps the delegations from judging.")
    options: list[str] = eg(["Présidence", "Primature"])
    criteria: list[str] = eg(["Autorité", "Délai"])
    delegations: list[str] = eg(["MJDH", "MDAC"])
    finished: list[str] = eg(["MJDH"], description="Who has said all in the last round.")
    sealed: datetime | None = eg("2025-07-01T09:00:00Z", None)
    rule: str = eg("schulze", description="The key of the sealed rule.")
    seal: str = eg("", description="The canonical text of the terms, as the ledger has it.")
    sha256: str = eg("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")
    rounds: list[DeliberationRoundOut]
    decided: str | None = eg(None, None, "The option that the committee decided.")


class SheetOut(Schema):
    """The lines of a sheet, and the cells that a line may have."""

    sheet: str = eg("options")
    cells: list[str] = eg(["key", "name", "description"])
    lines: list[dict[str, str]] = eg([{"key": "Présidence", "name": "Présidence de la République"}])


class LineIn(Schema):
    """The cells of one line; several values in one cell are separated by ";"."""

    cells: dict[str, str] = eg({"key": "Présidence", "name": "Présidence de la République"})


class WeighingIn(Schema):
    """How delegations weigh the criteria."""

    weighing: Deliberation.Weighing = eg("ranking")


class SealIn(Schema):
    """The rule as it is to be sealed; voices are by user name, one where left out."""

    method: str = eg("schulze")
    tie_break: str = eg("Nouveau vote entre les seules options à égalité.")
    parameters: str = eg("", "")
    weights: str = eg("", "")
    grades: str = eg("", "", "For majority judgment: from the lowest to the highest.")
    secret: bool = eg(False, False)
    voices: dict[str, float] = eg({"lassana": 1.0}, {})


def deliberation_of(seat: Seat, key: UUID) -> Deliberation:
    """Give a deliberation that a seat may know of.

    Raises:
        Http404: there is none.
    """
    found = visible_deliberations(seat).filter(pk=key).first()
    if found is None:
        raise Http404
    return found


def told_deliberation(one: Deliberation) -> dict[str, Any]:
    """Tell where a deliberation stands."""
    lacking = preparing.still_lacking(one)
    question, current = None if lacking else question_of(one), one.rounds.last()
    decision = getattr(one, "decision", None)
    row = (one.lines.get(QUESTION.key) or [{}])[0]
    return {
        "id": one.pk,
        "question": one.question,
        "context": one.context,
        "weighing": one.weighing,
        "lacking": [said(sentence(problem)) for problem in lacking],
        "options": [option.key for option in question.options] if question else [],
        "criteria": [criterion.key for criterion in question.leaves] if question else [],
        "delegations": [person.key for person in question.people] if question else [],
        "finished": rounds.heard(one, current).finished if question and current else [],
        "sealed": one.sealed,
        "rule": row.get("method", "") if one.sealed else "",
        "seal": one.seal,
        "sha256": one.seal_digest,
        "rounds": [
            {"number": each.number, "opened": each.opened, "shown": each.shown}
            for each in one.rounds.all()
        ],
        "decided": decision.option if decision else None,
    }


@offers(ROUTER, "GET", ALL, Right.SEE, list[DeliberationOut])
def list_deliberations(seat: Seat) -> Any:
    """List the deliberations that one may know of."""
    return [told_deliberation(one) for one in visible_deliberations(seat)]


@offers(ROUTER, "POST", ALL, Right.DELIBERATE, DeliberationOut, status=201)
def begin_deliberation(seat: Seat, body: BeginIn) -> Any:
    """Begin a deliberation with its question."""
    made = preparing.begin(seat, body.question, with_agencies=body.with_agencies)
    return told_deliberation(made)


@offers(ROUTER, "GET", f"{ALL}/blank-workbook", Right.DELIBERATE, files=True)
def get_blank_workbook(seat: Seat) -> HttpResponseBase:
    """Give the empty workbook in which a deliberation is written."""
    del seat
    return download(empty_workbook(), "deliberation-vide.xlsx")


@offers(ROUTER, "POST", f"{ALL}/workbook", Right.DELIBERATE, DeliberationOut, status=201)
def import_deliberation(seat: Seat, file: File[UploadedFile], told: Form[FromFileIn]) -> Any:
    """Begin a deliberation from a workbook or TOML, whose wrong lines are all told."""
    name = clean_name(file.name or "")
    try:
        made = preparing.take_in(seat, file.read(), name, with_agencies=told.with_agencies)
    except preparing.Wrong as wrong:
        raise not_taken((one.where, said(one.message)) for one in wrong.problems) from wrong
    return told_deliberation(made)


@offers(ROUTER, "GET", ONE, Right.SEE, DeliberationOut)
def get_deliberation(seat: Seat, key: UUID) -> Any:
    """Tell where a deliberation stands."""
    return told_deliberation(deliberation_of(seat, key))


@offers(ROUTER, "GET", f"{ONE}/workbook", Right.DELIBERATE, files=True)
def get_workbook(seat: Seat, key: UUID) -> HttpResponseBase:
    """Give all that was written, to be taken in again; nothing while a round is open."""
    one = deliberation_of(seat, key)
    if one.rounds.filter(shown=None).exists():
        raise Http404
    return download(workbook_of(one), "deliberation.xlsx")


# Line by line


def _sheet(key: str) -> Sheet:
    sheet = next((form for form in FRAME if form.key == key), None)
    if sheet is None:
        raise Http404
    return sheet


def _told_sheet(one: Deliberation, sheet: Sheet) -> dict[str, Any]:
    return {
        "sheet": sheet.key,
        "cells": [field.key for field in sheet.fields],
        "lines": one.lines.get(sheet.key, []),
    }


def _write(seat: Seat, key: UUID, sheet: Sheet, at: int | None, cells: dict[str, str]) -> Any:
    one = deliberation_of(seat, key)
    rows = one.lines.get(sheet.key, [])
    if at is not None and at >= max(len(rows), 1 if sheet is QUESTION else 0):
        raise Http404
    posted = {
        name: [part.strip() for part in text.split(";") if part.strip()] if name in MANY else text
        for name, text in cells.items()
    }
    form = LineForm(sheet, one.lines, {}, posted)
    checked(form)
    unknown = cells.keys() - form.fields.keys()
    if unknown:
        raise not_taken((name, "?") for name in sorted(unknown))
    preparing.write_line(seat, one, sheet.key, at if rows else None, form.values())
    return _told_sheet(one, sheet)


@offers(ROUTER, "GET", SHEET, Right.DELIBERATE, SheetOut)
def get_sheet(seat: Seat, key: UUID, sheet: str) -> Any:
    """Give the lines of a sheet: question, options, facts, criteria, constraints or people."""
    return _told_sheet(deliberation_of(seat, key), _sheet(sheet))


@offers(ROUTER, "POST", SHEET, Right.DELIBERATE, SheetOut, status=201)
def add_line(seat: Seat, key: UUID, sheet: str, body: LineIn) -> Any:
    """Add a line to a sheet; the question has one, which is written anew."""
    wanted = _sheet(sheet)
    return _write(seat, key, wanted, 0 if wanted is QUESTION else None, body.cells)


@offers(ROUTER, "PUT", LINE, Right.DELIBERATE, SheetOut)
def write_line(seat: Seat, key: UUID, sheet: str, at: int, body: LineIn) -> Any:
    """Write a line anew; the first is 0."""
    return _write(seat, key, _sheet(sheet), at, body.cells)


@offers(ROUTER, "DELETE", LINE, Right.DELIBERATE, SheetOut)
def remove_line(seat: Seat, key: UUID, sheet: str, at: int) -> Any:
    """Remove a line."""
    one, wanted = deliberation_of(seat, key), _sheet(sheet)
    preparing.remove_line(seat, one, wanted.key, at)
    return _told_sheet(one, wanted)


# The rule


@offers(ROUTER, "PUT", f"{ONE}/weighing", Right.DELIBERATE, DeliberationOut)
def set_weighing(seat: Seat, key: UUID, body: WeighingIn) -> Any:
    """Choose how delegations weigh the criteria."""
    preparing.set_weighing(seat, deliberation_of(seat, key), body.weighing)
    return told_deliberation(deliberation_of(seat, key))


@offers(ROUTER, "POST", f"{ONE}/seal", Right.DELIBERATE, DeliberationOut)
def seal_rule(seat: Seat, key: UUID, body: SealIn) -> Any:
    """Seal the rule, the options, the voters and their voices; none of it changes later."""
    one, members = deliberation_of(seat, key), members_of(seat.dossier)
    names = {user.username for user, _ in members}
    if not body.voices.keys() <= names:
        raise not_taken((name, "?") for name in sorted(body.voices.keys() - names))
    voices = {f"voices_{user.pk}": body.voices.get(user.username, 1.0) for user, _ in members}
    form = SealForm({}, members, {**body.dict(exclude={"voices"}), **voices})
    checked(form)
    seal(seat, one, form.chosen())
    return told_deliberation(deliberation_of(seat, key))
