"""How alike texts are: the words that they share, each by how rare it is (TF-IDF, cosine)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from toguna.consultation.meaning.words import stems

Numbers = NDArray[np.float64]

DIGITS = 9
"""Decimals that are kept: what adds up in another order on another machine is the same."""


class Likeness:
    """The likeness of any two of some texts, from 0 to 1."""

    def __init__(self, texts: Sequence[str]) -> None:
        counts = [Counter(stems(text)) for text in texts]
        known = Counter(word for count in counts for word in count)
        self.words = sorted(known)
        place = {word: index for index, word in enumerate(self.words)}
        self._weights = np.zeros((len(texts), len(self.words)))
        for row, count in enumerate(counts):
            for word, times in count.items():
                rarity = np.log1p((len(texts) - known[word] + 0.5) / (known[word] + 0.5))
                self._weights[row, place[word]] = (1 + np.log(times)) * rarity
        lengths = np.linalg.norm(self._weights, axis=1, keepdims=True)
        self._weights /= np.where(lengths > 0, lengths, 1)

    def to_all(self, index: int) -> Numbers:
        """Give the likeness of one text to each."""
        found: Numbers = np.round(self._weights @ self._weights[index], DIGITS)
        return found

    @cached_property
    def between_all(self) -> Numbers:
        """The likeness of each text to each."""
        found: Numbers = np.round(self._weights @ self._weights.T, DIGITS)
        return found

    def shared(self, one: int, other: int, first: int) -> tuple[str, ...]:
        """Give the beginnings of the words that make two texts alike, the most telling first."""
        together = self._weights[one] * self._weights[other]
        order = np.argsort(-together, kind="stable")[:first]
        return tuple(self.words[index] for index in order if together[index] > 0)
