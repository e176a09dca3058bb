"""Formulas: from the MathML that OpenDocument holds to the OMML that Word does."""

from __future__ import annotations

from toguna.text.docx.blank import w
from toguna.text.odt.names import name_of
from toguna.text.ooxml import Element, qn

LEAVES = frozenset(f"math:{name}" for name in ("mi", "mn", "mo", "mtext", "ms"))
SHAPES = {
    "math:mfrac": ("f", ("num", "den")),
    "math:msup": ("sSup", ("e", "sup")),
    "math:msub": ("sSub", ("e", "sub")),
    "math:msubsup": ("sSubSup", ("e", "sub", "sup")),
    "math:mroot": ("rad", ("e", "deg")),
    "math:munder": ("limLow", ("e", "lim")),
    "math:mover": ("limUpp", ("e", "lim")),
}
SILENT = frozenset({"math:annotation", "math:annotation-xml", "math:mphantom"})


def formula(mathml: Element) -> Element:
    """Give a formula as Word has it."""
    return _made("oMath", *_converted(mathml))


def _converted(element: Element) -> list[Element]:
    name = name_of(element)
    if name in LEAVES:
        text = _made("t")
        text.text = "".join(map(str, element.itertext())).strip()
        return [_made("r", text)] if text.text else []
    children = [child for child in element if name_of(child) not in SILENT]
    if name == "math:msqrt":
        return [_made("rad", _made("e", *_all(children)))]
    if name in SHAPES:
        shape, slots = SHAPES[name]
        pairs = zip(slots, children, strict=False)
        return [_made(shape, *(_made(slot, *_converted(child)) for slot, child in pairs))]
    return _all(children)


def _all(children: list[Element]) -> list[Element]:
    return [made for child in children for made in _converted(child)]


def _made(name: str, *children: Element) -> Element:
    element = w("p").makeelement(qn(f"m:{name}"))
    element.extend(children)
    return element
