"""Whether two observations of different rounds ask for the same.

Numbers and negations are never passed over, as in `groups`: "5 %" and "15 %", "doit" and "ne doit
pas" are not the same wish, however alike the words are.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from rapidfuzz import fuzz

from toguna.consultation.folding import fold
from toguna.consultation.groups import (
    EMPTY_WORDS,
    FEWEST_STEMS,
    SAME_SAYING,
    SAME_WORDING,
    STEM,
    WORDS,
)
from toguna.consultation.meaning.words import guards, tokens
from toguna.consultation.rounds.said import Said

SAME_WORDS = 1.0
REWORDED = 0.95
"""What words that are not the same can reach at most."""
FEWEST_NEW_STEMS = 2
SAME_PASSAGE = 60.0
"""Two edits as alike as this in what they replace (Indel ratio, %) are about the same words."""


@dataclass(eq=False)
class Sentence:
    """Some words, folded, and what is compared of them."""

    words: str

    @cached_property
    def guards(self) -> frozenset[str]:
        """What must be equal: the numbers, the negations, the letters that name a part."""
        return frozenset(guards(tokens(self.words)))

    @cached_property
    def stems(self) -> frozenset[str]:
        """The beginnings of the words that carry the meaning."""
        words = (word for word in WORDS.findall(self.words) if word not in EMPTY_WORDS)
        return frozenset(word[:STEM] for word in words if len(word) > 2)


@dataclass(eq=False)
class Wish:
    """An observation as it is compared with those of other rounds."""

    said: Said

    @cached_property
    def before(self) -> Sentence:
        """The words that it would replace."""
        return Sentence(fold(self.said.before).text)

    @cached_property
    def after(self) -> Sentence:
        """The words that it would put in."""
        return Sentence(fold(self.said.after).text)

    @cached_property
    def change(self) -> Sentence:
        """The words that it replaces and puts in."""
        return Sentence(f"{self.before.words} {self.after.words}".strip())

    @property
    def rewords(self) -> bool:
        """Whether it changes words, and not their typography alone."""
        return self.before.words != self.after.words

    @cached_property
    def remark(self) -> str:
        """What it says, folded."""
        return fold(self.said.text).text

    @cached_property
    def prose(self) -> Sentence:
        """What it says, and the words that it proposes."""
        return Sentence(f"{self.remark} {self.after.words}".strip())


def likeness(one: Wish, other: Wish) -> float:
    """Tell how surely two observations ask for the same: 1 in the same words, 0 not at all."""
    found = [0.0]
    if one.said.edits and other.said.edits:
        found.append(_of_edits(one, other))
    if one.said.text and other.said.text:
        found.append(_of_sentences(one.prose, other.prose))
    for prose, edit in ((one, other), (other, one)):
        if prose.said.text and edit.said.edits and not edit.said.text:
            found += [min(REWORDED, _of_sentences(prose.prose, words))
                      for words in (edit.change, edit.after)]  # fmt: skip
    return max(found)


def _of_edits(one: Wish, other: Wish) -> float:
    mine, theirs = ((wish.said.before, wish.said.after) for wish in (one, other))
    if mine == theirs and any(mine):
        return SAME_WORDS
    if one.rewords and other.rewords:
        results = {wish.said.result for wish in (one, other)}
        folded = {(wish.before.words, wish.after.words) for wish in (one, other)}
        if len(folded) == 1 or (len(results) == 1 and "" not in results):
            return SAME_WORDS
    if one.after.guards != other.after.guards or one.before.guards != other.before.guards:
        return 0.0
    after = fuzz.ratio(one.after.words, other.after.words)
    before = fuzz.ratio(one.before.words, other.before.words)
    deletes = not one.after.words and not other.after.words
    alike = before if deletes else after
    enough = len(one.change.stems & other.change.stems) >= 1
    if enough and alike >= SAME_WORDING and before >= SAME_PASSAGE:
        return min(REWORDED, alike / 100)
    return _of_new_words(one, other) if before >= SAME_PASSAGE else 0.0


def _of_new_words(one: Wish, other: Wish) -> float:
    """Compare what two edits of the same words bring that was not there."""
    news = [wish.after.stems - wish.before.stems for wish in (one, other)]
    if min(map(len, news)) < FEWEST_NEW_STEMS:
        return 0.0
    shared = 2 * len(news[0] & news[1]) / (len(news[0]) + len(news[1]))
    return min(REWORDED, shared) if shared >= SAME_SAYING else 0.0


def _of_sentences(one: Sentence, other: Sentence) -> float:
    if not one.words or not other.words:
        return 0.0
    if one.words == other.words:
        return SAME_WORDS
    smaller = min(len(one.stems), len(other.stems))
    if one.guards != other.guards or smaller < FEWEST_STEMS:
        return 0.0
    shared = 2 * len(one.stems & other.stems) / (len(one.stems) + len(other.stems))
    return min(REWORDED, shared) if shared >= SAME_SAYING else 0.0
