"""From the spans of a line to runs, fields, note calls and links."""

from __future__ import annotations

from ..ooxml.xml import Element, el, text, val
from .context import Context, bookmark_name
from .fields import field
from .inline import Span, spans


def runs(ctx: Context, line: str) -> list[Element]:
    return [node for span in spans(line) for node in _span(ctx, span)]


def run(words: str, *rpr: Element) -> Element:
    return el("w:r", {}, el("w:rPr", {}, *rpr) if rpr else None, text(words))


def styled_run(style: str, content: Element) -> Element:
    return el("w:r", {}, el("w:rPr", {}, val("w:rStyle", style)), content)


def _span(ctx: Context, span: Span) -> list[Element]:
    if span.kind == "note":
        number = ctx.note_id(span.target)
        reference = el("w:footnoteReference", {"w:id": number})
        return [styled_run("Appelnotedebasdep", reference)]
    if span.kind == "ref":
        return field(f"REF {bookmark_name(span.target)} \\h", ctx.outline.anchors[span.target])
    if span.kind == "nref":
        number = ctx.outline.anchors[span.target]
        return field(f"REF {bookmark_name(span.target)} \\r \\h", number)
    if span.kind == "link":
        rel_id = ctx.package.relate("hyperlink", span.target, external=True)
        return [
            el("w:hyperlink", {"r:id": rel_id, "w:history": 1},
               run(span.text, val("w:rStyle", "Lienhypertexte")))
        ]  # fmt: skip
    marks = [el("w:b") if span.bold else None, el("w:i") if span.italic else None]
    return [run(span.text, *[mark for mark in marks if mark is not None])]


def bookmarked(ctx: Context, name: str, content: list[Element]) -> list[Element]:
    """Wrap runs in a bookmark."""
    number = ctx.next_bookmark()
    start = el("w:bookmarkStart", {"w:id": number, "w:name": name})
    return [start, *content, el("w:bookmarkEnd", {"w:id": number})]


def note_body(ctx: Context, name: str, number: int) -> Element:
    """One footnote of the footnotes part."""
    mark = styled_run("Appelnotedebasdep", el("w:footnoteRef"))
    body = el(
        "w:p",
        ctx.paragraph_attributes(f"note {name}"),
        el("w:pPr", {}, val("w:pStyle", "Notedebasdepage")),
        mark,
        run(" "),
        *runs(ctx, ctx.notes[name]),
    )
    return el("w:footnote", {"w:id": number}, body)
