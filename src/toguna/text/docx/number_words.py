"""Numbers in words, as Word counts a list in French and in English: Deux, Deuxième, Second."""

from __future__ import annotations

BEYOND = 1_000_000
"""The first number that is not put into words."""

FRENCH_UNITS = (
    "", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze",
    "douze", "treize", "quatorze", "quinze", "seize", "dix-sept", "dix-huit", "dix-neuf",
)  # fmt: skip
FRENCH_TENS = (
    "", "", "vingt", "trente", "quarante", "cinquante", "soixante", "soixante", "quatre-vingt",
    "quatre-vingt",
)  # fmt: skip
ENGLISH_UNITS = (
    "", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
ENGLISH_TENS = (
    "", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
)  # fmt: skip
ENGLISH_ORDINALS = {
    "one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth",
    "nine": "ninth", "twelve": "twelfth",
}  # fmt: skip


def _french_below_hundred(number: int) -> str:
    if number < 20:
        return FRENCH_UNITS[number]
    tens, units = divmod(number, 10)
    if tens in (7, 9):
        tens, units = tens - 1, units + 10
    if units == 0:
        return "quatre-vingts" if tens == 8 else FRENCH_TENS[tens]
    joint = " et " if units in (1, 11) and tens != 8 else "-"
    return FRENCH_TENS[tens] + joint + FRENCH_UNITS[units]


def _french_below_thousand(number: int) -> str:
    hundreds, rest = divmod(number, 100)
    words = [FRENCH_UNITS[hundreds]] if hundreds > 1 else []
    if hundreds:
        words.append("cents" if hundreds > 1 and rest == 0 else "cent")
    if rest:
        words.append(_french_below_hundred(rest))
    return " ".join(words)


def french(number: int) -> str:
    """Put 1 to 999 999 into French words, in the spelling of before 1990, which is Word's."""
    thousands, rest = divmod(number, 1000)
    words = []
    if thousands > 1:
        # « quatre-vingts » and « cents » lose their s before « mille ».
        words.append(_french_below_thousand(thousands).removesuffix("s") if _round(thousands)
                     else _french_below_thousand(thousands))  # fmt: skip
    if thousands:
        words.append("mille")
    if rest:
        words.append(_french_below_thousand(rest))
    return " ".join(words)


def _round(number: int) -> bool:
    return number % 100 in (0, 80)


def french_ordinal(number: int) -> str:
    """Give the rank in French words: premier, deuxième, vingt et unième."""
    if number == 1:
        return "premier"
    words = french(number)
    if words.endswith(("cents", "vingts")):
        words = words[:-1]
    if words.endswith("cinq"):
        words += "u"
    if words.endswith("neuf"):
        words = words[:-1] + "v"
    return words.removesuffix("e") + "ième"


def _english_below_thousand(number: int) -> str:
    hundreds, rest = divmod(number, 100)
    words = [f"{ENGLISH_UNITS[hundreds]} hundred"] if hundreds else []
    if rest < 20:
        words.append(ENGLISH_UNITS[rest])
    else:
        tens, units = divmod(rest, 10)
        words.append("-".join(filter(None, (ENGLISH_TENS[tens], ENGLISH_UNITS[units]))))
    return " ".join(filter(None, words))


def english(number: int) -> str:
    """Put 1 to 999 999 into English words, without « and »."""
    thousands, rest = divmod(number, 1000)
    words = [f"{_english_below_thousand(thousands)} thousand"] if thousands else []
    return " ".join(filter(None, [*words, _english_below_thousand(rest)]))


def english_ordinal(number: int) -> str:
    """Give the rank in English words: first, second, twenty-first."""
    words = english(number)
    cut = max(words.rfind(" "), words.rfind("-")) + 1
    start, last = words[:cut], words[cut:]
    if last in ENGLISH_ORDINALS:
        return start + ENGLISH_ORDINALS[last]
    return start + (last[:-1] + "ieth" if last.endswith("y") else last + "th")
