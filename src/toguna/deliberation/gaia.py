"""The GAIA plane: options and criteria drawn so that what agrees points the same way.

Mareschal and Brans 1988: the two first principal components of PROMETHEE's unicriterion flows.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from toguna.deliberation.tables import Array


@dataclass(frozen=True, eq=False, slots=True)
class Plane:
    """`options` has shape (options, 2), `criteria` (criteria, 2), `axis` (2,).

    An option lies far along a criterion where it does well on it. `axis`, the weights' own
    direction, points to what they favour. `kept` is the share of the variance that the plane
    shows, from 0 to 1: under 0.6 or so the picture says little.
    """

    options: Array
    criteria: Array
    axis: Array
    kept: float


def plane(flows: Array, weights: Array) -> Plane:
    """Draw the plane of unicriterion flows, of shape (options, criteria), for weights.

    Directions are turned so that the axis of decision points right and up.
    """
    components, lengths = _components(flows)
    directions = components[:, :2]
    directions = np.pad(directions, ((0, 0), (0, 2 - directions.shape[1])))
    directions = directions * _signs(directions, weights)
    total = lengths.sum()
    return Plane(
        options=flows @ directions,
        criteria=directions,
        axis=weights @ directions,
        kept=float(lengths[:2].sum() / total) if total > 0 else 1.0,
    )


def _components(flows: Array) -> tuple[Array, Array]:
    """Give the directions of greatest variance, in columns, and the variance along each."""
    centred = flows - flows.mean(axis=0)
    variances, vectors = np.linalg.eigh(centred.T @ centred / len(flows))
    return vectors[:, ::-1], np.maximum(variances[::-1], 0.0)


def _signs(directions: Array, weights: Array) -> Array:
    """Give 1 or -1 for each direction: the axis of decision, or else the most of it, positive."""
    along = weights @ directions
    most = directions[np.abs(directions).argmax(axis=0), range(directions.shape[1])]
    return np.where(np.where(np.abs(along) > 1e-12, along, most) < 0, -1.0, 1.0)
