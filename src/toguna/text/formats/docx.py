"""Word: DOCX, DOCM and their templates."""

from __future__ import annotations

from toguna.text.docx.document import read_word
from toguna.text.formats import Format


def _recognises(data: bytes, filename: str) -> bool:
    return data.startswith(b"PK") and b"word/document" in data


FORMAT = Format("Word", (".docx", ".docm", ".dotx", ".dotm"), _recognises, read_word)
