"""Everything that a consolidation writes, by file name, for any shell."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from toguna.consultation.model import Consolidation
from toguna.consultation.outputs import dossier_json, matrix_xlsx, report

Maker = Callable[[], bytes]
CONSOLIDATED, MATRIX, REPORT, DATA = (
    "consolide.docx",
    "matrice.xlsx",
    "rapport.pdf",
    "dossier.json",
)


def consolidated_files(found: Consolidation, matrix: bytes | None = None) -> dict[str, Maker]:
    """Give what makes each file of a consolidation.

    `matrix` is the matrix of observations where it says more than that of this round alone.
    """
    return {
        CONSOLIDATED: lambda: found.docx,
        MATRIX: partial(matrix_xlsx.write, found) if matrix is None else lambda: matrix,
        REPORT: lambda: report.write(found),
        DATA: lambda: dossier_json.write(found),
    }
