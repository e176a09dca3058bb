"""What was said, as arrays that methods compute with."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


@dataclass(frozen=True, eq=False, slots=True)
class Table:
    """Options against criteria.

    `values` has shape (options, criteria), in units of each scale; `maximise` has shape
    (criteria,), False where less is better. `indifference`, `preference` and `veto` have shape
    (criteria,), in the same units; no veto is infinite.
    """

    options: tuple[str, ...]
    criteria: tuple[str, ...]
    values: Array
    maximise: NDArray[np.bool_]
    indifference: Array
    preference: Array
    veto: Array
