"""Numbers as people write them: amounts in a text, figures in a cell, numbers in words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from toguna.adoption.check.facts.lines import Line
from toguna.consultation.folding import fold

SPACES = " \u00a0\u202f\u2009"
CELL = re.compile(
    rf"^[(~≈]?\s*(-?(?:\d{{1,3}}(?:[{SPACES}]\d{{3}})+|\d+)(?:[.,]\d+)?|\d{{1,3}}(?:[.,]\d{{3}})+)"
    rf"\s*(%)?\s*(?:m?d?s?\s*(?:f\.?\s?cfa|fcfa|euros?|eur|€|usd|\$))?\s*\)?\*?$",
    re.IGNORECASE,
)
AMOUNT = re.compile(
    r"(?P<number>\d{1,3}(?:[  ]\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?)\s*(?P<unit>milliers|millions?|"
    r"milliards?|billions?)?\s*(?:de |d')?"
    r"(?:francs|f\.? ?cfa|fcfa|xof|euros?|eur\b|€|dollars|usd|\$)"
)
SCALES = {"": 1.0, "millier": 1e3, "million": 1e6, "milliard": 1e9, "billion": 1e9}
UNITS = {
    "un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7,
    "huit": 8, "neuf": 9, "dix": 10, "onze": 11, "douze": 12, "treize": 13, "quatorze": 14,
    "quinze": 15, "seize": 16, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
}  # fmt: skip
TENS = {
    "vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60,
    "quatre-vingt": 80, "quatre-vingts": 80,
}  # fmt: skip
NUMBER_WORD = re.compile(r"^[a-z]+(?:-[a-z]+)*$")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in a cell, how many decimals it is written with, and whether it is a share."""

    value: float
    decimals: int
    percent: bool


def figure(text: str) -> Figure | None:
    """Read the number of a cell that holds nothing else; None for all else.

    A comma or point before three digits at the end may part thousands or decimals: nothing is
    made of such a number.
    """
    match = CELL.match(text.strip())
    if match is None:
        return None
    digits = re.sub(f"[{SPACES}]", "", match.group(1))
    if re.fullmatch(r"-?\d{1,3}(?:[.,]\d{3})+", digits):
        if len(re.findall(r"[.,]", digits)) == 1 and not digits.startswith("0"):
            return None
        if not digits.startswith("0"):
            digits = re.sub(r"[.,]", "", digits)
    whole, _, decimals = digits.replace(",", ".").partition(".")
    return Figure(float(f"{whole}.{decimals or 0}"), len(decimals), match.group(2) is not None)


@dataclass(frozen=True, slots=True, eq=False)
class Amount:
    """An amount of money in a line: its value, and half of its last digit's worth."""

    value: float
    rounding: float
    line: Line
    start: int
    end: int


def amounts(line: Line) -> Iterator[Amount]:
    """Give the amounts of money that a line names."""
    traced = line.folded
    for match in AMOUNT.finditer(traced.text):
        digits = re.sub(r"\s", "", match["number"]).replace(",", ".")
        scale = SCALES[(match["unit"] or "").rstrip("s")]
        decimals = len(digits.partition(".")[2])
        start, end = line.folded_span(*match.span())
        yield Amount(float(digits) * scale, scale * 0.5 * 10**-decimals, line, start, end)


def number_in_words(text: str) -> int | None:
    """Read a whole number below 100, in digits or in words ("trente-huit"); None for all else."""
    word = fold(text).text
    if word.isdigit():
        return int(word)
    if not NUMBER_WORD.match(word):
        return None
    if word in UNITS:
        return UNITS[word]
    for tens in sorted(TENS, key=len, reverse=True):
        if word == tens:
            return TENS[tens]
        if word.startswith(f"{tens}-"):
            rest = word.removeprefix(f"{tens}-").removeprefix("et-")
            unit = UNITS.get(rest) or (number_in_words(rest) if rest.startswith("dix-") else None)
            return None if unit is None else TENS[tens] + unit
    if word.startswith("dix-") and word[4:] in UNITS:
        return 10 + UNITS[word[4:]]
    return None
