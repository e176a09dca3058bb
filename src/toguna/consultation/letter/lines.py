"""A letter as lines: each paragraph with the number that stands before it, if one does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from toguna.text.clauses import ClauseKind
from toguna.text.content import ViewParagraph, ViewTable
from toguna.text.document import Document
from toguna.text.shown import shown, shown_row

_ORDINALS = (
    r"(?:premi[èe]rement|primo|deuxi[èe]mement|secondement|secundo|troisi[èe]mement|tertio"
    r"|quatri[èe]mement|cinqui[èe]mement|sixi[èe]mement|septi[èe]mement|huiti[èe]mement"
    r"|neuvi[èe]mement|dixi[èe]mement"
    r"|en (?:premier|deuxi[èe]me|second|troisi[èe]me|quatri[èe]me|cinqui[èe]me|dernier) lieu)"
)
_MARKS = [
    (kind, re.compile(pattern, flags))
    for kind, pattern, flags in (
        ("word", r"(?:observation|remarque|commentaire|proposition|amendement|point)\s*"
                 r"(?:n\s?[°ºo]\s?)?(?P<number>[0-9]{1,3}|[IVX]{1,5})\s*(?:[:.)–—-]+\s*|$)",
         re.IGNORECASE),
        ("ordinal", rf"(?P<number>{_ORDINALS})\s*[,:]\s*", re.IGNORECASE),
        ("decimal", r"(?P<number>[0-9]{1,2}(?:\.[0-9]{1,2})+)(?:[.)]|\s?[-–—/])?\s+(?=\D)", 0),
        ("arabic", r"\(?(?P<number>[0-9]{1,3})\s?(?:[.)]|°\)?|[-–—/](?=\s))[.\s-]*(?=\D|$)", 0),
        ("roman", r"(?P<number>[IVX]{1,5})\s?[.)–—/-]+\s*", 0),
        ("capital", r"(?P<number>[A-H])\s?[.)–—/-]+\s+", 0),
        ("letter", r"\(?(?P<number>[a-z])\s?[.)]\s*", 0),
        ("bullet", r"(?P<number>[-–—•▪●◦*➢➤✓✔·‣⁃■□♦❖])\s+", 0),
    )
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mark:
    """What numbers a line: the kind of number ("arabic", "bullet"...) and the number as shown."""

    kind: str
    number: str

    @property
    def shown(self) -> str:
        """The number as a person cites it, "" for a bullet."""
        return "" if self.kind == "bullet" else self.number


@dataclass(frozen=True, slots=True)
class TextLine:
    """One paragraph: its rank among those that have words, its number, and its words after it.

    `heading` tells that the file itself makes it a heading; `whole` are all its words.
    """

    rank: int
    mark: Mark | None
    text: str
    whole: str
    heading: bool = False


def letter_lines(document: Document) -> list[TextLine]:
    """Give the lines of a letter that have words; a table gives one a row."""
    found: list[TextLine] = []
    for number, text, heading in _paragraphs(document):
        mark, rest = mark_of(number, text)
        whole = f"{number} {text}".strip()
        found.append(TextLine(len(found) + 1, mark, rest, whole, heading))
    return found


def _paragraphs(document: Document) -> Iterator[tuple[str, str, bool]]:
    """Give the number that Word shows, the words, and whether they are a heading."""
    for index, block in enumerate(document.stories["body"].blocks):
        if isinstance(block, ViewTable):
            texts = [shown_row(row) for row in block.rows]
            yield from (("", text, False) for text in texts if text.strip(" |"))
            continue
        clause = document.clauses.at("body", index)
        known = clause if clause is not None and clause.block == index else None
        number = known.number if known is not None and isinstance(block, ViewParagraph) else ""
        heading = known is not None and known.kind is ClauseKind.HEADING
        for part in re.split(r"[\n\f\v]+", shown(block)):
            if part.strip():
                yield number, part.strip(), heading
                number = ""


def mark_of(number: str, text: str) -> tuple[Mark | None, str]:
    """Give what numbers a line, by Word or by hand, and the words that follow it."""
    if number:
        for kind, pattern in _MARKS:
            if pattern.match(f"{number} "):
                return Mark(kind, number.strip(" .)(-–:")), text
        kind = "arabic" if any(char.isalnum() for char in number) else "bullet"
        return Mark(kind, number), text
    for kind, pattern in _MARKS:
        match = pattern.match(text)
        if match:
            return Mark(kind, match["number"]), text[match.end() :].strip()
    return None, text
