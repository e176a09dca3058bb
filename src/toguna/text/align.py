"""Aligning the blocks of two versions: which paragraph, table or row became which.

Blocks that are equal and unique on both sides anchor the rest (patience); of those the heaviest
increasing sequence stays in place; between two anchors, equal and similar blocks are paired by
dynamic programming, which also sees a paragraph split in two or two joined in one.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rapidfuzz.distance import Indel

WORD = re.compile(r"\w+|[^\w\s]")
SIMILAR = 0.4
"""Blocks that share fewer of their words than this are not versions of each other."""
SAME_START_BONUS = 0.15
SAME_START_LENGTH = 20
LARGEST_TABLE = 40_000
"""Cells of the dynamic programme; larger gaps are first cut at their equal blocks."""


class Unit:
    """A block to be aligned: its kind (only equal kinds pair) and its text.

    `weight` is how much it matters that it keeps its place.
    """

    __slots__ = ("_words", "kind", "text", "weight")

    def __init__(self, kind: str, text: str) -> None:
        self.kind = kind
        self.text = text
        self.weight = len(text) + 1
        self._words: list[str] | None = None

    @property
    def words(self) -> list[str]:
        """The words and signs of the text."""
        if self._words is None:
            self._words = WORD.findall(self.text)
        return self._words


class Group(NamedTuple):
    """Old blocks `start` to `end` became new blocks `other` to `other_end`.

    Most groups pair one block with one; several paragraphs stand on a side where one was split
    or where some were joined.
    """

    start: int
    end: int
    other: int
    other_end: int


def align(old: Sequence[Unit], new: Sequence[Unit]) -> list[Group]:
    """Pair the blocks of two versions, in order; blocks in no group came or went."""
    return list(_align(old, new, 0, len(old), 0, len(new)))


def _align(
    old: Sequence[Unit], new: Sequence[Unit], i: int, i_end: int, j: int, j_end: int
) -> Iterator[Group]:
    while i < i_end and j < j_end and _equal(old[i], new[j]):
        yield Group(i, i + 1, j, j + 1)
        i, j = i + 1, j + 1
    tail: list[Group] = []
    while i < i_end and j < j_end and _equal(old[i_end - 1], new[j_end - 1]):
        tail.append(Group(i_end - 1, i_end, j_end - 1, j_end))
        i_end, j_end = i_end - 1, j_end - 1
    if i < i_end and j < j_end:
        yield from _align_middle(old, new, i, i_end, j, j_end)
    yield from reversed(tail)


def _align_middle(
    old: Sequence[Unit], new: Sequence[Unit], i: int, i_end: int, j: int, j_end: int
) -> Iterator[Group]:
    anchors = _anchors(old, new, i, i_end, j, j_end)
    if not anchors:
        small = (i_end - i) * (j_end - j) <= LARGEST_TABLE
        yield from (_similar if small else _positional)(old, new, i, i_end, j, j_end)
        return
    for a, b in anchors:
        yield from _align(old, new, i, a, j, b)
        yield Group(a, a + 1, b, b + 1)
        i, j = a + 1, b + 1
    yield from _align(old, new, i, i_end, j, j_end)


def _equal(a: Unit, b: Unit) -> bool:
    return a.text == b.text and a.kind == b.kind


def _anchors(
    old: Sequence[Unit], new: Sequence[Unit], i: int, i_end: int, j: int, j_end: int
) -> list[tuple[int, int]]:
    old_counts = Counter((u.kind, u.text) for u in old[i:i_end])
    new_counts = Counter((u.kind, u.text) for u in new[j:j_end])
    places = {
        key: k
        for k in range(j, j_end)
        if new_counts[key := (new[k].kind, new[k].text)] == 1 and new[k].text.strip()
    }
    pairs = [
        (k, places[key])
        for k in range(i, i_end)
        if (key := (old[k].kind, old[k].text)) in places and old_counts[key] == 1
    ]
    return heaviest_increasing(pairs, [old[k].weight for k, _ in pairs])


def heaviest_increasing(
    pairs: Sequence[tuple[int, int]], weights: Sequence[int]
) -> list[tuple[int, int]]:
    """Give the pairs, ordered by their first number, of greatest weight whose second increase.

    The best sum of a sequence that ends at or below a value only grows with it, so the sums
    are kept as a staircase and each pair is placed by bisection.
    """
    ends: list[int] = []
    sums: list[int] = []
    tops: list[int] = []
    previous: list[int] = []
    for index, (_, other) in enumerate(pairs):
        step = bisect_left(ends, other)
        total = weights[index] + (sums[step - 1] if step else 0)
        previous.append(tops[step - 1] if step else -1)
        stop = step
        while stop < len(ends) and sums[stop] <= total:
            stop += 1
        if stop > step or step == len(ends) or ends[step] > other:
            ends[step:stop], sums[step:stop], tops[step:stop] = [other], [total], [index]
    chain: list[tuple[int, int]] = []
    index = tops[-1] if tops else -1
    while index >= 0:
        chain.append(pairs[index])
        index = previous[index]
    return chain[::-1]


def similarity(a: Unit, b: Unit) -> float:
    """Tell how much two blocks of one kind are versions of each other, from 0 to 1."""
    if a.kind != b.kind:
        return 0.0
    if a.text == b.text:
        return 1.0
    if a.kind == "o":
        return 0.0
    shared = Indel.normalized_similarity(a.words, b.words, score_cutoff=SIMILAR - SAME_START_BONUS)
    same_start = a.text[:SAME_START_LENGTH] == b.text[:SAME_START_LENGTH]
    return min(0.99, shared + SAME_START_BONUS if same_start and shared else shared)


class _Step(NamedTuple):
    gain: float
    old: int
    new: int


def _similar(
    old: Sequence[Unit], new: Sequence[Unit], i: int, i_end: int, j: int, j_end: int
) -> Iterator[Group]:
    """Pair similar blocks so that the most text keeps its place."""
    rows, columns = i_end - i, j_end - j
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    steps: dict[tuple[int, int], _Step] = {}
    for a in range(1, rows + 1):
        for b in range(1, columns + 1):
            choice = _Step(best[a - 1][b], 1, 0)
            if best[a][b - 1] > choice.gain:
                choice = _Step(best[a][b - 1], 0, 1)
            for step in _pairings(old, new, i + a - 1, j + b - 1, i, j):
                gain = best[a - step.old][b - step.new] + step.gain
                if gain > choice.gain:
                    choice = _Step(gain, step.old, step.new)
            best[a][b] = choice.gain
            steps[a, b] = choice
    found: list[Group] = []
    a, b = rows, columns
    while a and b:
        step = steps[a, b]
        if step.old and step.new:
            found.append(Group(i + a - step.old, i + a, j + b - step.new, j + b))
        a, b = a - step.old, b - step.new
    yield from reversed(found)


def _pairings(
    old: Sequence[Unit], new: Sequence[Unit], a: int, b: int, first: int, other_first: int
) -> Iterator[_Step]:
    """Give the ways in which old block `a` and new block `b` may end a group, and their gains."""
    alike = similarity(old[a], new[b])
    if alike >= SIMILAR:
        yield _Step(alike * (old[a].weight + new[b].weight), 1, 1)
    if old[a].kind != "p" or new[b].kind != "p":
        return
    if b > other_first and _is_joint(old[a], new[b - 1], new[b]):
        yield _Step(_joined_gain(old[a], new[b - 1], new[b]), 1, 2)
    if a > first and _is_joint(new[b], old[a - 1], old[a]):
        yield _Step(_joined_gain(new[b], old[a - 1], old[a]), 2, 1)


EDGE = 8


def _is_joint(whole: Unit, head: Unit, tail: Unit) -> bool:
    """Tell cheaply whether `whole` may be `head` and `tail` in one."""
    return (
        head.kind == tail.kind == "p"
        and len(head.text) > EDGE
        and len(tail.text) > EDGE
        and whole.text[:EDGE] == head.text[:EDGE]
        and whole.text[-EDGE:] == tail.text[-EDGE:]
        and len(whole.text) > max(len(head.text), len(tail.text))
    )


def _joined_gain(whole: Unit, head: Unit, tail: Unit) -> float:
    alike = Indel.normalized_similarity(whole.words, head.words + tail.words)
    return alike * (whole.weight + head.weight + tail.weight) if alike >= SIMILAR else 0.0


def _positional(
    old: Sequence[Unit], new: Sequence[Unit], i: int, i_end: int, j: int, j_end: int
) -> Iterator[Group]:
    """Pair blocks of a gap too large to be searched: cut it in halves at the same proportion."""
    middle, other = (i + i_end) // 2, (j + j_end) // 2
    yield from _align(old, new, i, middle, j, other)
    yield from _align(old, new, middle, i_end, other, j_end)
