"""Comparing a table of the draft with the same table of a copy, row by row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toguna.text.align import Group, Unit, align
from toguna.text.content import (
    Changes,
    Row,
    Side,
    ViewRow,
    ViewTable,
    deep_signature,
    row_view,
    visible,
)
from toguna.text.document import DocumentStory, Place, cell_name
from toguna.text.shown import shown_row, shown_table
from toguna.weave.operations import PutRow, Whole
from toguna.weave.script import UNTOUCHED

if TYPE_CHECKING:
    from toguna.weave.compare import Comparer

RESHAPED_TABLE = 0.5
"""A table of which so many rows change shape (a column more) is replaced as a whole."""


class TableComparison:
    """A table of the draft, the block `block` of its story, and the same one of a copy."""

    def __init__(
        self, comparer: Comparer, base: DocumentStory, block: int, seen: ViewTable
    ) -> None:
        self._comparer = comparer
        self._script = comparer.script
        self._base = base
        self._block = block
        mine = base.blocks[block]
        assert isinstance(mine, ViewTable)
        self._mine = mine
        self._seen = seen
        self._done = 0  # the first row of the draft not yet dealt with

    def run(self) -> None:
        """Write the operations of the table."""
        self._script.keep("")
        groups = align(_units(self._mine.rows), _units(self._seen.rows))
        if self._is_reshaped(groups):
            self._replace()
            return
        pairs = {id(self._seen.rows[group.other].raw): group for group in groups}
        rows = self._seen.raw.rows
        for number, row in enumerate(rows):
            group = pairs.get(id(row))
            if group is not None:
                self._rows_go(group.start)
                self._done = group.end
                self._match_row(group.start, row)
            elif visible(row.changes, Side.AFTER):
                later = (pairs[id(r)].start for r in rows[number + 1 :] if id(r) in pairs)
                self._rows_go(next(later, len(self._mine.rows)))
                self._put_row(self._done, row, row.changes)
        self._rows_go(len(self._mine.rows))
        self._script.keep("")

    def _is_reshaped(self, groups: list[Group]) -> bool:
        changed = sum(
            not _same_shape(self._mine.rows[g.start], self._seen.rows[g.other].raw) for g in groups
        )
        return changed > 1 and changed >= RESHAPED_TABLE * len(self._mine.rows)

    def _replace(self) -> None:
        cells = (_cell_changes(row) for row in self._seen.raw.rows)
        changes = next((found for found in cells if found), ())
        after = ViewTable(self._seen.raw, Side.AFTER)
        self._script.cut_block(self._base.name, self._block, changes)
        place = Place(self._base.name, self._block + 1)
        whole = Whole(
            self._seen.raw, after.signature, shown_table(after), deep_signature([after]), changes
        )
        self._script.put(place, whole)

    def _rows_go(self, end: int) -> None:
        for row in range(self._done, end):
            self._script.cut_row(self._base.name, self._block, row)
        self._done = max(self._done, end)

    def _put_row(self, number: int, row: Row, changes: Changes) -> None:
        seen = row_view(row, Side.AFTER)
        identity = "".join(deep_signature(cell.blocks) for cell in seen.cells)
        self._script.put_row(
            PutRow(
                self._base.name,
                self._block,
                number,
                row,
                seen.signature,
                shown_row(seen),
                seen.signature + identity,
                changes,
            )
        )

    def _match_row(self, number: int, row: Row) -> None:
        mine = self._mine.rows[number]
        if not visible(row.changes, Side.AFTER):
            self._script.cut_row(self._base.name, self._block, number, row.changes)
        elif _same_shape(mine, row):
            for index, cell in enumerate(row.cells):
                self._comparer.flow(
                    cell_name(self._base.name, self._block, number, index), cell.story
                )
            self._script.keep(UNTOUCHED)
        else:
            changes = _cell_changes(row)
            self._script.cut_row(self._base.name, self._block, number, changes)
            self._put_row(number + 1, row, changes)


def _units(rows: list[ViewRow]) -> list[Unit]:
    return [Unit("r", row.signature) for row in rows]


def _same_shape(mine: ViewRow, row: Row) -> bool:
    """Tell whether a row of the copy still has the draft's cells, spans and merges."""
    if any(cell.changes for cell in row.cells):
        return False
    before = tuple(cell.shape_before for cell in row.cells)
    return mine.shape == before == tuple(cell.shape for cell in row.cells)


def _cell_changes(row: Row) -> Changes:
    return next((cell.changes for cell in row.cells if cell.changes), ())
