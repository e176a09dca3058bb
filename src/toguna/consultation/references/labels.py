"""The numbers that a reader sees on clauses, read so that they can be compared with a step's."""

from __future__ import annotations

import re
from dataclasses import dataclass

from toguna.consultation.folding import fold
from toguna.consultation.references.words import KINDS
from toguna.text.clauses import Clause, ClauseKind

NUMBER = r"(?:[a-z]|[ivxl]+|\d+)(?:\.\d+)*"
LABEL = re.compile(rf"^(?P<word>[a-z]+)?\s*(?P<number>{NUMBER})$")
TYPED = re.compile(
    r"^(?:(?P<word>[a-z]+)\s+(?P<number>(?:[ivxl]+|\d+)(?:\.\d+)*|(?<=annexe\s)[a-z])\b|"
    r"(?P<bare>\d+(?:\.\d+)+)\b|\(?(?P<letter>[a-z]|\d{1,2})\))(?P<end>\s*(?:[:.)-]|$))?"
)
"""A number that the drafter typed at the head of a paragraph; a sentence that begins with the
same words has no `end` behind them."""
CAPTION = re.compile(r"^(?P<word>[a-z]+)\.?\s+(?P<number>[ivxl]+|\d+)\b")
ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


@dataclass(frozen=True, slots=True)
class Label:
    """A clause's number in parts: the kind that its word names ("" where it has no word).

    `shape` is what two numbers of one list share ("0.0.0", "a)").
    """

    kind: str
    number: str
    shape: str

    @property
    def components(self) -> list[str]:
        """The number's parts, each in a form where "III" and "3" are the same."""
        return components(self.number)


def label_of(clause: Clause) -> Label | None:
    """Read a clause's number, or else the one that is typed at the head of its text."""
    if clause.kind not in (ClauseKind.HEADING, ClauseKind.ITEM, ClauseKind.PARAGRAPH):
        return None
    if clause.number:
        return _label(clause.number)
    return _typed(clause)


def _label(number: str) -> Label | None:
    plain = fold(number).text
    match = LABEL.match(plain.strip("().:-– "))
    if match is None:
        return None
    word = match["word"]
    if word is None:
        return Label("", match["number"], _shape(plain))
    kind = KINDS.get(word)
    return Label(kind, match["number"], _shape(plain)) if kind else None


def _typed(clause: Clause) -> Label | None:
    match = TYPED.match(fold(clause.text[:60]).text)
    if match is None or not (
        clause.kind is ClauseKind.HEADING or match["word"] is None or match["end"] is not None
    ):
        return None
    shape = _shape(match.group().strip())
    if match["word"] is None:
        return Label("", match["bare"] or match["letter"], shape)
    kind = KINDS.get(match["word"])
    captions = ("table", "figure", "page", "note", "row", "column")
    return Label(kind, match["number"], shape) if kind and kind not in captions else None


def _shape(label: str) -> str:
    """Give the form of a label, each number in it 0 and each letter a."""
    return re.sub(r"(?<![a-z])[a-z](?![a-z])", "a", re.sub(r"\d+", "0", label))


def caption_of(clause: Clause) -> Label | None:
    """Read the number of the table or figure that a paragraph is the caption of."""
    if clause.kind is not ClauseKind.PARAGRAPH:
        return None
    match = CAPTION.match(fold(clause.text[:60]).text)
    kind = KINDS.get(match["word"]) if match else None
    if match is None or kind not in ("table", "figure"):
        return None
    return Label(kind, match["number"], "")


def components(number: str) -> list[str]:
    """Give a number's parts, Roman numerals of several letters as figures."""
    return [_plain(part) for part in number.split(".")]


def same_number(one: str, other: str) -> bool:
    """Tell whether two numbers are the same, "III" and "3" included."""
    return (
        one == other
        or components(one) == components(other)
        or [_roman(part) for part in one.split(".")] == [_roman(part) for part in other.split(".")]
    )


def _plain(part: str) -> str:
    return _roman(part) if len(part) > 1 else part.lstrip("0") or part


def _roman(part: str) -> str:
    """Give a Roman numeral as figures, anything else as it is."""
    if not part or not set(part) <= set(ROMAN_VALUES):
        return part.lstrip("0") or part
    values = [ROMAN_VALUES[char] for char in part]
    total = sum(
        -value if any(later > value for later in values[index + 1 : index + 2]) else value
        for index, value in enumerate(values)
    )
    return str(total)
