"""Pictures, text boxes and shapes of OpenDocument as the drawings of a DOCX."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from toguna.text.docx.blank import w
from toguna.text.odt.names import find, get, name_of, on
from toguna.text.ooxml import NAMESPACES, Element, parse_xml, qn

if TYPE_CHECKING:
    from toguna.text.odt.convert import Conversion

PICTURE_NAMESPACE = "http://schemas.openxmlformats.org/drawingml/2006/picture"
SHAPES = frozenset(
    f"draw:{name}"
    for name in ("custom-shape", "rect", "ellipse", "circle", "line", "polyline", "polygon",
                 "regular-polygon", "path", "connector", "caption", "measure", "control")
)  # fmt: skip
DRAWINGS = SHAPES | {"draw:frame", "draw:g"}
LENGTH = re.compile(r"([0-9]{1,6}(?:\.[0-9]{1,6})?)(in|cm|mm|pt|px)?", re.ASCII)
EMU = {"in": 914_400, "cm": 360_000, "mm": 36_000, "pt": 12_700, "px": 9_525}
GRAPHIC = qn("a:graphicData")
USUAL_SIZE = 1_800_000
LARGEST_SIZE = 50_000_000
FRAME = (
    f'<w:drawing xmlns:w="{NAMESPACES["w"]}" xmlns:wp="{NAMESPACES["wp"]}" '
    f'xmlns:a="{NAMESPACES["a"]}" xmlns:r="{NAMESPACES["r"]}" xmlns:wps="{NAMESPACES["wps"]}" '
    f'xmlns:pic="{PICTURE_NAMESPACE}"><wp:inline><wp:extent cx="%(cx)d" cy="%(cy)d"/>'
    '<wp:docPr id="%(id)s" name="%(name)s %(id)s"/><a:graphic>%(graphic)s</a:graphic>'
    "</wp:inline></w:drawing>"
)
PLACE = (
    '<a:xfrm><a:off x="0" y="0"/><a:ext cx="%(cx)d" cy="%(cy)d"/></a:xfrm>'
    '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
)
PICTURE = (
    f'<a:graphicData uri="{PICTURE_NAMESPACE}"><pic:pic><pic:nvPicPr>'
    '<pic:cNvPr id="%(id)s" name="%(name)s %(id)s"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
    '<a:blip r:embed="%(relation)s"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
    f"<pic:spPr>{PLACE}</pic:spPr></pic:pic></a:graphicData>"
)
SHAPE = (
    f'<a:graphicData uri="{NAMESPACES["wps"]}"><wps:wsp><wps:cNvSpPr/><wps:spPr>{PLACE}'
    "</wps:spPr>%(box)s<wps:bodyPr/></wps:wsp></a:graphicData>"
)


class Frames:
    """Makes drawings, in reading order."""

    def __init__(self, conversion: Conversion) -> None:
        self._conversion = conversion

    def drawings(self, element: Element) -> Iterator[Element]:
        """Give what a frame, shape or group is as Word has it."""
        name = name_of(element)
        if name == "draw:g":
            yield from self._group(element)
        elif name == "draw:frame":
            yield from self._frame(element)
        elif name in SHAPES:
            yield self._shape(element, element)

    def _group(self, group: Element) -> Iterator[Element]:
        """Several drawings that move together are one."""
        first: Element | None = None
        for child in group:
            for drawing in self.drawings(child):
                if first is None:
                    first = drawing
                else:
                    next(first.iter(GRAPHIC)).extend(next(drawing.iter(GRAPHIC)))
        if first is not None:
            yield first

    def _frame(self, frame: Element) -> Iterator[Element]:
        box = find(frame, "draw:text-box")
        if box is not None:
            yield self._shape(frame, box)
            return
        image = find(frame, "draw:image")
        data = None if image is None else self._conversion.opened.picture(image)
        if image is not None and data is not None:
            yield self._picture(frame, get(image, "xlink:href"), data)
        else:
            yield self._shape(frame, frame)

    def _picture(self, frame: Element, href: str, data: bytes) -> Element:
        conversion = self._conversion
        extension = href.rpartition(".")[2].lower()
        relation = conversion.document.add_picture(data, extension, conversion.part)
        values = self._values(frame, "Image") | {"relation": relation}
        return _drawing(PICTURE % values, values)

    def _shape(self, frame: Element, content: Element) -> Element:
        texts = any(_has_text(child) for child in content)
        values = self._values(frame, "Forme")
        box = "<wps:txbx><w:txbxContent/></wps:txbx>" if texts else ""
        drawing = _drawing(SHAPE % (values | {"box": box}), values)
        if texts:
            inner = next(drawing.iter(w("txbxContent").tag))
            with self._conversion.changes.aside():
                self._conversion.blocks.fill(content, inner)
        return drawing

    def _values(self, frame: Element, name: str) -> dict[str, object]:
        return {
            "cx": emu(get(frame, "svg:width")),
            "cy": emu(get(frame, "svg:height")),
            "id": self._conversion.document.next_id(),
            "name": name,
        }


def _drawing(graphic: str, values: dict[str, object]) -> Element:
    return parse_xml((FRAME % (values | {"graphic": graphic})).encode())


def _has_text(block: Element) -> bool:
    if name_of(block) not in ("text:p", "text:h", "text:list", "table:table"):
        return False
    return any(text.strip() for text in map(str, block.itertext())) or len(block) > 0


def emu(length: str) -> int:
    """Give a length in EMU; a usual one where it is not said or makes no sense."""
    match = LENGTH.fullmatch(length)
    if match is None:
        return USUAL_SIZE
    return min(LARGEST_SIZE, round(float(match.group(1)) * EMU[match.group(2) or "pt"]))


def repeats_frame(shape: Element) -> bool:
    """Tell whether a shape says again what the text box before it says.

    LibreOffice writes a text box of a header or footer twice, once in each way.
    """
    frame = shape.getprevious()
    if name_of(shape) != "draw:custom-shape" or frame is None:
        return False
    box = find(frame, "draw:text-box")
    return box is not None and "".join(map(str, box.itertext())) == "".join(
        map(str, shape.itertext())
    )


def formula_of(frame: Element, conversion: Conversion) -> Element | None:
    """Give the MathML of the formula that a frame shows, None where it shows something else."""
    shown = find(frame, "draw:object")
    if shown is None:
        return None
    inline = find(shown, "math:math")
    if inline is not None:
        return inline
    root = conversion.opened.root_of(get(shown, "xlink:href") + "/content.xml")
    return root if root is not None and root.tag == on("math:math") else None
