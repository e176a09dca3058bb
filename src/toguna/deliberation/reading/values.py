"""Numbers, intervals and words as people write them in a cell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from toguna.deliberation.model import Scale
from toguna.deliberation.reading.lines import plain
from toguna.messages import Message, say

NUMBER = re.compile(r"^[+-]?\d+(?:[.,]\d+)?$")
FRACTION = re.compile(r"^(\d+(?:[.,]\d+)?) ?/ ?(\d+(?:[.,]\d+)?)$")
BETWEEN = re.compile(r" (?:a|et) | ?(?:\.\.+|;|-) ?")
AROUND = re.compile(r"^(?:entre|de|du|\[) ?| ?\]$")
AT_LEAST = re.compile(r"^(?:au moins|au minimum|>=?|≥) ?")
AT_MOST = re.compile(r"^(?:au plus|au maximum|<=?|≤) ?")
DATE = re.compile(r"^\d{4}-\d\d-\d\d")
UNKNOWN = frozenset({
    "?", "ne sait pas", "ne sais pas", "nsp", "ne se prononce pas", "sans avis", "inconnu",
    "don't know", "dk",
})  # fmt: skip
YES = frozenset({"oui", "o", "vrai", "x", "1", "yes", "true"})
NO = frozenset({"non", "n", "faux", "0", "no", "false"})


class Said(NamedTuple):
    """What a cell says of an option: an interval; nothing on both sides is "don't know"."""

    low: float | None
    high: float | None


def number(text: str) -> float | None:
    """Give the number that a text is ("3", "3,5", "1/3"), None where it is none."""
    folded = plain(text)
    fraction = FRACTION.match(folded)
    if fraction:
        over = _decimal(fraction[2])
        return _decimal(fraction[1]) / over if over else None
    return _decimal(folded) if NUMBER.match(folded) else None


def whole(text: str) -> int | None:
    """Give the whole number from 1 up that a text is, None where it is none."""
    found = number(text)
    return int(found) if found is not None and found >= 1 and found == int(found) else None


def yes_or_no(text: str) -> bool | None:
    """Give what "oui", "non", "x"... say; nothing written is no; None where it is neither."""
    folded = plain(text)
    if folded in YES:
        return True
    return False if not folded or folded in NO else None


def parts(text: str) -> list[str]:
    """Give the pieces of a list that a cell holds, set apart by ";" (or by lines)."""
    return [piece.strip() for piece in re.split(r"[;\n]", text) if piece.strip()]


def pairs(text: str) -> list[tuple[str, str]]:
    """Give the names and values of a list: "faible = 1 ; fort = 5"; a value may be ""."""
    cut = (piece.partition("=") for piece in parts(text))
    return [(name.strip(), value.strip()) for name, _, value in cut]


def judgement(text: str, scale: Scale) -> Said | Message:
    """Read what is said of an option on a scale, or say why it cannot be understood."""
    folded = plain(text)
    if folded in UNKNOWN:
        return Said(None, None)
    if DATE.match(folded):
        return say(
            "« {text} » est une date : le tableur a sans doute changé un intervalle (3-4) ; "
            "écrivez « 3 à 4 ».",
            text=text,
        )
    found = _interval(folded, scale)
    if found is None:
        return _not_understood(text, scale)
    low, high = found
    if low > high:
        return say("l'intervalle « {text} » va à l'envers : écrivez le plus petit d'abord.",
                   text=text)  # fmt: skip
    if low < scale.low or high > scale.high:
        return say("« {text} » sort de l'échelle, qui va de {low} à {high}.",
                   text=text, low=shown(scale.low), high=shown(scale.high))  # fmt: skip
    return Said(low, high)


def shown(value: float) -> str:
    """Give a number as it is written in French: "3", "3,5"."""
    return f"{value:.10g}".replace(".", ",")


def _decimal(text: str) -> float:
    return float(text.replace(",", "."))


def _interval(folded: str, scale: Scale) -> tuple[float, float] | None:
    point = _point(folded, scale)
    if point is not None:
        return point, point
    for prefix, from_below in ((AT_LEAST, False), (AT_MOST, True)):
        if prefix.match(folded):
            point = _point(prefix.sub("", folded), scale)
            if point is not None:
                return (scale.low, point) if from_below else (point, scale.high)
    for first, second in _cuts(AROUND.sub("", folded)):
        low, high = _point(first, scale), _point(second, scale)
        if low is not None and high is not None:
            return low, high
    return None


def _cuts(folded: str) -> Iterator[tuple[str, str]]:
    """Give every way to cut an interval in two: a dash may also be a minus or in a word."""
    for cut in BETWEEN.finditer(folded):
        yield folded[: cut.start()].strip(), folded[cut.end() :].strip()


def _point(folded: str, scale: Scale) -> float | None:
    for word, value in scale.words:
        if plain(word) == folded:
            return value
    unit = plain(scale.unit)
    return number(folded.removesuffix(unit).strip() if unit else folded)


def _not_understood(text: str, scale: Scale) -> Message:
    if scale.words:
        return say(
            "« {text} » n'est pas compris : écrivez un nombre de {low} à {high}, un intervalle "
            "(« {low} à {high} »), un de ces mots ({words}), ou « ? » pour « ne sait pas ».",
            text=text,
            low=shown(scale.low),
            high=shown(scale.high),
            words=", ".join(word for word, _ in scale.words),
        )
    return say(
        "« {text} » n'est pas compris : écrivez un nombre de {low} à {high}, un intervalle "
        "(« {low} à {high} »), ou « ? » pour « ne sait pas ».",
        text=text,
        low=shown(scale.low),
        high=shown(scale.high),
    )
