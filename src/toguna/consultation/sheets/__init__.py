"""Tables as people send them, whatever the file format: plain rows of text."""

from __future__ import annotations

from toguna.consultation.sheets.model import Row, Sheet
from toguna.consultation.sheets.registry import is_sheet, read_sheets

__all__ = ["Row", "Sheet", "is_sheet", "read_sheets"]
