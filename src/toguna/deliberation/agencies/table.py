"""The comparison as rows of words, for a note, a workbook or a page.

What has no source says so; nothing is left blank.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from toguna.deliberation.agencies.model import (
    SOURCELESS,
    Agency,
    Anchoring,
    Basis,
    Confidence,
    Sourced,
)
from toguna.messages import Message, Translate, say

HEADINGS = (
    say("Pays"),
    say("Agence"),
    say("Tutelle en droit"),
    say("Tutelle en pratique"),
    say("Année"),
    say("Texte"),
    say("Confiance"),
    say("Consulté le"),
    say("Sources"),
)
"""The headings of `rows`, in the order of its fields."""

STEP_HEADINGS = (
    say("Pays"),
    say("Période"),
    say("Organisme"),
    say("Nature"),
    say("Base"),
    say("Texte"),
    say("Confiance"),
    say("Consulté le"),
    say("Sources"),
    say("Remarque"),
)
"""The headings of `steps`, in the order of its fields."""


class Row(NamedTuple):
    """An agency as a row; `confidence` is that of its least certain fact."""

    country: str
    agency: str
    law: str
    practice: str
    year: str
    instrument: str
    confidence: str
    looked_up: str
    sources: tuple[str, ...]


class StepRow(NamedTuple):
    """A step of an agency's history as a row."""

    country: str
    period: str
    body: str
    kind: str
    basis: str
    instrument: str
    confidence: str
    looked_up: str
    sources: tuple[str, ...]
    note: str


def rows(agencies: Sequence[Agency], translate: Translate = str) -> tuple[Row, ...]:
    """Give the table of agencies, one row each, in their order."""
    return tuple(_row(agency, translate) for agency in agencies)


def steps(agencies: Sequence[Agency], translate: Translate = str) -> tuple[StepRow, ...]:
    """Give the table of anchorings: the whole dated history, law and practice apart."""
    return tuple(
        _step_row(agency, step, translate) for agency in agencies for step in agency.anchorings
    )


def period(step: Anchoring) -> Message:
    """Say from when to when a step held."""
    start: object = step.since.text
    if step.since.at_latest:
        start = say("{day} au plus tard", day=start)
    if step.until is not None:
        return say("de {start} à {end}", start=start, end=step.until.text)
    if step.ended:
        return say("à partir de {start}, fin inconnue", start=start)
    return say("depuis {start}", start=start)


def _row(agency: Agency, translate: Translate) -> Row:
    facts = (agency.name, agency.year, agency.instrument)
    sources = [page for fact in facts for page in fact.sources]
    sources += [page for step in agency.anchorings for page in step.sources]
    return Row(
        agency.country,
        f"{agency.acronym} : {agency.name.text}" if agency.acronym else agency.name.text,
        _standing(agency, Basis.LAW, translate),
        _standing(agency, Basis.PRACTICE, translate),
        _told(agency.year, translate),
        _told(agency.instrument, translate),
        _least(agency).message.render(translate),
        agency.looked_up,
        tuple(dict.fromkeys(sources)),
    )


def _step_row(agency: Agency, step: Anchoring, translate: Translate) -> StepRow:
    note = step.note
    if step in agency.disputed:
        note = f"{say('Les sources ne concordent pas.').render(translate)} {note}".rstrip()
    return StepRow(
        agency.country,
        period(step).render(translate),
        step.body,
        step.kind.message.render(translate),
        step.basis.message.render(translate),
        step.instrument or SOURCELESS.render(translate),
        step.confidence.message.render(translate),
        step.looked_up,
        step.sources,
        note,
    )


def _told(fact: Sourced, translate: Translate) -> str:
    return fact.text or SOURCELESS.render(translate)


def _standing(agency: Agency, basis: Basis, translate: Translate) -> str:
    """Say where an agency stands now; else where it stood last, if nobody knows until when."""
    unknown = [step for step in agency.on(basis)[-1:] if step.until is None]
    told = agency.now(basis) or unknown
    words = " ≠ ".join(f"{step.body}, {period(step).render(translate)}" for step in told)
    return words or SOURCELESS.render(translate)


def _least(agency: Agency) -> Confidence:
    """Give the confidence of the least certain of the facts that are told."""
    order = list(Confidence)
    told = [fact.confidence for fact in (agency.name, agency.year, agency.instrument) if fact.text]
    return max([*told, *(step.confidence for step in agency.anchorings)], key=order.index)
