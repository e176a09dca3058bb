"""Another wording for a row of a table."""

from __future__ import annotations

import copy

from toguna.text.clauses import Clause, ClauseKind
from toguna.text.content import CELL_END, Row
from toguna.text.document import Document
from toguna.text.docx.resolve import accept_all, drop, resolve
from toguna.text.docx.transplant import text_run
from toguna.text.ooxml import Element, W
from toguna.weave.operations import PutRow
from toguna.weave.wording import CELL_SEPARATOR


def row_of(clause: Clause, base: Document) -> Clause | None:
    """Give the row that a clause is, or is a cell of."""
    if clause.kind is ClauseKind.CELL and clause.parent is not None:
        return base.clauses.by_id[clause.parent]
    return clause if clause.kind is ClauseKind.ROW else None


def reworded(put: PutRow, wording: str) -> PutRow | None:
    """Give a new row with other words, its cells parted by `|` as the matrix shows them.

    A cell whose words stay is left as its contributor made it. None where the wording has not as
    many cells as the row.
    """
    words = [cell.strip() for cell in wording.split(CELL_SEPARATOR.strip())]
    before = put.shown.split(CELL_SEPARATOR)
    element = _as_seen(put.content.element)
    cells = list(element.iter(W + "tc"))
    if not len(cells) == len(words) == len(before):
        return None
    for cell, old, new in zip(cells, before, words, strict=True):
        if new != old:
            _type(cell, new)
    text = "".join(word + CELL_END for word in words)
    return PutRow(
        put.story, put.block, put.row,
        Row(element, []), text, CELL_SEPARATOR.join(words), text, put.changes, put.order,
    )  # fmt: skip


def _as_seen(row: Element) -> Element:
    """Give a copy of a row with its own tracked changes followed."""
    holder = row.makeelement(W + "body")
    holder.append(copy.deepcopy(row))
    resolve(holder, accept_all)
    return holder[0]


def _type(cell: Element, words: str) -> None:
    """Put words into a cell, in the shape of the first words that stood there."""
    first, *others = cell.iter(W + "p")
    properties = first.find(f".//{W}r/{W}rPr")
    for paragraph in others:
        drop(paragraph)
    for node in list(first):
        if node.tag != W + "pPr":
            drop(node)
    first.append(text_run(first, words, properties))
