"""The comparison of national agencies: what it must hold, and what it says when it is wrong."""

from __future__ import annotations

import csv
import datetime
import io
import re
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from tests.conftest import SAMPLES
from toguna.deliberation.agencies import (
    HEADINGS,
    STEP_HEADINGS,
    Agency,
    Basis,
    Confidence,
    Kind,
    Reading,
    beside,
    counts,
    facts,
    kind_named,
    read_agencies,
    rows,
    steps,
)
from toguna.deliberation.agencies.model import Anchoring, Moment, Sourced
from toguna.text.errors import UnreadableFile

NAMES = ("agences.csv", "ancrages.csv")
REQUIRED = (
    "Burkina Faso", "Niger", "Sénégal", "Côte d'Ivoire", "Togo", "Bénin", "Ghana", "Maroc",
    "Tunisie", "Algérie", "Rwanda", "Kenya", "France", "Allemagne", "Estonie", "Tchad", "Guinée",
    "Congo", "Mali",
)  # fmt: skip


def files() -> tuple[bytes, bytes]:
    first, second = ((SAMPLES / "agences" / name).read_bytes() for name in NAMES)
    return first, second


@cache
def sample() -> Reading:
    return read_agencies(*files(), NAMES)


def agency(code: str) -> Agency:
    return next(agency for agency in sample().agencies if agency.code == code)


def changed(name: str, line: int, **cells: str) -> Reading:
    """Read the sample with cells of one line (counted as a person sees it) written otherwise."""
    given = dict(zip(NAMES, files(), strict=True))
    table = list(csv.reader(io.StringIO(given[name].decode()), delimiter=";"))
    for column, text in cells.items():
        table[line - 1][table[0].index(column.replace("_", " "))] = text
    written = io.StringIO()
    csv.writer(written, delimiter=";").writerows(table)
    given[name] = written.getvalue().encode()
    return read_agencies(given[NAMES[0]], given[NAMES[1]], NAMES)


def test_the_countries_that_a_committee_will_ask_for_are_there() -> None:
    countries = [agency.country for agency in sample().agencies]

    assert sample().problems == ()
    assert len(countries) >= 25
    assert set(REQUIRED) <= set(countries)
    assert len(set(countries)) == len(countries)


def every_fact(agency: Agency) -> list[Sourced]:
    told = [Sourced(s.body, s.sources, s.confidence) for s in agency.anchorings]
    return [agency.name, agency.year, agency.instrument, agency.note, *told]


def test_every_fact_has_a_page_a_day_and_a_confidence() -> None:
    for compared in sample().agencies:
        assert compared.looked_up == "2026-11-24"
        for fact in every_fact(compared):
            assert bool(fact.text) == bool(fact.sources)
            assert bool(fact.text) == (fact.confidence is not Confidence.NONE)
            assert all(page.startswith(("http://", "https://")) for page in fact.sources)


def test_every_line_of_the_tables_is_read() -> None:
    told = [list(csv.reader(io.StringIO(data.decode()), delimiter=";")) for data in files()]

    assert len(sample().agencies) == len(told[0]) - 1
    assert sum(len(agency.anchorings) for agency in sample().agencies) == len(told[1]) - 1


def test_steps_are_in_order_and_end_after_they_begin() -> None:
    for compared in sample().agencies:
        begins = [step.since.first for step in compared.anchorings]
        assert begins == sorted(begins)
        for step in compared.anchorings:
            assert step.until is None or step.since.first <= step.until.last


def test_what_no_page_says_is_shown_as_such() -> None:
    niger = next(row for row in rows(sample().agencies) if row.country == "Niger")
    assert (niger.law, niger.practice) == ("sans source", "sans source")

    france = next(row for row in rows(sample().agencies) if row.country == "France")
    assert france.practice == "sans source", "a step that ended is not where it stands"
    cameroon = next(row for row in rows(sample().agencies) if row.country == "Cameroun")
    assert cameroon.law.endswith("fin inconnue")

    for row in rows(sample().agencies):
        assert all(row)
    for step in steps(sample().agencies):
        assert all(step[:-1])
    assert len(HEADINGS) == len(rows(sample().agencies)[0])
    assert len(STEP_HEADINGS) == len(steps(sample().agencies)[0])


def test_the_agency_of_chad_moved_twice_and_the_reason_is_told() -> None:
    moves = [(step.kind, step.since.year) for step in agency("TD").on(Basis.LAW)]
    last = agency("TD").anchorings[-1]

    assert moves == [
        (Kind.PRIME_MINISTER, "2015"),
        (Kind.PRESIDENCY, "2019"),
        (Kind.SECURITY, "2023"),
    ]
    assert "coordonne" in last.note
    assert last.instrument.startswith("ordonnance")
    assert agency("TD").disputed == ()


def test_the_agency_of_guinea_went_from_a_ministry_to_the_presidency_in_2020() -> None:
    ministry, presidency = agency("GN").on(Basis.LAW)

    assert (ministry.kind, presidency.kind) == (Kind.DIGITAL, Kind.PRESIDENCY)
    assert ministry.until == presidency.since == Moment("2020-01-18")


def test_what_sources_say_of_congo_is_kept_from_both_sides() -> None:
    now = agency("CG").now(Basis.PRACTICE)

    assert {step.kind for step in now} == {Kind.DIGITAL, Kind.MIXED}
    assert set(now) == set(agency("CG").disputed)
    assert " ≠ " in next(row.practice for row in rows(sample().agencies) if row.country == "Congo")


