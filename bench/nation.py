"""Observations of a national consultation, made with a fixed seed, with what they ask known.

Half of the observations belong to wishes of two to some thousands of members, the others to
wishes that one person alone has. A wish is one to three sentences of real texts. A member copies
it word for word (as from a petition), or with typing mistakes, words replaced by synonyms, some
left out, a polite opening, its sentences in another order; what would change the wish (numbers,
negations) is left as it is. Beside every tenth wish stands one that differs from it in a number
or a negation alone, and wishes share sentences with others: those are not the same.
"""

from __future__ import annotations

import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from toguna.consultation.meaning.words import guards, tokens

IN_GROUPS = 0.5
LARGEST = 3000
VERBATIM = 0.4
SHORTEST, LONGEST = 10, 20
"""Words of a sentence that is taken."""
OPENINGS = (
    "Je pense que ", "À mon avis : ", "Bonjour, ", "Il faut le dire : ", "Comme citoyen : ",
    "Nous demandons ceci : ", "Pour ma part, ", "Proposition : ",
)  # fmt: skip
CLOSINGS = (" Merci.", " Merci de votre attention.", " C'est urgent.", " Bien cordialement.")
SYNONYMS = {
    "permettre": "autoriser", "prévoit": "organise", "vise": "tend", "proposé": "suggéré",
    "mesure": "disposition", "également": "aussi", "afin": "en vue", "augmentation": "hausse",
    "diminution": "baisse", "entreprises": "sociétés", "notamment": "en particulier",
    "supprimer": "retirer", "dispositif": "mécanisme", "année": "an", "communes": "municipalités",
    "favoriser": "encourager", "important": "notable", "nécessaire": "indispensable",
}  # fmt: skip
LETTERS = "abcdefghijklmnopqrstuvwxyz"


class Nation:
    """A nation that says what its sentences are made into."""

    def __init__(self, sentences: Sequence[str], seed: int) -> None:
        self._chance = random.Random(seed)
        self._sentences = sentences
        self._used: set[tuple[str, ...]] = set()

    def say(self, count: int) -> tuple[list[str], list[int]]:
        """Give so many observations in no order, and the number of the wish of each."""
        texts: list[str] = []
        wishes: list[int] = []
        wish = 0
        while len(texts) < count:
            size = 1 if len(texts) >= count * IN_GROUPS else self._size()
            for said in self._rivals(self._wish()):
                size = min(size, count - len(texts))
                texts += [" ".join(said)] + [self._member(said) for _ in range(size - 1)]
                wishes += [wish] * size
                wish += 1
        order = list(range(count))
        self._chance.shuffle(order)
        return [texts[i] for i in order], [wishes[i] for i in order]

    def _size(self) -> int:
        return min(LARGEST, int(2 * self._chance.paretovariate(0.9)))

    def _wish(self) -> tuple[str, ...]:
        """Give sentences that nobody put together yet."""
        while True:
            said = tuple(self._chance.sample(self._sentences, self._chance.choice((1, 2, 2, 3))))
            key = tuple(sorted(said))
            if key not in self._used:
                self._used.add(key)
                return said

    def _rivals(self, said: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
        """Give a wish and, for every tenth, one that only a number or a negation sets apart."""
        yield said
        if self._chance.random() >= 0.1:
            return
        number = re.search(r"\d+", said[0])
        if number:
            other = str(int(number[0]) * 2 + 1)
            yield (said[0][: number.start()] + other + said[0][number.end() :], *said[1:])
        else:
            words = said[0].split(" ")
            at = self._chance.randrange(1, len(words))
            yield (" ".join([*words[:at], "ne", "pas", *words[at:]]), *said[1:])

    def _member(self, said: tuple[str, ...]) -> str:
        chance = self._chance.random
        if chance() < VERBATIM:
            return " ".join(said)
        sentences = list(said)
        if chance() < 0.3:
            self._chance.shuffle(sentences)
        words = " ".join(sentences).split(" ")
        for _ in range(self._chance.choice((1, 1, 2, 3))):
            self._change(words)
        opening = self._chance.choice(OPENINGS) if chance() < 0.3 else ""
        closing = self._chance.choice(CLOSINGS) if chance() < 0.2 else ""
        return opening + " ".join(words) + closing

    def _change(self, words: list[str]) -> None:
        """Mistype, replace or leave out one word that is not a guard."""
        at = self._chance.randrange(len(words))
        word = words[at]
        if len(word) < 5 or not word.isalpha() or guards(tokens(word)):
            return
        if word in SYNONYMS and self._chance.random() < 0.7:
            words[at] = SYNONYMS[word]
        elif self._chance.random() < 0.2:
            words[at] = ""
        else:
            words[at] = self._mistyped(word)

    def _mistyped(self, word: str) -> str:
        at = self._chance.randrange(1, len(word) - 1)
        kind = self._chance.randrange(4)
        if kind == 0:
            return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
        if kind == 1:
            return word[:at] + word[at + 1 :]
        if kind == 2:
            return word[:at] + word[at] + word[at:]
        return word[:at] + self._chance.choice(LETTERS) + word[at + 1 :]


def different_sentences(texts: Iterable[str]) -> list[str]:
    """Give the sentences of texts that are no rewordings of one another (half of the words)."""
    sentences = dict.fromkeys(
        sentence.strip(' «»"')
        for text in texts
        for sentence in re.split(r"(?<=[.;:!?])\s|\n", text)
        if SHORTEST <= len(sentence.split()) <= LONGEST
    )
    words = {sentence: frozenset(tokens(sentence)) for sentence in sentences}
    known = Counter(word for each in words.values() for word in each)
    by_word: dict[str, list[str]] = defaultdict(list)
    kept: list[str] = []
    for sentence in sentences:
        mine = words[sentence]
        rare = sorted(mine, key=lambda word: (known[word], word))
        near = {other for word in rare[: len(rare) // 2 + 1] for other in by_word[word]}
        if any(2 * len(mine & words[o]) >= min(len(mine), len(words[o])) for o in near):
            continue
        kept.append(sentence)
        for word in rare:
            by_word[word].append(sentence)
    return kept
