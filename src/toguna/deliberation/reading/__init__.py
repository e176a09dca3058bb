"""A deliberation as people write it, in a workbook or in TOML, read and refused line by line."""

from __future__ import annotations

from toguna.deliberation.reading.file import Reading, read_deliberation, read_lines, read_tables

__all__ = ["Reading", "read_deliberation", "read_lines", "read_tables"]
