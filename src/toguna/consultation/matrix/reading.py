"""Reading the sheets of one file as an observation matrix."""

from __future__ import annotations

from collections.abc import Sequence

from toguna.consultation.matrix.bare import guessed_header
from toguna.consultation.matrix.header import Header, find_header
from toguna.consultation.matrix.headings import Column
from toguna.consultation.matrix.lines import TableReader, where
from toguna.consultation.matrix.model import Form, Line, MatrixReading, Role
from toguna.consultation.sheets import Sheet
from toguna.messages import Message, say
from toguna.text.errors import UnreadableFile


def read_matrix(sheets: Sequence[Sheet], filename: str) -> MatrixReading:
    """Read the statements of a matrix, and account for every line that holds something.

    Raises:
        UnreadableFile: nothing in it looks like a matrix.
    """
    headers = _headers(sheets)
    reading = MatrixReading(notes=[note for sheet in sheets for note in sheet.notes])
    if not any(headers):
        headers = [guessed_header(sheet) for sheet in sheets]
        if not any(headers):
            raise _no_matrix(filename)
        reading.notes.append(_guessed(filename))
    else:
        iso = next(header for header in headers if header).iso
        reading.form = Form.ISO if iso else Form.FRENCH
    for sheet, header in zip(sheets, headers, strict=True):
        if header is None:
            _set_aside(sheet, reading, filename)
        else:
            TableReader(sheet, header, reading).read()
            _note_columns(sheet, header, reading, filename)
    _note_unread(reading, filename)
    return reading


def _headers(sheets: Sequence[Sheet]) -> list[Header | None]:
    """Give each sheet's headings, its own or those of the table that it goes on from."""
    headers: list[Header | None] = []
    width, before = 0, None
    for sheet in sheets:
        header = find_header(sheet)
        if header is None and sheet.follows and before is not None and sheet.width == width:
            header = Header(0, 0, before.columns, before.iso, before.texts, before.unknown)
        headers.append(header)
        if header is not None:
            width, before = sheet.width, header
    return headers


def _set_aside(sheet: Sheet, reading: MatrixReading, filename: str) -> None:
    if not sheet.rows:
        return
    reason = say("feuille ou tableau sans colonne d'observations")
    for row in sheet.rows:
        reading.aside.append(Line(where(sheet, row), " | ".join(row.own.values()), reason))
    reading.counts[Role.ASIDE] += len(sheet.rows)
    reading.notes.append(
        say(
            "{file} : {place} n'a pas de colonne d'observations ; ses {count} lignes sont mises "
            "à part.",
            file=filename,
            place=sheet.place or sheet.name,
            count=len(sheet.rows),
        )
    )


def _note_columns(sheet: Sheet, header: Header, reading: MatrixReading, filename: str) -> None:
    """Say which columns hold something that is not taken over."""
    later = {index: header.texts[index] for index in header.of(Column.LATER)}
    filled = [
        text
        for index, text in sorted({**header.unknown, **later}.items())
        if any(index in row.own for row in sheet.rows[header.end :])
    ]
    if filled:
        reading.notes.append(
            say(
                "{file} : colonnes qui ne sont pas reprises{place} : {columns}.",
                file=filename,
                place=f" ({sheet.place})" if sheet.place else "",
                columns=", ".join(f"« {' '.join(text.split())} »" for text in filled),
            )
        )


def _note_unread(reading: MatrixReading, filename: str) -> None:
    if reading.unread_lines:
        reading.notes.append(
            say(
                "{file} : {count} lignes n'ont pas été comprises : {lines}.",
                file=filename,
                count=len(reading.unread_lines),
                lines=" ; ".join(line.where for line in reading.unread_lines),
            )
        )


COLUMNS = "N°, structure, axe ou §, page, nature, observation, rédaction proposée, justification"


def _guessed(filename: str) -> Message:
    return say(
        "{file} : les en-têtes attendus ({columns}) sont absents ; les colonnes ont été devinées "
        "d'après leur contenu. Vérifiez les observations de ce fichier.",
        file=filename,
        columns=COLUMNS,
    )


def _no_matrix(filename: str) -> UnreadableFile:
    return UnreadableFile(
        say(
            "{file} : aucun tableau d'observations n'a été trouvé ; la matrice doit avoir une "
            "ligne d'en-têtes avec les colonnes {columns}.",
            file=filename,
            columns=COLUMNS,
        )
    )
