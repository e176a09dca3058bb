"""A new Word document of plain pages: styles of its own, tables with headings, page numbers."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from math import ceil
from typing import NamedTuple

from toguna.text.docx.blank import BlankDocument, page, root, w
from toguna.text.ooxml import NAMESPACES, Element, W, parse_xml, qn
from toguna.text.rendering.inline import clean

ADDED, DELETED, STRONG = "Ajout", "Suppression", "Strong"
WIDTH = 9_070
"""Between the edges of the page, in twentieths of a point."""
LIGHT = "EEF2F5"
STYLES = f"""<w:styles xmlns:w="{NAMESPACES["w"]}">
<w:style w:type="paragraph" w:styleId="Entete"><w:name w:val="En-tête de lettre"/>
<w:basedOn w:val="Normal"/><w:pPr><w:spacing w:after="0"/><w:jc w:val="center"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Droite"><w:name w:val="Lieu et date"/>
<w:basedOn w:val="Normal"/><w:pPr><w:spacing w:before="240"/><w:jc w:val="right"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Destinataire"><w:name w:val="Destinataire"/>
<w:basedOn w:val="Normal"/><w:pPr><w:spacing w:after="0"/><w:ind w:left="4536"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Objet"><w:name w:val="Objet"/><w:basedOn w:val="Normal"/>
<w:pPr><w:spacing w:before="240" w:after="240"/><w:outlineLvl w:val="0"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Corps"><w:name w:val="Body Text"/>
<w:basedOn w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="Signature"><w:name w:val="Signature"/>
<w:basedOn w:val="Normal"/><w:pPr><w:keepNext/><w:spacing w:before="360" w:after="0"/>
<w:ind w:left="5103"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="NomSignataire"><w:name w:val="Nom du signataire"/>
<w:basedOn w:val="Signature"/><w:pPr><w:spacing w:before="1000"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Cellule"><w:name w:val="Cellule"/>
<w:basedOn w:val="Normal"/><w:pPr><w:spacing w:before="20" w:after="20" w:line="240"
 w:lineRule="auto"/></w:pPr><w:rPr><w:sz w:val="18"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Intervalle"><w:name w:val="Intervalle"/>
