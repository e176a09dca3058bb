"""Adding comments and replies to a DOCX."""

from __future__ import annotations

from itertools import count

from toguna.text.docx.comments import PARA_ID, Comment
from toguna.text.docx.styles import integer
from toguna.text.docx.target import CONTENT_TYPES, Target
from toguna.text.ooxml import (
    NAMESPACES,
    Element,
    W,
    moment,
    parse_xml,
    qn,
    serialize_xml,
    writable,
)

NEW_COMMENTS = (
    f'<w:comments xmlns:w="{NAMESPACES["w"]}" xmlns:w14="{NAMESPACES["w14"]}" '
    f'xmlns:mc="{NAMESPACES["mc"]}" mc:Ignorable="w14"/>'
)
NEW_EXTENDED = f'<w15:commentsEx xmlns:w15="{NAMESPACES["w15"]}"/>'
FIRST_PARAGRAPH_ID = 0x10000000
"""Counted from here, ids never come near 0x80000000, from which Word refuses them."""


class CommentWriter:
    """Adds comments to `target`; its parts for comments are made where there are none."""

    def __init__(self, target: Target) -> None:
        self._target = target
        self._package = target.package
        self._root: Element | None = None
        self._extended: Element | None = None
        self._ids = count(1 + max((self._number(c) for c in target.document.comments), default=-1))
        self._paragraph_ids = count(FIRST_PARAGRAPH_ID)
        self._taken = {
            value.upper()
            for part in (
                target.package.main,
                self._package.related(target.package.main, "comments"),
            )
            if (root := self._package.optional_root(part)) is not None
            for node in root.iter(W + "p")
            if (value := node.get(PARA_ID)) is not None
        }

    @staticmethod
    def _number(comment: Comment) -> int:
        number = integer(comment.id)
        return -1 if number is None else number

    @property
    def part(self) -> str:
        """The part that holds the comments, made where there is none."""
        self._comments()
        return self._package.related(self._package.main, "comments") or ""

    def next_id(self) -> int:
        """Give the id of a comment to be added."""
        return next(self._ids)

    def add(
        self, identifier: int, author: str, initials: str, date: str | None, blocks: list[Element]
    ) -> str:
        """Add a comment made of `blocks`, and give the paragraph id that replies refer to."""
        root = self._comments()
        comment = root.makeelement(W + "comment")
        comment.set(W + "id", str(identifier))
        comment.set(W + "author", author)
        if date:
            comment.set(W + "date", moment(date))
        if initials:
            comment.set(W + "initials", initials)
        comment.extend(blocks or [root.makeelement(W + "p")])
        root.append(comment)
        return self._tag(comment)

    def add_text(
        self, identifier: int, author: str, initials: str, date: str | None, lines: list[str]
    ) -> str:
        """Add a comment in plain text, a paragraph a line."""
        return self.add(identifier, author, initials, date, [self._line(line) for line in lines])

    def _line(self, text: str) -> Element:
        root = self._comments()
        paragraph = root.makeelement(W + "p")
        run = root.makeelement(W + "r")
        words = root.makeelement(W + "t")
        words.text = writable(text)
        words.set(qn("xml:space"), "preserve")
        run.append(words)
        paragraph.append(run)
        return paragraph

    def paragraph_of(self, comment: Comment) -> str:
        """Give the paragraph id of a comment that the document already has."""
        return self._tag(comment.element)

    def thread(self, paragraph: str, *, parent: str | None = None, done: bool = False) -> None:
        """Say that a comment answers another, or that its thread is resolved."""
        root = self._extended_comments()
        entry = next((e for e in root if e.get(qn("w15:paraId")) == paragraph), None)
        if entry is None:
            entry = root.makeelement(qn("w15:commentEx"))
            entry.set(qn("w15:paraId"), paragraph)
            root.append(entry)
        if parent is not None:
            entry.set(qn("w15:paraIdParent"), parent)
        entry.set(qn("w15:done"), "1" if done else "0")

    def _tag(self, comment: Element) -> str:
        last = list(comment.iter(W + "p"))[-1]
        known = last.get(PARA_ID)
        if known is not None:
            return known
        identifier = next(
            value for n in self._paragraph_ids if (value := f"{n:08X}") not in self._taken
        )
        self._taken.add(identifier)
        last.set(PARA_ID, identifier)
        return identifier

    def _comments(self) -> Element:
        if self._root is None:
            self._root = self._part("comments", "comments", NEW_COMMENTS)
        return self._root

    def _extended_comments(self) -> Element:
        if self._extended is None:
            self._extended = self._part("commentsExtended", "commentsExtended", NEW_EXTENDED)
        return self._extended

    def _part(self, name: str, kind: str, empty: str) -> Element:
        package = self._package
        part = package.related(package.main, kind)
        if part is None or package.optional_root(part) is None:
            folder = package.main.rpartition("/")[0]
            part = f"{folder}/{name}.xml" if folder else f"{name}.xml"
            package.put(part, serialize_xml(parse_xml(empty.encode())))
            package.declare(part, f"{CONTENT_TYPES}{name}+xml")
            package.relate(package.main, kind, part)
        package.touch(part)
        return package.root(part)
