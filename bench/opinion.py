"""A second opinion: the text of a DOCX with some tracked changes accepted and others rejected.

Written from the standard alone, as a reading of the file from start to end; it shares nothing
with the reader or the resolver of the program, so that a mistake of theirs cannot hide here.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

from lxml import etree

Accepts = Callable[[str], bool]
"""From the author of a change to whether it is accepted."""

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
COMES, GOES = {W + "ins", W + "moveTo"}, {W + "del", W + "moveFrom"}
SIGNS = {W + "tab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "\u2011"}


def everybody(author: str) -> bool:
    """Accept every change."""
    return True


def nobody(author: str) -> bool:
    """Reject every change."""
    return False


def only(label: str) -> Accepts:
    """Accept the changes whose author is, or shares the name with, `label`."""
    return lambda author: label in author.split(" ; ")


class Opinion:
    """What a reader sees of a file once its changes are decided."""

    def __init__(self, data: bytes, accepts: Accepts) -> None:
        self._zip = zipfile.ZipFile(io.BytesIO(data))
        self._accepts = accepts
        self._notes = self._note_elements()

    def text(self) -> str:
        """Give the body, with its notes and boxes in place, then headers and footers."""
        body = self._root("word/document.xml").find(W + "body")
        stories = [self._story(body)]
        for name in ("word/header.xml", "word/footer.xml"):
            if name in self._zip.namelist():
                stories.append(self._story(self._root(name)))
        return "\n=====\n".join(stories)

    def _root(self, name: str) -> etree._Element:
        return etree.fromstring(self._zip.read(name))

    def _note_elements(self) -> dict[str, etree._Element]:
        if "word/footnotes.xml" not in self._zip.namelist():
            return {}
        return {note.get(W + "id"): note for note in self._root("word/footnotes.xml")}

    def _seen(self, marks: etree._Element | None) -> bool:
        """Tell whether what carries these marks is there once they are decided."""
        if marks is None:
            return True
        return not any(self._hides(mark) for mark in marks)

    def _hides(self, mark: etree._Element) -> bool:
        if mark.tag in COMES:
            return not self._accepts(mark.get(W + "author"))
        return mark.tag in GOES and self._accepts(mark.get(W + "author"))

    def _story(self, container: etree._Element) -> str:
        lines: list[str] = []
        pending = self._blocks(container, lines, "")
        if pending:
            lines.append(pending)
        return "\n".join(lines)

    def _blocks(self, container: etree._Element, lines: list[str], pending: str) -> str:
        for block in container:
            if block.tag == W + "p":
                pending += self._inline(block)
                if self._seen(block.find(f"{W}pPr/{W}rPr")):
                    lines.append(pending)
                    pending = ""
            elif block.tag == W + "tbl":
                rows = [r for r in block.iterchildren(W + "tr") if self._seen(r.find(W + "trPr"))]
                if rows and pending:
                    lines.append(pending)
                    pending = ""
                for row in rows:
                    cells = [self._story(cell) for cell in row.iterchildren(W + "tc")]
                    lines.append("| " + " | ".join(cells) + " |")
            elif block.tag == W + "sdt":
                pending = self._blocks(block.find(W + "sdtContent"), lines, pending)
        return pending

    def _inline(self, parent: etree._Element) -> str:
        words = ""
        for child in parent:
            if self._hides(child) or child.tag in (W + "pPr", W + "rPr", W + "sdtPr", FALLBACK):
                continue
            if child.tag in (W + "t", W + "delText"):
                words += child.text or ""
            elif child.tag in (W + "instrText", W + "delInstrText"):
                words += "{" + (child.text or "").strip() + "}"
            elif child.tag == W + "footnoteReference":
                words += f"[note: {self._story(self._notes[child.get(W + 'id')])}]"
            elif child.tag == W + "txbxContent":
                words += f"[box: {self._story(child)}]"
            else:
                words += SIGNS.get(child.tag, "") + self._inline(child)
        return words


def seen(data: bytes, accepts: Accepts) -> str:
    """Give the text of a file once its changes are decided."""
    return Opinion(data, accepts).text()
