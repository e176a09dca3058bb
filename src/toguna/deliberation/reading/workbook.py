"""A deliberation's workbook as tables of lines: sheets and columns known by their titles."""

from __future__ import annotations

from collections.abc import Sequence

from toguna.consultation.sheets import Row, Sheet
from toguna.deliberation.reading.forms import EXAMPLE, FORMS, GUIDE, QUESTION, Form
from toguna.deliberation.reading.lines import Cell, Line, Problems, Tables, plain

IGNORED = (plain(GUIDE), "notes")
"""How the names of sheets begin that hold nothing to be read."""


def tables_of(sheets: Sequence[Sheet], problems: Problems) -> Tables:
    """Give the lines of each table; what cannot be placed is a problem.

    A criterion's column has the heading that stands over it as its field.
    """
    by_name = {plain(form.sheet): form for form in FORMS}
    tables: Tables = {}
    for sheet in sheets:
        form = by_name.get(plain(sheet.name))
        if form is not None:
            read = _question if form is QUESTION else _lines
            tables[form.key] = read(sheet, form, problems)
        elif sheet.rows and not plain(sheet.name).startswith(IGNORED):
            problems.tell(
                sheet.place,
                "cette feuille n'est pas de celles qui sont lues ({known}) : renommez-la, ou "
                "commencez son nom par « Notes » si elle ne sert qu'à vous.",
                known=", ".join(form.sheet for form in FORMS),
            )
    return tables


def letter(column: int) -> str:
    """Give the letter of a column counted from 0, as a workbook shows it."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _place(sheet: Sheet, row: Row, column: int, heading: str) -> str:
    return f"{sheet.place}, ligne {row.number}, colonne {letter(column)} ({heading})"


def _question(sheet: Sheet, form: Form, problems: Problems) -> list[Line]:
    """Read the sheet that stands upright: a rubric and its value a line."""
    cells: dict[str, Cell] = {}
    by_heading = {plain(field.heading): field for field in form.fields}
    for row in sheet.rows[1:]:
        rubric, value = row.cell(0), row.cell(1)
        field = by_heading.get(plain(rubric))
        if field is None:
            if value:
                problems.tell(
                    _place(sheet, row, 0, "Rubrique"),
                    "la rubrique « {rubric} » n'est pas connue ; les rubriques sont : {known}.",
                    rubric=rubric,
                    known=", ".join(field.heading for field in form.fields),
                )
        elif value:
            cells[field.key] = Cell(value, _place(sheet, row, 1, field.heading))
    return [Line(sheet.place, cells)] if cells else []


def _lines(sheet: Sheet, form: Form, problems: Problems) -> list[Line]:
    if not sheet.rows:
        return []
    head, *rows = sheet.rows
    columns = _columns(sheet, head, form, problems)
    lines = []
    for row in rows:
        if not any(row.own.values()) or _is_example(row):
            continue
        cells = {}
        for column, text in enumerate(row.cells):
            if not text:
                continue
            if column not in columns:
                problems.tell(
                    _place(sheet, row, column, "sans titre"),
                    "« {text} » est dans une colonne sans titre : donnez-lui un titre ou videz-la "
                    "(un titre calculé n'est lu qu'une fois le classeur enregistré dans Excel).",
                    text=text,
                )
                continue
            field, heading = columns[column]
            cells[field] = Cell(text, _place(sheet, row, column, heading))
        lines.append(Line(f"{sheet.place}, ligne {row.number}", cells))
    return lines


def _is_example(row: Row) -> bool:
    first = next((text for text in row.cells if text), "")
    return plain(first).startswith(EXAMPLE)


def _columns(sheet: Sheet, head: Row, form: Form, problems: Problems) -> dict[int, tuple[str, str]]:
    """Give the field and the heading of each column."""
    by_heading = {plain(field.heading): field.key for field in form.fields}
    found: dict[int, tuple[str, str]] = {}
    for column, heading in enumerate(head.cells):
        if not heading:
            continue
        field = by_heading.get(plain(heading))
        if field is None and not form.by_criterion:
            problems.tell(
                _place(sheet, head, column, heading),
                "ce titre de colonne n'est pas connu ; les titres sont : {known}.",
                known=", ".join(known.heading for known in form.fields),
            )
        found[column] = (field or heading, heading)
    present = {field for field, _ in found.values()}
    for known in form.fields:
        if known.required and known.key not in present:
            problems.tell(
                f"{sheet.place}, ligne {head.number}",
                "la colonne « {heading} » manque : remettez ce titre, ou repartez d'un classeur "
                "vide (toguna deliberate --new).",
                heading=known.heading,
            )
    return found
