"""Spark: as many machines as there are; `master` says which, `local[2]` where nothing does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from pyspark.sql import SparkSession

from toguna.consultation.scale.dialect import SPARK
from toguna.consultation.scale.grouping import Engine


def open_engine(settings: Mapping[str, str]) -> Engine:
    """Open a session; settings are `master` and Spark's own (`spark.executor.memory`, ...)."""
    return OnSpark(settings)


class OnSpark:
    """The stages on Spark."""

    dialect = SPARK

    def __init__(self, settings: Mapping[str, str]) -> None:
        own = dict(settings)
        builder = SparkSession.builder.master(own.pop("master", "local[2]")).appName("toguna")
        for name, value in own.items():
            builder = builder.config(name, value)
        self._session = builder.getOrCreate()

    def read(self, source: Path) -> None:
        """Take a CSV file as the table `observations`."""
        read = self._session.read.option("multiLine", value=True)
        found = read.csv(str(source), header=True, quote='"', escape='"')
        found.createOrReplaceTempView("observations")

    def make(self, table: str, statement: str) -> None:
        """Keep what a statement gives, in memory or on disk, as its table."""
        self._session.sql(statement).persist().createOrReplaceTempView(table)

    def rows(self, statement: str) -> Iterator[tuple[str, str]]:
        """Give the rows of a statement, a partition in memory at a time."""
        for row in self._session.sql(statement).toLocalIterator():
            yield row[0], row[1]

    def take(self, table: str, rows: Iterable[tuple[str, str]]) -> None:
        """Keep rows as a table."""
        made = self._session.createDataFrame(list(rows), "id string, head string")
        made.createOrReplaceTempView(table)

    def close(self) -> None:
        """Stop the session."""
        self._session.stop()
