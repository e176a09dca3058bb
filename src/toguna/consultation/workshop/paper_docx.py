"""A paper of a workshop as a Word file, to be completed, signed and sent."""

from __future__ import annotations

from collections.abc import Iterable

from toguna.consultation.decisions.outputs.letter_docx_page import (
    CHANGES,
    STRONG,
    Cell,
    WordPage,
    Words,
)
from toguna.consultation.workshop.paper import (
    Block,
    Grid,
    Heading,
    Paper,
    Para,
    Points,
    Segments,
    Signatures,
)
from toguna.text.pdf.printable import french_spaces

KINDS = {**CHANGES, "strong": STRONG}
ROOM_TO_SIGN = "\n\n"


def write(paper: Paper, filename: str) -> bytes:
    """Write a paper as a DOCX file."""
    page = WordPage(paper.foot)
    letterhead = paper.letterhead
    page.paragraph("Entete", Words(letterhead.state, STRONG))
    for line in filter(None, (letterhead.motto, letterhead.body, letterhead.address)):
        page.paragraph("Entete", line)
    page.paragraph("Droite", paper.dated)
    page.paragraph("Heading1", french_spaces(paper.title))
    if paper.subtitle:
        page.paragraph("Corps", Words(french_spaces(paper.subtitle), STRONG))
    for block in paper.blocks:
        _block(page, block)
    return page.to_bytes(filename)


def _block(page: WordPage, block: Block) -> None:
    match block:
        case Heading():
            style = f"Heading{block.level + 1}"
            page.paragraph(style, french_spaces(block.text), new_page=block.new_page)
        case Para():
            page.paragraph("Corps", *_words(block.words))
        case Points():
            for number, item in enumerate(block.items, start=block.first):
                page.paragraph("Corps", f"{number}. " if block.first else "– ", *_words(item))
        case Grid():
            page.table(block.widths, block.head, _rows(block))
        case Signatures():
            for role, name in block.people:
                page.paragraph("Signature", role)
                page.paragraph("NomSignataire", Words(name, STRONG))


def _rows(grid: Grid) -> Iterable[list[Cell]]:
    for row in grid.rows:
        cells: list[Cell] = [[_words(words) for words in cell] for cell in row]
        if grid.to_sign:
            cells[-1] = [[Words(ROOM_TO_SIGN)]]
        yield cells


def _words(segments: Segments) -> list[Words]:
    return [Words(french_spaces(text), KINDS[kind]) for kind, text in segments]
