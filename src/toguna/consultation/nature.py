"""Guessing what an observation is about; a person may always correct it.

An edit is one of form where only case, accents, spaces, punctuation or spelling change. Spelling
is a few letters of a word, and only where nothing speaks for another word:

- both words have five letters or more, begin alike, and hold no figure;
- one letter differs, or two in words of eight letters or more;
- at the end of a word only agreement may differ ("mesure", "mesures"): another ending may be
  another tense or another thing ("définit", "définira"), so it is one of substance;
- no prefix turns the word round ("suffisant", "insuffisant"), and the two are not a pair of
  words that both exist and mean different things ("adopter", "adapter").
"""

from __future__ import annotations

import re

from rapidfuzz.distance import OSA

from toguna.consultation.folding import fold
from toguna.consultation.model import Nature
from toguna.consultation.proposals import said

SHORTEST_WORD, LONG_WORD = 5, 8
ENDINGS = frozenset({"", "s", "x", "e", "es", "nt", "ent"})
"""What agreement adds to a word."""
TURNING = ("in", "im", "il", "ir", "de", "des", "dis", "non", "a", "anti", "mal", "sur", "sous")
"""Prefixes that make another word, often the contrary."""
PAIRS = (
    ("adopt", "adapt"), ("prescri", "proscri"), ("ministre", "ministere"),
    ("conjonctur", "conjectur"), ("attention", "intention"), ("collision", "collusion"),
    ("emission", "omission"), ("allocation", "allocution"), ("infecti", "affecti"),
    ("effect", "affect"), ("exploitation", "exportation"), ("public", "publie"),
    ("partie", "patrie"), ("accident", "incident"),
)  # fmt: skip
"""Beginnings of words that are like each other and mean different things."""
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")

GIVEN: tuple[tuple[Nature, re.Pattern[str]], ...] = tuple(
    (nature, re.compile(pattern))
    for nature, pattern in (
        (Nature.FORM, r"\bforme\b|^ed\b|editorial|redaction|typograph|orthograph|coquille"),
        (Nature.LEGAL, r"juridi|legal|\bdroit"),
        (Nature.BUDGET, r"budget|financ|\bcouts?\b"),
        (Nature.QUESTION, r"question|^q$|clarification"),
        (Nature.INFORMATION, r"^info|pour information"),
        (Nature.SUBSTANCE, r"\bfond\b|^te\b|^ge\b|techni|general|substan"),
    )
)
"""What a matrix's column of natures says, in French or as ISO has it (te, ed, ge)."""

SAID: tuple[tuple[Nature, re.Pattern[str]], ...] = tuple(
    (nature, re.compile(pattern))
    for nature, pattern in (
        (
            Nature.FORM,
            r"\bcoquilles?\b|\bfautes?\b|orthograph|typograph|ponctuation|\bmajuscules?\b|"
            r"\bminuscules?\b|\bvirgules?\b|mise en forme|\btypos?\b|\bspelling\b",
        ),
        (
            Nature.QUESTION,
            r"\?|^(?:pourquoi|comment|quel(?:le)?s?|qui|quand|combien|est-ce|faut-il|why|how|what)\b",
        ),
        (
            Nature.INFORMATION,
            r"pour information|\bsans observation|aucune observation|rien a signaler|^ras\b|"
            r"pas d'observation|\bfyi\b",
        ),
        (
            Nature.LEGAL,
            r"\b(?:lois?|decrets?|arretes?|ordonnances?|traites?|conventions?)\b|juridi|\blegal|"
            r"\bconstitution|\barticles? (?:\d|l\.|premier)|\bcode (?:penal|civil|des?)\b",
        ),
        (
            Nature.BUDGET,
            r"\bfcfa\b|budget|\bfinanc|\b(?:couts?|milliards?|depenses?|chiffrage|costs?)\b",
        ),
    )
)
"""What the words of an observation speak of, the surest sign first."""


def nature_of_edit(before: str, after: str) -> Nature:
    """Tell whether an edit is one of form or of substance."""
    old, new = fold(before).text, fold(after).text
    if NUMBER.findall(old) != NUMBER.findall(new):
        return Nature.SUBSTANCE
    olds, news = _words(old), _words(new)
    if "".join(olds) == "".join(news):
        return Nature.FORM
    if len(olds) != len(news):
        return Nature.SUBSTANCE
    different = [pair for pair in zip(olds, news, strict=True) if pair[0] != pair[1]]
    return Nature.FORM if all(_is_spelling(*pair) for pair in different) else Nature.SUBSTANCE


def _words(folded: str) -> list[str]:
    return re.findall(r"\w+", folded)


def _is_spelling(old: str, new: str) -> bool:
    """Tell whether two words are surely one, spelt or agreed differently."""
    shortest = min(len(old), len(new))
    if shortest < SHORTEST_WORD or old[0] != new[0] or not (old + new).isalpha():
        return False
    if OSA.distance(old, new) > (2 if shortest >= LONG_WORD else 1):
        return False
    if _are_a_pair(old, new) or _is_turned(old, new):
        return False
    stem = len(_common_prefix(old, new))
    endings = {old[stem:], new[stem:]}
    return endings <= ENDINGS if stem >= shortest - 1 else True


def _common_prefix(one: str, other: str) -> str:
    length = 0
    while length < min(len(one), len(other)) and one[length] == other[length]:
        length += 1
    return one[:length]


def _are_a_pair(old: str, new: str) -> bool:
    return any(
        {one, other} == {old[: len(one)], new[: len(other)]}
        or {one, other} == {new[: len(one)], old[: len(other)]}
        for one, other in PAIRS
    )


def _is_turned(old: str, new: str) -> bool:
    long, short = sorted((old, new), key=len, reverse=True)
    return any(long == prefix + short for prefix in TURNING)


def nature_of_words(text: str, given: str = "") -> Nature:
    """Guess the nature of a statement or comment, what its author gave as its nature first."""
    return _first(GIVEN, fold(given).text) or _first(SAID, fold(said(text)).text) or (
        Nature.SUBSTANCE
    )  # fmt: skip


def _first(signs: tuple[tuple[Nature, re.Pattern[str]], ...], text: str) -> Nature | None:
    return next((nature for nature, pattern in signs if pattern.search(text)), None)
