"""What can be set in print with the fonts that come with typst."""

from __future__ import annotations

import json
import unicodedata

import pytest
import typst
from hypothesis import given
from hypothesis import strategies as st

from toguna.text.pdf.printable import BOX, LONG_WORD, UNCOVERED, printable

EVERY_CHARACTER = (
    '#set document(title: "x")\n'
    '#set text(font: ("Libertinus Serif", "New Computer Modern", "DejaVu Sans Mono"), lang: "fr")\n'
    "#for char in json(bytes(sys.inputs.chars)) { par[#char *#char* _#char;_] }"
)


def test_the_fonts_have_a_sign_for_every_character_that_is_let_through() -> None:
    characters = [
        char
        for char in map(chr, [*range(0x20, 0xD800), *range(0xE000, 0x110000)])
        if not UNCOVERED.match(char)
    ]
    pdf = typst.compile(
        EVERY_CHARACTER.encode(),
        format="pdf",
        ignore_system_fonts=True,
        sys_inputs={"chars": json.dumps(characters)},
        pdf_standards=["a-2a", "ua-1"],
        timestamp=0,
    )

    assert pdf.startswith(b"%PDF")
    assert {"é", "œ", "’", "«", "\u202f", "€", "ɛ", "ŋ"} <= set(characters)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Où ? « Ici » : 5 %", "Où\u00a0? «\u00a0Ici\u00a0»\u00a0: 5\u00a0%"),
        ("un 😀 ici", f"un {BOX} ici"),
        ("\u202eenvers\u202c", "envers"),
        ("a\x00b", "a\ufffdb"),
        ("ligne\r\nautre\u2029fin", "ligne\nautre\nfin"),
    ],
)
def test_words_are_made_fit_for_print(written: str, shown: str) -> None:
    assert printable(written) == shown


@given(st.text(st.characters(codec=None)))
def test_no_word_is_too_long_to_break_and_no_sign_is_missing(text: str) -> None:
    shown = printable(text * 3)

    assert not UNCOVERED.search(shown)
    assert all("\u200b" in word for word in LONG_WORD.findall(shown))
    assert not any(unicodedata.category(char) in ("Cs", "Co") for char in shown)
