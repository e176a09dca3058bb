"""Small Word documents for the tests of letters and of matrices sent as tables."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from xml.sax.saxutils import escape

from toguna.text.document import Document
from toguna.text.docx.document import read_word

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
    'relationships+xml"/><Default Extension="xml" ContentType="application/xml"/></Types>'
)
LEVELS = {1: ("decimal", "%1."), 2: ("bullet", "–"), 3: ("lowerLetter", "%1)")}


@dataclass(frozen=True)
class Item:
    """A paragraph numbered by Word: 1 counts "1.", 2 draws bullets, 3 counts "a)"."""

    text: str
    numbering: int = 1


@dataclass(frozen=True)
class Table:
    """A table: rows of cells; None goes on from the cell above, a tuple spans columns."""

    rows: list[list[str | tuple[str, int] | None]]


def word(*blocks: str | Item | Table) -> Document:
    body = "".join(_block(block) for block in blocks)
    parts = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": _relationships(("officeDocument", "word/document.xml")),
        "word/document.xml": f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>',
        "word/_rels/document.xml.rels": _relationships(("numbering", "numbering.xml")),
        "word/numbering.xml": _numbering(),
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return Document(read_word(buffer.getvalue(), "lettre.docx"))


def _relationships(*targets: tuple[str, str]) -> str:
    lines = "".join(
        f'<Relationship Id="rId{number}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, start=1)
    )
    return (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f"{lines}</Relationships>"
    )


def _numbering() -> str:
    kinds = "".join(
        f'<w:abstractNum w:abstractNumId="{number}"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        f'<w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/></w:lvl></w:abstractNum>'
        for number, (kind, text) in LEVELS.items()
    )
    lists = "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>'
        for number in LEVELS
    )
    return f'<w:numbering xmlns:w="{W}">{kinds}{lists}</w:numbering>'


def _block(block: str | Item | Table) -> str:
    if isinstance(block, Table):
        rows = "".join(f"<w:tr>{''.join(map(_cell, row))}</w:tr>" for row in block.rows)
        return f"<w:tbl>{rows}</w:tbl>"
    if isinstance(block, Item):
        numbered = (
            f'<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="{block.numbering}"/>'
            "</w:numPr></w:pPr>"
        )
        return f"<w:p>{numbered}{_run(block.text)}</w:p>"
    return f"<w:p>{_run(block)}</w:p>"


def _cell(cell: str | tuple[str, int] | None) -> str:
    if cell is None:
        return "<w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc>"
    if isinstance(cell, tuple):
        text, span = cell
        return f'<w:tc><w:tcPr><w:gridSpan w:val="{span}"/></w:tcPr><w:p>{_run(text)}</w:p></w:tc>'
    merge = '<w:tcPr><w:vMerge w:val="restart"/></w:tcPr>' if cell else ""
    return f"<w:tc>{merge}<w:p>{_run(cell)}</w:p></w:tc>"


def _run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>' if text else ""
