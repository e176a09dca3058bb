"""Words as they are compared: folded, without endings, and with their guards.

Numbers, negations and the letters that designate a part are never passed over: "5 %" and "15 %",
"doit" and "ne doit pas", "199 undecies B" and "199 undecies C" are not the same wish.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from toguna.consultation.folding import fold

STEM = 7
"""Letters of a word that are compared: French endings are left aside."""
SHORTEST = 3
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
TOKEN = re.compile(rf"[a-z]+|{NUMBER.pattern}")
NUMBER_WORDS = frozenset(
    "un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize "
    "vingt trente quarante cinquante soixante cent mille million milliard one two three four "
    "five six seven eight nine ten twelve twenty thirty forty fifty hundred thousand".split()
)
NEGATIONS = frozenset("ne pas sans aucun aucune non jamais ni not no never without".split())
ELIDED = frozenset("acdejlmnsty")
"""Single letters that are words, or what is left of one ("l'article", "y", "2e")."""
EMPTY_WORDS = frozenset(
    "le la les un une des du de et ou a au aux en dans par pour sur que qui ce cette ces il elle "
    "est sont etre avec plus se sa son ses leur leurs nous vous "
    "the of and to in is are be by".split()
)


def tokens(text: str) -> list[str]:
    """Give the words and numbers of a text, folded, in their order."""
    return TOKEN.findall(fold(text).text)


def stems(text: str) -> list[str]:
    """Give the beginnings of the words that carry the meaning, in their order."""
    return [
        word[:STEM]
        for word in tokens(text)
        if len(word) >= SHORTEST and word.isalpha() and word not in EMPTY_WORDS
    ]


def guards(said: Sequence[str]) -> tuple[str, ...]:
    """Give what two texts must have in common to say the same, from their tokens."""
    return tuple(sorted(word for word in said if _is_guard(word)))


def _is_guard(word: str) -> bool:
    return (
        not word.isalpha()
        or word in NEGATIONS
        or (word in NUMBER_WORDS and word != "un")
        or (len(word) == 1 and word not in ELIDED)
    )
