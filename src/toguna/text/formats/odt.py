"""OpenDocument text: ODT and its template, zipped or flat."""

from __future__ import annotations

from toguna.text.formats import Format
from toguna.text.odt.convert import convert

TYPE = b"application/vnd.oasis.opendocument"
FLAT_ROOT = b"<office:document"
HEAD = 2_000


def _recognises(data: bytes, filename: str) -> bool:
    head = data[:HEAD]
    return TYPE in head if data.startswith(b"PK") else FLAT_ROOT in head


FORMAT = Format("OpenDocument", (".odt", ".ott", ".fodt"), _recognises, convert)