<w:basedOn w:val="Normal"/><w:pPr><w:spacing w:after="0" w:line="20" w:lineRule="exact"/></w:pPr>
</w:style>
<w:style w:type="paragraph" w:styleId="TitreFiche"><w:name w:val="Titre de fiche"/>
<w:basedOn w:val="Heading1"/><w:pPr><w:spacing w:before="0" w:after="40"/></w:pPr><w:rPr>
<w:sz w:val="28"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="PartieFiche"><w:name w:val="Partie de fiche"/>
<w:basedOn w:val="Heading2"/><w:pPr><w:spacing w:before="100" w:after="30"/></w:pPr><w:rPr>
<w:sz w:val="20"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Pied"><w:name w:val="footer"/><w:basedOn w:val="Normal"/>
<w:pPr><w:spacing w:after="0"/><w:jc w:val="center"/></w:pPr><w:rPr><w:sz w:val="17"/></w:rPr>
</w:style>
<w:style w:type="character" w:styleId="{STRONG}"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr>
</w:style>
<w:style w:type="character" w:styleId="{ADDED}"><w:name w:val="Mots ajoutés"/>
<w:rPr><w:b/><w:u w:val="single"/></w:rPr></w:style>
<w:style w:type="character" w:styleId="{DELETED}"><w:name w:val="Mots supprimés"/>
<w:rPr><w:strike/></w:rPr></w:style>
</w:styles>"""
CHANGES = {"keep": "", "add": ADDED, "del": DELETED}
"""The style of the words of a segment, by its kind."""


BODY_SIZE, CELL_SIZE = 11.0, 9.0
STYLE_SIZES = {"Cellule": CELL_SIZE, "Intervalle": 2.0, "TitreFiche": 14.0, "PartieFiche": 12.0}
"""The sizes of letters, in points, the space around a heading counted in."""
ONE_PAGE = 690.0
"""The height between small margins, in points, less what estimates may be wrong by."""
LINE_HEIGHT, CELL_MARGINS = 1.2, 216
LETTER_WIDTH = 0.53
"""Of the size, on average; bold letters are wider, breaks between words leave room."""


class Words(NamedTuple):
    """Some words, and the style that they have."""

    text: str
    style: str = ""


class WordPage:
    """A Word document being written, from top to bottom."""

    def __init__(self, foot: str, *, small_margins: bool = False) -> None:
        self._document = BlankDocument()
        for style in parse_xml(STYLES.replace("\n", "").encode()):
            self._document.styles.append(style)
        self._footer = self._document.add_part("footer1", _footer(foot), "footer")
        self._small_margins = small_margins
        self._height = 0.0

    @property
    def width(self) -> int:
        """The width between the edges."""
        return WIDTH + (2 * (1_418 - 1_021) if self._small_margins else 0)

    @property
    def fits(self) -> bool:
        """Whether everything stands on one page, estimated with some room to spare."""
        return self._height <= ONE_PAGE

    def paragraph(self, style: str, *words: Words | str, new_page: bool = False) -> None:
        """Write a paragraph."""
        text = "".join(one if isinstance(one, str) else one.text for one in words)
        self._height += _height(text, self.width, STYLE_SIZES.get(style, BODY_SIZE))
        self._document.body.append(paragraph(style, words, new_page=new_page))

    def table(
        self,
        widths: Sequence[float],
        head: Sequence[str],
        rows: Iterable[Sequence[Cell]],
        split: Container[int] = (),
    ) -> None:
        """Write a table, its headings repeated on each page; `widths` are shares of the line.

        The rows whose numbers are in `split` may go on overleaf.
        """
        total = sum(widths)
        columns = [int(self.width * width / total) for width in widths]
        properties = w("tblPr", w("tblStyle", val="TableGrid"))
        properties.append(w("tblW", w=str(sum(columns)), type="dxa"))
        properties.append(w("tblLayout", type="fixed"))
        table = w("tbl", properties)
        table.append(w("tblGrid", *(w("gridCol", w=str(width)) for width in columns)))
        if head:
            table.append(_row(columns, [[[Words(name, STRONG)]] for name in head], head=True))
        if head:
            self._height += max(map(_cell_height, [[[Words(name)]] for name in head], columns))
        for number, cells in enumerate(rows):
            self._height += max(map(_cell_height, cells, columns))
            table.append(_row(columns, cells, splits=number in split))
        body = self._document.body
        if len(body) and body[-1].tag == W + "tbl":
            self.paragraph("Intervalle")  # Word makes one of two tables that touch
        body.append(table)

    def to_bytes(self, filename: str) -> bytes:
        """Give the file."""
        body = self._document.body
        if body[-1].tag != W + "p":
            self.paragraph("Intervalle")
        section = w("sectPr", w("footerReference", type="default"), *page())
        section[0].set(qn("r:id"), self._footer)
        if self._small_margins:
            for side in ("top", "right", "bottom", "left"):
                section[2].set(W + side, "1021")
        body.append(section)
        return self._document.package(filename).to_bytes()


Cell = Sequence[Sequence[Words]]
"""The paragraphs of a cell, each as words."""


def paragraph(style: str, words: Iterable[Words | str], *, new_page: bool = False) -> Element:
    """Make a paragraph of a style."""
    properties = w("pPr", w("pStyle", val=style))
    if new_page:
        properties.append(w("pageBreakBefore"))
    return w("p", properties, *(_run(Words(*one)) if isinstance(one, tuple) else _run(Words(one))
                                for one in words))  # fmt: skip


def _run(words: Words) -> Element:
    run = w("r", w("rPr", w("rStyle", val=words.style))) if words.style else w("r")
    for number, line in enumerate(clean(words.text).split("\n")):
        if number:
            run.append(w("br"))
        text = w("t", text=line)
        text.set(qn("xml:space"), "preserve")
        run.append(text)
    return run


def _row(
    widths: Sequence[int], cells: Sequence[Cell], *, head: bool = False, splits: bool = False
) -> Element:
    properties = w("trPr")
    if not splits:
        properties.append(w("cantSplit"))
    if head:
        properties.append(w("tblHeader"))
    row = w("tr", properties)
    for width, cell in zip(widths, cells, strict=True):
        shape = w("tcPr", w("tcW", w=str(width), type="dxa"))
        if head:
            shape.append(w("shd", val="clear", color="auto", fill=LIGHT))
        row.append(w("tc", shape, *(paragraph("Cellule", words) for words in cell or [[]])))
    return row


def _footer(foot: str) -> Element:
    footer = root("ftr")
    line = paragraph("Pied", [f"{foot} – page " if foot else "Page "])
    line.append(w("fldSimple", _run(Words("1")), instr=" PAGE "))
    line.append(_run(Words(" / ")))
    line.append(w("fldSimple", _run(Words("1")), instr=" NUMPAGES "))
    footer.append(line)
    return footer


def _height(text: str, width: int, size: float) -> float:
    """Estimate the height of a paragraph, in points; its width is in twentieths."""
    room = max(width / 20 / (size * LETTER_WIDTH), 1)
    lines = sum(max(1, ceil(len(line) / room)) for line in text.split("\n"))
    return lines * size * LINE_HEIGHT + 2


def _cell_height(cell: Cell, width: int) -> float:
    texts = ["".join(words.text for words in paragraph) for paragraph in cell] or [""]
    return 1 + sum(_height(text, width - CELL_MARGINS, CELL_SIZE) for text in texts)


def changed(segments: Iterable[tuple[str, str]]) -> list[Words]:
    """Give words with their changes: added ones bold and underlined, deleted ones struck."""
    return [Words(text, CHANGES[kind]) for kind, text in segments]
