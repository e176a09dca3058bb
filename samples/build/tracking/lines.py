"""Finds words in the paragraphs of a part, and cuts runs so that they hold just those words."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from dataclasses import dataclass

from ..ooxml.xml import Element, every, find, is_a, q, text
from ..typography import typo

_CONTENTS_STYLES = ("TM", "Tabledesillustrations")


@dataclass(frozen=True)
class Words:
    """A stretch of characters of one paragraph."""

    line: Element
    start: int
    end: int

    def runs(self) -> list[Element]:
        """The runs that hold just these words, after cutting."""
        return cut(self.line, self.start, self.end)


def text_of(line: Element) -> str:
    return "".join(piece.text or "" for piece in _pieces(line))


def _pieces(line: Element) -> Iterator[Element]:
    """The text elements of a paragraph that a reader still sees."""
    for piece in every(line, "w:t"):
        if next(piece.iterancestors(q("w:p"))) is line and not _moved_away(piece):
            yield piece


def _moved_away(node: Element) -> bool:
    return next(node.iterancestors(q("w:moveFrom")), None) is not None


def lines(root: Element) -> Iterator[Element]:
    """The paragraphs that people edit: not the contents fields, not the fallback of a box."""
    for line in every(root, "w:p"):
        style = find(line, "w:pPr/w:pStyle")
        name = "" if style is None else style.get(q("w:val"), "")
        fallback = next(line.iterancestors(q("mc:Fallback")), None) is not None
        if not fallback and not name.startswith(_CONTENTS_STYLES):
            yield line


def line_with(root: Element, words: str) -> Element:
    """The one paragraph that holds these words (typed plainly; typography is applied)."""
    words = typo(words)
    found = [line for line in lines(root) if words in text_of(line)]
    if len(found) != 1:
        raise LookupError(f"{len(found)} paragraphs hold « {words} »")
    return found[0]


def words_in(line: Element, words: str) -> Words:
    words = typo(words)
    whole = text_of(line)
    if whole.count(words) != 1:
        raise LookupError(f"{whole.count(words)} times « {words} » in « {whole} »")
    start = whole.index(words)
    return Words(line, start, start + len(words))


def cut(line: Element, start: int, end: int) -> list[Element]:
    """Split runs at both ends; give those in between, none of them part of a field."""
    inside: list[Element] = []
    position = 0
    for piece in list(_pieces(line)):
        first, position = position, position + len(piece.text or "")
        low, high = max(start, first), min(end, position)
        if low < high:
            inside.append(_isolate(piece, low - first, high - first))
    if any(_in_field(line, run) for run in inside):
        raise LookupError("these words hold a field's result")
    return inside


def _isolate(piece: Element, low: int, high: int) -> Element:
    """The run of a text element, split so that it holds no more than these characters."""
    run, words = piece.getparent(), piece.text or ""
    props = find(run, "w:rPr")
    content = [child for child in run if child is not props]
    position = content.index(piece)
    before, after = content[:position], content[position + 1 :]
    if words[:low]:
        before.append(text(words[:low]))
    if words[high:]:
        after.insert(0, text(words[high:]))
    middle = _like(run, props, [text(words[low:high])])
    for part in (_like(run, props, before), middle, _like(run, props, after)):
        if any(not is_a(child, "w:rPr") for child in part):
            run.addprevious(part)
    run.getparent().remove(run)
    return middle


def _like(run: Element, props: Element | None, content: list[Element]) -> Element:
    """A run of the same kind with other content."""
    made = copy.copy(run)
    for child in list(made):
        made.remove(child)
    if props is not None:
        made.append(copy.deepcopy(props))
    made.extend(content)
    return made


def _in_field(line: Element, run: Element) -> bool:
    depth = 0
    for node in every(line, "w:fldChar", "w:r"):
        if node is run:
            return depth > 0
        kind = node.get(q("w:fldCharType"))
        depth += {"begin": 1, "end": -1}.get(kind or "", 0)
    return False
