"""A file as it is handed out at the end: no tracked change, no comment, fields up to date."""

from __future__ import annotations

from toguna.text.docx.document import read_word
from toguna.text.docx.reader import COMMENT_ANCHORS
from toguna.text.docx.resolve import accept_all, drop, resolve


def finished(data: bytes) -> bytes:
    """Accept every tracked change of a DOCX and take its comments out."""
    word = read_word(data, "final.docx")
    package = word.package
    for part in word.text_parts:
        root = package.root(part)
        resolve(root, accept_all)
        for anchor in list(root.iter(*COMMENT_ANCHORS)):
            drop(anchor)
        package.touch(part)
    comments = package.optional_root(package.related(package.main, "comments"))
    if comments is not None:
        del comments[:]
        package.touch(package.related(package.main, "comments") or "")
    return package.to_bytes()
