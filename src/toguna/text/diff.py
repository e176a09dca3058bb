"""Comparing two strings of text as a person would mark them: few, coherent replacements.

Words are compared, not letters. A longest common subsequence of words alone leaves confetti
where a sentence was rewritten, so small coincidences between two changes are given up, and a
change that could stand at several places is moved to the most natural one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from rapidfuzz.distance import LCSseq

from toguna.text.content import FIRST_ATOM, MARK

TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d]+|.", re.DOTALL)
"""Numbers with their decimals, words, and single other characters."""

COINCIDENCE_WORDS = 3
"""At most so many words between two changes may be given up to make them one."""

SENTENCE_END = ".;:!?"


class Replacement(NamedTuple):
    """Characters `start` to `end` of the old string become `other` to `other_end` of the new."""

    start: int
    end: int
    other: int
    other_end: int


def replacements(old: str, new: str) -> list[Replacement]:
    """Give what changes from one string to another, in order, in character offsets.

    Applying them all to `old` gives `new`; nothing between them differs.
    """
    if old == new:
        return []
    olds, news = TOKEN.findall(old), TOKEN.findall(new)
    changes = _coherent(_raw_changes(olds, news), olds, news)
    changes = _natural(changes, olds, news)
    return _in_characters(changes, olds, news)


def _raw_changes(olds: Sequence[str], news: Sequence[str]) -> list[Replacement]:
    """Give the changes, in tokens, around a longest common subsequence."""
    shortest = min(len(olds), len(news))
    head = 0
    while head < shortest and olds[head] == news[head]:
        head += 1
    tail = 0
    while tail < shortest - head and olds[-1 - tail] == news[-1 - tail]:
        tail += 1
    opcodes = LCSseq.opcodes(olds[head : len(olds) - tail], news[head : len(news) - tail])
    changes: list[Replacement] = []
    for code in opcodes:
        if code.tag == "equal":
            continue
        change = Replacement(
            code.src_start + head, code.src_end + head, code.dest_start + head, code.dest_end + head
        )
        if changes and changes[-1].end == change.start and changes[-1].other_end == change.other:
            change = Replacement(changes[-1].start, change.end, changes[-1].other, change.other_end)
            changes.pop()
        changes.append(change)
    return changes


def _coherent(
    changes: list[Replacement], olds: Sequence[str], news: Sequence[str]
) -> list[Replacement]:
    """Make one change of two that only a coincidence keeps apart."""
    merged: list[Replacement] = []
    for change in changes:
        current = change
        while merged and _is_coincidence(merged[-1], current, olds, news):
            before = merged.pop()
            current = Replacement(before.start, current.end, before.other, current.other_end)
        merged.append(current)
    return merged


def _is_coincidence(
    left: Replacement, right: Replacement, olds: Sequence[str], news: Sequence[str]
) -> bool:
    between = olds[left.end : right.start]
    if any(token == MARK or ord(token[0]) >= FIRST_ATOM for token in between):
        return False
    words = [token for token in between if token[0].isalnum()]
    if not words:
        return not any(token in SENTENCE_END for token in between)
    kept = sum(map(len, words))
    return len(words) <= COINCIDENCE_WORDS and kept <= min(
        _size(left, olds, news), _size(right, olds, news)
    )


def _size(change: Replacement, olds: Sequence[str], news: Sequence[str]) -> int:
    removed, added = olds[change.start : change.end], news[change.other : change.other_end]
    return max(
        sum(len(token) for token in removed if token[0].isalnum()),
        sum(len(token) for token in added if token[0].isalnum()),
    )


def _natural(
    changes: list[Replacement], olds: Sequence[str], news: Sequence[str]
) -> list[Replacement]:
    """Slide each pure insertion or deletion to where a person would have made it."""
    moved: list[Replacement] = []
    for index, change in enumerate(changes):
        floor = moved[-1].end if moved else 0
        ceiling = changes[index + 1].start if index + 1 < len(changes) else len(olds)
        if change.start == change.end:
            shift = best_slide(
                news, change.other, change.other_end, change.start - floor, ceiling - change.end
            )
        elif change.other == change.other_end:
            shift = best_slide(
                olds, change.start, change.end, change.start - floor, ceiling - change.end
            )
        else:
            shift = 0
        moved.append(Replacement(*(position + shift for position in change)))
    return moved


def best_slide(tokens: Sequence[str], start: int, end: int, left: int, right: int) -> int:
    """Tell by how many tokens to slide the span `start`..`end`, reading the same either way.

    It may go `left` tokens to the left and `right` to the right. Whole paragraphs are best,
    then whole sentences, then whole words with the space that follows them.
    """
    lowest = 0
    while -lowest < left and tokens[start + lowest - 1] == tokens[end + lowest - 1]:
        lowest -= 1
    highest = 0
    while (
        highest < right
        and end + highest < len(tokens)
        and (tokens[start + highest] == tokens[end + highest])
    ):
        highest += 1
    if lowest == highest:
        return 0
    return max(
        range(lowest, highest + 1),
        key=lambda shift: (_edges(tokens, start + shift, end + shift), shift),
    )


def _edges(tokens: Sequence[str], start: int, end: int) -> int:
    return _edge(tokens, start) + _edge(tokens, end)


def _edge(tokens: Sequence[str], position: int) -> int:
    """Tell how natural it is to cut before the token at `position`."""
    before = tokens[position - 1] if position > 0 else MARK
    after = tokens[position] if position < len(tokens) else MARK
    if before == MARK:
        return 5
    if before.isspace():
        earlier = tokens[position - 2] if position > 1 else MARK
        return 4 if earlier in SENTENCE_END else 3
    if after == MARK or after.isspace():
        return 2
    return 0 if before.isalnum() and after.isalnum() else 1


def _in_characters(
    changes: list[Replacement], olds: Sequence[str], news: Sequence[str]
) -> list[Replacement]:
    found: list[Replacement] = []
    old_position = new_position = old_token = new_token = 0
    for change in changes:
        start = old_position + sum(map(len, olds[old_token : change.start]))
        end = start + sum(map(len, olds[change.start : change.end]))
        other = new_position + sum(map(len, news[new_token : change.other]))
        other_end = other + sum(map(len, news[change.other : change.other_end]))
        found.append(Replacement(start, end, other, other_end))
        old_position, new_position = end, other_end
        old_token, new_token = change.end, change.other_end
    return found
