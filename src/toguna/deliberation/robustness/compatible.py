"""What each person may have meant: the weightings compatible with what it said.

Who ranked the criteria meant any weighting in that order. Who gave numbers, or comparisons from
which numbers follow, meant each of them give or take a margin. Who said nothing of a level of the
tree may mean anything there.
"""

from __future__ import annotations

import numpy as np

from toguna.deliberation.model import Deliberation, RankedWeights, Weighing
from toguna.deliberation.robustness.sampling import (
    Anything,
    Level,
    Ordered,
    Tree,
    Weightings,
    Within,
)
from toguna.deliberation.tables import Array
from toguna.deliberation.weights.pairwise import Prioritisation
from toguna.deliberation.weights.tree import levels, local_weights, mentioned, said_by

MARGIN = 0.25
"""By how much, as a share of it, a weight that was said may be more or less."""


def compatible(deliberation: Deliberation, person: str, margin: float = MARGIN) -> Weightings:
    """Give the weightings of the leaves compatible with what a person said.

    They are had from the same answers as `weights.tree.weights_of` has its weights.

    Raises:
        Unfit: what was said cannot be (negative weights, contradictory comparisons).
    """
    leaves = tuple(leaf.key for leaf in deliberation.leaves)
    said = said_by(deliberation, person)
    if not mentioned(said) - set(leaves):
        at_once = _level(said, "", leaves, margin)
        if at_once is not None:
            return at_once
    return _tree(deliberation, said, margin)


def around(weights: Array, margin: float) -> Within:
    """Give the weightings in which no weight is further than the margin from what was said."""
    return Within(weights * (1 - margin), np.minimum(weights * (1 + margin), 1.0))


def _tree(deliberation: Deliberation, said: tuple[Weighing, ...], margin: float) -> Tree:
    tree = levels(deliberation.criteria)
    node = {"": 0} | {c.key: place for place, c in enumerate(deliberation.criteria, start=1)}
    found: list[tuple[int, tuple[int, ...], Level]] = []
    waiting = [""]
    while waiting:
        parent = waiting.pop()
        children = tree[parent]
        level = _level(said, parent, children, margin) or Anything(len(children))
        found.append((node[parent], tuple(node[child] for child in children), level))
        waiting += [child for child in children if child in tree]
    return Tree(tuple(found), tuple(node[leaf.key] for leaf in deliberation.leaves))


def _level(
    said: tuple[Weighing, ...], parent: str, children: tuple[str, ...], margin: float
) -> Level | None:
    """Give the weightings of one level by the first answer that tells; None where none does."""
    for weighing in said:
        weights = local_weights(weighing, parent, children, Prioritisation.EIGENVECTOR)
        if weights is None:
            continue
        if isinstance(weighing, RankedWeights):
            return _ordered(weighing, children)
        return around(weights, margin)
    return None


def _ordered(said: RankedWeights, children: tuple[str, ...]) -> Ordered:
    column = {key: place for place, key in enumerate(children)}
    places = (tuple(column[key] for key in place if key in column) for place in said.order)
    return Ordered(tuple(place for place in places if place))
