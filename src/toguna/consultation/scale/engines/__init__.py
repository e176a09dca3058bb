"""The engines, one file each; which one is a matter of configuration."""

from __future__ import annotations

from importlib import import_module

from toguna.consultation.scale.grouping import Engine

ENGINES = {"duckdb": "on_duckdb", "spark": "on_spark"}


def open_engine(name: str, **settings: str) -> Engine:
    """Open the engine that a configuration names, with that engine's own settings.

    DuckDB and Spark are extras of the package (`scale`, `spark`), loaded only when asked for.
    """
    engine: Engine = import_module(f"{__name__}.{ENGINES[name]}").open_engine(settings)
    return engine
