"""Paragraphs and rows that come, go and change places."""

from __future__ import annotations

import copy

from ..ooxml.xml import Element, el, every, find, is_a, q
from ..typography import typo
from ..writer.runs import run
from .lines import text_of
from .reviewer import Reviewer, like


def move_paragraph(by: Reviewer, words: str, after: str | Element, name: str) -> None:
    """Cut a paragraph and paste it after another one; Word names the two ends alike."""
    line, target = by.line(words), by.line(after)
    pasted = copy.deepcopy(line)
    pasted.set(q("w14:paraId"), by.desk.next_paragraph_id())
    for node in list(every(pasted, "w:bookmarkStart", "w:bookmarkEnd")):
        node.getparent().remove(node)
    target.addnext(pasted)
    if not by.tracked:
        line.getparent().remove(line)
        return
    _mark_end(by, line, "w:moveFrom", name)
    _mark_end(by, pasted, "w:moveTo", name)


def _mark_end(by: Reviewer, line: Element, kind: str, name: str) -> None:
    """One end of a move: its range, its runs, its paragraph mark."""
    by.wrap([node for node in line if is_a(node, "w:r")], kind)
    by.mark_paragraph(line, kind)
    attributes = by.mark() | {"w:name": name}
    props = find(line, "w:pPr")
    assert props is not None
    props.addnext(el(f"{kind}RangeStart", attributes))
    line.addnext(el(f"{kind}RangeEnd", {"w:id": attributes["w:id"]}))


def add_row(by: Reviewer, after: Element, cells: list[str]) -> Element:
    """A row like another one, after it, with other words."""
    row = copy.deepcopy(after)
    for cell, words in zip(every(row, "w:tc"), cells, strict=True):
        line = next(every(cell, "w:p"))
        old = [node for node in line if not is_a(node, "w:pPr")]
        patterns = [node for node in old if is_a(node, "w:r")]
        new = like(patterns[0], words) if patterns else run(typo(words))
        for node in old:
            line.remove(node)
        line.append(new)
        line.set(q("w14:paraId"), by.desk.next_paragraph_id())
        if by.tracked:
            by.wrap([new], "w:ins")
            by.mark_paragraph(line, "w:ins")
    after.addnext(row)
    if by.tracked:
        _mark_row(by, row, "w:ins")
    return row


def delete_row(by: Reviewer, row: Element) -> None:
    if not by.tracked:
        row.getparent().remove(row)
        return
    for line in every(row, "w:p"):
        if text_of(line):
            by.wrap([node for node in line if is_a(node, "w:r")], "w:del")
        by.mark_paragraph(line, "w:del")
    _mark_row(by, row, "w:del")


def _mark_row(by: Reviewer, row: Element, kind: str) -> None:
    props = find(row, "w:trPr")
    if props is None:
        props = el("w:trPr")
        row.insert(0, props)
    props.append(el(kind, by.mark()))
