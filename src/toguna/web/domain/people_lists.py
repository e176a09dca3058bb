"""Lists of people and organisations from a spreadsheet: read whole, or refused line by line."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from toguna.consultation.contributors import clean_label
from toguna.consultation.sheets import Row, read_sheets
from toguna.messages import Message, say
from toguna.text.errors import UnreadableFile
from toguna.web.domain.invitations import Issued, Wanted, invite, pending
from toguna.web.domain.people import SPEAKS, add_organisation
from toguna.web.models import Organisation, Role
from toguna.web.permissions import Seat
from toguna.web.refusal import Refused

T = TypeVar("T")
MOST = 300
"""Lines of one list."""
MOST_BYTES = 2 * 1024 * 1024
PEOPLE_COLUMNS = ("nom", "role", "sigle", "habilite")
ORGANISATION_COLUMNS = ("sigle", "nom")
ROLES = {
    "rapporteur": Role.RAPPORTEUR,
    "facilitateur": Role.FACILITATOR,
    "point focal": Role.DESK,
    "autorité": Role.AUTHORITY,
    "comité": Role.COMMITTEE,
    "agence": Role.AGENCY,
    "lecteur": Role.READER,
    "administrateur": Role.ADMINISTRATOR,
}
"""The roles as a list names them, with or without accents; their codes are understood too."""
YES, NO = ("oui", "yes", "x", "1"), ("", "non", "no", "0")


class ListRefused(Exception):
    """A list that was not taken in: what is wrong, line by line."""

    def __init__(self, problems: list[Message]) -> None:
        super().__init__()
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a list: its number in the file, and its cells by column."""

    number: int
    cells: dict[str, str]

    def problem(self, message: Message) -> Message:
        """Tell what is wrong with it."""
        return say("Ligne {number} : {problem}", number=self.number, problem=message)


def invite_list(seat: Seat, data: bytes, filename: str, days: int) -> list[Issued]:
    """Invite everybody of a list (CSV, XLSX or ODS with `PEOPLE_COLUMNS`), or nobody.

    Raises:
        ListRefused: a line cannot be understood, or names somebody who is invited already.
        UnreadableFile: it is no such file.
    """
    known = {o.label.casefold(): o for o in Organisation.objects.all()}
    invited = {(_plain(one.name), one.role) for one in pending(seat.dossier) if one.name}
    seen: set[tuple[str, str]] = set()

    def wanted(line: Line) -> Wanted:
        one = _wanted(line, known)
        mark = (_plain(one.name), one.role)
        if one.name and mark in invited:
            raise _Wrong(say("{name} est déjà invité ; renouvelez son invitation.", name=one.name))
        if one.name and mark in seen:
            raise _Wrong(say("{name} est deux fois dans la liste.", name=one.name))
        seen.add(mark)
        return one

    return invite(seat, _each(_lines(data, filename, ("role",), PEOPLE_COLUMNS), wanted), days)


@transaction.atomic
def add_organisations(seat: Seat, data: bytes, filename: str) -> tuple[int, int]:
    """Add the organisations of a list; give how many were added, and how many were there.

    Raises:
        ListRefused: a line has no label, or one that is too long.
        UnreadableFile: it is no such file.
    """
    lines = _lines(data, filename, ("sigle",), ORGANISATION_COLUMNS)
    told = _each(lines, _organisation)
    known = {label.casefold() for label in Organisation.objects.values_list("label", flat=True)}
    fresh: dict[str, tuple[str, str]] = {}
    for label, name in told:
        if label.casefold() not in known:
            fresh.setdefault(label.casefold(), (label, name))
    for label, name in fresh.values():
        add_organisation(seat, label, name)
    return len(fresh), len(told) - len(fresh)


