"""The plan: axes, objectives and measures, in the text and in the tables of the plan."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from toguna.adoption.check.facts.columns import Role, is_plan, roles_of
from toguna.adoption.check.facts.lines import Line
from toguna.adoption.check.facts.tables import Grid, GridRow
from toguna.consultation.folding import fold
from toguna.consultation.references.labels import components, label_of

NUMBERED = re.compile(r"^\W*(?:mesure|action|activite|m\.?|a\.?)?\s*(\d+(?:\.\d+){1,3})\b")
KINDS = frozenset({"axis", "objective", "measure"})


@dataclass(frozen=True, eq=False)
class PlanTable:
    """A table of measures, and what its columns say."""

    grid: Grid
    roles: dict[Role, list[int]]

    def measures(self) -> list[PlanRow]:
        """Give its rows that are measures, each with its number where it has one."""
        rows: list[PlanRow] = []
        for row in self.grid.data:
            words = self.words(row, Role.MEASURE)
            repeated = [cell.folded for cell in row.cells] == [
                cell.folded for cell in self.grid.rows[0].cells
            ]
            if words and not row.is_total and not self.grid.is_group(row) and not repeated:
                rows.append(PlanRow(self, row, self._number(row, words), words))
        return rows

    def words(self, row: GridRow, role: Role) -> str:
        """Give what a row says in the columns of a role."""
        columns = self.roles.get(role, [])
        return " ".join(filter(None, (self.grid.words_at(row, column) for column in columns)))

    def _number(self, row: GridRow, words: str) -> str:
        first = self.words(row, Role.NUMBER) or self.grid.words_at(row, 0)
        for text in (first, words):
            match = NUMBERED.match(fold(text).text)
            if match is not None:
                return match.group(1)
        return ""


@dataclass(frozen=True, eq=False)
class PlanRow:
    """A measure as a row of the plan: its number ("" where it has none) and its words."""

    table: PlanTable
    row: GridRow
    number: str
    words: str

    @property
    def line(self) -> Line | None:
        """The line that names it."""
        column = self.table.roles[Role.MEASURE][0]
        cell = self.row.at(column)
        return None if cell is None else self.table.grid.line_of(cell)


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """An axis, objective or measure of the text: its kind, its number, its line."""

    kind: str
    number: tuple[str, ...]
    line: Line

    @property
    def shown(self) -> str:
        """Its number as it is written with points."""
        return ".".join(self.number)


@dataclass(frozen=True, eq=False)
class Plan:
    """Everything that is numbered in the plan."""

    tables: list[PlanTable]
    rows: list[PlanRow]
    axes: list[Part]
    objectives: list[Part]
    measures: list[Part]


def read_plan(lines: Sequence[Line], grids: Sequence[Grid]) -> Plan:
    """Find the plan of a strategy."""
    tables = [
        PlanTable(grid, roles) for grid in grids if is_plan(roles := roles_of(grid))
    ]  # fmt: skip
    rows = [row for table in tables for row in table.measures()]
    parts = [part for line in lines if line.in_body and (part := _part(line)) is not None]
    axes = [part for part in parts if part.kind == "axis"]
    objectives = [part for part in parts if part.kind == "objective"]
    depth = _depth(rows)
    measures = [part for part in parts if part.kind == "measure"]
    if not measures and depth:
        under = {part.number for part in objectives}
        measures = [
            Part("measure", part.number, part.line)
            for part in parts
            if part.kind == "" and len(part.number) == depth and part.number[:-1] in under
        ]
    return Plan(tables, rows, axes, objectives, measures)


def _part(line: Line) -> Part | None:
    label = label_of(line.clause)
    if label is None or line.clause.block != line.block:
        return None
    number = tuple(components(label.number))
    kind = label.kind if label.kind in KINDS else ""
    if label.kind not in {"", *KINDS} or (not kind and len(number) < 2):
        return None
    return Part(kind, number, line)


def _depth(rows: Sequence[PlanRow]) -> int:
    """Give how many numbers the plan's own measures have: 3 for "1.2.3"; 0 where none has any."""
    depths = [row.number.count(".") + 1 for row in rows if row.number]
    return max(set(depths), key=depths.count) if depths else 0
