"""What an examination of robustness finds, as plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from toguna.deliberation.orders import Order


@dataclass(frozen=True, slots=True)
class Share:
    """A share of the weightings drawn, with its 95 % confidence interval."""

    share: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Acceptability:
    """How often each option takes each rank under one method, over the weightings drawn.

    `ranks` has, by option, the share of the first rank, of the second, and so on; tied options
    share the ranks that they take, so that each rank sums to 1 over the options.
    """

    ranks: Mapping[str, tuple[Share, ...]]

    def first(self, option: str) -> Share:
        """Give how often an option comes first."""
        return self.ranks[option][0]


@dataclass(frozen=True, slots=True)
class Interval:
    """Where a weight may lie, the others kept in proportion, without another option first.

    `weight` is what it is now. 0 and 1 are the ends of what a weight can be: nothing changes
    before. `below` and `above` are the options that come first just beyond, if any.
    """

    low: float
    weight: float
    high: float
    below: tuple[str, ...]
    above: tuple[str, ...]

    @property
    def change(self) -> float | None:
        """The smallest change of the weight that puts another option first; None if none does."""
        down = [self.weight - self.low] if self.below else []
        up = [self.high - self.weight] if self.above else []
        return min(down + up, default=None)


@dataclass(frozen=True, slots=True)
class Hold:
    """How firmly the group's first options hold under one method that is linear in the weights.

    `intervals` are by criterion; `removed` gives the first options when a criterion is left out.
    `deciding` is the criterion of which the smallest change puts another option first (None where
    no change does), and `decisive` are those whose removal does.
    """

    order: Order
    scores: Mapping[str, float]
    intervals: Mapping[str, Interval]
    removed: Mapping[str, tuple[str, ...]]
    deciding: str | None
    decisive: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OtherWeights:
    """The weighting nearest to the group's in which an option is first, alone or tied.

    `change` is the sum of the absolute differences of weights, from 0 to 2.
    """

    weights: Mapping[str, float]
    change: float


@dataclass(frozen=True, slots=True)
class BetterJudgements:
    """The smallest rise of an option's judgements that puts it first in the weighted sum.

    `judgements` are the ones to reach, in units of each scale, of the criteria that change;
    `change` is the sum of the rises as shares of their scales.
    """

    judgements: Mapping[str, float]
    change: float


@dataclass(frozen=True, slots=True)
class ToWin:
    """What an option would need to come first; None where nothing makes it so.

    `weights` are by method.
    """

    weights: Mapping[str, OtherWeights | None]
    judgements: BetterJudgements | None


@dataclass(frozen=True, slots=True)
class Robustness:
    """How much the group's and each person's ranking owes to weights and judgements.

    `people` and `group` give acceptabilities by method; `without` gives, by organisation that is
    left out and by method, how often each option comes first for the others. `central` gives, by
    option, the mean of everybody's weightings that put it first under SMAA: what one has to think
    to prefer it (an option that never comes first is not there). `holds` are by method.
    """

    seed: int
    samples: int
    margin: float
    options: tuple[str, ...]
    criteria: tuple[str, ...]
    people: Mapping[str, Mapping[str, Acceptability]]
    group: Mapping[str, Acceptability]
    without: Mapping[str, Mapping[str, Mapping[str, Share]]]
    central: Mapping[str, Mapping[str, float]]
    holds: Mapping[str, Hold]
    to_win: Mapping[str, ToWin]

    def as_json(self) -> dict[str, Any]:
        """Give everything as values that JSON can carry."""
        return asdict(self)
