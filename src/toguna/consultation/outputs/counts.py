"""The counts that the matrix, the report and the data show, made once so that they agree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from toguna.consultation.model import (
    Conflict,
    Consolidation,
    Group,
    Nature,
    Observation,
    Origin,
    Return,
    Tier,
)
from toguna.consultation.outputs.words import UNPLACED, shortened
from toguna.text.clauses import Clause, ClauseKind

NATURES = tuple(nature.value for nature in Nature)
ORIGINS = tuple(origin.value for origin in Origin)
NOTES_PART, MARGINS_PART, FRONT_PART = (
    "Notes",
    "En-têtes et pieds de page",
    "Avant le premier titre",
)
SHORT = 60


@dataclass(frozen=True)
class Tally:
    """A table of counts: a row a label, a column a kind, with totals."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: dict[tuple[str, str], int]

    def at(self, row: str, column: str) -> int:
        """Give one count."""
        return self.cells.get((row, column), 0)

    def row_total(self, row: str) -> int:
        """Give the total of a row."""
        return sum(self.at(row, column) for column in self.columns)

    def column_total(self, column: str) -> int:
        """Give the total of a column."""
        return sum(self.at(row, column) for row in self.rows)

    @property
    def total(self) -> int:
        """The sum of everything."""
        return sum(self.cells.values())


@dataclass(frozen=True)
class Part:
    """A part of the draft (a top-level heading, or what stands outside any) and its counts."""

    name: str
    observations: int
    conflicts: int


@dataclass(frozen=True)
class Balance:
    """One sort of thing in one file: how many came in, and how many are in the register.

    `recorded` is None for a sort that the register has no measure for.
    """

    file: str
    contributor: str
    sort: str
    received: int
    recorded: int | None

    @property
    def kept(self) -> bool:
        """Whether as many are in the register as came in."""
        return self.recorded is None or self.recorded == self.received


@dataclass(frozen=True)
class Counts:
    """Everything that is counted in one consolidation."""

    observations: int
    unplaced: int
    contributors: int
    files_read: int
    files_unread: int
    groups: int
    conflicts: int
    by_nature: Tally
    by_origin: Tally
    by_tier: dict[str, int]
    parts: list[Part]
    balances: list[Balance]
    in_returns: int
    """How many observations the returns hold: as many as the register."""

    @property
    def files(self) -> int:
        """How many files came back."""
        return self.files_read + self.files_unread

    @property
    def kept(self) -> bool:
        """Whether all that came in is in the register, once (law 1)."""
        return self.in_returns == self.observations and all(
            balance.kept for balance in self.balances
        )


def count(consolidation: Consolidation) -> Counts:
    """Count everything in a consolidation."""
    observations = consolidation.observations
    labels = _labels(consolidation)
    tiers = Counter(conflict.tier for conflict in consolidation.conflicts)
    return Counts(
        observations=len(observations),
        unplaced=sum(not observation.clauses for observation in observations),
        contributors=len(labels),
        files_read=len(consolidation.returns),
        files_unread=len(consolidation.unread),
        groups=len(consolidation.groups),
        conflicts=len(consolidation.conflicts),
        by_nature=_tally(labels, NATURES, observations, lambda o: o.nature.value),
        by_origin=_tally(labels, ORIGINS, observations, lambda o: o.origin.value),
        by_tier={tier.value: tiers[tier] for tier in Tier if tiers[tier]},
        parts=_Parts(consolidation).counted(),
        balances=[
            line for sent in consolidation.returns for line in _balances(consolidation, sent)
        ],
        in_returns=sum(len(sent.observations) for sent in consolidation.returns),
    )


def _labels(consolidation: Consolidation) -> tuple[str, ...]:
    """Give the contributors' labels: those asked, then those that only files name.

    A matrix in which several speak has no label of its own.
    """
    asked = (contributor.label for contributor in consolidation.contributors)
    sent = (returned.contributor for returned in consolidation.returns)
    unread = (unread.contributor for unread in consolidation.unread)
    said = (observation.contributor for observation in consolidation.observations)
    return tuple(filter(None, dict.fromkeys([*asked, *sent, *unread, *said])))


def _tally(
    rows: tuple[str, ...],
    columns: tuple[str, ...],
    observations: Iterable[Observation],
    column: Callable[[Observation], str],
) -> Tally:
    cells = Counter((observation.contributor, column(observation)) for observation in observations)
    return Tally(rows, columns, dict(cells))


# What came in against what is in the register


