"""What criteria weigh to a group, each person counted by its voices.

Either judgements are aggregated, and weights made of the group's comparisons (AIJ), or weights
are, after each person has its own (AIP): Forman and Peniwati 1998. By geometric means the two
agree where weights are row geometric means, and not where they are eigenvectors.
"""

from __future__ import annotations

from enum import Enum

import numpy as np

from toguna.deliberation.method import Unfit
from toguna.deliberation.model import Deliberation, PairwiseWeights
from toguna.deliberation.tables import Array, voices_of
from toguna.deliberation.weights.pairwise import (
    Prioritisation,
    is_connected,
    matrix_of,
    priorities,
)
from toguna.deliberation.weights.tree import levels, through_tree
from toguna.messages import say


class Mean(Enum):
    """How the weights of several people are made one."""

    ARITHMETIC = "arithmetic"
    GEOMETRIC = "geometric"
    """A criterion that one person gives no weight then has none to the group."""


def aij(matrices: Array, voices: Array) -> Array:
    """Give the group's matrix: the geometric mean of its people's comparisons.

    `matrices` has shape (people, criteria, criteria), `voices` (people,). Where some did not
    compare, the others' mean stands; NaN where nobody compared.
    """
    logs = np.log(matrices)
    counted = np.where(np.isnan(logs), 0.0, voices[:, None, None])
    total = counted.sum(axis=0)
    summed = (np.nan_to_num(logs) * counted).sum(axis=0)
    mean: Array = np.divide(summed, total, out=np.full_like(total, np.nan), where=total > 0)
    return np.exp(mean)


def aip(weights: Array, voices: Array, mean: Mean) -> Array:
    """Give the group's weights, of sum 1: the mean of its people's.

    `weights` has shape (people, criteria), `voices` (people,). People without weights (NaN) are
    not counted.

    Raises:
        Unfit: nobody has weights, or by geometric mean no criterion has any.
    """
    heard = ~np.isnan(weights).any(axis=1) & (voices > 0)
    if not heard.any():
        raise Unfit(say("Personne n'a donné de poids à tous les critères."))
    shares = voices[heard] / voices[heard].sum()
    if mean is Mean.GEOMETRIC:
        with np.errstate(divide="ignore"):
            found = np.exp((np.log(weights[heard]) * shares[:, None]).sum(axis=0))
    else:
        found = shares @ weights[heard]
    if found.sum() <= 0:
        raise Unfit(
            say("Chaque critère a un poids nul pour quelqu'un : la moyenne géométrique est nulle.")
        )
    result: Array = found / found.sum()
    return result


def group_matrix(deliberation: Deliberation, parent: str) -> Array:
    """Give the group's comparisons of the children of `parent` with each other.

    Raises:
        Unfit: a comparison cannot be.
        KeyError: `parent` has no children.
    """
    children = levels(deliberation.criteria)[parent]
    people = {person.key: place for place, person in enumerate(deliberation.people)}
    matrices = np.full((len(people), len(children), len(children)), np.nan)
    for weighing in deliberation.weighings:
        if isinstance(weighing, PairwiseWeights) and weighing.parent == parent:
            matrices[people[weighing.person]] = matrix_of(weighing, children)
    matrices[:, range(len(children)), range(len(children))] = 1.0
    return aij(matrices, voices_of(deliberation))


def aij_weights(
    deliberation: Deliberation, prioritisation: Prioritisation = Prioritisation.EIGENVECTOR
) -> Array:
    """Give the weights of the leaves by the group's comparisons, of shape (leaves,).

    Raises:
        Unfit: comparisons do not tie the criteria of a level together.
    """
    local: dict[str, Array] = {}
    for parent in levels(deliberation.criteria):
        matrix = group_matrix(deliberation, parent)
        if not is_connected(matrix):
            raise Unfit(
                say("Les comparaisons du groupe ne relient pas tous les critères entre eux.")
            )
        local[parent] = priorities(matrix, prioritisation)
    return through_tree(deliberation, local)
