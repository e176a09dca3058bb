"""XLS of Excel 97 to 2003, read by calamine; a sheet has at most 65,536 rows of 256 cells."""

from __future__ import annotations

import io

from toguna.consultation.sheets.grid import Grid, Merge
from toguna.consultation.sheets.model import Sheet, SheetFormat, workbook_place
from toguna.consultation.sheets.values import value_text
from toguna.messages import say
from toguna.text.errors import UnreadableFile, protected
from toguna.text.package import OLE_MAGIC

ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")


SUFFIXES = (".xls", ".xlt")
WORKBOOK = "Workbook".encode("utf-16-le")
"""The stream that holds the sheets; it may also stand in a Word file, as an object in it."""


def _recognises(data: bytes, filename: str) -> bool:
    """Tell by the container; one that is locked says nothing else, so by the name."""
    if not data.startswith(OLE_MAGIC):
        return False
    named = filename.lower().endswith((*SUFFIXES, ".xlsx", ".xlsm", ".ods", ".csv"))
    return named or (WORKBOOK in data and not filename.lower().endswith((".doc", ".docx")))


def _read(data: bytes, filename: str) -> list[Sheet]:
    import python_calamine

    if ENCRYPTED_PACKAGE in data:
        raise protected(filename)
    try:
        return _sheets(data, filename)
    except python_calamine.PasswordError as error:
        raise protected(filename) from error
    except UnreadableFile:
        raise
    except Exception as error:
        raise _damaged(filename) from error
    except BaseException as error:
        # A panic of the Rust library does not derive from Exception; an interruption passes.
        if type(error).__name__ != "PanicException":
            raise
        raise _damaged(filename) from error


def _sheets(data: bytes, filename: str) -> list[Sheet]:
    import python_calamine

    workbook = python_calamine.load_workbook(io.BytesIO(data))
    sheets = []
    for name in workbook.sheet_names:
        sheet = workbook.get_sheet_by_name(name)
        grid = Grid(filename)
        for row, values in enumerate(sheet.to_python(skip_empty_area=False)):
            for column, value in enumerate(values):
                if value != "":
                    grid.put(row, column, value_text(value))
        grid.merges += [Merge(*start, *end) for start, end in sheet.merged_cell_ranges or []]
        sheets.append(Sheet(name, grid.rows(), workbook_place(name)))
    return sheets


def _damaged(filename: str) -> UnreadableFile:
    return UnreadableFile(
        say(
            "{file} : ce fichier n'est pas un classeur lisible ; ouvrez-le dans Excel ou "
            "LibreOffice, enregistrez-le au format XLSX et renvoyez-le.",
            file=filename,
        )
    )


FORMAT = SheetFormat("XLS", SUFFIXES, _recognises, _read)
