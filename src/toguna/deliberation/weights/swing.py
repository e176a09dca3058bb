"""Swing: points for going from the worst to the best of each criterion.

What a weight means depends on the ends of the scale: that is what this way asks about, and why
its weights go with values measured between these same ends.
"""

from __future__ import annotations

from toguna.deliberation.model import SwingWeights
from toguna.deliberation.tables import Array
from toguna.deliberation.weights.direct import shares


def local_weights(said: SwingWeights, criteria: tuple[str, ...]) -> Array | None:
    """Give the weights of `criteria`, of sum 1, each its share of the points.

    None where one of them was left out.

    Raises:
        Unfit: points are negative, or all are 0.
    """
    return shares(said.points, criteria)
