"""Comments and their threads: comments.xml, and commentsExtended.xml where replies are kept."""

from __future__ import annotations

from dataclasses import dataclass

from toguna.text.content import LINE_BREAK
from toguna.text.docx.reader import plain
from toguna.text.ooxml import Element, W, qn
from toguna.text.package import Package

PARA_ID = qn("w14:paraId")


@dataclass(slots=True, eq=False)
class Comment:
    """One comment or reply. `parent` is the comment that it answers; `done` marks it resolved."""

    id: str
    author: str
    initials: str
    date: str | None
    text: str
    element: Element
    paragraph_id: str | None
    parent: Comment | None = None
    done: bool = False

    @property
    def thread(self) -> Comment:
        """The first comment of the thread that it belongs to."""
        first = self
        while first.parent is not None:
            first = first.parent
        return first


def read_comments(package: Package) -> list[Comment]:
    """Read a document's comments, in the order of the file, replies tied to what they answer."""
    root = package.optional_root(package.related(package.main, "comments"))
    if root is None:
        return []
    comments = [_comment(element) for element in root.iter(W + "comment")]
    extended = package.optional_root(package.related(package.main, "commentsExtended"))
    if extended is not None:
        _tie(comments, extended)
    return comments


def _comment(element: Element) -> Comment:
    paragraphs = list(element.iter(W + "p"))
    return Comment(
        id=element.get(W + "id", ""),
        author=element.get(W + "author", ""),
        initials=element.get(W + "initials", ""),
        date=element.get(W + "date"),
        text=LINE_BREAK.join(filter(None, (_text(paragraph) for paragraph in paragraphs))),
        element=element,
        paragraph_id=paragraphs[-1].get(PARA_ID) if paragraphs else None,
    )


def _text(paragraph: Element) -> str:
    spaces = {W + "tab": " ", W + "br": LINE_BREAK}
    pieces = [
        plain(node.text) if node.tag == W + "t" else spaces[node.tag]
        for node in paragraph.iter(W + "t", *spaces)
    ]
    return "".join(pieces).strip()


def _tie(comments: list[Comment], extended: Element) -> None:
    by_paragraph = {c.paragraph_id: c for c in comments if c.paragraph_id}
    for entry in extended:
        comment = by_paragraph.get(entry.get(qn("w15:paraId"), ""))
        if comment is None:
            continue
        comment.done = entry.get(qn("w15:done")) in ("1", "true")
        parent = by_paragraph.get(entry.get(qn("w15:paraIdParent"), ""))
        if parent is not None and parent.thread is not comment:
            comment.parent = parent
