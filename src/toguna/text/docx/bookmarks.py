"""Bookmarks: where they stand, and the words that they hold."""

from __future__ import annotations

from dataclasses import dataclass

from toguna.text.docx.field_results import SHOWN, P, text_of
from toguna.text.docx.resolve import drop
from toguna.text.docx.styles import integer
from toguna.text.ooxml import Element, W

START, END = W + "bookmarkStart", W + "bookmarkEnd"
CONTENT = tuple(
    W + name
    for name in (
        "t", "delText", "tab", "sym", "drawing", "pict", "object", "footnoteReference",
        "endnoteReference",
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Bookmark:
    """A bookmark: its paragraph, and what stands in it there."""

    paragraph: Element
    inside: list[Element]
    whole: bool
    """Whether it ends in the paragraph in which it starts."""

    @property
    def text(self) -> str:
        """The words that it holds."""
        return text_of([node for node in self.inside if node.tag in SHOWN])


class Bookmarks:
    """The bookmarks of a part, by name."""

    def __init__(self, root: Element) -> None:
        self._root = root
        self._starts: dict[str, Element] = {}
        for start in root.iter(START):
            self._starts.setdefault(start.get(W + "name", ""), start)

    def get(self, name: str) -> Bookmark | None:
        """Give a bookmark; None where there is none of that name."""
        start = self._starts.get(name)
        if start is None:
            return None
        paragraph = next(start.iterancestors(P), None)
        if paragraph is None:
            following = start.getnext()
            while following is not None and following.tag in (START, END):
                following = following.getnext()
            paragraph = None if following is None else next(following.iter(P), None)
            return None if paragraph is None else Bookmark(paragraph, list(paragraph.iter()), True)
        inside: list[Element] = []
        nodes = paragraph.iter()
        for node in nodes:
            if node is start:
                break
        for node in nodes:
            if node.tag == END and node.get(W + "id") == start.get(W + "id"):
                return Bookmark(paragraph, inside, whole=True)
            inside.append(node)
        return Bookmark(paragraph, inside, whole=False)

    def of(self, paragraph: Element, prefix: str) -> str | None:
        """Give the name of a paragraph's bookmark that starts with `prefix`."""
        names = (mark.get(W + "name", "") for mark in paragraph.iter(START))
        return next((name for name in names if name.startswith(prefix)), None)

    def add(self, paragraph: Element, prefix: str) -> str:
        """Put a bookmark around what a paragraph holds, and give its name."""
        ids = [integer(mark.get(W + "id")) or 0 for mark in self._root.iter(START)]
        identifier = str(max(ids, default=0) + 1)
        number = 1
        while f"{prefix}{number:09d}" in self._starts:
            number += 1
        name = f"{prefix}{number:09d}"
        start, end = paragraph.makeelement(START), paragraph.makeelement(END)
        for mark in (start, end):
            mark.set(W + "id", identifier)
        start.set(W + "name", name)
        first = 1 if len(paragraph) and paragraph[0].tag == W + "pPr" else 0
        paragraph.insert(first, start)
        paragraph.append(end)
        self._starts[name] = start
        return name


def filled(root: Element) -> set[str]:
    """Give the names of the bookmarks of a part that hold something, deleted words too."""
    found: set[str] = set()
    opened: dict[str, str] = {}
    for node in root.iter(START, END, *CONTENT):
        if node.tag == START:
            opened[node.get(W + "id", "")] = node.get(W + "name", "")
        elif node.tag == END:
            opened.pop(node.get(W + "id", ""), None)
        elif opened:
            found.update(opened.values())
    return found


def drop_emptied(root: Element, before: set[str]) -> None:
    """Remove the bookmarks that held something before and hold nothing now, as Word does."""
    gone = before - filled(root)
    for start in [s for s in root.iter(START) if s.get(W + "name") in gone]:
        ends = [e for e in root.iter(END) if e.get(W + "id") == start.get(W + "id")]
        for mark in (start, *ends):
            drop(mark)
