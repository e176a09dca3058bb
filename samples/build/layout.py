"""Learns from LibreOffice on which page each word lands, and from that where pages start."""

from __future__ import annotations

import copy
import re
import tempfile
from pathlib import Path

from pypdf import PdfReader

from .office import pdf_with_bookmarks
from .ooxml.package import Package
from .ooxml.xml import Element, el, find, need, q, serialise, text
from .writer.breaks import Break, PageMap, body_paragraphs, texts

_WORD = re.compile(r"\s*\S+\s*")
Mark = tuple[str, int, str]


def lay_out(package: Package) -> PageMap:
    """Mark every word, print, and read the marks' pages back."""
    marked = package.copy()
    document = marked.xml("document.xml")
    marks = _mark_words(need(document, "w:body"))
    marked.parts["word/document.xml"] = serialise(document)
    with tempfile.TemporaryDirectory() as folder:
        source, printed = Path(folder, "marked.docx"), Path(folder, "printed.pdf")
        marked.save(source)
        pdf_with_bookmarks(source, printed)
        reader = PdfReader(printed)
        pages = {
            name.removeprefix("/"): reader.get_destination_page_number(destination) + 1
            for name, destination in reader.named_destinations.items()
        }
        return PageMap(len(reader.pages), _breaks(marks, pages))


def _mark_words(body: Element) -> list[Mark]:
    """A bookmark before every word of the main flow."""
    marks: list[Mark] = []
    for node in body_paragraphs(body):
        offset = 0
        for piece in list(texts(node)):
            run = piece.getparent()
            offset = _mark_piece(node, run, piece, offset, marks)
    return marks


def _mark_piece(node: Element, run: Element, piece: Element, offset: int, marks: list[Mark]) -> int:
    words = _WORD.findall(piece.text or "")
    if len(run) > 1 + (find(run, "w:rPr") is not None):
        words = ["".join(words)]
    for word in words:
        part = copy.deepcopy(run)
        old = need(part, "w:t")
        if len(words) > 1:
            part.replace(old, text(word))
        name = f"mark{len(marks):06d}"
        number = 100_000 + len(marks)
        run.addprevious(el("w:bookmarkStart", {"w:id": number, "w:name": name}))
        run.addprevious(el("w:bookmarkEnd", {"w:id": number}))
        run.addprevious(part)
        marks.append((node.get(q("w14:paraId"), ""), offset, word))
        offset += len(word)
    run.getparent().remove(run)
    return offset


def _breaks(marks: list[Mark], pages: dict[str, int]) -> list[Break]:
    """The first word of every page, in reading order."""
    found: list[Break] = []
    page = 1
    for number, (identity, offset, _) in enumerate(marks):
        here = pages.get(f"mark{number:06d}", page)
        if here > page:
            words = "".join(mark[2] for mark in marks[number : number + 6])
            found.append(Break(here, identity, offset, words.strip()))
            page = here
    return found
