"""The words that a person sees: of a block, of part of a paragraph, of a row."""

from __future__ import annotations

from toguna.text.content import Leaf, ViewBlock, ViewOpaque, ViewRow, ViewTable, is_atom


def shown(block: ViewBlock, start: int = 0, end: int | None = None) -> str:
    """Give the words that a person sees in a block, or between two offsets of a paragraph."""
    if isinstance(block, ViewTable):
        return shown_table(block)
    if isinstance(block, ViewOpaque):
        return block.raw.shown
    return shown_leaves(block.leaves, start, len(block.text) if end is None else end)


def shown_leaves(leaves: list[Leaf], start: int, end: int) -> str:
    """Give the words seen between two offsets of a line of leaves."""
    words: list[str] = []
    offset = 0
    for leaf in leaves:
        size = len(leaf.text)
        low, high = max(start - offset, 0), min(end - offset, size)
        if low < high:
            words.append(leaf.shown if leaf.shown != leaf.text else leaf.text[low:high])
        offset += size
    return "".join(words)


def is_sign(leaf: Leaf) -> bool:
    """Tell whether a leaf is a thing without words, seen as a sign: `[note]`, `[image]`."""
    return len(leaf.text) == 1 and is_atom(leaf.text) and leaf.shown.startswith("[")


def shown_row(row: ViewRow) -> str:
    """Give a row's words on one line."""
    cells = (" ".join(shown(block) for block in cell.blocks) for cell in row.cells)
    return " | ".join(cell.replace("\n", " ") for cell in cells)


def shown_table(table: ViewTable) -> str:
    """Give a table's words, a row a line."""
    return "\n".join(shown_row(row) for row in table.rows)
