"""Fields: what the program computes (numbers, contents) apart from what a person writes.

The result of a computed field differs between copies without anyone having written, so it is
one atom known by its instruction. A hyperlink's or form's result is text like any other.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate

from toguna.text.content import (
    PAGE_BREAK,
    Atoms,
    Block,
    Change,
    Changes,
    Leaf,
    Opaque,
    Paragraph,
    Side,
    visible,
)
from toguna.text.ooxml import W

FIELD_CHAR = W + "fldChar"
DEPTH = {"begin": 1, "end": -1}
"""How much deeper in fields one is after each of their ends."""
INSTRUCTION_TAGS = (W + "instrText", W + "delInstrText")
WRITTEN_BY_PEOPLE = frozenset(
    {"HYPERLINK", "FORMTEXT", "FORMDATE", "QUOTE", "MACROBUTTON", "GOTOBUTTON"}
)
WHOLE_LISTS = frozenset({"TOC", "INDEX", "TOA", "BIBLIOGRAPHY", "RD"})
"""Fields whose switches only say how a list is laid out."""
REFERENCES = frozenset({"REF", "PAGEREF", "NOTEREF"})
LINKED = ("\\h",)
"""The switch that makes a reference a link, which some programs always write."""
PRESENTATION = re.compile(r'\\\*\s*\w+|\\@\s*(?:"[^"]*"?|\S+)')
"""The switches that only say how a result looks: `\\* Upper`, `\\@ "dd/MM/yyyy"`."""


def normalized(instruction: str) -> str:
    """Give an instruction as two programs that mean the same would write it."""
    words = PRESENTATION.sub("", instruction).split()
    if not words:
        return ""
    name = words[0].upper()
    if name in WHOLE_LISTS:
        caption = re.search(r'\\c\s*"?([^"\\]+)"?', instruction)
        return f"{name} {caption.group(1).strip()}" if caption else name
    if name == "SEQ":
        return " ".join([name, *words[1:2]])
    ignored = LINKED if name in REFERENCES else ()
    return " ".join([name, *(word.strip('"') for word in words[1:] if word not in ignored)])


def is_computed(instruction: str) -> bool:
    """Tell whether the program, not a person, writes the result of a field."""
    name = instruction.split(maxsplit=1)[0].upper() if instruction.split() else ""
    return bool(name) and name not in WRITTEN_BY_PEOPLE


def field_key(instruction: str) -> str:
    """Give the key that two equal computed fields share."""
    return f"field:{normalized(instruction)}"


def _end_of_field(leaf: Leaf) -> str | None:
    """Tell which end of a field a leaf is; None for all else, and for a field already an atom."""
    if leaf.node.tag != FIELD_CHAR or leaf.parts:
        return None
    return leaf.node.get(W + "fldCharType")


def instruction_of(leaves: Sequence[Leaf], side: Side | None = None) -> str:
    """Give the instruction of the outermost field that opens at the first of `leaves`."""
    depth, words = 0, []
    for leaf in leaves:
        if side is not None and not visible(leaf.changes, side):
            continue
        kind = _end_of_field(leaf)
        if kind is not None:
            depth += DEPTH.get(kind, 0)
            if depth == 1 and kind == "separate":
                break
        elif depth == 1 and leaf.node.tag in INSTRUCTION_TAGS:
            words.append(leaf.node.text or "")
    return "".join(words)


def result_of(leaves: Sequence[Leaf]) -> str:
    """Give what the outermost field shows."""
    depth, separated, shown = 0, False, []
    for leaf in leaves:
        kind = _end_of_field(leaf)
        if kind is not None:
            depth += DEPTH.get(kind, 0)
            separated = separated or (kind == "separate" and depth == 1)
        elif separated and leaf.text:
            shown.append(leaf.shown)
    return "".join(shown)


def collapse_inline(leaves: list[Leaf], atoms: Atoms) -> list[Leaf]:
    """Make one atom of each computed field that opens and closes in one paragraph."""
    collapsed: list[Leaf] = []
    start = depth = 0
    for index, leaf in enumerate(leaves):
        kind = _end_of_field(leaf)
        if kind == "begin":
            start = index if depth == 0 else start
            depth += 1
        if depth == 0:
            collapsed.append(leaf)
        if kind == "end" and depth > 0:
            depth -= 1
            if depth == 0:
                collapsed += _as_atom(leaves[start : index + 1], atoms)
    return collapsed + (leaves[start:] if depth else [])


def _as_atom(leaves: list[Leaf], atoms: Atoms) -> list[Leaf]:
    before, after = (instruction_of(leaves, side) for side in (Side.BEFORE, Side.AFTER))
    first, last = leaves[0], leaves[-1]
    outer = first.changes
    if _kinds(first) != _kinds(last) or not is_computed(after or before):
        return leaves
    if outer and any(leaf.text and _kinds(leaf) != _kinds(first) for leaf in leaves):
        return _around_words(leaves, (before, after), atoms)
    if not outer and normalized(before) != normalized(after):
        return _changed_field(leaves, (before, after), atoms)
    return [_atom(leaves, after or before, outer, atoms)]


def _around_words(leaves: list[Leaf], both: tuple[str, str], atoms: Atoms) -> list[Leaf]:
    """A field that comes or goes around words that stay: one side has the field, one the words."""
    outer = leaves[0].changes
    if not any(visible(outer, side) for side in Side):
        return leaves
    with_field = Side.AFTER if visible(outer, Side.AFTER) else Side.BEFORE
    without = Side.BEFORE if with_field is Side.AFTER else Side.AFTER
    change = outer[-1]
    opposite = "del" if with_field is Side.AFTER else "ins"
    away = Change(change.number, opposite, change.author, change.date)
    words = [leaf for leaf in leaves if leaf.text and visible(leaf.changes, without)]
    for leaf in words:
        leaf.changes = (*leaf.changes, away)
    field = [leaf for leaf in leaves if visible(leaf.changes, with_field) or leaf in words]
    return [*words, _atom(field, both[with_field is Side.AFTER], outer, atoms)]


def _kinds(leaf: Leaf) -> list[str]:
    return [change.kind for change in leaf.changes]


def _changed_field(leaves: list[Leaf], both: tuple[str, str], atoms: Atoms) -> list[Leaf]:
    """A field whose instruction is edited with tracking: the old one goes, the new one comes."""
    gone = next((leaf.changes for leaf in leaves if any(c.deletes for c in leaf.changes)), ())
    come = next((leaf.changes for leaf in leaves if any(c.inserts for c in leaf.changes)), ())
    if not gone or not come:
        return [_atom(leaves, both[1], (), atoms)]
    old = [leaf for leaf in leaves if visible(leaf.changes, Side.BEFORE)]
    new = [leaf for leaf in leaves if visible(leaf.changes, Side.AFTER)]
    return [_atom(old, both[0], gone, atoms), _atom(new, both[1], come, atoms)]


def _atom(leaves: list[Leaf], instruction: str, changes: Changes, atoms: Atoms) -> Leaf:
    first = leaves[0]
    return Leaf(
        atoms.char(field_key(instruction)),
        first.node,
        first.run,
        first.path,
        changes,
        shown=result_of(leaves),
        parts=tuple(leaves),
    )


def depth_change(leaves: Sequence[Leaf]) -> int:
    """Give how many more fields are opened than closed in a paragraph."""
    return sum(DEPTH.get(_end_of_field(leaf) or "", 0) for leaf in leaves)


def collapse_blocks(blocks: list[Block]) -> list[Block]:
    """Make one opaque block of each computed field that runs over several paragraphs."""
    collapsed: list[Block] = []
    depths = list(accumulate(_depth_change(block) for block in blocks))
    lowest = list(accumulate(reversed(depths), min))[::-1]
    index = 0
    while index < len(blocks):
        end = _field_end(blocks, index, depths, lowest)
        if end is None:
            collapsed.append(blocks[index])
            index += 1
            continue
        collapsed.append(_opaque(blocks[index : end + 1]))
        index = end + 1
    return collapsed


def _opening(block: Block) -> list[Leaf] | None:
    """Give the leaves of a paragraph from the field that it leaves open, if it does."""
    if not isinstance(block, Paragraph):
        return None
    depth, start = 0, 0
    for index, leaf in enumerate(block.leaves):
        kind = _end_of_field(leaf)
        if kind == "begin":
            start = index if depth == 0 else start
            depth += 1
        elif kind == "end":
            depth = max(0, depth - 1)
    return block.leaves[start:] if depth else None


def _field_end(
    blocks: list[Block], index: int, depths: Sequence[int], lowest: Sequence[int]
) -> int | None:
    """Give the block that closes the computed field which a block leaves open.

    `depths` tells how deep in fields each block ends, `lowest` the least deep that any ends from
    there on: a field that is never closed is not looked for to the end of the document.
    """
    opening = _opening(blocks[index])
    if opening is None or not is_computed(instruction_of(opening)):
        return None
    outside = depths[index] - depth_change(opening)
    if index + 1 == len(blocks) or lowest[index + 1] > outside:
        return None
    return next(end for end in range(index + 1, len(blocks)) if depths[end] <= outside)


def _depth_change(block: Block) -> int:
    return depth_change(block.leaves) if isinstance(block, Paragraph) else 0


def _opaque(blocks: list[Block]) -> Opaque:
    paragraphs = [block for block in blocks if isinstance(block, Paragraph)]
    opening = _opening(paragraphs[0]) or []
    leaves = [leaf for paragraph in paragraphs for leaf in paragraph.leaves]
    outside = paragraphs[0].leaves[: len(paragraphs[0].leaves) - len(opening)]
    tail = _after_close(paragraphs[-1].leaves)
    written = "".join(leaf.text for leaf in (*outside, *tail)).replace(PAGE_BREAK, "")
    key = field_key(instruction_of(opening))
    return Opaque(
        [element for block in blocks for element in block.elements],
        f"{key}|{written}" if written else key,
        "\n".join("".join(leaf.shown for leaf in p.leaves) for p in paragraphs),
        opening[0].changes,
        leaves,
    )


def _after_close(leaves: list[Leaf]) -> list[Leaf]:
    depth = 0
    for index in range(len(leaves) - 1, -1, -1):
        if _end_of_field(leaves[index]) is not None:
            return leaves[index + 1 :] if depth == 0 else leaves
    return leaves
