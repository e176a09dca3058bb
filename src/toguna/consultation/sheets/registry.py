"""The sheet formats that are known: one file each in the package `formats`."""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module

from toguna.consultation.sheets import formats
from toguna.consultation.sheets.model import Sheet, SheetFormat
from toguna.messages import say
from toguna.text.errors import UnreadableFile


@cache
def known_formats() -> tuple[SheetFormat, ...]:
    """Give every format, found by listing the modules of `formats`."""
    return tuple(
        import_module(f"{formats.__name__}.{module.name}").FORMAT
        for module in sorted(pkgutil.iter_modules(formats.__path__), key=lambda found: found.name)
    )


def is_sheet(data: bytes, filename: str) -> bool:
    """Tell whether a file is a workbook or a text table, by its name or by what it holds."""
    return any(
        filename.lower().endswith(known.suffixes) or known.recognises(data, filename)
        for known in known_formats()
    )


def read_sheets(data: bytes, filename: str) -> list[Sheet]:
    """Read a workbook or a text table.

    Raises:
        UnreadableFile: it cannot be read; the message says why and what to do.
    """
    if not data:
        raise UnreadableFile(
            say("{file} : ce fichier est vide ; demandez un nouvel envoi.", file=filename)
        )
    for known in known_formats():
        if known.recognises(data, filename):
            return known.read(data, filename)
    raise UnreadableFile(
        say(
            "{file} : ce fichier n'est pas un tableau que l'on sait lire ; enregistrez-le au "
            "format XLSX ou CSV et renvoyez-le.",
            file=filename,
        )
    )
