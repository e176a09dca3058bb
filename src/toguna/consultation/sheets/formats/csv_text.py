"""CSV and its cousins: text tables with any of the usual separators and encodings."""

from __future__ import annotations

import csv
import re
from collections import Counter

from toguna.consultation.sheets.decoding import decode
from toguna.consultation.sheets.grid import Grid
from toguna.consultation.sheets.model import Sheet, SheetFormat
from toguna.messages import Message, say
from toguna.text.errors import UnreadableFile
from toguna.text.package import OLE_MAGIC

SUFFIXES = (".csv", ".tsv", ".tab")
SEPARATORS = ";\t,|"
"""The likeliest first: Excel in French writes semicolons."""
DECLARED = re.compile(r'\A"?sep=(.)"?[ \t;,]*(?:\n|\Z)', re.IGNORECASE)
MARKUP = re.compile(r"\A\s*(?:<\?xml|<!doctype|<html|<table|<meta|<head)", re.IGNORECASE)
BINARY_SIGNS = (b"PK", OLE_MAGIC, b"%PDF", b"{\\rtf", b"\x89PNG", b"\xff\xd8\xff", b"\x1f\x8b")
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
LAST = "fin"


def _recognises(data: bytes, filename: str) -> bool:
    """Tell by the name; programs also give text tables the name of a workbook."""
    named = filename.lower().endswith((*SUFFIXES, ".xls", ".xlsx", ".ods"))
    return named and not data.startswith(BINARY_SIGNS)


def _read(data: bytes, filename: str) -> list[Sheet]:
    text, notes = decode(data, filename)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    _refuse_other_things(text, filename)
    declared = DECLARED.match(text)
    if declared:
        text = text[declared.end() :]
    records, quotes = _records(text, declared[1] if declared else _separator(text), filename)
    grid = Grid(filename)
    for row, cells in enumerate(records):
        for column, cell in enumerate(cells):
            grid.put(row, column, cell)
    name = re.sub(r"\.[A-Za-z0-9]{1,4}$", "", filename)
    return [Sheet(name, grid.rows(), notes=notes + quotes)]


def _refuse_other_things(text: str, filename: str) -> None:
    if MARKUP.match(text):
        raise UnreadableFile(
            say(
                "{file} : c'est une page web et non un tableau ; ouvrez-la dans Excel ou "
                "LibreOffice, enregistrez-la au format XLSX et renvoyez-la.",
                file=filename,
            )
        )
    if len(CONTROL.findall(text)) * 100 > len(text):
        raise UnreadableFile(
            say(
                "{file} : ce fichier n'est pas du texte ; enregistrez le tableau au format XLSX "
                "ou CSV et renvoyez-le.",
                file=filename,
            )
        )


def _separator(text: str) -> str:
    """Give the separator by which the most lines have the same number of cells, over one."""

    def regularity(separator: str) -> tuple[float, int]:
        records = _parse(text, separator) or _parse(text, separator, quoted=False) or []
        widths = [len(cells) for cells in records if any(cells)]
        several = Counter(width for width in widths if width > 1)
        if not several:
            return 0.0, 0
        width, count = max(several.items(), key=lambda item: (item[1], item[0]))
        return count / len(widths), width

    return max(SEPARATORS, key=regularity)


def _records(text: str, separator: str, filename: str) -> tuple[list[list[str]], list[Message]]:
    """Give the records; where a quote never ends, every quote is taken as a plain sign."""
    records = _parse(text, separator)
    if records is not None:
        return records, []
    records = _parse(text, separator, quoted=False)
    if records is None:
        raise UnreadableFile(
            say(
                "{file} : une cellule de ce tableau est démesurée ; enregistrez-le au format "
                "XLSX et renvoyez-le.",
                file=filename,
            )
        )
    note = say(
        "{file} : un guillemet ouvert n'est jamais refermé ; les guillemets ont été lus comme "
        "de simples signes. Vérifiez les lignes de ce tableau.",
        file=filename,
    )
    return records, [note]


def _parse(text: str, separator: str, *, quoted: bool = True) -> list[list[str]] | None:
    """Give the records, None where a quote is left open to the end or a cell is too long.

    A last line is added: where it does not come out alone, an open quote has swallowed it.
    """
    lines = [f"{line}\n" for line in text.removesuffix("\n").split("\n")]
    try:
        reader = (
            csv.reader([*lines, LAST], delimiter=separator)
            if quoted
            else csv.reader([*lines, LAST], delimiter=separator, quoting=csv.QUOTE_NONE)
        )
        records = list(reader)
    except csv.Error:
        return None
    return records[:-1] if records[-1] == [LAST] else None


FORMAT = SheetFormat("CSV", SUFFIXES, _recognises, _read)
