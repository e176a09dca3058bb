"""The smallest changes to judgements that would bring a group to agree.

Minimum-cost consensus: first Ben-Arieh and Easton (Multi-criteria group consensus under linear
cost opinion elasticity, Decision Support Systems 43, 2007), in which everybody comes within a
tolerance of a common opinion; then the same with a degree of soft consensus to be reached. Both
are linear programs, solved exactly by HiGHS. What they give is where to talk first, not what
anybody ought to think.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np

from toguna.deliberation.consensus.opinions import Opinions, overall
from toguna.deliberation.consensus.soft import soft_consensus
from toguna.deliberation.reading.values import shown
from toguna.deliberation.tables import Array
from toguna.messages import Message, say

SMALLEST = 1e-6
"""A change below this share of the scale is rounding."""

MOST_ROWS = 20_000
"""With more constraints than this, an interior point is found ten times faster than a corner."""

Row = dict[int, float]
"""The coefficients of variables in a constraint, by number."""


@dataclass(frozen=True, slots=True)
class Change:
    """One judgement to be changed, in units of the criterion's scale."""

    person: str
    option: str
    criterion: str
    before: float
    after: float

    def words(self) -> Message:
        """Say the change in a sentence."""
        return say(
            "{person}, option « {option} », critère « {criterion} » : de {before} à {after}.",
            person=self.person,
            option=self.option,
            criterion=self.criterion,
            before=shown(round(self.before, 3)),
            after=shown(round(self.after, 3)),
        )


@dataclass(frozen=True, eq=False, slots=True)
class Adjustment:
    """The cheapest changes, in the order of people, options and criteria.

    `cost` is the sum of changes in shares of the scales, each times its person's cost. `opinions`
    are those after the changes.
    """

    changes: tuple[Change, ...]
    cost: float
    opinions: Opinions


class _Program:
    """A linear program: variables with a cost and bounds, constraints `row · x <= bound`."""

    def __init__(self) -> None:
        self.costs: list[float] = []
        self.bounds: list[tuple[float, float | None]] = []
        self.rows: list[Row] = []
        self.limits: list[float] = []

    def variable(self, cost: float = 0.0, low: float = 0.0, high: float | None = None) -> int:
        self.costs.append(cost)
        self.bounds.append((low, high))
        return len(self.costs) - 1

    def at_most(self, row: Row, limit: float) -> None:
        self.rows.append(row)
        self.limits.append(limit)

    def equal(self, row: Row, value: float) -> None:
        self.at_most(row, value)
        self.at_most({column: -factor for column, factor in row.items()}, -value)

    def within(self, row: Row, value: float, distance: int) -> None:
        """Hold `row` no further from `value` than the variable `distance`."""
        self.at_most({**row, distance: -1.0}, value)
        self.at_most({**{key: -factor for key, factor in row.items()}, distance: -1.0}, -value)

    def solve(self) -> Array:
        """Give the values of the variables at the least cost."""
        from scipy.optimize import linprog
        from scipy.sparse import coo_array

        if not self.rows:
            return np.zeros(len(self.costs))
        places = [(at, column) for at, row in enumerate(self.rows) for column in row]
        data = [value for row in self.rows for value in row.values()]
        at, columns = zip(*places, strict=True)
        matrix = coo_array((data, (at, columns)), shape=(len(self.rows), len(self.costs)))
        method = "highs-ds" if len(self.rows) <= MOST_ROWS else "highs-ipm"
        found = linprog(
            self.costs, A_ub=matrix.tocsr(), b_ub=self.limits, bounds=self.bounds, method=method
        )
        if not found.success:  # both programs can be satisfied: everybody may say the same
            raise ArithmeticError(found.message)
        solution: Array = found.x
        return solution


def within_tolerance(
    opinions: Opinions, tolerance: float, costs: Array | None = None
) -> Adjustment:
    """Bring everybody within `tolerance` (a share of the scale) of a common opinion.

    The common opinion of each option on each criterion is found too. `costs`, of shape (people,),
    say how hard it is to move each person; one for each where left out.
    """
    program = _Program()
    moved = _movable(program, opinions, costs)
    shape = opinions.values.shape[1:]
    centres = {place: program.variable(high=1.0) for place in np.ndindex(shape)}
    for (_, *item), variable in moved.items():
        centre = centres[tuple(item)]
        program.at_most({variable: 1.0, centre: -1.0}, tolerance)
        program.at_most({variable: -1.0, centre: 1.0}, tolerance)
    return _adjustment(opinions, program, moved, costs)


