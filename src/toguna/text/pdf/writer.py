"""Writing the PDF: the template, the data and the pictures in a folder of their own."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from toguna.text.document import Document
from toguna.text.pdf.data import PdfData
from toguna.text.pdf.typeset import compiled
from toguna.text.rendering.model import Rendering
from toguna.text.rendering.reader import rendering

TEMPLATE = Path(__file__).with_name("document.typ")
EPOCH = datetime(1980, 1, 1, tzinfo=UTC)
"""The time that the file carries where none is given."""


def pdf(document: Document, when: datetime = EPOCH) -> bytes:
    """Write a document as a PDF.

    A picture that typst cannot read is left out, and its description stands in its place.
    """
    from typst import TypstError

    shown = rendering(document)
    try:
        return _compiled(shown, when, pictures=True)
    except TypstError:
        return _compiled(shown, when, pictures=False)


def _compiled(shown: Rendering, when: datetime, *, pictures: bool) -> bytes:
    made = PdfData(shown)
    made.data["pictures"] = pictures
    with TemporaryDirectory(prefix="toguna-") as folder:
        root = Path(folder)
        shutil.copyfile(TEMPLATE, root / TEMPLATE.name)
        (root / "data.json").write_text(json.dumps(made.data, ensure_ascii=False), "utf-8")
        for name, data in made.pictures.items():
            (root / name).write_bytes(data)
        return compiled(root / TEMPLATE.name, {}, when)