def test_mali_has_not_anchored_its_agency_and_nobody_pretends_otherwise() -> None:
    (step,) = agency("ML").anchorings

    assert step.kind is Kind.UNDECIDED
    assert agency("ML").year.text == ""
    assert agency("ML").on(Basis.LAW) == ()


def test_beside_an_option_stand_the_agencies_of_its_kind_and_those_that_left() -> None:
    kind = kind_named("PRESIDENCE")
    assert kind is Kind.PRESIDENCY
    evidence = beside(sample().agencies, kind)
    left = {standing.agency.code: standing.after for standing in evidence.before}
    told = facts(evidence)

    assert {"GN", "RW"} <= {standing.agency.code for standing in evidence.now}
    assert left["TD"] is not None
    assert left["TD"].kind is Kind.SECURITY
    assert left["CM"] is None
    assert len(told) == len(evidence.now) + len(evidence.before)
    assert all(fact.source and fact.date == "2026-11-24" for fact in told)
    assert any("Tchad" in fact.text and "Sécurité publique" in fact.text for fact in told)
    assert kind_named("la mairie") is None


def test_an_agency_is_counted_once_a_kind_and_not_where_it_may_have_left() -> None:
    counted = counts(sample().agencies)

    for kind, count in counted.items():
        standing = {standing.agency.code for standing in beside(sample().agencies, kind).now}
        assert count.either == len(standing) <= count.law + count.practice
    assert "CM" not in {s.agency.code for s in beside(sample().agencies, Kind.PRESIDENCY).now}


@pytest.mark.parametrize(
    ("name", "cells", "said"),
    [
        (NAMES[0], {"année": "2013", "source_de_l'année": ""}, "n'a pas de source"),
        (NAMES[0], {"année": "treize"}, "n'est pas une année"),
        (NAMES[0], {"année": ""}, "aucun fait"),
        (NAMES[0], {"source": "Le Pays"}, "n'est pas l'adresse d'une page"),
        (NAMES[0], {"confiance": "totale"}, "élevée, moyenne, faible, aucune"),
        (NAMES[0], {"confiance": "aucune"}, "aucune confiance"),
        (NAMES[0], {"consulté_le": "24/11/2026"}, "année-mois-jour"),
        (NAMES[0], {"code": "Mali"}, "deux capitales"),
        (NAMES[0], {"code": "ML"}, "celui de deux lignes"),
        (NAMES[0], {"pays": ""}, "doivent être nommés"),
        (NAMES[1], {"code": "ZZ"}, "aucune agence"),
        (NAMES[1], {"de": "l'an dernier"}, "n'est pas une date"),
        (NAMES[1], {"de": "2019-13"}, "n'est pas une date"),
        (NAMES[1], {"à": "1999"}, "avant de commencer"),
        (NAMES[1], {"organisme": "", "source": "", "confiance": ""}, "il manque l'organisme"),
        (NAMES[1], {"source": ""}, "n'a pas de source"),
        (NAMES[1], {"nature": "mairie"}, "présidence, premier ministre"),
        (NAMES[1], {"base": "rumeur"}, "droit, pratique"),
    ],
)
def test_a_wrong_line_is_refused_by_its_number_and_the_others_are_read(
    name: str, cells: dict[str, str], said: str
) -> None:
    reading = changed(name, 3, **cells)
    problems = [problem for problem in reading.problems if problem.where == f"{name}, ligne 3"]

    assert len(problems) == 1
    assert said in str(problems[0].message)
    assert len(reading.agencies) >= len(sample().agencies) - 1


def test_a_table_without_a_column_is_no_such_table() -> None:
    first, second = files()

    with pytest.raises(UnreadableFile, match="les colonnes confiance"):
        read_agencies(first.replace(b";confiance;", b";;", 1), second, NAMES)
    with pytest.raises(UnreadableFile, match="vide"):
        read_agencies(first, b"", NAMES)


def as_workbook(data: bytes) -> bytes:
    """A table as a spreadsheet keeps it: years as numbers, days as dates."""
    book = Workbook()
    for row in csv.reader(io.StringIO(data.decode()), delimiter=";"):
        cells: list[object] = [int(cell) if re.fullmatch(r"\d{4}", cell) else cell for cell in row]
        day = re.compile(r"\d{4}-\d\d-\d\d")
        book.active.append(
            [
                datetime.date.fromisoformat(cell)
                if isinstance(cell, str) and day.fullmatch(cell)
                else cell
                for cell in cells
            ]
        )
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def test_tables_corrected_in_a_spreadsheet_are_read_the_same() -> None:
    first, second = map(as_workbook, files())

    assert read_agencies(first, second, ("agences.xlsx", "ancrages.xlsx")) == sample()


def moments() -> st.SearchStrategy[Moment]:
    days = st.dates(min_value=Moment("1990").first, max_value=Moment("2026").last)
    return st.builds(
        lambda day, width: Moment(day.isoformat()[:width]), days, st.sampled_from([4, 7, 10])
    )


@given(moments(), moments(), moments(), st.booleans())
def test_that_two_steps_overlap_does_not_depend_on_which_comes_first(
    one: Moment, other: Moment, end: Moment, ended: bool
) -> None:
    """A step that follows another on the very day overlaps it in no order."""

    def step(since: Moment, until: Moment | None) -> Anchoring:
        kind, basis, sure = Kind.MIXED, Basis.LAW, Confidence.LOW
        return Anchoring(since, "x", kind, basis, (), sure, "2026-11-24", until, ended)

    first, second = step(one, None), step(other, end)

    assert first.overlaps(second) == second.overlaps(first)
    assert not step(one, other).overlaps(step(other, None)) or one.first >= other.first
    assert one.first <= one.last