def over_threshold(
    opinions: Opinions, threshold: float, weights: Array, costs: Array | None = None
) -> Adjustment:
    """Bring the degree of soft consensus over all criteria to `threshold`, from 0 to 1.

    `weights` are as for `overall`. What a person does not know is not asked for. The program
    grows with the square of the people and of the options: a second for 15 people and 8 options,
    two for 30, half a minute for 50 people and 10 options.
    """
    program = _Program()
    moved = _movable(program, opinions, costs)
    totals = _totals(program, opinions, moved, weights)
    gaps: Row = {}
    for (first, second), share in _pair_shares(overall(opinions.values, weights)).items():
        who = [
            person
            for person in range(len(opinions.people))
            if (person, first) in totals and (person, second) in totals
        ]
        pairs = list(combinations(who, 2))
        for one, other in pairs:
            gap = program.variable()
            gaps[gap] = share / len(pairs)
            row = {
                totals[one, first]: 0.5,
                totals[one, second]: -0.5,
                totals[other, first]: -0.5,
                totals[other, second]: 0.5,
            }
            program.within(row, 0.0, gap)
    if gaps:
        program.at_most(gaps, 1 - threshold)
    return _adjustment(opinions, program, moved, costs)


Place = tuple[int, ...]
"""The numbers of a person, an option and a criterion."""


def _movable(program: _Program, opinions: Opinions, costs: Array | None) -> dict[Place, int]:
    """Add each known judgement as a variable, and the cost of its distance from what was said."""
    moved: dict[Place, int] = {}
    for place in np.argwhere(~np.isnan(opinions.values)):
        where = tuple(int(number) for number in place)
        moved[where] = program.variable(high=1.0)
        cost = 1.0 if costs is None else float(costs[where[0]])
        program.within({moved[where]: 1.0}, float(opinions.values[where]), program.variable(cost))
    return moved


def _totals(
    program: _Program, opinions: Opinions, moved: dict[Place, int], weights: Array
) -> dict[tuple[int, int], int]:
    """Add what each person thinks of each option over all criteria, as `overall` counts it."""
    given = np.broadcast_to(np.atleast_2d(weights)[:, None, :], opinions.values.shape)
    counted = np.where(np.isnan(opinions.values), 0.0, given)
    sums = counted.sum(axis=2)
    totals: dict[tuple[int, int], int] = {}
    for person, option in np.argwhere(sums > 0).tolist():
        totals[person, option] = program.variable()
        row = {
            moved[person, option, criterion]: float(weight / sums[person, option])
            for criterion, weight in enumerate(counted[person, option])
            if weight > 0
        }
        program.equal({**row, totals[person, option]: -1.0}, 0.0)
    return totals


def _pair_shares(values: Array) -> dict[tuple[int, int], float]:
    """Give the share of each pair of options in the degree of consensus of the whole."""
    known = ~np.isnan(soft_consensus(values).pairs)
    partners = known.sum(axis=1)
    counted = int((partners > 0).sum())
    return {
        (first, second): (1 / partners[first] + 1 / partners[second]) / counted
        for first, second in np.argwhere(np.triu(known)).tolist()
    }


def _adjustment(
    opinions: Opinions, program: _Program, moved: dict[Place, int], costs: Array | None
) -> Adjustment:
    solution = program.solve()
    values = opinions.values.copy()
    for place, variable in moved.items():
        if abs(solution[variable] - values[place]) > SMALLEST:
            values[place] = round(float(solution[variable]), 9)
    after = replace(opinions, values=values)
    given = np.ones(len(opinions.people)) if costs is None else costs
    apart = np.nan_to_num(np.abs(values - opinions.values))
    changes = [_change(opinions, after, *place) for place in np.argwhere(apart > 0).tolist()]
    return Adjustment(tuple(changes), float((apart * given[:, None, None]).sum()), after)


def _change(before: Opinions, after: Opinions, person: int, option: int, criterion: int) -> Change:
    place = person, option, criterion
    return Change(
        before.people[person],
        before.options[option],
        before.criteria[criterion],
        before.in_units(before.values[place], criterion),
        after.in_units(after.values[place], criterion),
    )
