"""Markdown (CommonMark with tables and footnotes), as plain text files hold it."""

from __future__ import annotations

from pathlib import PurePath

from toguna.text.formats import Format
from toguna.text.package import Package

SUFFIXES = (".md", ".markdown", ".mdown", ".txt")


def _recognises(data: bytes, filename: str) -> bool:
    """Markdown has no sign of its own: the name says it, if the bytes are words."""
    named = PurePath(filename).suffix.lower() in SUFFIXES
    return named and bool(data.strip()) and b"\x00" not in data


def _open(data: bytes, filename: str) -> Package:
    from toguna.text.markdown import markdown_package  # the parser is only loaded if needed

    return markdown_package(data, filename)


FORMAT = Format("Markdown", SUFFIXES, _recognises, _open)
