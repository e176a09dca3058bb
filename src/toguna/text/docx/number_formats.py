"""How a number is written: the number formats of ECMA-376, 17.18.59 (ST_NumberFormat)."""

from __future__ import annotations

from collections.abc import Callable

from toguna.text.docx import number_words

Format = Callable[[int, str], str]
"""From a number and a language, such as `fr-FR`, to what is shown."""

LATIN = "abcdefghijklmnopqrstuvwxyz"
GREEK = "αβγδεζηθικλμνξοπρστυφχψω"
ARABIC = "أبتثجحخدذرزسشصضطظعغفقكلمنهوي"
FOOTNOTE_SIGNS = "*†‡§"
ROMAN = (
    ("m", 1000), ("cm", 900), ("d", 500), ("cd", 400), ("c", 100), ("xc", 90), ("l", 50),
    ("xl", 40), ("x", 10), ("ix", 9), ("v", 5), ("iv", 4), ("i", 1),
)  # fmt: skip
ROMAN_LIMIT = 32_767
REPEATS = 30
"""A letter is repeated this often at most, then the sequence starts again, as Word does."""
LANGUAGE_FORMATS = frozenset({"ordinal", "cardinalText", "ordinalText"})
"""The formats whose result depends on the language."""


def decimal(number: int, language: str = "") -> str:
    """Write 1, 2, 3: also what Word and LibreOffice show for a format that is not known."""
    return str(number)


def roman(number: int, language: str = "") -> str:
    """Write i, ii, iii. What has no roman numeral (0, or beyond 32 767) is written in decimal."""
    if not 0 < number <= ROMAN_LIMIT:
        return decimal(number)
    written = ""
    for letters, worth in ROMAN:
        count, number = divmod(number, worth)
        written += letters * count
    return written


def _letters(alphabet: str) -> Format:
    """Write a to z, then aa, bb, cc: a letter is repeated once more each time round."""

    def written(number: int, language: str = "") -> str:
        if number < 1:
            return decimal(number)
        rounds, position = divmod((number - 1) % (len(alphabet) * REPEATS), len(alphabet))
        return alphabet[position] * (rounds + 1)

    return written


def _upper(lower: Format) -> Format:
    return lambda number, language: lower(number, language).upper()


def _padded(width: int) -> Format:
    return lambda number, language: str(number).zfill(width)


def _signs(first: str, count: int) -> Format:
    """Write ①, ②, ③: signs that stand one after the other in Unicode, then decimal."""
    return lambda number, language: (
        chr(ord(first) + number - 1) if 1 <= number <= count else decimal(number)
    )


def _full_width(number: int, language: str) -> str:
    return "".join(chr(ord(digit) - ord("0") + ord("０")) for digit in str(number))


def _ordinal(number: int, language: str) -> str:
    if language.startswith("fr"):
        return f"{number}er" if number == 1 else f"{number}e"
    if not language.startswith("en"):
        return decimal(number)
    if number // 10 % 10 == 1:
        return f"{number}th"
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th') }"


def _words(french: Callable[[int], str], english: Callable[[int], str]) -> Format:
    def written(number: int, language: str) -> str:
        speak = {"fr": french, "en": english}.get(language[:2])
        if speak is None or not 0 < number < number_words.BEYOND:
            return decimal(number)
        words = speak(number)
        return words[0].upper() + words[1:]

    return written


FORMATS: dict[str, Format] = {
    "none": lambda number, language: "",
    "bullet": lambda number, language: "",
    "decimal": decimal,
    "decimalZero": _padded(2),
    "lowerRoman": roman,
    "upperRoman": _upper(roman),
    "lowerLetter": _letters(LATIN),
    "upperLetter": _upper(_letters(LATIN)),
    "ordinal": _ordinal,
    "cardinalText": _words(number_words.french, number_words.english),
    "ordinalText": _words(number_words.french_ordinal, number_words.english_ordinal),
    "hex": lambda number, language: f"{number:X}",
    "chicago": _letters(FOOTNOTE_SIGNS),
    "numberInDash": lambda number, language: f"- {number} -",
    "arabicAlpha": _letters(ARABIC),
    "decimalFullWidth": _full_width,
    "decimalEnclosedCircle": _signs("①", 20),
    "decimalEnclosedParen": _signs("⑴", 20),
    "decimalEnclosedFullstop": _signs("⒈", 20),
    "01, 02, 03, ...": _padded(2),
    "001, 002, 003, ...": _padded(3),
    "0001, 0002, 0003, ...": _padded(4),
    "00001, 00002, 00003, ...": _padded(5),
    "α, β, γ, ...": _letters(GREEK),
    "Α, Β, Γ, ...": _upper(_letters(GREEK)),
}
"""By the names of ST_NumberFormat, and by the patterns of custom formats ([MS-DOCX] 2.4)."""


def format_number(number: int, name: str, language: str = "") -> str:
    """Write a number in a format of 17.18.59, or in the pattern of a custom one.

    Args:
        number: the number, 0 or more.
        name: `decimal`, `upperRoman`…, or a pattern such as `001, 002, 003, ...`; one that is
            not known gives decimal.
        language: that of the paragraph, such as `fr-FR`; in one that is neither French nor
            English, ordinals and numbers in words are written in decimal.
    """
    return FORMATS.get(name, decimal)(number, language.casefold())
