"""Observation matrices: from the lines of a table to what each contributor says."""

from __future__ import annotations

from toguna.consultation.matrix.model import Form, Line, MatrixReading
from toguna.consultation.matrix.reading import read_matrix
from toguna.consultation.matrix.tables import looks_like_matrix, tables_as_sheets

__all__ = [
    "Form",
    "Line",
    "MatrixReading",
    "looks_like_matrix",
    "read_matrix",
    "tables_as_sheets",
]
