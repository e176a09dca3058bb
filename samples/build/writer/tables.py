"""Tables: header rows, merged cells (`<` joins the left one, `^` the one above), alignment."""

from __future__ import annotations

from ..ooxml.xml import Element, el, val
from .context import Context
from .model import Block, Place
from .runs import runs
from .styles import INDIGO, SAND

_ALIGN = {"g": "", "c": "center", "d": "right"}


def table(ctx: Context, block: Block) -> Element:
    widths = [round(float(width) * 567) for width in block.options["largeurs"].split(",")]
    grid = el("w:tblGrid", {}, *[el("w:gridCol", {"w:w": width}) for width in widths])
    rows = [_row(ctx, block, number, widths) for number in range(len(block.rows))]
    return el("w:tbl", {}, _properties(sum(widths)), grid, *rows)


def _properties(width: int) -> Element:
    look = {"w:val": "0420", "w:firstRow": 1, "w:lastRow": 0, "w:firstColumn": 0,
            "w:lastColumn": 0, "w:noHBand": 0, "w:noVBand": 1}  # fmt: skip
    return el(
        "w:tblPr",
        {},
        val("w:tblStyle", "TableauStratgie"),
        el("w:tblW", {"w:w": width, "w:type": "dxa"}),
        el("w:tblLayout", {"w:type": "fixed"}),
        el("w:tblLook", look),
    )


def _row(ctx: Context, block: Block, number: int, widths: list[int]) -> Element:
    is_head = number < int(block.options.get("entete", "0"))
    props = el("w:trPr", {}, el("w:cantSplit"), el("w:tblHeader") if is_head else None)
    cells = []
    for column, words in enumerate(block.rows[number]):
        if words != "<":
            cells.append(_cell(ctx, block, number, column, widths, is_head=is_head))
    return el("w:tr", {}, props, *cells)


def _cell(
    ctx: Context, block: Block, number: int, column: int, widths: list[int], *, is_head: bool
) -> Element:
    words = block.rows[number][column]
    span = _span(block.rows[number], column)
    below = number + 1 < len(block.rows) and block.rows[number + 1][column] == "^"
    merge = None
    if words == "^":
        merge = el("w:vMerge")
    elif below:
        merge = val("w:vMerge", "restart")
    shade = INDIGO if is_head else (SAND if _is_subtotal(block.rows[number]) else "")
    props = el(
        "w:tcPr",
        {},
        el("w:tcW", {"w:w": sum(widths[column : column + span]), "w:type": "dxa"}),
        val("w:gridSpan", span) if span > 1 else None,
        merge,
        el("w:shd", {"w:val": "clear", "w:color": "auto", "w:fill": shade}) if shade else None,
        val("w:vAlign", "center"),
    )
    content = "" if words == "^" else words
    return el("w:tc", {}, props, _text(ctx, block, number, column, content, is_head=is_head))


def _text(
    ctx: Context, block: Block, number: int, column: int, words: str, *, is_head: bool
) -> Element:
    key = f"{block.key} | {block.rows[number][0]} | {block.rows[number][1]} | {column}"
    letter = block.options.get("colonnes", "g" * 20)[column]
    align = "center" if is_head and letter != "g" else _ALIGN[letter]
    if block.rows[number][column + 1 : column + 2] == ["<"]:
        align = "center" if is_head else ""
    props = el(
        "w:pPr",
        {},
        val("w:pStyle", "TableauEntte" if is_head else "TableauTexte"),
        val("w:jc", align) if align else None,
    )
    node = el("w:p", ctx.paragraph_attributes(key), props, *runs(ctx, words))
    label = ctx.outline.labels[id(block)]
    identity = next(value for name, value in node.attrib.items() if str(name).endswith("paraId"))
    ctx.places[identity] = Place(
        "", label.heading, label.title, 0, label.number, number + 1, column + 1
    )
    return node


def _span(row: list[str], column: int) -> int:
    span = 1
    while column + span < len(row) and row[column + span] == "<":
        span += 1
    return span


def _is_subtotal(row: list[str]) -> bool:
    return row[0].startswith("**") and ("<" in row or "Total" in row[0])
