"""Words folded for matching know where they stand in the draft."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.consultation.strategy import draft
from toguna.consultation.folding import even, fold, reading
from toguna.text.content import ViewParagraph

FRENCH = st.text(st.sampled_from("abcéÀœ’'«»\u00a0\u202f \u00ad-–:;!?%…3.\u0301ﬁ"), max_size=40)


def test_what_a_person_types_and_what_the_draft_has_fold_alike() -> None:
    draft_words = "L’Œuvre est « prête » : 3\u202f900 €, soit 80\u00a0% des\u00a0cas…"
    assert fold('l\'oeuvre est "prete": 3900 €, soit 80% des cas...').text == fold(draft_words).text


def test_typography_alone_is_folded_where_a_change_of_case_counts() -> None:
    assert even("L’État : « ici »").text == even("L'État: “ici”").text
    assert even("État").text != even("état").text


def test_words_found_in_folded_text_are_given_as_the_draft_has_them() -> None:
    words = "Le coût, pré\u00advu à 3\u00a0900 millions"
    folded = fold(words)
    start = folded.text.index("prevu")
    assert words[slice(*folded.span(start, start + 5))] == "pré\u00advu"
    start = folded.text.index("3900")
    assert words[slice(*folded.span(start, start + 4))] == "3\u00a0900"


def test_an_accent_typed_apart_stays_with_its_letter() -> None:
    words = "de\u0301lai"
    assert words[slice(*fold(words).span(1, 2))] == "e\u0301"


@given(FRENCH)
def test_every_folded_character_comes_from_one_place_and_in_order(text: str) -> None:
    for folded in (fold(text), even(text)):
        assert len(folded.text) == len(folded.starts) == len(folded.ends)
        assert all(0 <= s < e <= len(text) for s, e in zip(folded.starts, folded.ends, strict=True))
        assert list(folded.starts) == sorted(folded.starts)


@given(FRENCH)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text).text).text == fold(text).text


@given(FRENCH, st.data())
def test_the_words_behind_a_folded_span_fold_to_it_again(text: str, data: st.DataObject) -> None:
    folded = fold(text)
    start = data.draw(st.integers(0, len(folded.text)))
    end = data.draw(st.integers(start, len(folded.text)))
    low, high = folded.span(start, end)
    again = fold(text[low:high]).text
    expected = folded.text[start:end]
    if start == 0 or folded.starts[start : start + 1] != folded.starts[start - 1 : start]:
        assert again.replace(" ", "").startswith(expected.replace(" ", ""))


def test_a_field_is_read_as_its_words_and_a_note_as_nothing() -> None:
    blocks = [b for b in draft().stories["body"].blocks if isinstance(b, ViewParagraph)]
    block = next(b for b in blocks if b.text.startswith("Les chiffres disponibles"))
    read = reading(block)
    start = read.text.index("Tableau 1")
    low, high = read.span(start, start + len("Tableau 1"))
    assert high - low == 1
    assert "[note]" not in "".join(reading(b).text for b in blocks)
