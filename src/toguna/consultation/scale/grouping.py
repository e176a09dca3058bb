"""Grouping observations by the two stages, whatever the engine that carries them out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Protocol

from toguna.consultation.scale import stages
from toguna.consultation.scale.dialect import Dialect

STAGES = (
    ("folded", stages.folded),
    ("uttered", stages.distinct),
    ("sketched", stages.sketched),
    ("candidates", stages.candidates),
)
"""The tables on the way to the pairs that hold, each made from those before it."""


class Engine(Protocol):
    """What carries out SQL over tables: one machine's DuckDB, or a Spark cluster."""

    dialect: Dialect

    def read(self, source: Path) -> None:
        """Take a CSV file with the columns `id` and `text` as the table `observations`."""

    def make(self, table: str, statement: str) -> None:
        """Keep what a statement gives as a table."""

    def rows(self, statement: str) -> Iterator[tuple[str, str]]:
        """Give the rows of a statement with two columns."""

    def take(self, table: str, rows: Iterable[tuple[str, str]]) -> None:
        """Keep rows as a table with the columns `id` and `head`."""

    def close(self) -> None:
        """Let everything go."""


def group_file(source: Path, engine: Engine) -> Iterator[tuple[str, str]]:
    """Give each observation of a file, in the order of ids, with the smallest id of its group.

    Ids are different from one another; an observation without words is a group of its own.
    """
    engine.read(source)
    for table, statement in STAGES:
        engine.make(table, statement(engine.dialect))
    heads = joined(engine.rows(stages.verified(engine.dialect)))
    engine.take("heads", heads.items())
    return engine.rows(stages.GROUPED)


def joined(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Put together what pairs join (union-find): each id with the smallest of its set."""
    parent: dict[str, str] = {}

    def top(identifier: str) -> str:
        above = parent.setdefault(identifier, identifier)
        while above != identifier:
            parent[identifier] = parent[above]
            identifier, above = above, parent[above]
        return identifier

    for one, other in pairs:
        first, second = top(one), top(other)
        if first != second:
            parent[max(first, second)] = min(first, second)
    return {identifier: top(identifier) for identifier in sorted(parent)}
