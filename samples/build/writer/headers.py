"""Headers, footers and the section properties that call them."""

from __future__ import annotations

from ..ooxml.xml import Element, el, root, val
from .context import Context
from .fields import field
from .runs import run

FICTION = "Document fictif – exemple pour Toguna"
_GREY = "666666"


def write_headers(ctx: Context, title: str, version: str, pages: int) -> dict[str, str]:
    """Add the header and footer parts; return the relationship id of each."""
    package = ctx.package
    ids = {}
    for name, width in (("1", 9638), ("2", 14570)):
        header = _paragraph(ctx, f"header {name}", "En-tte", width, [run(title)], [run(version)])
        ids[f"header{name}"] = package.add(f"header{name}.xml", root("w:hdr", header), "header")
        ids[f"footer{name}"] = package.add(
            f"footer{name}.xml", root("w:ftr", *_footer(ctx, name, width, pages)), "footer"
        )
    empty = el("w:p", ctx.paragraph_attributes("header first"),
               el("w:pPr", {}, val("w:pStyle", "En-tte"), _no_border()))  # fmt: skip
    ids["header3"] = package.add("header3.xml", root("w:hdr", empty), "header")
    cover = el("w:p", ctx.paragraph_attributes("footer first"),
               el("w:pPr", {}, val("w:pStyle", "Pieddepage"), val("w:jc", "center")),
               run(FICTION))  # fmt: skip
    ids["footer3"] = package.add("footer3.xml", root("w:ftr", cover), "footer")
    return ids


def _no_border() -> Element:
    return el("w:pBdr", {}, el("w:bottom", {"w:val": "nil"}))


def _paragraph(
    ctx: Context, key: str, style: str, width: int, left: list[Element], right: list[Element]
) -> Element:
    clear = el("w:tab", {"w:val": "clear", "w:pos": 9638})
    tabs = None
    if width != 9638:
        tabs = el("w:tabs", {}, clear, el("w:tab", {"w:val": "right", "w:pos": width}))
    props = el("w:pPr", {}, val("w:pStyle", style), tabs)
    return el("w:p", ctx.paragraph_attributes(key), props, *left,
              el("w:r", {}, el("w:tab")), *right)  # fmt: skip


def _footer(ctx: Context, name: str, width: int, pages: int) -> list[Element]:
    left = [run(f"{FICTION} · fichier enregistré le "),
            *field('SAVEDATE \\@ "dd/MM/yyyy"', "02/06/2025")]  # fmt: skip
    right = [run("Page "), *field("PAGE", "2"), run(" sur "), *field("NUMPAGES", str(pages))]
    return [_paragraph(ctx, f"footer {name}", "Pieddepage", width, left, right)]


def section(ids: dict[str, str], *, landscape: bool = False, first: bool = False) -> Element:
    """Section properties; the cover has its own header and footer."""
    name = "2" if landscape else "1"
    width, height = (16838, 11906) if landscape else (11906, 16838)
    size: dict[str, object] = {"w:w": width, "w:h": height}
    if landscape:
        size["w:orient"] = "landscape"
    references = [("headerReference", "default", f"header{name}"),
                  ("headerReference", "first", "header3"),
                  ("footerReference", "default", f"footer{name}"),
                  ("footerReference", "first", "footer3")]  # fmt: skip
    return el(
        "w:sectPr",
        {},
        *[
            el(f"w:{tag}", {"w:type": kind, "r:id": ids[part]})
            for tag, kind, part in references
            if first or kind == "default"
        ],
        val("w:type", "nextPage"),
        el("w:pgSz", size),
        el("w:pgMar", {"w:top": 1418, "w:right": 1134, "w:bottom": 1304, "w:left": 1134,
                       "w:header": 680, "w:footer": 567, "w:gutter": 0}),
        el("w:cols", {"w:space": 708}),
        el("w:titlePg") if first else None,
        el("w:docGrid", {"w:linePitch": 360}),
    )  # fmt: skip
