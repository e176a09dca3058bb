"""Markdown (CommonMark with tables and footnotes), as plain text files hold it."""

from __future__ import annotations

from pathlib import PurePath

from toguna.text.content import Atoms
from toguna.text.docx.changes import Identity
from toguna.text.docx.document import WordDocument
from toguna.text.formats import Format

SUFFIXES = (".md", ".markdown", ".mdown", ".txt")


def _recognises(data: bytes, filename: str) -> bool:
    """Markdown has no sign of its own: the name says it, if the bytes are words."""
    named = PurePath(filename).suffix.lower() in SUFFIXES
    return named and bool(data.strip()) and b"\x00" not in data


def _read(
    data: bytes, filename: str, atoms: Atoms | None, drafters: frozenset[Identity]
) -> WordDocument:
    from toguna.text.markdown import markdown_package  # the parser is only loaded if needed

    return WordDocument(markdown_package(data, filename), atoms, drafters)


FORMAT = Format("Markdown", SUFFIXES, _recognises, _read)
