"""Tables of contents, of tables and of figures, written anew from what they list.

An entry that is still right is left as it is. One whose heading changed has its number and
words replaced, its page kept; one whose heading is gone goes; a new heading gets an entry made
like its neighbours', and the bookmark that it leads to.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from toguna.text.docx.bookmarks import Bookmarks
from toguna.text.docx.field_results import RPR, SHOWN, Field, P, R, T, fields_of, text_of
from toguna.text.docx.fields import FIELD_CHAR, INSTRUCTION_TAGS
from toguna.text.docx.listing import listing_of
from toguna.text.docx.paragraph_numbers import ParagraphNumbers
from toguna.text.docx.styles import Styles
from toguna.text.ooxml import Element, W, qn

PREFIX = "_Toc"
BLANKS = re.compile("[ \\t\\n]+")
HYPERLINK, ANCHOR, TAB, PPR = W + "hyperlink", W + "anchor", W + "tab", W + "pPr"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be listed: a paragraph, its level, its number and its words."""

    paragraph: Element
    level: int
    number: str
    text: str


class Entry:
    """A line of a table of contents as the file has it."""

    def __init__(self, paragraph: Element, outer: Field) -> None:
        self.paragraph = paragraph
        inside = [f for f in fields_of(paragraph) if f.begin is not outer.begin]
        self._page = next((f for f in inside if f.words[0] == "PAGEREF"), None)
        self._nodes = self._words(outer)

    def _words(self, outer: Field) -> list[Element]:
        """Give what shows the number and the words: all before the tab that leads to the page."""
        ends = {node for f in (outer,) for node in (f.begin, f.separator, f.end)}
        stop = None if self._page is None else self._page.begin
        found: list[Element] = []
        for run in self.paragraph.iter(R):
            for node in run:
                if node is stop:
                    return _without_leader(found)
                if node.tag in SHOWN and node not in ends:
                    found.append(node)
        return found if self._page is not None else _without_page(found)

    @property
    def text(self) -> str:
        """Its number and words, a tab between them."""
        return text_of(self._nodes)

    @property
    def target(self) -> str | None:
        """The bookmark that it leads to."""
        link = next(self.paragraph.iter(HYPERLINK), None)
        if link is not None and link.get(ANCHOR):
            return link.get(ANCHOR)
        return None if self._page is None or len(self._page.words) < 2 else self._page.words[1]

    @property
    def style(self) -> str:
        """The style of its paragraph."""
        named = self.paragraph.find(f"{PPR}/{W}pStyle")
        return "" if named is None else named.get(W + "val", "")

    def lead_to(self, bookmark: str) -> None:
        """Make it lead to another bookmark."""
        old = self.target
        for link in self.paragraph.iter(HYPERLINK):
            link.set(ANCHOR, bookmark)
        for node in self.paragraph.iter(*INSTRUCTION_TAGS):
            if old and old in (node.text or ""):
                node.text = (node.text or "").replace(old, bookmark)

    def say(self, number: str, text: str, between: str) -> None:
        """Give it another number and other words."""
        pieces = [number, between, text] if number else [text]
        if self.text == "".join(pieces) or not self._nodes:
            return
        first = self._nodes[0].getparent()
        assert first is not None
        for piece in pieces:
            run = first.makeelement(R)
            properties = first.find(RPR)
            if properties is not None:
                run.append(copy.deepcopy(properties))
            run.append(_piece(first, piece))
            first.addprevious(run)
        for node in self._nodes:
            _remove(node)

    def show_page(self, page: str) -> None:
        """Give it another page number."""
        if self._page is not None:
            self._page.show(page)

    @property
    def page(self) -> str:
        """The page number that it shows."""
        return "" if self._page is None else self._page.text


