"""Lists, as they are nested: an item holds the list that another numbering opens below it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from toguna.text.rendering.model import Block, Label, Prose


@dataclass(slots=True)
class Item:
    """An item of a list, and the lists below it."""

    prose: Prose
    below: list[ItemList] = field(default_factory=list)


@dataclass(slots=True)
class ItemList:
    """Items that one level of one list counts."""

    items: list[Item]

    @property
    def bullets(self) -> bool:
        """Whether its items have a sign and no number."""
        return all(item.prose.label is None or item.prose.label.bullet for item in self.items)


def with_lists(blocks: Iterable[Block]) -> list[Block | ItemList]:
    """Put numbered paragraphs that follow one another into lists.

    The next paragraph of a list that is open goes on in it; another list's goes below the last.
    """
    found: list[Block | ItemList] = []
    open_lists: list[tuple[Label, ItemList]] = []
    for block in blocks:
        label = block.label if isinstance(block, Prose) else None
        if not isinstance(block, Prose) or label is None:
            found.append(block)
            open_lists = []
            continue
        while open_lists and not _within(label, open_lists):
            open_lists.pop()
        item = Item(block)
        if open_lists and _same(label, open_lists[-1][0]):
            open_lists[-1][1].items.append(item)
            continue
        started = ItemList([item])
        if open_lists:
            open_lists[-1][1].items[-1].below.append(started)
        else:
            found.append(started)
        open_lists.append((label, started))
    return found


def _same(one: Label, other: Label) -> bool:
    return (one.sequence, one.level) == (other.sequence, other.level)


def _within(label: Label, open_lists: list[tuple[Label, ItemList]]) -> bool:
    """Tell whether an item goes on in the innermost open list, or below it."""
    innermost = open_lists[-1][0]
    if _same(label, innermost):
        return True
    if any(_same(label, known) for known, _ in open_lists):
        return False
    return label.sequence != innermost.sequence or label.level > innermost.level
