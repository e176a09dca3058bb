"""An inline picture and a floating text box, in the two ways that Word writes the latter."""

from __future__ import annotations

import copy

from ..ooxml.xml import NS, Element, el
from .context import Context

EMU = 360_000  # in a centimetre


def inline_picture(ctx: Context, name: str, width: float, height: float, alt: str) -> Element:
    """A run with the picture `media/NAME.png`."""
    rel_id = ctx.package.relate("image", f"media/{name}.png")
    number = ctx.next_drawing()
    size = {"cx": round(width * EMU), "cy": round(height * EMU)}
    inline = el(
        "wp:inline",
        {"distT": 0, "distB": 0, "distL": 0, "distR": 0},
        el("wp:extent", dict(size)),
        el("wp:effectExtent", {"l": 0, "t": 0, "r": 0, "b": 0}),
        el("wp:docPr", {"id": number, "name": f"Image {number}", "descr": alt}),
        el("wp:cNvGraphicFramePr", {}, el("a:graphicFrameLocks", {"noChangeAspect": 1})),
        _graphic("pic", _picture(rel_id, name, number, size)),
    )
    return el("w:r", {}, el("w:rPr", {}, el("w:noProof")), el("w:drawing", {}, inline))


def _graphic(prefix: str, content: Element) -> Element:
    return el("a:graphic", {}, el("a:graphicData", {"uri": NS[prefix]}, content))


def _picture(rel_id: str, name: str, number: int, size: dict[str, object]) -> Element:
    return el(
        "pic:pic",
        {},
        el(
            "pic:nvPicPr",
            {},
            el("pic:cNvPr", {"id": number, "name": f"{name}.png"}),
            el("pic:cNvPicPr"),
        ),
        el(
            "pic:blipFill",
            {},
            el("a:blip", {"r:embed": rel_id}),
            el("a:stretch", {}, el("a:fillRect")),
        ),
        el("pic:spPr", {}, _frame(size), _rectangle()),
    )


def _frame(size: dict[str, object]) -> Element:
    return el("a:xfrm", {}, el("a:off", {"x": 0, "y": 0}), el("a:ext", dict(size)))


def _rectangle() -> Element:
    return el("a:prstGeom", {"prst": "rect"}, el("a:avLst"))


def text_box(ctx: Context, paragraphs: list[Element]) -> Element:
    """A run with the box twice: DrawingML for Word 2010 and later, VML for the others."""
    number = ctx.next_drawing()
    again = [copy.deepcopy(node) for node in paragraphs]
    alternate = el(
        "mc:AlternateContent",
        {},
        el("mc:Choice", {"Requires": "wps"}, el("w:drawing", {}, _anchor(number, paragraphs))),
        el("mc:Fallback", {}, el("w:pict", {}, _vml(number, again))),
    )
    return el("w:r", {}, el("w:rPr", {}, el("w:noProof")), alternate)


def _anchor(number: int, paragraphs: list[Element]) -> Element:
    size = {"cx": round(8.4 * EMU), "cy": round(3.4 * EMU)}
    return el(
        "wp:anchor",
        {"distT": 72000, "distB": 72000, "distL": 114300, "distR": 114300, "simplePos": 0,
         "relativeHeight": 251659264, "behindDoc": 0, "locked": 0, "layoutInCell": 1,
         "allowOverlap": 0},
        el("wp:simplePos", {"x": 0, "y": 0}),
        el("wp:positionH", {"relativeFrom": "margin"}, el("wp:align", {}, "center")),
        el("wp:positionV", {"relativeFrom": "paragraph"}, el("wp:posOffset", {}, "60000")),
        el("wp:extent", dict(size)),
        el("wp:effectExtent", {"l": 0, "t": 0, "r": 0, "b": 0}),
        el("wp:wrapTopAndBottom"),
        el("wp:docPr", {"id": number, "name": f"Zone de texte {number}"}),
        el("wp:cNvGraphicFramePr"),
        _graphic("wps", _shape(size, paragraphs)),
    )  # fmt: skip


def _shape(size: dict[str, object], paragraphs: list[Element]) -> Element:
    fill = el("a:solidFill", {}, el("a:srgbClr", {"val": "F3ECE2"}))
    line = el("a:ln", {"w": 12700}, el("a:solidFill", {}, el("a:srgbClr", {"val": "B8651B"})))
    inset = {"rot": 0, "vert": "horz", "wrap": "square", "lIns": 91440, "tIns": 91440,
             "rIns": 91440, "bIns": 45720, "anchor": "ctr", "anchorCtr": 0}  # fmt: skip
    return el(
        "wps:wsp",
        {},
        el("wps:cNvSpPr", {"txBox": 1}),
        el("wps:spPr", {}, _frame(size), _rectangle(), fill, line),
        el("wps:txbx", {}, el("w:txbxContent", {}, *paragraphs)),
        el("wps:bodyPr", inset, el("a:noAutofit")),
    )


def _vml(number: int, paragraphs: list[Element]) -> Element:
    style = (
        "position:absolute;margin-left:0;margin-top:4.7pt;width:238pt;height:96.4pt;"
        "z-index:251659264;mso-position-horizontal:center;mso-position-horizontal-relative:margin"
    )
    return el(
        "v:rect",
        {"id": f"Zone_de_texte_{number}", "style": style, "fillcolor": "#f3ece2",
         "strokecolor": "#b8651b"},
        el("v:textbox", {}, el("w:txbxContent", {}, *paragraphs)),
        el("w10:wrap", {"type": "topAndBottom"}),
    )  # fmt: skip
