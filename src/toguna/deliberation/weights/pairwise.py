"""Weights by comparing criteria two by two: the analytic hierarchy process (Saaty 1980).

A matrix of comparisons has shape (criteria, criteria): `matrix[a, b]` says how many times more a
matters than b, `matrix[b, a]` is its inverse, and both are NaN where nobody compared them. As
long as comparisons tie all criteria together, weights can be had from those that were made.
"""

from __future__ import annotations

from enum import Enum

import numpy as np

from toguna.deliberation.method import Unfit
from toguna.deliberation.model import PairwiseWeights
from toguna.deliberation.tables import Array
from toguna.messages import say


class Prioritisation(Enum):
    """How weights are had from comparisons."""

    EIGENVECTOR = "eigenvector"
    """Saaty's principal eigenvector; Harker's where comparisons are missing (1987)."""
    GEOMETRIC = "geometric"
    """Row geometric means (Crawford and Williams 1985): logarithmic least squares."""


def local_weights(
    said: PairwiseWeights,
    criteria: tuple[str, ...],
    prioritisation: Prioritisation = Prioritisation.EIGENVECTOR,
) -> Array | None:
    """Give the weights of `criteria`, of sum 1; None where comparisons do not tie them together.

    Raises:
        Unfit: see `matrix_of`.
    """
    matrix = matrix_of(said, criteria)
    return priorities(matrix, prioritisation) if is_connected(matrix) else None


def matrix_of(said: PairwiseWeights, criteria: tuple[str, ...]) -> Array:
    """Make the matrix of the comparisons of `criteria` with each other.

    Raises:
        Unfit: a comparison is not positive, or two criteria were compared twice, differently.
    """
    places = {key: place for place, key in enumerate(criteria)}
    matrix = np.full((len(criteria), len(criteria)), np.nan)
    np.fill_diagonal(matrix, 1.0)
    for comparison in said.comparisons:
        if comparison.first not in places or comparison.second not in places:
            continue
        here = places[comparison.first], places[comparison.second]
        known = matrix[here]
        if not comparison.ratio > 0 or (
            not np.isnan(known) and not np.isclose(known, comparison.ratio)
        ):
            raise Unfit(
                say(
                    "La comparaison de « {first} » et « {second} » est impossible, ou dite deux "
                    "fois autrement.",
                    first=comparison.first,
                    second=comparison.second,
                )
            )
        matrix[here] = comparison.ratio
        matrix[here[::-1]] = 1 / comparison.ratio
    return matrix


def priorities(matrix: Array, prioritisation: Prioritisation = Prioritisation.EIGENVECTOR) -> Array:
    """Give the weights that a connected matrix of comparisons says, of sum 1."""
    if prioritisation is Prioritisation.GEOMETRIC:
        return _least_squares(matrix)
    return principal(matrix)[1]


def principal(matrix: Array) -> tuple[float, Array]:
    """Give the greatest eigenvalue and its vector, of sum 1.

    Where comparisons are missing the matrix is Harker's: 0 in their place, and on the diagonal 1
    and as many as the row lacks.
    """
    missing = np.isnan(matrix)
    whole = np.where(missing, 0.0, matrix) + np.diag(missing.sum(axis=1).astype(float))
    values, vectors = np.linalg.eig(whole)
    greatest = int(np.argmax(values.real))
    vector: Array = np.abs(vectors[:, greatest].real)
    return float(values[greatest].real), vector / vector.sum()


def is_connected(matrix: Array) -> bool:
    """Tell whether comparisons, one after the other, lead from any criterion to any other."""
    known = ~np.isnan(matrix)
    reached = known[0]
    for _ in range(len(matrix)):
        reached = known[reached].any(axis=0)
    return bool(reached.all())


def _least_squares(matrix: Array) -> Array:
    """Solve the logarithmic least squares; row geometric means where nothing is missing."""
    logs = np.log(matrix)
    known = ~np.isnan(logs)
    np.fill_diagonal(known, val=False)
    laplacian = np.diag(known.sum(axis=1)) - known.astype(float)
    sums = np.where(known, logs, 0.0).sum(axis=1)
    solved = np.linalg.lstsq(laplacian, sums, rcond=None)[0]
    weights = np.exp(solved - solved.max())
    shares: Array = weights / weights.sum()
    return shares
