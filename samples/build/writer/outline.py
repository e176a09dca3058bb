"""Numbers headings, measures, paragraphs and captions the way Word will show them."""

from __future__ import annotations

from dataclasses import dataclass, field
from string import ascii_lowercase, ascii_uppercase

from .inline import plain
from .model import HEADINGS, Block, Chapter


@dataclass
class Label:
    """The number of a block and the heading it stands under."""

    number: str = ""
    heading: str = ""
    title: str = ""
    paragraph: int = 0
    letter_list: int = 0


@dataclass
class Outline:
    """The label of every block (by identity) and of every anchor."""

    labels: dict[int, Label] = field(default_factory=dict)
    anchors: dict[str, str] = field(default_factory=dict)
    headings: list[tuple[int, str, Block]] = field(default_factory=list)
    letter_lists: int = 0


def outline(chapters: list[Chapter]) -> Outline:
    counter = _Counter()
    result = Outline()
    for chapter in chapters:
        for block in chapter.blocks:
            label = counter.label(block)
            result.labels[id(block)] = label
            if block.anchor:
                result.anchors[block.anchor] = label.number
            if block.kind in HEADINGS:
                result.headings.append((HEADINGS[block.kind], label.number, block))
    result.letter_lists = counter.letter_list
    return result


class _Counter:
    """Counts as Word's lists do: a level restarts when a higher one moves."""

    def __init__(self) -> None:
        self.chapter = self.section = self.numbered = 0
        self.axis = self.objective = self.measure = 0
        self.annex = self.annex_section = 0
        self.letter = self.letter_list = 0
        self.tables = self.figures = 0
        self.heading = self.title = ""
        self.paragraph = 0

    def label(self, block: Block) -> Label:
        number = getattr(self, f"_{block.kind}", lambda: "")()
        if block.kind in HEADINGS:
            self.heading, self.title = number or plain(block.text), plain(block.text)
            self.paragraph = 0
        elif block.kind not in {"table", "box", "picture", "source"}:
            self.paragraph += 1
        if block.kind == "table" and block.text:
            self.tables += 1
            number = f"Tableau {self.tables}"
        if block.kind != "letter":
            self.letter = 0
        return Label(number, self.heading, self.title, self.paragraph, self.letter_list)

    def _chapter(self) -> str:
        self.chapter += 1
        self.section = self.numbered = 0
        return str(self.chapter)

    def _section(self) -> str:
        self.section += 1
        self.numbered = 0
        return f"{self.chapter}.{self.section}"

    def _numbered(self) -> str:
        self.numbered += 1
        return f"({self.numbered})"

    def _axis(self) -> str:
        self.axis += 1
        self.objective = self.measure = 0
        return f"Axe {self.axis}"

    def _objective(self) -> str:
        self.objective += 1
        self.measure = 0
        return f"Objectif {self.axis}.{self.objective}"

    def _measure(self) -> str:
        self.measure += 1
        return f"{self.axis}.{self.objective}.{self.measure}"

    def _annex(self) -> str:
        self.annex += 1
        self.annex_section = 0
        return f"Annexe {ascii_uppercase[self.annex - 1]}"

    def _annex_section(self) -> str:
        self.annex_section += 1
        return f"{ascii_uppercase[self.annex - 1]}.{self.annex_section}"

    def _letter(self) -> str:
        if self.letter == 0:
            self.letter_list += 1
        self.letter += 1
        return f"{ascii_lowercase[self.letter - 1]})"

    def _picture(self) -> str:
        self.figures += 1
        return f"Figure {self.figures}"
