"""Identical and rewritten amendments: are they found?

`python -m bench.grouping --data DIR`, on the amendments in the Senate's list of discussion.

Identical: amendments to one division (article, or place of a new one) whose texts say the same.
Truth is the Senate's own mark (`idIdentique`). Some pairs are the same word for word without the
mark, or under two marks (the list is a snapshot of a debate under way): `precision` takes them as
right, `precision_by_marks` as wrong.

Rewritten: senators who table the same amendment each write their own reason (objet). Truth is
the pairs under one mark whose reasons share less than half of their words; only the reasons are
read, never the amendments themselves. For each reason the others on the same division are ranked;
`rewritten_top10` is how often one that argues for the same amendment is among the first ten (near
copies of the reason itself are taken out first: they are no rewriting). `rewritten_anywhere`
ranks all reasons of the bill.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from itertools import combinations
from pathlib import Path

from bench.amendments import Amendment, read
from bench.report import Figure, print_report
from toguna.consultation.meaning.candidates import ranking
from toguna.consultation.meaning.likeness import Likeness
from toguna.consultation.meaning.sameness import Saying, same_sayings
from toguna.consultation.meaning.words import stems, tokens

Pair = tuple[int, int]
REWRITTEN = 0.5
FIRST = 10


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", type=Path, required=True)
    amendments = [each for each in read(options.parse_args().data) if each.listed]
    figures = {**identical(amendments), **rewritten(amendments)}
    print_report("Identical and rewritten amendments", lines(figures), figures)


def lines(figures: dict[str, Figure]) -> dict[str, str]:
    """Say the figures in words."""
    return {
        f"{figures['identical_pairs']} identical pairs": (
            f"precision {figures['precision']} (aim: 0.99), recall {figures['recall']} (aim: 0.93)"
        ),
        "the Senate's marks alone": f"precision {figures['precision_by_marks']}",
        "baseline, exact match after folding": (
            f"precision {figures['exact_precision']}, recall {figures['exact_recall']}"
        ),
        "baseline, Jaccard of words from 0.9": (
            f"precision {figures['jaccard_precision']}, recall {figures['jaccard_recall']}"
        ),
        f"{figures['rewritten']} rewritten reasons": (
            f"in the first ten {figures['rewritten_top10']} (aim: 0.95), "
            f"among all reasons of the bill {figures['rewritten_anywhere']}"
        ),
        "baseline, Jaccard of words": (
            f"in the first ten {figures['jaccard_top10']}, among all {figures['jaccard_anywhere']}"
        ),
        "baseline, in no order": f"in the first ten {figures['chance_top10']}",
    }


# Identical


def identical(amendments: Sequence[Amendment]) -> dict[str, Figure]:
    """Compare what is found with the Senate's marks."""
    marked = pairs_of(groups(amendments, lambda each: each.group).values())
    plain = [" ".join(tokens(each.words)) for each in amendments]
    exact = pairs_of(
        groups_of((a.division, text) for a, text in zip(amendments, plain, strict=True))
    )
    found = pairs_of(same_sayings([Saying(each.division, each.words) for each in amendments]))
    words = [frozenset(tokens(each.words)) for each in amendments]
    near = {pair for pair in neighbours(amendments) if jaccard(words, pair) >= 0.9}
    right = marked | exact
    return {
        "identical_pairs": len(marked),
        "precision": share(found & right, found),
        "precision_by_marks": share(found & marked, found),
        "recall": share(found & marked, marked),
        "exact_precision": share(exact & right, exact),
        "exact_recall": share(exact & marked, marked),
        "jaccard_precision": share(near & right, near),
        "jaccard_recall": share(near & marked, marked),
    }


def groups(
    amendments: Sequence[Amendment], key: Callable[[Amendment], str]
) -> dict[str, list[int]]:
    """Give the indices of amendments by a key, those without one left out."""
    found: dict[str, list[int]] = defaultdict(list)
    for index, each in enumerate(amendments):
        if key(each):
            found[key(each)].append(index)
    return found


def groups_of(keys: Iterable[object]) -> list[list[int]]:
    """Give the indices that share a key."""
    found: dict[object, list[int]] = defaultdict(list)
    for index, key in enumerate(keys):
        found[key].append(index)
    return list(found.values())


def pairs_of(sets: Iterable[Sequence[int]]) -> set[Pair]:
    """Give all pairs of members."""
    return {pair for members in sets for pair in combinations(sorted(members), 2)}


def neighbours(amendments: Sequence[Amendment]) -> set[Pair]:
    """Give all pairs on one division."""
    return pairs_of(groups(amendments, lambda each: each.division).values())


def jaccard(words: Sequence[frozenset[str]], pair: Pair) -> float:
    """Give the share of words that two texts have in common."""
    one, other = words[pair[0]], words[pair[1]]
    return len(one & other) / max(1, len(one | other))


def share(part: set[Pair], whole: set[Pair]) -> float:
    """Give a share, to four decimals."""
    return round(len(part) / max(1, len(whole)), 4)


# Rewritten


def rewritten(amendments: Sequence[Amendment]) -> dict[str, Figure]:
    """Look for reasons by other reasons for the same amendment."""
    words = [frozenset(stems(each.reason)) for each in amendments]
    marked = pairs_of(groups(amendments, lambda each: each.group if each.reason else "").values())
    partners: dict[int, set[int]] = defaultdict(set)
    copies: dict[int, set[int]] = defaultdict(set)
    for one, other in sorted(marked):
        is_rewritten = jaccard(words, (one, other)) < REWRITTEN
        for mine, theirs in ((one, other), (other, one)):
            (partners if is_rewritten else copies)[mine].add(theirs)
    everywhere = range(len(amendments))
    by_division = groups(amendments, lambda each: each.division)
    alike = Likeness([each.reason for each in amendments])

    def pool(query: int, near: bool) -> list[int]:
        others = by_division[amendments[query].division] if near else everywhere
        return [o for o in others if o != query and o not in copies[query]]

    def by_likeness(query: int, others: Sequence[int]) -> list[int]:
        return ranking(alike, query, others)

    def by_jaccard(query: int, others: Sequence[int]) -> list[int]:
        return sorted(others, key=lambda o: (-jaccard(words, (query, o)), o))

    def rate(rank: Callable[[int, Sequence[int]], list[int]], near: bool) -> float:
        hits = [
            not partners[query].isdisjoint(rank(query, pool(query, near))[:FIRST])
            for query in sorted(partners)
        ]
        return round(sum(hits) / max(1, len(hits)), 4)

    chances = [chance(len(partners[q]), len(pool(q, near=True))) for q in sorted(partners)]
    return {
        "rewritten": len(partners),
        "rewritten_top10": rate(by_likeness, near=True),
        "rewritten_anywhere": rate(by_likeness, near=False),
        "jaccard_top10": rate(by_jaccard, near=True),
        "jaccard_anywhere": rate(by_jaccard, near=False),
        "chance_top10": round(sum(chances) / max(1, len(chances)), 4),
    }


def chance(right: int, others: int) -> float:
    """Give how often ten others drawn from so many hold one that is right."""
    missed = 1.0
    for drawn in range(min(FIRST, others)):
        missed *= max(0, others - right - drawn) / (others - drawn)
    return 1 - missed


if __name__ == "__main__":
    main()
