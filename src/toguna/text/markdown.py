"""Markdown as the package of a DOCX: headings, paragraphs, lists, tables, emphasis, links.

Numbers that are typed in a heading stay words; ordered lists are numbered lists, which start
where their first item says.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

from toguna.messages import say
from toguna.text.docx.blank import BlankDocument, page, root, w
from toguna.text.errors import UnreadableFile
from toguna.text.ooxml import Element, W, qn
from toguna.text.package import Package

NOTE = re.compile(r"\[\^([^\]\s]+)\]")
NOTE_DEFINITION = re.compile(r"^\[\^([^\]\s]+)\]:[ \t]*(.*(?:\n(?:[ \t]+\S.*))*)", re.MULTILINE)
FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
LEVELS = 9
DEEPEST = 200
"""Of blocks in one another: the parser leaves out what is deeper."""
MOST_BYTES = 20 << 20
WIDTH = 9_638
MARKS = {"strong": "b", "em": "i", "s": "strike"}


def markdown_package(data: bytes, filename: str) -> Package:
    """Turn Markdown into a package.

    Raises:
        UnreadableFile: it is not a text, or far too long for one.
    """
    writer = _Writer(_decoded(data, filename))
    writer.write()
    return writer.document.package(filename)


def _decoded(data: bytes, filename: str) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")  # Windows, in French
    if len(data) > MOST_BYTES or not text.strip():
        raise UnreadableFile(
            say(
                "{file} : ce fichier n'est pas un texte lisible ; enregistrez-le au format DOCX "
                "et renvoyez-le.",
                file=filename,
            )
        )
    return FORBIDDEN.sub("\ufffd", text)


class _Writer:
    """Writes the tokens of a Markdown text into a new document."""

    def __init__(self, text: str) -> None:
        self.document = BlankDocument()
        self._notes = {name: words.strip() for name, words in NOTE_DEFINITION.findall(text)}
        self._written: dict[str, str] = {}
        self._footnotes = root("footnotes")
        self._text = NOTE_DEFINITION.sub("", text) if self._notes else text
        options = {"maxNesting": DEEPEST}
        self._parser = MarkdownIt("commonmark", options).enable(["table", "strikethrough"])
        self._lists: list[str] = []
        self._fresh = False  # whether the list item being read has not shown its number
        self._quotes = 0
        self._part = "document"

    def write(self) -> None:
        """Write everything."""
        body = self.document.body
        self._blocks(self._parser.parse(self._text), body)
        if len(body) == 0 or body[-1].tag != W + "p":
            body.append(w("p"))
        body.append(w("sectPr", *page()))
        if len(self._footnotes):
            self.document.add_part("footnotes", self._footnotes, "footnotes")
        abstracts = [e for e in self.document.numbering if e.tag == W + "abstractNum"]
        self.document.numbering[0:0] = abstracts

    def _blocks(self, tokens: Sequence[Token], body: Element) -> None:
        index = 0
        while index < len(tokens):
            token = tokens[index]
            end = _closing(tokens, index)
            inside = tokens[index + 1 : end]
            if token.type == "heading_open":
                body.append(self._paragraph(inside, f"Heading{token.tag[1:]}"))
            elif token.type == "paragraph_open":
                body.append(self._paragraph(inside, self._style()))
            elif token.type in ("fence", "code_block"):
                self._code(token.content, body)
            elif token.type in ("bullet_list_open", "ordered_list_open"):
                self._list(token, inside, body)
            elif token.type == "list_item_open":
                self._fresh = True
                self._blocks(inside, body)
            elif token.type == "blockquote_open":
                self._quotes += 1
                self._blocks(inside, body)
                self._quotes -= 1
            elif token.type == "table_open":
                self._table(inside, body)
            elif token.type == "html_block":
                self._code(token.content, body, style=None)
            index = end + 1

    def _style(self) -> str | None:
        if self._lists:
            return "ListParagraph"
        return "Quote" if self._quotes else None

    def _paragraph(self, tokens: Sequence[Token], style: str | None = None) -> Element:
        properties = w("pPr")
        if style:
            properties.append(w("pStyle", val=style))
        if self._lists and style == "ListParagraph":
            level = w("ilvl", val=str(min(len(self._lists), LEVELS) - 1))
            number = self._lists[-1] if self._fresh else "0"
            properties.append(w("numPr", level, w("numId", val=number)))
            self._fresh = False
        paragraph = w("p", properties) if len(properties) else w("p")
        for token in tokens:
            self._inline(token.children or [], paragraph)
        return paragraph

    def _code(self, content: str, body: Element, style: str | None = "SourceCode") -> None:
        paragraph = w("p", w("pPr", w("pStyle", val=style))) if style else w("p")
        for number, line in enumerate(content.rstrip("\n").split("\n")):
            if number:
                paragraph.append(w("r", w("br")))
            paragraph.append(_run(line))
        body.append(paragraph)

    # Lists

    def _list(self, token: Token, inside: Sequence[Token], body: Element) -> None:
        ordered = token.type == "ordered_list_open"
        start = str(token.attrGet("start") or "1") if ordered else "1"
        outer = self._fresh
        self._lists.append(self._numbering(len(self._lists), start, ordered=ordered))
        self._blocks(inside, body)
        self._lists.pop()
        self._fresh = outer

    def _numbering(self, depth: int, start: str, *, ordered: bool) -> str:
        """Make a list of its own, which counts for itself."""
        numbering = self.document.numbering
        identifier = str(1 + len(numbering) // 2)
        level = min(depth, LEVELS - 1)
        shown = f"%{level + 1}." if ordered else "•"
        indent = w("ind", left=str(360 * (level + 1)), hanging="360")
        definition = w(
            "lvl",
            w("start", val=start),
            w("numFmt", val="decimal" if ordered else "bullet"),
            w("lvlText", val=shown),
            w("pPr", indent),
            ilvl=str(level),
        )
        kind = w("multiLevelType", val="multilevel")
        numbering.append(w("abstractNum", kind, definition, abstractNumId=identifier))
        numbering.append(w("num", w("abstractNumId", val=identifier), numId=identifier))
        return identifier

    # Tables

    def _table(self, tokens: Sequence[Token], body: Element) -> None:
        rows = [i for i, token in enumerate(tokens) if token.type == "tr_open"]
        table = w("tbl", w("tblPr", w("tblStyle", val="TableGrid"), w("tblW", w="0", type="auto")))
        columns = sum(t.type == "th_open" for t in tokens)
        width = str(WIDTH // max(columns, 1))
        table.append(w("tblGrid", *(w("gridCol", w=width) for _ in range(columns))))
        for start in rows:
            row = w("tr")
            cells = tokens[start + 1 : _closing(tokens, start)]
            for index, token in enumerate(cells):
                if token.type in ("th_open", "td_open"):
                    inside = cells[index + 1 : _closing(cells, index)]
                    properties = w("tcPr", w("tcW", w=width, type="dxa"))
                    row.append(w("tc", properties, self._paragraph(inside)))
            if any(token.type == "th_open" for token in cells):
                row.insert(0, w("trPr", w("tblHeader")))
            table.append(row)
        body.append(table)

    # What stands in a paragraph

    def _inline(self, tokens: Sequence[Token], holder: Element) -> None:
        marks: list[str] = []
        links: list[Element] = []
        for token in tokens:
            inner = links[-1] if links else holder
            mark = MARKS.get(token.type.removesuffix("_open").removesuffix("_close"))
            if mark is not None:
                marks.append(mark) if token.nesting > 0 else marks.remove(mark)
            elif token.type == "link_open":
                links.append(self._link(str(token.attrGet("href") or "")))
                inner.append(links[-1])
            elif token.type == "link_close":
                links.pop()
            elif token.type == "softbreak":
                inner.append(_run(" ", marks))
            elif token.type == "hardbreak":
                inner.append(w("r", w("br")))
            elif token.type == "text":
                self._words(token.content, marks, inner)
            elif token.type in ("code_inline", "html_inline", "image"):
                inner.append(_run(token.content, marks))

    def _link(self, href: str) -> Element:
        link = w("hyperlink")
        if href.startswith("#"):
            link.set(W + "anchor", href[1:])
        else:
            link.set(qn("r:id"), self.document.relate("hyperlink", href, self._part, out=True))
        return link

    def _words(self, text: str, marks: list[str], holder: Element) -> None:
        position = 0
        for match in NOTE.finditer(text) if self._notes else ():
            reference = self._note(match.group(1))
            if reference is not None:
                holder.append(_run(text[position : match.start()], marks))
                holder.append(w("r", w("rPr", w("rStyle", val="FootnoteReference")), reference))
                position = match.end()
        if text[position:]:
            holder.append(_run(text[position:], marks))

    def _note(self, name: str) -> Element | None:
        """Give the reference to a note; None where it is not defined or already referred to."""
        if name not in self._notes or name in self._written or self._part != "document":
            return None
        identifier = self._written[name] = str(len(self._written) + 1)
        self._part = "footnotes"
        note = w("footnote", id=identifier)
        self._footnotes.append(note)
        for token in self._parser.parse(self._notes[name]):
            if token.type == "inline":
                note.append(self._paragraph([token], "FootnoteText"))
        if len(note) == 0:
            note.append(w("p"))
        self._part = "document"
        return w("footnoteReference", id=identifier)


def _run(text: str, marks: Sequence[str] = ()) -> Element:
    element = w("t", text=text)
    element.set(qn("xml:space"), "preserve")
    run = w("r", w("rPr", *(w(mark) for mark in sorted(set(marks))))) if marks else w("r")
    run.append(element)
    return run


def _closing(tokens: Sequence[Token], index: int) -> int:
    """Give where the token that closes the one at `index` stands."""
    depth = 0
    for position in range(index, len(tokens)):
        depth += tokens[position].nesting
        if depth == 0:
            return position
    return len(tokens)
