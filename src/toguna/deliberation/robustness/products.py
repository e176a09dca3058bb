"""Products of matrices with one side a few thousand long, each made by the thread that asks.

A linear algebra library shares larger products out among threads of its own, for which those of
`drawing` would wait. So they are made slice after slice, each too small for it to do so.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from toguna.deliberation.tables import Array

ALONE = 200_000
"""Products of at most so many multiplications are made by one thread (OpenBLAS: 262,144)."""


def product(left: Array, right: Array) -> Array:
    """Multiply (rows, inner) by (inner, many)."""
    many = right.shape[1]
    result = np.empty((len(left), many))
    for part in _slices(many, left.size):
        np.matmul(left, right[:, part], out=result[:, part])
    return result


def summed_product(left: Array, right: Array) -> Array:
    """Multiply (rows, many) by the transpose of (columns, many)."""
    result = np.zeros((len(left), len(right)))
    for part in _slices(left.shape[1], result.size):
        result += left[:, part] @ right[:, part].T
    return result


def _slices(length: int, other: int) -> Iterator[slice]:
    """Cut `length` so that each part times `other` multiplications is made by one thread."""
    step = max(ALONE // max(other, 1), 1)
    return (slice(start, start + step) for start in range(0, length, step))
