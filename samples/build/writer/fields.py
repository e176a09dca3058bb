"""Complex fields: begin, instruction, separator, cached result, end."""

from __future__ import annotations

from ..ooxml.xml import Element, el, text


def field_char(kind: str, rpr: Element | None = None) -> Element:
    return el("w:r", {}, rpr, el("w:fldChar", {"w:fldCharType": kind}))


def field(instruction: str, result: str, *rpr: Element) -> list[Element]:
    """The runs of one field with its cached result."""

    def props() -> Element | None:
        return el("w:rPr", {}, *[_copy(part) for part in rpr]) if rpr else None

    return [
        field_char("begin", props()),
        el("w:r", {}, props(), text(f" {instruction} ", "w:instrText")),
        field_char("separate", props()),
        el("w:r", {}, props(), text(result)),
        field_char("end", props()),
    ]


def _copy(node: Element) -> Element:
    return node.__copy__()
