"""Means of what is known."""

from __future__ import annotations

import numpy as np

from toguna.deliberation.tables import Array


def known_mean(values: Array, axis: int | tuple[int, ...], weights: Array | float = 1.0) -> Array:
    """Give the mean over `axis` of the values that are not NaN; NaN where none is known.

    `weights` are broadcast to the shape of `values`.
    """
    counted = np.where(np.isnan(values), 0.0, np.broadcast_to(weights, values.shape))
    total = counted.sum(axis=axis)
    summed = (np.nan_to_num(values) * counted).sum(axis=axis)
    mean: Array = np.divide(
        summed, total, out=np.full(np.shape(total), np.nan), where=np.asarray(total > 0)
    )
    return mean
