"""Word: DOCX, DOCM and their templates."""

from __future__ import annotations

from toguna.text.formats import Format
from toguna.text.package import Package


def _recognises(data: bytes, filename: str) -> bool:
    return data.startswith(b"PK") and b"word/document" in data


FORMAT = Format("Word", (".docx", ".docm", ".dotx", ".dotm"), _recognises, Package)
