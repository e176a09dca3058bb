"""Reading the comparison of agencies: two tables, refused line by line where they are wrong.

A filled cell without the address of a page is refused: the comparison holds nothing that nobody
could check.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple, TypeVar

from toguna.consultation.decisions.problems import Problem
from toguna.deliberation.agencies.cells import (
    Line,
    Refused,
    lines_of,
    looked_up,
    moment,
    named,
    sourced,
    word,
)
from toguna.deliberation.agencies.model import Agency, Anchoring, Basis, Kind

AGENCY_COLUMNS = (
    "code", "groupe", "pays", "sigle", "agence", "source", "confiance",
    "année", "source de l'année", "confiance de l'année",
    "texte", "source du texte", "confiance du texte", "consulté le",
    "note", "source de la note", "confiance de la note",
)  # fmt: skip
ANCHORING_COLUMNS = (
    "code", "de", "à", "organisme", "nature", "base", "texte", "source", "confiance",
    "consulté le", "note",
)  # fmt: skip
CODE = re.compile(r"^[A-Z]{2}$")
YEAR = re.compile(r"^(?:19|20)[0-9]{2}$")
UNKNOWN_END = "?"

Read = TypeVar("Read")


class Reading(NamedTuple):
    """The agencies whose lines are right, in the order of the table, and what is wrong."""

    agencies: tuple[Agency, ...]
    problems: tuple[Problem, ...]


def read_agencies(agencies: bytes, anchorings: bytes, names: tuple[str, str]) -> Reading:
    """Read the table of agencies and the table of their anchorings.

    `names` are the names of both files, told with what is wrong in them.

    Raises:
        UnreadableFile: a file is no table (CSV, XLSX, ODS), or lacks a column.
    """
    problems: list[Problem] = []
    found: dict[str, Agency] = {}
    for line, agency in _read(lines_of(agencies, names[0], AGENCY_COLUMNS), _agency, problems):
        if agency.code in found:
            twice = line.refusal("le code « {code} » est celui de deux lignes.", code=agency.code)
            problems.append(twice.problem)
        found.setdefault(agency.code, agency)
    steps: dict[str, list[Anchoring]] = {code: [] for code in found}
    for line, step in _read(lines_of(anchorings, names[1], ANCHORING_COLUMNS), _step, problems):
        if line["code"] in steps:
            steps[line["code"]].append(step)
        else:
            problems.append(_unknown(line).problem)
    return Reading(tuple(_anchored(found, steps)), tuple(problems))


def kind_named(text: str) -> Kind | None:
    """Give the kind of body that a word names, whatever its accents; None where none."""
    return named(text, Kind)


def _read(
    lines: Iterable[Line], reader: Callable[[Line], Read], problems: list[Problem]
) -> Iterator[tuple[Line, Read]]:
    """Give what each line says; one that is refused leaves its problem."""
    for line in lines:
        try:
            yield line, reader(line)
        except Refused as refused:
            problems.append(refused.problem)


def _agency(line: Line) -> Agency:
    if not CODE.match(line["code"]):
        raise line.refusal(
            "le code « {code} » n'est pas celui d'un pays : deux capitales, comme ML.",
            code=line["code"],
        )
    name = sourced(line, "agence", "source", "confiance")
    if not line["pays"] or not name.text:
        raise line.refusal("le pays et l'agence doivent être nommés.")
    year = sourced(line, "année", "source de l'année", "confiance de l'année")
    if year.text and not YEAR.match(year.text):
        raise line.refusal("« {year} » n'est pas une année.", year=year.text)
    return Agency(
        line["code"],
        line["groupe"],
        line["pays"],
        line["sigle"],
        name,
        year,
        sourced(line, "texte", "source du texte", "confiance du texte"),
        looked_up(line),
        sourced(line, "note", "source de la note", "confiance de la note"),
    )


def _step(line: Line) -> Anchoring:
    since = moment(line, "de")
    until = None if line["à"] in ("", UNKNOWN_END) else moment(line, "à")
    if until is not None and until.last < since.first:
        raise line.refusal(
            "l'étape finit ({end}) avant de commencer ({start}).",
            end=until.text,
            start=since.text,
        )
    body = sourced(line, "organisme", "source", "confiance")
    if not body.text:
        raise line.refusal("il manque l'organisme : une étape sans lui ne dit rien.")
    return Anchoring(
        since,
        body.text,
        word(line, "nature", Kind),
        word(line, "base", Basis),
        body.sources,
        body.confidence,
        looked_up(line),
        until,
        bool(line["à"]),
        line["texte"],
        line["note"],
    )


def _unknown(line: Line) -> Refused:
    return line.refusal(
        "le code « {code} » n'est celui d'aucune agence lue dans l'autre tableau.",
        code=line["code"],
    )


def _anchored(
    agencies: Mapping[str, Agency], steps: Mapping[str, list[Anchoring]]
) -> Iterator[Agency]:
    """Give each agency its steps, the earliest first, the law before practice."""
    for code, agency in agencies.items():
        ordered = sorted(
            steps[code], key=lambda step: (step.since.first, step.basis is Basis.PRACTICE)
        )
        yield replace(agency, anchorings=tuple(ordered))