@dataclass(frozen=True)
class Measure:
    """A sort of thing that a file holds: its name, its keys in `Return.counts`, its records.

    An answer to one of the draft's own comments opens an observation of its own, so that
    comments and replies are measured together.
    """

    name: str
    keys: tuple[str, ...]
    recorded: Callable[[list[Observation]], int]


def _changes(observations: list[Observation]) -> int:
    return len({number for observation in observations for number in observation.changes})


def _said_in_threads(observations: list[Observation]) -> int:
    return sum(1 + len(o.replies) for o in observations if o.origin is Origin.COMMENT)


def _of(*origins: Origin) -> Callable[[list[Observation]], int]:
    return lambda observations: sum(observation.origin in origins for observation in observations)


MEASURES = (
    Measure("modifications suivies", ("tracked",), _changes),
    Measure("modifications sans suivi", ("untracked",), _of(Origin.UNTRACKED)),
    Measure("commentaires et réponses", ("comments", "replies"), _said_in_threads),
    Measure("lignes ou remarques", ("lines", "remarks"), _of(Origin.MATRIX, Origin.REMARK)),
    Measure("entrées de formulaire", ("entries",), _of(Origin.FORM)),
)
"""In the order in which they are shown."""


def _balances(consolidation: Consolidation, sent: Return) -> list[Balance]:
    register = consolidation.by_id
    mine = [observation for observation in sent.observations if observation.id in register]
    balances = [
        Balance(
            sent.file,
            sent.contributor,
            measure.name,
            sum(sent.counts.get(key, 0) for key in measure.keys),
            measure.recorded(mine),
        )
        for measure in MEASURES
    ]
    known = {key for measure in MEASURES for key in measure.keys}
    return [
        *(balance for balance in balances if balance.received or balance.recorded),
        *(
            Balance(sent.file, sent.contributor, sort, received, None)
            for sort, received in sorted(sent.counts.items())
            if sort not in known
        ),
    ]


# Parts


class _Parts:
    """The parts of a draft: its top-level headings, where there are several."""

    def __init__(self, consolidation: Consolidation) -> None:
        self._consolidation = consolidation
        self._clauses = consolidation.document.clauses
        self._headings = [c for c in self._clauses.all if c.kind is ClauseKind.HEADING]
        self._depth = self._depth_of_parts()

    def counted(self) -> list[Part]:
        """Give every part in the draft's order, those without observations included."""
        observed = Counter(self.of(o.clauses) for o in self._consolidation.observations)
        contested = Counter(self.of(c.clauses) for c in self._consolidation.conflicts)
        depths = {part_name(h): len(self._clauses.path(h)) - 1 for h in reversed(self._headings)}
        upper = [name for name in reversed(depths) if depths[name] <= self._depth]
        names = [FRONT_PART, *upper, NOTES_PART, MARGINS_PART, UNPLACED]
        always = {name for name in upper if depths[name] == self._depth}
        return [
            Part(name, observed[name], contested[name])
            for name in dict.fromkeys(names)
            if name in always or observed[name] or contested[name]
        ]

    def of(self, clauses: tuple[str, ...]) -> str:
        """Give the part of the first clause of some."""
        clause = next(
            (self._clauses.by_id[key] for key in clauses if key in self._clauses.by_id), None
        )
        if clause is None:
            return UNPLACED
        headings = [step for step in self._clauses.path(clause) if step.kind is ClauseKind.HEADING]
        if headings:
            return part_name(headings[min(self._depth, len(headings) - 1)])
        if clause.kind is ClauseKind.NOTE:
            return NOTES_PART
        return MARGINS_PART if clause.kind is ClauseKind.MARGIN else FRONT_PART

    def _depth_of_parts(self) -> int:
        """Tell how deep the parts are: below the title, where one heading encloses all others."""
        depth = 0
        level = [heading for heading in self._headings if heading.parent is None]
        while len(level) == 1:
            below = [heading for heading in self._headings if heading.parent == level[0].id]
            if len(below) < 2:
                break
            level = below
            depth += 1
        return depth


def part_name(heading: Clause) -> str:
    """Give a part as it is called in the counts: its number and its heading."""
    words = shortened(heading.text, SHORT)
    return f"{heading.number} – {words}" if heading.number else words


def ids_by_observation(items: Sequence[Group | Conflict]) -> dict[str, list[str]]:
    """Give, for each observation, the ids of the groups or conflicts that it is in."""
    found: dict[str, list[str]] = {}
    for item in items:
        for observation in item.observations:
            found.setdefault(observation, []).append(item.id)
    return found
