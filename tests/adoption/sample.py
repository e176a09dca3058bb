"""The sample draft, and the same draft with words of its file replaced."""

from __future__ import annotations

import io
import zipfile

from tests.conftest import SAMPLES
from toguna.adoption.canevas.reading import default_canevas
from toguna.adoption.check.model import Report
from toguna.adoption.check.registry import chosen_rules
from toguna.adoption.check.runner import check
from toguna.text.document import Document
from toguna.text.docx.document import read_word

DRAFT = SAMPLES / "dossier" / "avant-projet.docx"
MAIN = "word/document.xml"


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def draft(*changes: tuple[str, str]) -> bytes:
    """Give the sample draft with words of its document part replaced, once each."""
    parts = parts_of(DRAFT.read_bytes())
    main = parts[MAIN].decode()
    for old, new in changes:
        assert old in main, old
        main = main.replace(old, new, 1)
    parts[MAIN] = main.encode()
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def read(data: bytes) -> Document:
    return Document(read_word(data, "avant-projet.docx"))


def report_on(document: Document, *rules: str) -> Report:
    return check(document, default_canevas(), chosen_rules(rules))
