"""What the tests of HTML, PDF and Akoma Ntoso share: documents, and the words that they hold."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from xml.sax.saxutils import escape

from tests.conftest import CORPUS, SAMPLES
from tests.text.files import document
from toguna.text.content import ViewBlock, ViewOpaque, ViewParagraph, ViewTable
from toguna.text.document import Document
from toguna.text.docx.atoms import DRAWINGS
from toguna.text.docx.document import read_word
from toguna.text.docx.reader import NOTES
from toguna.text.errors import UnreadableFile

STYLES = "".join(
    f'<w:style w:type="paragraph" w:styleId="T{n}"><w:name w:val="heading {n}"/></w:style>'
    for n in (1, 2, 3)
)
NUMBERING = (
    '<w:abstractNum w:abstractNumId="0">'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1)"/>'
    '</w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="bullet"/>'
    '<w:lvlText w:val="–"/></w:lvl></w:abstractNum><w:abstractNum w:abstractNumId="1">'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
    '<w:lvlText w:val="Axe %1"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
)


def p(text: str, properties: str = "", inside: str = "") -> str:
    """A paragraph: its text, its properties, and what else stands in it."""
    run = f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>' if text else ""
    return f"<w:p><w:pPr>{properties}</w:pPr>{run}{inside}</w:p>"


def heading(text: str, level: int = 1, number: int = 0) -> str:
    """A heading, numbered as "Axe 1" where a list is named."""
    listed = f'<w:numPr><w:numId w:val="{number}"/></w:numPr>' if number else ""
    return p(text, f'<w:pStyle w:val="T{level}"/>{listed}')


def item(text: str, level: int = 0) -> str:
    """An item of a list: a), b)... or a dash below."""
    return p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>')


def table(*rows: Iterable[str], header: bool = True) -> str:
    """A table of texts; its first row names the columns."""
    written = ""
    for number, row in enumerate(rows):
        head = "<w:trPr><w:tblHeader/></w:trPr>" if header and not number else ""
        cells = "".join(f"<w:tc>{cell if cell.startswith('<') else p(cell)}</w:tc>" for cell in row)
        written += f"<w:tr>{head}{cells}</w:tr>"
    return f"<w:tbl>{written}</w:tbl>"


def note_call(number: int) -> str:
    """The call of a note."""
    return f'<w:r><w:footnoteReference w:id="{number}"/></w:r>'


def made(body: str, **others: str) -> Document:
    """A document with this body and the styles and lists above."""
    return document(body, **{"styles": STYLES, "numbering": NUMBERING, **others})


STRATEGY = (
    heading("Vision")
    + p("Le pays protège", inside=note_call(2))
    + heading("Former", 2, number=2)
    + p("Deux choses :")
    + item("des agents ;")
    + item("civils ;", 1)
    + item("des juges.")
    + p("Tableau 1. Coûts")
    + table(["Mesure", "Coût"], ["Former", "12"])
    + p("Fin.")
)
NOTES_PART = f'<w:footnote w:id="2">{p("Voir la loi.")}</w:footnote>'


def strategy() -> Document:
    """A small strategy: headings, a nested list, a table with its caption, a note."""
    return made(STRATEGY, footnotes=NOTES_PART)


@cache
def sample() -> Document:
    """The sample draft."""
    data = (SAMPLES / "dossier" / "avant-projet.docx").read_bytes()
    return Document(read_word(data, "avant-projet.docx"))


def real_documents(step: int) -> Iterator[tuple[str, Document]]:
    """One in `step` of the real files that can be read."""
    for file in sorted((CORPUS / "docx").glob("*/*.docx"))[::step]:
        try:
            yield file.name, Document(read_word(file.read_bytes(), file.name))
        except UnreadableFile:
            continue


def written(text: Document) -> list[str]:
    """The words that people wrote in the flow of a text, those of contents left out."""
    return re.findall(r"\w+", " ".join(_lines(text.stories["body"].blocks)))


def _lines(blocks: Iterable[ViewBlock]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, ViewParagraph):
            leaves = (leaf for leaf in block.leaves if leaf.node.tag not in (*NOTES, *DRAWINGS))
            yield "".join(leaf.shown for leaf in leaves)
        elif isinstance(block, ViewTable):
            for row in block.rows:
                for cell in row.cells:
                    yield from _lines(cell.blocks)
        elif isinstance(block, ViewOpaque) and not block.raw.key.startswith("field:TOC"):
            yield block.raw.shown


def missing_from(words: list[str], text: str) -> list[str]:
    """The first words that do not stand in a text, in this order; none where all do."""
    shown = iter(re.findall(r"\w+", text))
    for number, word in enumerate(words):
        if not any(word == other for other in shown):
            return words[number : number + 5]
    return []
