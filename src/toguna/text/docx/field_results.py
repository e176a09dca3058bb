"""The fields of a part as they stand in the file, and putting another result into one."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from dataclasses import dataclass, field

from toguna.text.docx.changes import FALLBACK
from toguna.text.docx.fields import FIELD_CHAR, INSTRUCTION_TAGS
from toguna.text.docx.reader import CHARACTERS
from toguna.text.ooxml import Element, W, qn

P, R, T, RPR = W + "p", W + "r", W + "t", W + "rPr"
SIMPLE = W + "fldSimple"
SHOWN = frozenset({T, *CHARACTERS})
"""The elements of a run that are characters of a line."""


@dataclass(slots=True, eq=False)
class Field:
    """A field: its instruction, its ends, and what its result shows.

    `shown` are the elements of runs that stand in its result, those of fields within left out;
    `holds` tells that there are such, which makes the result more than words.
    """

    begin: Element
    instruction: str = ""
    separator: Element | None = None
    end: Element | None = None
    shown: list[Element] = field(default_factory=list)
    holds: bool = False

    @property
    def words(self) -> list[str]:
        """The instruction's words, its name in capitals first."""
        words = self.instruction.split()
        return [words[0].upper(), *words[1:]] if words else [""]

    @property
    def paragraph(self) -> Element | None:
        """The paragraph that it begins in."""
        return next(self.begin.iterancestors(P), None)

    @property
    def text(self) -> str:
        """What its result shows."""
        return text_of(self.shown)

    def has(self, switch: str) -> bool:
        """Tell whether the instruction has a switch, such as `\\n`."""
        return switch in (word.lower() for word in self.words)

    def show(self, text: str) -> None:
        """Make the result read as given; one that already does, or is not words, is left."""
        if self.holds or self.text == text:
            return
        first, *others = [n for n in self.shown if n.tag in SHOWN] or [self._made()]
        if first.tag != T:
            fresh = first.makeelement(T)
            first.addprevious(fresh)
            others.append(first)
            first = fresh
        first.text = text
        first.set(qn("xml:space"), "preserve")
        for node in others:
            _drop(node)
        self.shown = [first]

    def _made(self) -> Element:
        """Make a place for the result of a field that has none."""
        made = self.begin.makeelement(T)
        if self.begin.tag == SIMPLE:
            run = self.begin.makeelement(R)
            self.begin.append(run)
        else:
            before = self.separator if self.separator is not None else self.begin
            source = before.getparent()
            assert source is not None
            run = source.makeelement(R)
            properties = source.find(RPR)
            if properties is not None:
                run.append(copy.deepcopy(properties))
            source.addnext(run)
        run.append(made)
        return made


def fields_of(root: Element) -> Iterator[Field]:
    """Give the fields of a part that are closed, each when it ends."""
    opened: list[Field] = []
    for node in _nodes(root):
        if node.tag == SIMPLE:
            yield _simple(node)
        elif node.tag == FIELD_CHAR:
            yield from _end(node, opened)
        elif opened and node.tag in INSTRUCTION_TAGS:
            if opened[-1].separator is None:
                opened[-1].instruction += node.text or ""
        elif opened and opened[-1].separator is not None:
            opened[-1].shown.append(node)


def _end(node: Element, opened: list[Field]) -> Iterator[Field]:
    kind = node.get(W + "fldCharType")
    if kind == "begin":
        for outer in opened:
            outer.holds = True
        opened.append(Field(node))
    elif kind == "separate" and opened:
        opened[-1].separator = node
    elif kind == "end" and opened:
        closed = opened.pop()
        closed.end = node
        yield closed


def _simple(node: Element) -> Field:
    shown = [child for run in node.iter(R) for child in run if child.tag != RPR]
    holds = next(node.iter(FIELD_CHAR), None) is not None or len(list(node.iter(SIMPLE))) > 1
    return Field(node, node.get(W + "instr", ""), node, node, shown, holds)


def _nodes(root: Element) -> Iterator[Element]:
    """Give what runs hold, in order, and the simple fields around runs."""
    for element in root.iter(R, SIMPLE):
        if next(element.iterancestors(FALLBACK), None) is not None:
            continue
        if element.tag == SIMPLE:
            yield element
        else:
            yield from (child for child in element if child.tag != RPR)


def text_of(nodes: list[Element]) -> str:
    """Give the characters that elements of runs show."""
    return "".join(
        (node.text or "") if node.tag == T else CHARACTERS.get(node.tag, "") for node in nodes
    )


def _drop(node: Element) -> None:
    """Remove an element from its run, and the run where it then shows nothing."""
    run = node.getparent()
    if run is None:
        return
    run.remove(node)
    parent = run.getparent()
    if parent is not None and run.tag == R and all(child.tag == RPR for child in run):
        parent.remove(run)
