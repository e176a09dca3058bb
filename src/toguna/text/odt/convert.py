"""A whole OpenDocument text turned into the package of a DOCX that says the same.

All that comes after reading (comparing, consolidating, numbering) then knows one format only.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from toguna.text.docx.blank import BlankDocument, root, w
from toguna.text.odt.blocks import Blocks
from toguna.text.odt.changes import Changes
from toguna.text.odt.comments import Comments
from toguna.text.odt.frames import Frames
from toguna.text.odt.inline import Inline
from toguna.text.odt.lists import Lists
from toguna.text.odt.margins import Sections
from toguna.text.odt.opened import OpenedText
from toguna.text.odt.styles import Styles
from toguna.text.odt.tables import Tables
from toguna.text.ooxml import Element, W
from toguna.text.package import Package


class Notes:
    """Footnotes and endnotes, in the order in which they are met."""

    def __init__(self, conversion: Conversion) -> None:
        self._conversion = conversion
        self._roots: dict[str, Element] = {}

    def add(self, kind: str, body: Element) -> Element:
        """Add a note and give the reference to it."""
        notes = self._roots.setdefault(kind, root(f"{kind}s"))
        identifier = str(len(notes) + 1)
        note = w(kind, id=identifier)
        notes.append(note)
        conversion = self._conversion
        with conversion.writing(f"{kind}s"), conversion.changes.aside():
            conversion.blocks.fill(body, note)
        return w(f"{kind}Reference", id=identifier)

    def write(self) -> None:
        """Write the parts, where there are notes."""
        for kind, notes in self._roots.items():
            self._conversion.document.add_part(f"{kind}s", notes, f"{kind}s")


class Conversion:
    """What the writers of one conversion share. `part` is the part being written."""

    def __init__(self, opened: OpenedText) -> None:
        self.opened = opened
        self.document = BlankDocument()
        self.part = "document"
        self.styles = Styles(opened)
        self.changes = Changes(opened, self.document)
        self.comments = Comments(opened.text)
        self.lists = Lists(self.styles, self.document.numbering)
        self.sections = Sections(self)
        self.notes = Notes(self)
        self.frames = Frames(self)
        self.tables = Tables(self)
        self.inline = Inline(self)
        self.blocks = Blocks(self)

    @contextmanager
    def writing(self, part: str) -> Iterator[None]:
        """For a while, write another part, whose relationships are its own."""
        outer, self.part = self.part, part
        yield
        self.part = outer

    def run(self) -> None:
        """Write everything."""
        body = self.document.body
        self.blocks.body(self.opened.text, body)
        self.styles.margin_styles(self.opened)
        self.sections.write(body)
        self.notes.write()
        self.comments.write(self.document)
        self.lists.finish()
        self.styles.write(self.document.styles)
        _put_in_order(body)
        self.document.application = self.opened.generator


def _put_in_order(body: Element) -> None:
    """Put the properties of paragraphs in the order that the schema wants."""
    order = {W + name: rank for rank, name in enumerate(("pStyle", "numPr", "outlineLvl", "rPr"))}
    for properties in body.iter(W + "pPr"):
        properties[:] = sorted(properties, key=lambda child: order.get(child.tag, len(order)))


def convert(data: bytes, filename: str) -> Package:
    """Turn an OpenDocument text, zipped or flat, into a package.

    Raises:
        UnreadableFile: it cannot be read; the message says why and what to do.
    """
    conversion = Conversion(OpenedText(data, filename))
    conversion.run()
    return conversion.document.package(filename)
