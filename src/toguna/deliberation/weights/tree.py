"""Weights through the tree of criteria: what each leaf weighs to each person, of sum 1.

Criteria of one parent share its weight. A person may weigh each level of the tree in its own
way, or all the leaves at once and nothing above them. Nothing is put in the place of what was not
said: who left a level out has no weights, and `unweighed` says which.
"""

from __future__ import annotations

import numpy as np

from toguna.deliberation.model import (
    Criterion,
    Deliberation,
    DirectWeights,
    PairwiseWeights,
    RankedWeights,
    SwingWeights,
    Weighing,
)
from toguna.deliberation.tables import Array
from toguna.deliberation.weights import direct, pairwise, ranking, swing
from toguna.deliberation.weights.pairwise import Prioritisation

Levels = dict[str, tuple[str, ...]]
"""The children of each parent, "" for the top, in the order of the criteria."""


def levels(criteria: tuple[Criterion, ...]) -> Levels:
    """Give the levels of a tree of criteria."""
    found: dict[str, list[str]] = {}
    for criterion in criteria:
        found.setdefault(criterion.parent, []).append(criterion.key)
    return {parent: tuple(children) for parent, children in found.items()}


def weights_of(
    deliberation: Deliberation,
    person: str,
    prioritisation: Prioritisation = Prioritisation.EIGENVECTOR,
) -> Array | None:
    """Give the weights of the leaves to a person, of shape (leaves,); None where it left some out.

    Raises:
        Unfit: what it said cannot be (negative weights, contradictory comparisons).
    """
    leaves = tuple(leaf.key for leaf in deliberation.leaves)
    said = said_by(deliberation, person)
    for weighing in said if not mentioned(said) - set(leaves) else ():
        at_once = local_weights(weighing, "", leaves, prioritisation)
        if at_once is not None:
            return at_once
    local = _levels_of(deliberation, said, prioritisation)
    if any(weights is None for weights in local.values()):
        return None
    return through_tree(deliberation, {p: w for p, w in local.items() if w is not None})


def unweighed(deliberation: Deliberation, person: str) -> tuple[str, ...]:
    """Give the parents whose children a person did not weigh, "" for the top."""
    if weights_of(deliberation, person) is not None:
        return ()
    local = _levels_of(deliberation, said_by(deliberation, person), Prioritisation.EIGENVECTOR)
    return tuple(parent for parent, weights in local.items() if weights is None)


def all_weights(
    deliberation: Deliberation, prioritisation: Prioritisation = Prioritisation.EIGENVECTOR
) -> Array:
    """Give the weights of the leaves to each person, of shape (people, leaves).

    A row sums to 1; it is NaN where the person left something out.

    Raises:
        Unfit: see `weights_of`.
    """
    silent = np.full(len(deliberation.leaves), np.nan)
    rows = [weights_of(deliberation, p.key, prioritisation) for p in deliberation.people]
    return np.array([silent if row is None else row for row in rows]).reshape(-1, len(silent))


def through_tree(deliberation: Deliberation, local: dict[str, Array]) -> Array:
    """Multiply the weights of each level down to the leaves, of shape (leaves,)."""
    weights = {"": 1.0}
    tree = levels(deliberation.criteria)
    waiting = [""]
    while waiting:
        parent = waiting.pop()
        for child, share in zip(tree.get(parent, ()), local.get(parent, ()), strict=True):
            weights[child] = weights[parent] * float(share)
            waiting.append(child)
    return np.array([weights[leaf.key] for leaf in deliberation.leaves])


def said_by(deliberation: Deliberation, person: str) -> tuple[Weighing, ...]:
    """Give what a person said of the weights, in the order of the deliberation."""
    return tuple(weighing for weighing in deliberation.weighings if weighing.person == person)


def _levels_of(
    deliberation: Deliberation, said: tuple[Weighing, ...], prioritisation: Prioritisation
) -> dict[str, Array | None]:
    """Give a person's weights of each level: the first that it said; an only child has all."""
    found: dict[str, Array | None] = {}
    for parent, children in levels(deliberation.criteria).items():
        if len(children) == 1:
            found[parent] = np.ones(1)
            continue
        answers = (local_weights(weighing, parent, children, prioritisation) for weighing in said)
        found[parent] = next((answer for answer in answers if answer is not None), None)
    return found


def mentioned(said: tuple[Weighing, ...]) -> set[str]:
    """Give the criteria that somebody spoke of."""
    found: set[str] = set()
    for weighing in said:
        match weighing:
            case DirectWeights():
                found |= set(weighing.weights)
            case SwingWeights():
                found |= set(weighing.points)
            case RankedWeights():
                found |= {key for place in weighing.order for key in place}
            case PairwiseWeights():
                found |= {key for c in weighing.comparisons for key in (c.first, c.second)}
    return found


def local_weights(
    said: Weighing, parent: str, children: tuple[str, ...], prioritisation: Prioritisation
) -> Array | None:
    """Give the weights of the children of `parent`; None where a weighing does not say them all.

    Raises:
        Unfit: see `weights_of`.
    """
    match said:
        case DirectWeights():
            return direct.local_weights(said, children)
        case SwingWeights():
            return swing.local_weights(said, children)
        case RankedWeights():
            return ranking.local_weights(said, children)
        case PairwiseWeights():
            asked = said.parent == parent
            return pairwise.local_weights(said, children, prioritisation) if asked else None
