"""What is said to a person: every French sentence has its English one."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from tools.messages import Sentence, sentences

from toguna.messages import LOCALE_DIR, say, translation

FIELD = re.compile(r"\{\w*\}|%\(\w+\)[sd]")
ENGLISH = {
    domain: LOCALE_DIR / "en" / "LC_MESSAGES" / f"{domain}.po" for domain in ("toguna", "django")
}
FRENCH_CLICK = LOCALE_DIR / "fr" / "LC_MESSAGES" / "click.po"


def catalogue(path: Path) -> dict[Sentence, Sentence]:
    with path.open("rb") as file:
        return {m.id: m.string for m in read_po(file) if m.id}


def parts(sentence: Sentence) -> tuple[str, ...]:
    return (sentence,) if isinstance(sentence, str) else tuple(sentence)


@pytest.mark.parametrize("domain", list(ENGLISH))
def test_every_sentence_has_an_english_one(domain: str) -> None:
    said = sentences(domain)
    english = catalogue(ENGLISH[domain])
    assert len(said) > 100
    missing = {
        one
        for one in said
        if not english.get(one) or (isinstance(one, tuple) and "" in english[one])
    }
    assert missing == set()
    assert set(english) - said == set(), "sentences that nothing says any more"


@pytest.mark.parametrize("path", ENGLISH.values(), ids=list(ENGLISH))
def test_an_english_sentence_has_the_same_values_to_fill(path: Path) -> None:
    for french, english in catalogue(path).items():
        pairs = (
            [(french, english)] if isinstance(french, str) else zip(french, english, strict=True)
        )
        for one, other in pairs:
            assert sorted(FIELD.findall(one)) == sorted(FIELD.findall(other)), french


def test_the_compiled_catalogues_are_those_of_the_sources() -> None:
    for source in (*ENGLISH.values(), FRENCH_CLICK):
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
