"""What is said to a person: every French sentence has its English one."""

from __future__ import annotations

import io
import re
from pathlib import Path

from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from tests.conftest import ROOT
from toguna.messages import LOCALE_DIR, say, translation

KEYWORDS = {"say": None, "_say": None, "_": None}
FIELD = re.compile(r"\{\w*\}")
ENGLISH = LOCALE_DIR / "en" / "LC_MESSAGES" / "toguna.po"
FRENCH_CLICK = LOCALE_DIR / "fr" / "LC_MESSAGES" / "click.po"


def catalogue(path: Path) -> dict[str, str]:
    with path.open("rb") as file:
        return {m.id: m.string for m in read_po(file) if isinstance(m.id, str) and m.id}


def test_every_sentence_of_the_code_has_an_english_one() -> None:
    found = extract_from_dir(ROOT / "src" / "toguna", keywords=KEYWORDS)
    sentences = {message for _, _, message, _, _ in found if isinstance(message, str)}
    english = catalogue(ENGLISH)
    assert len(sentences) > 100
    assert {sentence for sentence in sentences if not english.get(sentence)} == set()
    assert set(english) - sentences == set(), "sentences that the code no longer says"


def test_an_english_sentence_has_the_same_values_to_fill() -> None:
    for french, english in catalogue(ENGLISH).items():
        assert sorted(FIELD.findall(french)) == sorted(FIELD.findall(english)), french


def test_the_compiled_catalogues_are_those_of_the_sources() -> None:
    for source in (ENGLISH, FRENCH_CLICK):
        with source.open("rb") as file:
            compiled = io.BytesIO()
            write_mo(compiled, read_po(file))
        assert source.with_suffix(".mo").read_bytes() == compiled.getvalue(), "run make messages"


def test_a_message_is_french_unless_english_is_asked_for() -> None:
    message = say("Lecture de {file}", file="avis.docx")
    assert message.render() == "Lecture de avis.docx"
    assert message.render(translation("fr_ML.UTF-8")) == "Lecture de avis.docx"
    assert message.render(translation("en_GB.UTF-8")) == "Reading avis.docx"


def test_a_message_in_a_message_speaks_the_same_language() -> None:
    outer = say("Non lu : {reason}", reason=say("Lecture de {file}", file="x"))
    assert outer.render(translation("en")) == "Not read: Reading x"
