"""The inventory of a file's tracked changes: every one has a number, none is overlooked."""

from __future__ import annotations

from collections.abc import Iterator

from toguna.text.content import Change, Changes
from toguna.text.ooxml import Element, W, qn

CHANGE_KINDS = (
    "ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge",
    "rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tblPrExChange", "trPrChange",
    "tcPrChange", "tblGridChange", "numberingChange",
    "customXmlInsRangeStart", "customXmlDelRangeStart",
    "customXmlMoveFromRangeStart", "customXmlMoveToRangeStart",
)  # fmt: skip
CHANGE_TAGS = tuple(W + kind for kind in CHANGE_KINDS)
WRAPPERS = frozenset(W + kind for kind in ("ins", "del", "moveFrom", "moveTo"))
"""The changes that enclose runs; within properties the same names mark a paragraph or a row."""

FALLBACK = qn("mc:Fallback")

GONE: Changes = (Change(0, "ins", "", None), Change(0, "del", "", None))
"""Encloses what neither side shows: deleted by the drafters before the text was sent out."""

Identity = tuple[str, str | None]
"""Who made a change and when: how the drafters' own changes are known again in a return."""


def identity(element: Element) -> Identity:
    """Give the author and date of the element of a tracked change."""
    return element.get(W + "author", ""), element.get(W + "date")


class ChangeInventory:
    """The tracked changes of one file, by element, in document order.

    `drafters` are the changes that the draft itself carried: in a return they are read as
    already accepted, and are not the contributor's.
    """

    def __init__(self, drafters: frozenset[Identity] = frozenset()) -> None:
        self._drafters = drafters
        self._by_element: dict[Element, Change] = {}
        self._settled: set[Element] = set()

    def __bool__(self) -> bool:
        return bool(self._by_element or self._settled)

    def __iter__(self) -> Iterator[tuple[Element, Change]]:
        return iter(self._by_element.items())

    def __len__(self) -> int:
        return len(self._by_element)

    def add_part(self, root: Element) -> None:
        """Number the changes of one more part."""
        moves = _move_names(root)
        for element in root.iter(*CHANGE_TAGS):
            if _in_fallback(element):
                continue
            if identity(element) in self._drafters:
                self._settled.add(element)
                continue
            author, date = identity(element)
            kind = element.tag[len(W) :]
            self._by_element[element] = Change(
                len(self._by_element) + 1, kind, author, date, moves.get(element)
            )

    def of(self, element: Element) -> Change | None:
        """Give the change that an element marks; None for one that the drafters made."""
        return self._by_element.get(element)

    def first_within(self, node: Element) -> Change | None:
        """Give the first change inside an element."""
        inside = (self._by_element.get(element) for element in node.iter(*CHANGE_TAGS))
        return next((change for change in inside if change is not None), None)

    def enclosing(self, outer: Changes, element: Element) -> Changes:
        """Give the changes around what stands in `element`, itself within `outer`."""
        change = self._by_element.get(element)
        if change is not None:
            return (*outer, change)
        if element in self._settled and element.tag in (W + "del", W + "moveFrom"):
            return GONE
        return outer

    def marks(self, properties: Element | None) -> Changes:
        """Give the insertions and deletions that properties (of a mark, row, cell) carry."""
        found: Changes = ()
        if properties is not None:
            for child in properties:
                if child.tag in WRAPPERS or child.tag in (W + "cellIns", W + "cellDel"):
                    found = self.enclosing(found, child)
        return found


def _in_fallback(element: Element) -> bool:
    return next(element.iterancestors(FALLBACK), None) is not None


def _move_names(root: Element) -> dict[Element, str]:
    """Pair each moved piece with the name of the range that it stands in."""
    names: dict[Element, str] = {}
    opened: dict[str, dict[str, str]] = {"moveFrom": {}, "moveTo": {}}
    kinds = ("moveFrom", "moveTo")
    tags = [W + kind + end for kind in kinds for end in ("", "RangeStart", "RangeEnd")]
    for element in root.iter(*tags):
        local = element.tag[len(W) :]
        kind = "moveFrom" if local.startswith("moveFrom") else "moveTo"
        identifier = element.get(W + "id", "")
        if local.endswith("RangeStart"):
            opened[kind][identifier] = element.get(W + "name", "")
        elif local.endswith("RangeEnd"):
            opened[kind].pop(identifier, None)
        elif opened[kind]:
            names[element] = next(reversed(opened[kind].values()))
    return names
