"""One function a kind of block: paragraphs, captions, boxes, pictures."""

from __future__ import annotations

from ..ooxml.xml import Element, el, val
from .context import Context, bookmark_name
from .drawing import inline_picture, text_box
from .fields import field
from .inline import plain
from .model import HEADINGS, STYLES, Block, Place
from .numbering import FIRST_LETTER_LIST
from .runs import bookmarked, run, runs
from .tables import table


def write_block(ctx: Context, block: Block) -> list[Element]:
    """The body elements of a block."""
    if block.kind == "table":
        return [*_caption(ctx, block, "Tableau"), table(ctx, block)]
    if block.kind == "picture":
        return _picture(ctx, block)
    if block.kind == "box":
        return [_box(ctx, block)]
    return [_paragraph(ctx, block)]


def paragraph(ctx: Context, key: str, style: str, content: list[Element], *ppr: Element) -> Element:
    props = el("w:pPr", {}, val("w:pStyle", style), *ppr)
    return el("w:p", ctx.paragraph_attributes(key), props, *content)


def _paragraph(ctx: Context, block: Block) -> Element:
    content = runs(ctx, block.text)
    if block.anchor:
        content = bookmarked(ctx, bookmark_name(block.anchor), content)
    if block.kind in HEADINGS:
        content = bookmarked(ctx, bookmark_name(block.key, "_Toc"), content)
    node = paragraph(ctx, block.key, STYLES[block.kind], content, *_direct(ctx, block))
    _remember(ctx, block, node)
    return node


def _direct(ctx: Context, block: Block) -> list[Element]:
    """Direct paragraph properties: list, page break, what holds a line to its list."""
    if block.kind == "letter":
        number = FIRST_LETTER_LIST + ctx.outline.labels[id(block)].letter_list
        return [el("w:numPr", {}, val("w:ilvl", 0), val("w:numId", number))]
    if block.options.get("before") == "list":
        return [el("w:keepNext")]
    if block.options.get("page") == "suite":
        return [val("w:pageBreakBefore", 0), el("w:spacing", {"w:before": 480, "w:after": 280})]
    if block.options.get("after") == "table":
        return [el("w:spacing", {"w:before": 200})]
    return []


def _remember(ctx: Context, block: Block, node: Element) -> None:
    label = ctx.outline.labels[id(block)]
    ctx.places[_id(node)] = Place(label.number, label.heading, label.title, label.paragraph)


def _id(node: Element) -> str:
    return next(value for key, value in node.attrib.items() if str(key).endswith("paraId"))


def _caption(ctx: Context, block: Block, name: str) -> list[Element]:
    """`Tableau 4. Titre`, with a SEQ field and a bookmark around the label and number."""
    if not block.text:
        return []
    number = ctx.outline.labels[id(block)].number.split()[-1]
    label = [run(f"{name} "), *field(f"SEQ {name} \\* ARABIC", number)]
    content = bookmarked(ctx, bookmark_name(block.anchor), label)
    content += [run(". "), *runs(ctx, block.text)]
    content = bookmarked(ctx, bookmark_name(block.key, "_Toc"), content)
    centred = [val("w:jc", "center")] if name == "Figure" else []
    node = paragraph(ctx, f"caption {block.key}", "Lgende", content, *centred)
    _remember(ctx, block, node)
    return [node]


def _picture(ctx: Context, block: Block) -> list[Element]:
    picture = inline_picture(ctx, block.options["name"], 13.5, 6.0, plain(block.text))
    node = paragraph(ctx, f"picture {block.key}", "Corpsdetexte", [picture],
                     el("w:keepNext"), val("w:jc", "center"))  # fmt: skip
    return [node, *_caption(ctx, block, "Figure")]


def _box(ctx: Context, block: Block) -> Element:
    """A box floats at the right of an otherwise empty paragraph."""
    titles = [run(plain(block.text), el("w:b"))]
    inside = [paragraph(ctx, f"{block.key} title", "Encadr", titles)]
    for line in block.lines:
        inside.append(paragraph(ctx, f"{block.key} {line}", "Encadr", runs(ctx, line)))
    for node in inside:
        _remember(ctx, block, node)
    return paragraph(ctx, block.key, "Corpsdetexte", [text_box(ctx, inside)])
