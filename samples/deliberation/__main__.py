"""`python -m samples.deliberation`: the workbook of the sample, from its TOML."""

from __future__ import annotations

from pathlib import Path

from toguna.deliberation.reading import read_tables
from toguna.deliberation.reading.blank import filled_workbook
from toguna.deliberation.reading.lines import Problems

SOURCE = Path(__file__).with_name("ancrage.toml")
TITLE = "Ancrage de l'agence (fictif)"


def main() -> None:
    """Write the workbook beside its source."""
    tables = read_tables(SOURCE.read_bytes(), SOURCE.name, Problems())
    SOURCE.with_suffix(".xlsx").write_bytes(filled_workbook(tables, TITLE))


if __name__ == "__main__":
    main()
