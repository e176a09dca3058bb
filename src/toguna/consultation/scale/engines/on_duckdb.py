"""DuckDB: one machine, as many threads as it has, spilling to disk above its memory limit."""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import duckdb

from toguna.consultation.scale.dialect import DUCKDB
from toguna.consultation.scale.grouping import Engine

SETTINGS = {"memory_limit": "2500MB", "preserve_insertion_order": "false"}
BATCH = 50_000


def open_engine(settings: Mapping[str, str]) -> Engine:
    """Open a database in memory; settings are DuckDB's (`threads`, `memory_limit`, ...)."""
    return OnDuckDB(settings)


class OnDuckDB:
    """The stages on DuckDB."""

    dialect = DUCKDB

    def __init__(self, settings: Mapping[str, str]) -> None:
        self._spill = tempfile.TemporaryDirectory()
        config: dict[str, str | bool | int | float | list[str]] = {
            **SETTINGS,
            "temp_directory": self._spill.name,
            **settings,
        }
        self._database = duckdb.connect(config=config)

    def read(self, source: Path) -> None:
        """Take a CSV file as the table `observations`."""
        self._csv(source).create_view("observations")

    def make(self, table: str, statement: str) -> None:
        """Keep what a statement gives as a table."""
        self._database.execute(f"CREATE TABLE {table} AS {statement}")

    def rows(self, statement: str) -> Iterator[tuple[str, str]]:
        """Give the rows of a statement, a batch in memory at a time."""
        result = self._database.cursor().execute(statement)
        while batch := result.fetchmany(BATCH):
            yield from batch

    def take(self, table: str, rows: Iterable[tuple[str, str]]) -> None:
        """Keep rows as a table; a file is the way in that DuckDB reads fastest."""
        path = Path(self._spill.name) / f"{table}.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([("id", "head"), *rows])
        self._csv(path).create_view(table)

    def _csv(self, path: Path) -> duckdb.DuckDBPyRelation:
        return self._database.read_csv(
            str(path), header=True, all_varchar=True, delimiter=",", quotechar='"', escapechar='"'
        )

    def close(self) -> None:
        """Close the database and empty its folder."""
        self._database.close()
        self._spill.cleanup()
