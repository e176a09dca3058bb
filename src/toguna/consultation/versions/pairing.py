"""Which unit of one version is which of another: in order first, then wherever it went."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from rapidfuzz.distance import Indel
from rapidfuzz.process import cdist

from toguna.text.align import Group, Unit, align, heaviest_increasing, similarity

HEADING, PARAGRAPH = "h", "p"
MOVED_WORDS = 4
"""Fewer words and signs are found again in many places: they are no move."""
MOVED_AND_CHANGED = 0.6
"""Words that a unit shares (normalised Indel) with what it became elsewhere."""


class Pairs(NamedTuple):
    """Groups in the old version's order, and those of them that do not stay in their order."""

    groups: list[Group]
    moved: frozenset[Group]


def pair(old: Sequence[Unit], new: Sequence[Unit]) -> Pairs:
    """Pair the units of two versions; each is in one group at most."""
    groups = _without_strays(align(old, new), old, new)
    groups += _found_elsewhere(groups, old, new)
    groups.sort()
    spine = heaviest_increasing(
        [(group.start, group.other) for group in groups],
        [sum(unit.weight for unit in old[group.start : group.end]) for group in groups],
    )
    staying = {start for start, _ in spine}
    return Pairs(groups, frozenset(g for g in groups if g.start not in staying))


def best_of(group: Group, old: Sequence[Unit], new: Sequence[Unit]) -> tuple[int, int]:
    """Give the two units of a group that are most alike."""
    couples = [
        (i, j) for i in range(group.start, group.end) for j in range(group.other, group.other_end)
    ]
    return max(couples, key=lambda couple: (similarity(old[couple[0]], new[couple[1]]), couple))


def _without_strays(groups: list[Group], old: Sequence[Unit], new: Sequence[Unit]) -> list[Group]:
    """Part what is merely alike where the very same words stand elsewhere."""
    twins = _twins(old, new)
    strays = {i for i, _ in twins}, {j for _, j in twins}
    held = [group for group in groups if not _is_loose(group, twins, strays)]
    taken = {i for g in held for i in range(g.start, g.end)}
    others = {j for g in held for j in range(g.other, g.other_end)}
    found = [Group(i, i + 1, j, j + 1) for i, j in twins if i not in taken and j not in others]
    return [*held, *found]


def _is_loose(group: Group, twins: set[tuple[int, int]], strays: tuple[set[int], set[int]]) -> bool:
    if (group.start, group.other) in twins and group.end - group.start == 1:
        return False
    return any(i in strays[0] for i in range(group.start, group.end)) or any(
        j in strays[1] for j in range(group.other, group.other_end)
    )


def _twins(old: Sequence[Unit], new: Sequence[Unit]) -> set[tuple[int, int]]:
    """Give the units that are equal, long enough, and the only ones of their words."""
    keys = [[(_family(unit), unit.text) for unit in units] for units in (old, new)]
    counts = Counter(keys[0]), Counter(keys[1])
    places = {key: j for j, key in enumerate(keys[1])}
    return {
        (i, places[key])
        for i, key in enumerate(keys[0])
        if counts[0][key] == counts[1][key] == 1 and _is_telling(old[i])
    }


def _found_elsewhere(
    groups: Iterable[Group], old: Sequence[Unit], new: Sequence[Unit]
) -> list[Group]:
    """Pair what is left over with what it is most like."""
    groups = list(groups)
    taken = {i for g in groups for i in range(g.start, g.end)}
    others = {j for g in groups for j in range(g.other, g.other_end)}
    gone = [i for i in range(len(old)) if i not in taken]
    come = [j for j in range(len(new)) if j not in others]
    found = [Group(i, i + 1, j, j + 1) for i, j in alike([old[i] for i in gone],
                                                         [new[j] for j in come])]  # fmt: skip
    return [
        Group(gone[g.start], gone[g.start] + 1, come[g.other], come[g.other] + 1) for g in found
    ]


def alike(old: Sequence[Unit], new: Sequence[Unit]) -> list[tuple[int, int]]:
    """Pair units that are much alike, the most alike first, each once."""
    letters: dict[str, str] = {}
    lines = [[_letters(unit, letters) for unit in units] for units in (old, new)]
    if not lines[0] or not lines[1]:
        return []
    scores = cdist(
        *lines, scorer=Indel.normalized_similarity, score_cutoff=MOVED_AND_CHANGED
    )  # fmt: skip
    ranked = sorted(
        (-float(scores[i, j]), i, j)
        for i, j in zip(*scores.nonzero(), strict=True)
        if _family(old[i]) == _family(new[j]) and _is_telling(old[i]) and _is_telling(new[j])
    )
    pairs: list[tuple[int, int]] = []
    used: tuple[set[int], set[int]] = set(), set()
    for _, i, j in ranked:
        if i not in used[0] and j not in used[1]:
            used[0].add(i)
            used[1].add(j)
            pairs.append((int(i), int(j)))
    return pairs


def _family(unit: Unit) -> str:
    """Give the kind within which a unit may be found again: a heading may become a paragraph."""
    return PARAGRAPH if unit.kind == HEADING else unit.kind


def _is_telling(unit: Unit) -> bool:
    """Tell whether a unit has words enough to be known again elsewhere; any heading has."""
    return len(unit.words) >= MOVED_WORDS or (unit.kind == HEADING and bool(unit.words))


def _letters(unit: Unit, letters: dict[str, str]) -> str:
    """Write each word as one character, so that words are compared as letters are."""
    return "".join(letters.setdefault(word, chr(len(letters) + 1)) for word in unit.words)