def read_upload(file: UploadedFile[bytes]) -> bytes:
    """Give the bytes of a list that somebody sends.

    Raises:
        Refused: it is far larger than a list can be.
    """
    if (file.size or 0) > MOST_BYTES:
        raise Refused(say("Une liste a moins de 2 Mo : celle-ci est trop grande."), 413)
    return bytes(file.read())


class _Wrong(Exception):
    """What is wrong with a line."""

    def __init__(self, message: Message) -> None:
        super().__init__()
        self.message = message


def _wanted(line: Line, known: dict[str, Organisation]) -> Wanted:
    told = line.cells["role"]
    role = next((r for name, r in ROLES.items() if _plain(told) in (_plain(name), r)), None)
    if role is None:
        raise _Wrong(
            say(
                "le rôle « {told} » n'existe pas ; écrivez {roles}.",
                told=told,
                roles=", ".join(ROLES),
            )
        )
    label = clean_label(line.cells["sigle"])
    organisation = known.get(label.casefold())
    if label and organisation is None:
        raise _Wrong(say("la structure {label} n'existe pas ; ajoutez-la d'abord.", label=label))
    if organisation is None and role in SPEAKS:
        raise _Wrong(say("ce rôle parle pour une structure : donnez son sigle."))
    cleared = _plain(line.cells["habilite"])
    if cleared not in (*YES, *NO):
        raise _Wrong(say("« {told} » : écrivez oui ou non.", told=line.cells["habilite"]))
    if len(line.cells["nom"]) > 200:
        raise _Wrong(say("le nom est trop long (200 caractères au plus)."))
    return Wanted(role, organisation, cleared in YES, line.cells["nom"])


def _organisation(line: Line) -> tuple[str, str]:
    label = clean_label(line.cells["sigle"])
    if not label or len(label) > 40:
        raise _Wrong(say("le sigle d'une structure a de 1 à 40 caractères."))
    if len(line.cells["nom"]) > 300:
        raise _Wrong(say("le nom est trop long (300 caractères au plus)."))
    return label, line.cells["nom"]


def _each(lines: Iterable[Line], understood: Callable[[Line], T]) -> list[T]:
    """Understand each line, or say what is wrong with all those that cannot be."""
    found: list[T] = []
    problems: list[Message] = []
    for line in lines:
        try:
            found.append(understood(line))
        except _Wrong as wrong:
            problems.append(line.problem(wrong.message))
    if problems:
        raise ListRefused(problems)
    return found


def _lines(
    data: bytes, filename: str, needed: tuple[str, ...], columns: tuple[str, ...]
) -> list[Line]:
    sheets = read_sheets(data, filename)
    rows = sheets[0].rows if sheets else []
    heading = [_plain(cell) for cell in rows[0].cells] if rows else []
    missing = [name for name in needed if name not in heading]
    if missing:
        raise UnreadableFile(
            say(
                "{file} : la première ligne doit nommer les colonnes {columns} ; il manque "
                "{missing}.",
                file=filename,
                columns=", ".join(columns),
                missing=", ".join(missing),
            )
        )
    places = {name: heading.index(name) for name in columns if name in heading}
    lines = [_line(row, places, columns) for row in rows[1:]]
    lines = [line for line in lines if any(line.cells.values())]
    if not lines or len(lines) > MOST:
        raise UnreadableFile(
            say(
                "{file} : une liste a de 1 à {most} lignes ; celle-ci en a {count}.",
                file=filename,
                most=MOST,
                count=len(lines),
            )
        )
    return lines


def _line(row: Row, places: dict[str, int], columns: tuple[str, ...]) -> Line:
    cells = {name: " ".join(row.cell(places[name]).split()) for name in places}
    return Line(row.number, {name: cells.get(name, "") for name in columns})


def _plain(text: str) -> str:
    """Give a word without accents, case and spaces around: "Autorité " is "autorite"."""
    parts = unicodedata.normalize("NFKD", text.strip().casefold())
    return "".join(sign for sign in parts if not unicodedata.combining(sign))
