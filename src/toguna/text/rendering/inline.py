"""Lines: the leaves of a paragraph as words of one look, calls of notes, and pictures."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from toguna.text.content import COLUMN_BREAK, PAGE_BREAK, Leaf
from toguna.text.docx.atoms import DRAWINGS
from toguna.text.docx.fields import FIELD_CHAR, INSTRUCTION_TAGS, instruction_of
from toguna.text.docx.reader import NOTES
from toguna.text.ooxml import Element, W, qn
from toguna.text.package import Package
from toguna.text.rendering.looks import Looks
from toguna.text.rendering.model import Inline, Look, NoteSign, Words
from toguna.text.rendering.pictures import pictures_of

HYPERLINK = W + "hyperlink"
SAFE = re.compile(r"(?:https?|mailto|ftp|tel):", re.IGNORECASE)
"""The addresses that a document may lead to."""
BREAKS = re.compile("\r\n?|[\v\f\x85\u2028\u2029]")
ILLEGAL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\U000f0000-\U0010ffff]")
"""What no XML file may hold, or should: control characters, halves of pairs, private ones."""
NO_WORDS = frozenset({"[image]", "[forme]", "[zone de texte]"})
"""What stands for things that are written out as such, or have nothing to say."""

NoteOf = Callable[[Leaf], NoteSign | None]


def clean(text: str) -> str:
    """Give a text that any file can hold: one kind of line break, no control characters."""
    return ILLEGAL.sub("\ufffd", BREAKS.sub("\n", text))


class Lines:
    """Reads lines of one document.

    `anchors` gives the clause that each bookmark stands in; `note` the call of a note.
    """

    def __init__(
        self, package: Package, looks: Looks, anchors: Mapping[str, str], note: NoteOf
    ) -> None:
        self._package = package
        self._looks = looks
        self._anchors = anchors
        self._note = note

    def line(self, leaves: Iterable[Leaf], paragraph: Element, part: str) -> tuple[Inline, ...]:
        """Give what stands in a line; page and column breaks are left out."""
        content: list[Inline] = []
        looks: dict[Element | None, Look] = {}
        for leaf in leaves:
            if not leaf.text or leaf.text in (PAGE_BREAK, COLUMN_BREAK):
                continue
            run = leaf.run if leaf.run is not None else _run_of(leaf)
            if run not in looks:
                looks[run] = self._looks.of_run(run, paragraph)
            content += self._inline(leaf, replace(looks[run], link=self._link(leaf, part)), part)
        return tuple(_joined(content))

    def _inline(self, leaf: Leaf, look: Look, part: str) -> list[Inline]:
        if leaf.node.tag in NOTES:
            sign = self._note(leaf)
            return [] if sign is None else [sign]
        if leaf.node.tag in DRAWINGS:
            pictures = pictures_of(leaf.node, self._package, part)
            if pictures or leaf.inner or leaf.shown in NO_WORDS:
                return list(pictures)
        return [Words(clean(leaf.shown), look)] if leaf.shown else []

    def _link(self, leaf: Leaf, part: str) -> str:
        """Give where a leaf leads: a hyperlink's target, or what a reference names."""
        for element in reversed(leaf.path):
            if element.tag == HYPERLINK:
                return self._target(element, part)
        instruction = ""
        if leaf.node.tag == W + "fldSimple":
            instruction = leaf.node.get(W + "instr", "")
        elif leaf.parts:
            instruction = instruction_of(leaf.parts)
        words = instruction.split()
        named = len(words) > 1 and words[0].upper() in ("REF", "PAGEREF")
        return self._within(words[1]) if named else ""

    def _target(self, hyperlink: Element, part: str) -> str:
        identifier = hyperlink.get(qn("r:id"))
        if identifier is None:
            return self._within(hyperlink.get(W + "anchor", ""))
        relationship = self._package.relationships(part).get(identifier)
        target = "" if relationship is None else clean(relationship.target).strip()
        return target if SAFE.match(target) else ""

    def _within(self, bookmark: str) -> str:
        clause = self._anchors.get(bookmark)
        return f"#{clause}" if clause else ""


def _run_of(leaf: Leaf) -> Element | None:
    """Give the run that shows a field: the first of its result."""
    if leaf.node.tag == W + "fldSimple":
        return next(leaf.node.iter(W + "r"), None)
    inside = (p for p in leaf.parts if p.text and p.node.tag not in (FIELD_CHAR, *INSTRUCTION_TAGS))
    return next((part.run for part in inside), None)


def _joined(content: list[Inline]) -> list[Inline]:
    """Put words of one look that follow one another together."""
    joined: list[Inline] = []
    for one in content:
        last = joined[-1] if joined else None
        if isinstance(one, Words) and isinstance(last, Words) and last.look == one.look:
            joined[-1] = Words(last.text + one.text, one.look)
        else:
            joined.append(one)
    return joined


def stripped(content: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """Give a line without the blanks at its two ends."""
    line = list(content)
    while line and isinstance(first := line[0], Words) and not first.text.strip():
        line.pop(0)
    while line and isinstance(last := line[-1], Words) and not last.text.strip():
        line.pop()
    if line and isinstance(first := line[0], Words):
        line[0] = Words(first.text.lstrip(), first.look)
    if line and isinstance(last := line[-1], Words):
        line[-1] = Words(last.text.rstrip(), last.look)
    return tuple(line)


def unbold(content: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """Give a line whose letters are bold as a matter of course: a heading, a header cell."""
    return tuple(
        Words(one.text, replace(one.look, bold=False)) if isinstance(one, Words) else one
        for one in content
    )
