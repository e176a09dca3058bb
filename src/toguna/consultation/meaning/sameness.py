"""Observations that say the same word for word, or nearly, once formulas are set aside.

A formula is a line that stands in observations on many clauses ("Pour compenser la perte de
recettes…", "Merci de bien vouloir…"): it says nothing of any of them. Whatever numbers, negations
and designating letters differ, two texts are never the same.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Indel

from toguna.consultation.folding import fold
from toguna.consultation.meaning.words import TOKEN, guards

CLAUSES_OF_A_FORMULA = 5
FORMULA_LENGTH = 25
"""Letters that a line must have, in its long words, to be a formula: "Supprimer" is none."""
LONG = 5
NEARLY = 0.9
"""Share of words, in their order, that two texts have in common to say the same."""
ENUMERATED = re.compile(r'^["\s.…-]*(?:(?:[ivx]{1,6}|[a-z]|\d{1,2})\s?(?:[.)°]|-(?=\s))[\s.-]*)+')
"""What counts the paragraphs at the head of a line: "II. –", "1°", "a)"."""


@dataclass(frozen=True, slots=True)
class Saying:
    """A text and the clause that it is on."""

    clause: str
    text: str


def formulas(sayings: Iterable[Saying]) -> frozenset[str]:
    """Find the formulas of a dossier, each as the long words of its line."""
    clauses: dict[str, set[str]] = defaultdict(set)
    for saying in sayings:
        for line in _lines(saying.text):
            clauses[_long_words(line)].add(saying.clause)
    return frozenset(
        words
        for words, found in clauses.items()
        if len(words) > FORMULA_LENGTH and len(found) >= CLAUSES_OF_A_FORMULA
    )


def gist(text: str, known: frozenset[str]) -> list[str]:
    """Give the tokens of a text without its formulas and without what counts its paragraphs.

    What consists of formulas alone is kept whole.
    """
    lines = _lines(text)
    own = [line for line in lines if _long_words(line) not in known]
    return [token for line in own or lines for token in TOKEN.findall(line)]


def same(one: Sequence[str], other: Sequence[str]) -> bool:
    """Tell whether two texts, given as their gists, say the same."""
    if not one or guards(one) != guards(other):
        return False
    return Indel.normalized_similarity(one, other, score_cutoff=NEARLY) > 0


def same_sayings(sayings: Sequence[Saying]) -> list[list[int]]:
    """Find the sayings on one clause that say the same, each set by its indices in order."""
    known = formulas(sayings)
    by_clause: dict[str, list[list[int]]] = defaultdict(list)
    gists = [gist(saying.text, known) for saying in sayings]
    for index, saying in enumerate(sayings):
        sets = by_clause[saying.clause]
        alike = [found for found in sets if any(same(gists[index], gists[o]) for o in found)]
        merged = sorted([index, *(other for found in alike for other in found)])
        by_clause[saying.clause] = [*(found for found in sets if found not in alike), merged]
    return sorted(found for sets in by_clause.values() for found in sets if len(found) > 1)


def _lines(text: str) -> list[str]:
    folded = (ENUMERATED.sub("", fold(line).text) for line in text.split("\n"))
    return [line for line in folded if line]


def _long_words(line: str) -> str:
    return " ".join(word for word in TOKEN.findall(line) if len(word) >= LONG and word.isalpha())
