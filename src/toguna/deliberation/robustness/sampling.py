"""Weightings drawn at random, uniformly among those that somebody may have meant.

Each kind of set is a polytope of the simplex (weights of at least 0 that sum to 1), and each draw
is exact: no chain to warm up, no approximation. Weightings have shape (criteria, draws).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from toguna.deliberation.robustness.products import product
from toguna.deliberation.tables import Array

SURE = 1e-12
"""An interval of weights that is narrower than this is a number."""


@dataclass(frozen=True)
class Anything:
    """Every weighting of so many criteria: what is left when nothing was said.

    Exponential variates divided by their sum are uniform on the simplex (Rubinstein, 1982,
    "Generating random vectors uniformly distributed inside and on the surface of different
    regions", EJOR 10; used for SMAA by Tervonen and Lahdelma, 2007, EJOR 178).
    """

    criteria: int

    def draw(self, generator: np.random.Generator, count: int) -> Array:
        """Draw `count` weightings."""
        drawn = generator.standard_exponential((self.criteria, count))
        drawn /= drawn.sum(axis=0)
        return drawn


@dataclass(frozen=True)
class Ordered:
    """The weightings that respect a ranking: `places` has the criteria of each place.

    Criteria of one place may weigh more or less than each other, but not than those of another
    place. Weightings in a strict order form a simplex, whose corners share the weight equally
    among the first places; a uniform point of it is its corners weighed by a uniform point of a
    simplex. Each draw puts the criteria of one place in an order of its own. The mean is the rank
    order centroid (Barron and Barrett, 1996, Management Science 42).
    """

    places: tuple[tuple[int, ...], ...]

    @cached_property
    def _order(self) -> list[int]:
        return [criterion for place in self.places for criterion in place]

    @cached_property
    def _corners(self) -> Array:
        """The corners of the simplex, of shape (criteria, corners): each a centre of the first."""
        count = len(self._order)
        result = np.zeros((count, count))
        result[self._order] = np.triu(np.ones((count, count))) / np.arange(1, count + 1)
        return result

    def draw(self, generator: np.random.Generator, count: int) -> Array:
        """Draw `count` weightings."""
        drawn = product(self._corners, Anything(len(self._order)).draw(generator, count))
        for place in self.places:
            if len(place) > 1:
                drawn[list(place)] = generator.permuted(drawn[list(place)], axis=0)
        return drawn


@dataclass(frozen=True, eq=False)
class Within:
    """The weightings in which each weight is between `low` and `high`, of shape (criteria,).

    All weights but the widest are drawn apart and the last makes the sum; it is kept when it
    falls in its own interval. To make this likely, the weights are drawn with a density
    proportional to exp(-tilt * weight), which the sum makes constant over the set, so that the
    result is uniform (rejection, Devroye, 1986, "Non-uniform random variate generation", II.3;
    the tilt is the saddle point of the sum). Around weights that were said more than half of the
    draws are kept; one in nine of twelve weights between 0 and 1.
    """

    low: Array
    high: Array

    def __post_init__(self) -> None:
        """Make sure that there is such a weighting.

        Raises:
            ValueError: there is none.
        """
        if (self.low > self.high).any() or not (
            self.low.sum() <= 1 + SURE and self.high.sum() >= 1 - SURE
        ):
            raise ValueError("no weighting is within these bounds")

    def draw(self, generator: np.random.Generator, count: int) -> Array:
        """Draw `count` weightings."""
        if self._is_point:
            return np.repeat(self._point[:, None], count, axis=1)
        parts: list[Array] = []
        missing = count
        while missing:
            parts.append(self._kept(generator, 2 * missing + 64)[:, :missing])
            missing -= parts[-1].shape[1]
        return np.concatenate(parts, axis=1)

    @cached_property
    def _is_point(self) -> bool:
        free = self.high - self.low > SURE
        slack = min(1 - self.low.sum(), self.high.sum() - 1)
        return bool(free.sum() < 2 or slack <= SURE)

    @cached_property
    def _point(self) -> Array:
        """The one weighting there is: as far from the low ends as the sum asks."""
        width = self.high - self.low
        total = width.sum()
        share = (1 - self.low.sum()) / total if total > SURE else 0.0
        return self.low + share * width

    @cached_property
    def _tilt(self) -> float:
        """The tilt for which the sum is 1 on average."""
        from scipy.optimize import brentq

        width = self.high - self.low

        def excess(tilt: float) -> float:
            return float((self.low + width * _mean(tilt * width)).sum() - 1)

        if abs(excess(0.0)) <= SURE:
            return 0.0
        far = 1.0
        while excess(far) * excess(-far) > 0:
            far *= 2
        return float(brentq(excess, -far, far))

    def _kept(self, generator: np.random.Generator, count: int) -> Array:
        """Draw `count` times, and give what is kept."""
        width = self.high - self.low
        last = int(np.argmax(width))
        most = max(-self._tilt * self.low[last], -self._tilt * self.high[last])
        drawn = self._tilted(generator, count)
        drawn *= width[:, None]
        drawn += self.low[:, None]
        drawn[last] = 0.0
        drawn[last] = 1 - drawn.sum(axis=0)
        keep = (drawn[last] >= self.low[last]) & (drawn[last] <= self.high[last])
        if self._tilt:
            keep &= generator.random(count) < np.exp(-self._tilt * drawn[last] - most)
        return drawn[:, keep]

    def _tilted(self, generator: np.random.Generator, count: int) -> Array:
        """Draw from 0 to 1 with a density proportional to exp(-tilt * width * x)."""
        uniform = generator.random((len(self.low), count))
        if not self._tilt:
            return uniform
        steep = abs(self._tilt) * (self.high - self.low)[:, None]
        flat = steep < SURE
        safe = np.where(flat, 1.0, steep)
        drawn = np.where(flat, uniform, -np.log1p(uniform * np.expm1(-safe)) / safe)
        return drawn if self._tilt > 0 else 1 - drawn


Level = Anything | Ordered | Within
"""The weightings of the criteria of one parent."""


@dataclass(frozen=True, eq=False)
class Tree:
    """The weightings of the leaves of a tree of criteria, each level drawn apart.

    `levels` are, from the top down, the node whose children are weighed, these children and how.
    Nodes are numbers: 0 for the top; `leaves` are theirs, in the order of the weights drawn.
    """

    levels: tuple[tuple[int, tuple[int, ...], Level], ...]
    leaves: tuple[int, ...]

    def draw(self, generator: np.random.Generator, count: int) -> Array:
        """Draw `count` weightings of the leaves."""
        nodes: dict[int, Array] = {0: np.ones(count)}
        for parent, children, level in self.levels:
            drawn = level.draw(generator, count)
            if parent:
                drawn *= nodes[parent]
            nodes |= zip(children, drawn, strict=True)
        return np.stack([nodes[leaf] for leaf in self.leaves])


Weightings = Level | Tree
"""The weightings compatible with what somebody said."""


def _mean(steep: Array) -> Array:
    """Give the mean of a density proportional to exp(-steep * x) from 0 to 1."""
    flat = np.abs(steep) < 1e-4
    safe = np.where(flat, 1.0, steep)
    with np.errstate(over="ignore"):
        return np.where(flat, 0.5 - steep / 12, 1 / safe - 1 / np.expm1(safe))
