"""Inline things that are not text: how two of them are known to be the same.

A key is made of what a person sees (the bytes of a picture, the symbols of a formula), never
of what programs write otherwise at each save (ids, positions, namespaces).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from toguna.text.content import Side
from toguna.text.errors import UnreadableFile
from toguna.text.ooxml import Element, W, qn
from toguna.text.package import Package, Relationship

TEXT_BOX = W + "txbxContent"
CHOICE, FALLBACK = qn("mc:Choice"), qn("mc:Fallback")
ALTERNATE = qn("mc:AlternateContent")
MATH_TEXT = qn("m:t")
MATH = MATH_TEXT.removesuffix("t")
TARGET_ATTRIBUTES = tuple(qn(f"r:{name}") for name in ("embed", "link", "id", "pict", "dm"))
DRAWINGS = frozenset({W + "drawing", W + "pict", W + "object", ALTERNATE})
ENTERS, LEAVES = frozenset({W + "ins", W + "moveTo"}), frozenset({W + "del", W + "moveFrom"})


def preferred(node: Element) -> Element:
    """Give the branch of an alternate content that is read; the node itself where it is none."""
    if node.tag != ALTERNATE:
        return node
    choice = node.find(CHOICE)
    if choice is None:
        choice = node.find(FALLBACK)
    return node if choice is None else choice


def text_boxes(node: Element) -> list[Element]:
    """Give the contents of the text boxes of a drawing, each once, outermost only."""
    return list(_text_boxes(preferred(node)))


def _text_boxes(node: Element) -> Iterator[Element]:
    for child in node:
        if child.tag == TEXT_BOX:
            yield child
        elif child.tag == ALTERNATE:
            yield from _text_boxes(preferred(child))
        else:
            yield from _text_boxes(child)


def drawing_key(node: Element, package: Package, part: str) -> tuple[str, str]:
    """Give the key of a drawing, picture or embedded object, and what to call it in French."""
    branch = preferred(node)
    boxes = len(text_boxes(node))
    if boxes:
        return f"text box:{boxes}", "[zone de texte]"
    relationships = package.relationships(part)
    targets = [
        relationship
        for child in branch.iter()
        for attribute in TARGET_ATTRIBUTES
        if (relationship := relationships.get(child.get(attribute) or "")) is not None
        and relationship.type != "hyperlink"
    ]
    images = [target for target in targets if target.type == "image"]
    if targets:
        # An embedded object is known by its picture: programs write the object itself anew.
        digests = {f"{target.type}={_digest(package, target)}" for target in images or targets}
        name = "[image]" if images else "[objet]"
        return "drawing:" + ",".join(sorted(digests)), name
    # One program's line is another's rectangle: that there is a shape is all that holds.
    return "shape", "[forme]"


def _digest(package: Package, relationship: Relationship) -> str:
    """Tell what a drawing points at: the words of a chart or diagram, the bytes of the rest."""
    target = relationship.target
    if relationship.external:
        return target
    root = package.optional_root(target) if target.endswith(".xml") else None
    if root is not None:
        words = [e.text or "" for e in root.iter(qn("a:t"), qn("c:v"))]
        return hashlib.sha256("\0".join(words).encode()).hexdigest()[:16]
    try:
        return hashlib.sha256(package.read(target)).hexdigest()[:16]
    except UnreadableFile:
        return target


def math_key(node: Element, side: Side | None = None) -> str:
    """Give the symbols of a formula and how they are nested, on one side if it is tracked."""
    return "math:" + _math(node, side)


def _math(node: Element, side: Side | None) -> str:
    if node.tag == MATH_TEXT or node.tag in (W + "t", W + "delText"):
        return node.text or ""
    if not isinstance(node.tag, str) or node.tag.endswith("Pr"):
        return ""
    if side is not None and _absent(node, side):
        return ""
    inside = "".join(_math(child, side) for child in node)
    local = node.tag.rpartition("}")[2]
    if not node.tag.startswith(MATH) or local in ("r", "oMath", "oMathPara"):
        return inside
    return f"{local}({inside})"


def _absent(node: Element, side: Side) -> bool:
    if node.tag in (ENTERS if side is Side.BEFORE else LEAVES):
        return True
    properties = node.find(W + "rPr")
    if properties is None:
        properties = node.find(f"*/{qn('m:ctrlPr')}/{W}rPr")
    if properties is None:
        return False
    hidden = ENTERS if side is Side.BEFORE else LEAVES
    return any(child.tag in hidden for child in properties)


def math_text(node: Element) -> str:
    """Give a formula as a person can read it on one line."""
    return "".join(element.text or "" for element in node.iter(MATH_TEXT))


def opaque_key(node: Element) -> str:
    """Give the key of an element that has no reading of its own: its words."""
    words = "".join(str(text) for text in node.itertext())
    return f"{node.tag.rpartition('}')[2]}:{words}"