class ContentsTables:
    """The tables of contents of a document."""

    def __init__(
        self,
        root: Element,
        paragraphs: Sequence[Element],
        styles: Styles,
        numbers: ParagraphNumbers,
        bookmarks: Bookmarks,
    ) -> None:
        self._root = root
        self._paragraphs = paragraphs
        self._styles = styles
        self._numbers = numbers
        self._bookmarks = bookmarks

    def refresh(self) -> None:
        """Write each of them anew."""
        for field in [f for f in fields_of(self._root) if f.words[0] == "TOC"]:
            if "\\b" not in field.words and field.separator is not None:
                self._table(field)

    def _table(self, field: Field) -> None:
        lines = _lines(field)
        own = set(lines)
        wanted = [w for w in self._wanted(field, lines) if w.paragraph not in own]
        entries = [Entry(line, field) for line in lines]
        listed = [entry for entry in entries if entry.text.strip()]
        if not listed or not wanted or not _is_simple(field, lines):
            return
        between = _between(listed)
        known = self._known(listed, wanted, between)
        opening, closing = _taken_out(field)
        written: list[Entry] = []
        page = listed[0].page
        for one in wanted:
            entry = known.get(one.paragraph)
            if entry is None:
                entry = self._new(one, listed, known, wanted, field)
                entry.show_page(page)
            entry.say(one.number, one.text, between)
            written.append(entry)
            page = entry.page or page
        _put_back(lines, [entry.paragraph for entry in written], opening, closing)

    def _wanted(self, field: Field, lines: list[Element]) -> Iterable[Wanted]:
        listing = listing_of(field.instruction).learnt(lines, self._bookmarks, self._styles)
        for paragraph in self._paragraphs:
            level = listing.level(paragraph, self._styles)
            text = BLANKS.sub(" ", _visible(paragraph)).strip(" ") if level is not None else ""
            if level is not None and text:
                number = "" if listing.caption is not None else self._numbers.label(paragraph)
                yield Wanted(paragraph, level, number, text)

    def _known(
        self, listed: list[Entry], wanted: list[Wanted], between: str
    ) -> dict[Element, Entry]:
        """Give the entry of each paragraph that has one: by its bookmark, else by its words."""
        paragraphs = {one.paragraph for one in wanted}
        by_words = {
            one.number + between + one.text if one.number else one.text: one.paragraph
            for one in wanted
        }
        found: dict[Element, Entry] = {}
        for entry in listed:
            bookmark = self._bookmarks.get(entry.target) if entry.target else None
            paragraph = bookmark.paragraph if bookmark else by_words.get(entry.text)
            if paragraph in paragraphs and paragraph is not None:
                found.setdefault(paragraph, entry)
        return found

    def _new(
        self,
        one: Wanted,
        listed: list[Entry],
        known: dict[Element, Entry],
        wanted: list[Wanted],
        field: Field,
    ) -> Entry:
        """Make an entry like those of the same level, and the bookmark that it leads to."""
        level_of = {known[w.paragraph]: w for w in wanted if w.paragraph in known}
        alike = [e for e, w in level_of.items() if w.level == one.level]
        same = [e for e in alike if bool(level_of[e].number) == bool(one.number)]
        model = next(iter([*same, *alike, *listed]))
        entry = Entry(copy.deepcopy(model.paragraph), field)
        for name in ("paraId", "textId"):
            entry.paragraph.attrib.pop(qn(f"w14:{name}"), "")
        if not alike:
            self._restyle(entry, one.level)
        bookmark = self._bookmarks.of(one.paragraph, PREFIX)
        entry.lead_to(bookmark or self._bookmarks.add(one.paragraph, PREFIX))
        return entry

    def _restyle(self, entry: Entry, level: int) -> None:
        style = self._styles.id_of(f"toc {level}")
        named = entry.paragraph.find(f"{PPR}/{W}pStyle")
        if style is not None and named is not None:
            named.set(W + "val", style)


def _lines(field: Field) -> list[Element]:
    """Give the paragraphs that a field runs over."""
    assert field.end is not None
    first, last = field.paragraph, next(field.end.iterancestors(P), None)
    found: list[Element] = []
    root = field.begin.getroottree().getroot()
    for paragraph in root.iter(P):
        if paragraph is first or found:
            found.append(paragraph)
        if paragraph is last:
            break
    return found


def _is_simple(field: Field, lines: list[Element]) -> bool:
    """Tell whether the lines are brothers, and the ends of the field runs of their own."""
    parents = {line.getparent() for line in lines}
    ends = [field.begin, field.separator, field.end]
    runs = [None if end is None else end.getparent() for end in ends]
    own = all(
        run is not None
        and run.getparent() in lines
        and all(c.tag in (RPR, FIELD_CHAR, *INSTRUCTION_TAGS) for c in run)
        for run in runs
    )
    return len(parents) == 1 and own


def _taken_out(field: Field) -> tuple[list[Element], list[Element]]:
    """Take the runs that open and close a field out of their paragraphs."""
    assert field.separator is not None
    assert field.end is not None
    begin, separator, end = (node.getparent() for node in (field.begin, field.separator, field.end))
    assert begin is not None
    opening = [begin]
    while opening[-1] is not separator and (following := opening[-1].getnext()) is not None:
        opening.append(following)
    assert end is not None
    for run in (*opening, end):
        parent = run.getparent()
        if parent is not None:
            parent.remove(run)
    return opening, [end]


def _put_back(
    lines: list[Element],
    written: list[Element],
    opening: list[Element],
    closing: list[Element],
) -> None:
    """Put the entries in the place of the old lines, the field's ends around them."""
    parent = lines[0].getparent()
    assert parent is not None
    position = parent.index(lines[0])
    last = lines[-1]
    for line in lines:
        if line is not last or line in written or _visible(line).strip():
            parent.remove(line)
    parent[position:position] = written
    first = 1 if len(written[0]) and written[0][0].tag == PPR else 0
    written[0][first:first] = opening
    end = last if last.getparent() is parent else written[-1]
    end.extend(closing)


def _visible(paragraph: Element) -> str:
    """Give the words of a paragraph, those of text boxes and notes left out."""
    nodes = [
        node
        for run in paragraph.iter(R)
        if next(run.iterancestors(P), None) is paragraph
        for node in run
        if node.tag in SHOWN or node.tag == W + "br"
    ]
    return "".join(" " if node.tag == W + "br" else text_of([node]) for node in nodes)


def _without_leader(nodes: list[Element]) -> list[Element]:
    return nodes[:-1] if nodes and nodes[-1].tag == TAB else nodes


def _without_page(nodes: list[Element]) -> list[Element]:
    """Leave out a page number that stands there as plain text."""
    tabs = [n for n, node in enumerate(nodes) if node.tag == TAB]
    if tabs and text_of(nodes[tabs[-1] + 1 :]).strip().isalnum():
        return nodes[: tabs[-1]]
    return nodes


def _between(listed: list[Entry]) -> str:
    """Give what stands between number and words in these entries."""
    return "\t" if any("\t" in entry.text for entry in listed) else " "


def _piece(like: Element, text: str) -> Element:
    if text == "\t":
        return like.makeelement(TAB)
    made = like.makeelement(T)
    made.text = text
    made.set(qn("xml:space"), "preserve")
    return made


def _remove(node: Element) -> None:
    run = node.getparent()
    assert run is not None
    run.remove(node)
    parent = run.getparent()
    if parent is not None and all(child.tag == RPR for child in run):
        parent.remove(run)
