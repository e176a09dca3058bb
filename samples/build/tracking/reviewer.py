"""The edits that a person makes, tracked as Word tracks them or not at all."""

from __future__ import annotations

import copy

from ..ooxml.xml import Element, el, every, find, is_a, q, text, val
from ..typography import typo
from ..writer.inline import spans
from ..writer.runs import run
from .copy import Clock, ReviewCopy
from .lines import Words, cut, line_with, text_of, words_in

_RPR_ORDER = ("rStyle", "rFonts", "b", "bCs", "i", "iCs")
_HIDDEN = {"w:t": "w:delText", "w:instrText": "w:delInstrText"}


class Reviewer:
    """One person at work on one copy; `tracked=False` edits without leaving a trace."""

    def __init__(self, desk: ReviewCopy, person: str, start: str, *, tracked: bool = True) -> None:
        self.desk = desk
        self.person = person
        self.clock = Clock(start)
        self.tracked = tracked

    # -- where -------------------------------------------------------------------------------

    def find(self, words: str, within: str | Element = "", part: str = "document.xml") -> Words:
        """Words in the paragraph `within` (found by other words of it, if need be)."""
        if isinstance(within, str):
            within = line_with(self.desk.root(part), within or words)
        return words_in(within, words)

    def line(self, words: str | Element) -> Element:
        return line_with(self.desk.root(), words) if isinstance(words, str) else words

    def mark(self) -> dict[str, object]:
        """The attributes of one tracked change."""
        return {
            "w:id": self.desk.next_id(),
            "w:author": self.person,
            "w:date": self.clock.tick(),
        }

    # -- words -------------------------------------------------------------------------------

    def replace(
        self, old: str, new: str, within: str | Element = "", part: str = "document.xml"
    ) -> None:
        runs = self.find(old, within, part).runs()
        added = like(runs[0], new)
        runs[-1].addnext(added)
        if self.tracked:
            self.wrap([added], "w:ins")
        self._take_out(runs)

    def delete(self, old: str, within: str | Element = "", part: str = "document.xml") -> None:
        self._take_out(self.find(old, within, part).runs())

    def insert(
        self, after: str, new: str, within: str | Element = "", part: str = "document.xml"
    ) -> None:
        place = self.find(after, within, part)
        last = cut(place.line, place.end - 1, place.end)[0]
        added = like(last, new)
        last.addnext(added)
        if self.tracked:
            self.wrap([added], "w:ins")

    def fill(self, line: Element, words: str) -> None:
        """Write in an empty paragraph, or in place of all its words."""
        if text_of(line):
            self.replace(text_of(line), words, line)
            return
        added = run(typo(words))
        line.append(added)
        if self.tracked:
            self.wrap([added], "w:ins")

    def format(self, words: str, name: str, within: str | Element = "") -> None:
        """Set a property (`w:b`, `w:i`) on words that have it not."""
        runs = self.find(words, within).runs()
        attributes = self.mark()
        for node in runs:
            props = find(node, "w:rPr")
            if props is None:
                props = el("w:rPr")
                node.insert(0, props)
            old = el("w:rPr", {}, *[copy.deepcopy(child) for child in props])
            props.append(el(name))
            props[:] = sorted(props, key=_rank)
            if self.tracked:
                attributes["w:id"] = self.desk.next_id()
                props.append(el("w:rPrChange", attributes, old))

    def _take_out(self, runs: list[Element]) -> None:
        if self.tracked:
            self.wrap(runs, "w:del")
            return
        for node in runs:
            node.getparent().remove(node)

    def wrap(self, runs: list[Element], name: str) -> list[Element]:
        """Enclose runs in a tracked change, runs that touch in one."""
        attributes = self.mark()
        made: list[Element] = []
        for node in runs:
            if not made or node.getprevious() is not made[-1]:
                made.append(el(name, attributes | {"w:id": self.desk.next_id()}))
                node.addprevious(made[-1])
            made[-1].append(node)
        if name == "w:del":
            for node in made:
                hide(node)
        return made

    # -- paragraphs --------------------------------------------------------------------------

    def add_paragraph(self, after: str | Element, words: str) -> Element:
        """A paragraph of the same kind after another one: Enter at its end, then words."""
        line = self.line(after)
        new = self._twin(line)
        content = [run(span.text, *_emphasis(span.bold, span.italic)) for span in spans(words)]
        new.extend(content)
        line.addnext(new)
        if self.tracked:
            self.wrap(content, "w:ins")
            self.mark_paragraph(line, "w:ins")
        return new

    def delete_paragraph(self, words: str | Element) -> None:
        line = self.line(words)
        if not self.tracked:
            line.getparent().remove(line)
            return
        self.wrap([node for node in line if is_a(node, "w:r")], "w:del")
        self.mark_paragraph(line, "w:del")

    def split(self, before: str, within: str | Element = "") -> None:
        """Enter before these words; the space that stood there goes."""
        place = self.find(before, within)
        line = place.line
        cut(line, place.start, len(text_of(line)))
        spaces = cut(line, place.start - 1, place.start)
        second = self._twin(line)
        tail = list(spaces[-1].itersiblings())
        second.extend(tail)
        line.addnext(second)
        self._take_out(spaces)
        if self.tracked:
            self.mark_paragraph(line, "w:ins")

    def join(self, first: str | Element) -> None:
        """Delete the mark of a paragraph; a space joins it with the next."""
        line = self.line(first)
        if self.tracked:
            added = run(" ")
            line.append(added)
            self.wrap([added], "w:ins")
            self.mark_paragraph(line, "w:del")
            return
        following = line.getnext()
        line.append(run(" "))
        line.extend([node for node in following if not is_a(node, "w:pPr")])
        following.getparent().remove(following)

    def _twin(self, line: Element) -> Element:
        """An empty paragraph with the properties of another."""
        attributes = {str(name): value for name, value in line.attrib.items()}
        new = el("w:p")
        for name, value in attributes.items():
            new.set(name, value)
        new.set(q("w14:paraId"), self.desk.next_paragraph_id())
        props = find(line, "w:pPr")
        if props is not None:
            props = copy.deepcopy(props)
            for child in list(props):
                if is_a(child, "w:sectPr", "w:rPr", "w:keepNext"):
                    props.remove(child)
            new.append(props)
        return new

    def mark_paragraph(self, line: Element, name: str) -> None:
        """Mark the end of a paragraph as inserted, deleted or moved."""
        props = find(line, "w:pPr")
        if props is None:
            props = el("w:pPr")
            line.insert(0, props)
        inner = find(props, "w:rPr")
        if inner is None:
            inner = el("w:rPr")
            later = [node for node in props if is_a(node, "w:sectPr", "w:pPrChange")]
            if later:
                later[0].addprevious(inner)
            else:
                props.append(inner)
        inner.insert(0, el(name, self.mark()))

    def align(self, words: str, value: str) -> None:
        """Change the alignment of a paragraph."""
        line = self.line(words)
        props = find(line, "w:pPr")
        assert props is not None
        old = el("w:pPr", {}, *[copy.deepcopy(node) for node in props if not is_a(node, "w:rPr")])
        inner = find(props, "w:rPr")
        alignment = val("w:jc", value)
        if inner is None:
            props.append(alignment)
        else:
            inner.addprevious(alignment)
        if self.tracked:
            props.append(el("w:pPrChange", self.mark(), old))


def like(node: Element, words: str) -> Element:
    """A run with the look of another one."""
    props = find(node, "w:rPr")
    return el("w:r", {}, None if props is None else copy.deepcopy(props), text(typo(words)))


def hide(node: Element) -> None:
    """Deleted words and field codes have names of their own."""
    for shown, hidden in _HIDDEN.items():
        for piece in list(every(node, shown)):
            piece.getparent().replace(piece, text(piece.text or "", hidden))


def _emphasis(bold: bool, italic: bool) -> list[Element]:
    return [el(name) for name, wanted in (("w:b", bold), ("w:i", italic)) if wanted]


def _rank(node: Element) -> int:
    local = node.tag.rpartition("}")[2]
    return _RPR_ORDER.index(local) if local in _RPR_ORDER else len(_RPR_ORDER)
