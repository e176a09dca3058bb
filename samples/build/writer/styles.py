"""The styles part, with the names that a French Word gives to the built-in styles."""

from __future__ import annotations

from ..ooxml.xml import Element, el, root, val

INDIGO, OCHRE, EARTH, SAND = "1F3A5F", "B8651B", "5B3A1E", "F3ECE2"
FONT = "Arial"
BUILT_IN = {
    "Normal", "Normal Table", "Table Grid", "Default Paragraph Font", "No List", "Body Text",
    "Quote", "List Paragraph", "List Bullet", "Hyperlink", "TOC Heading", "Signature",
}  # fmt: skip


def styles_part() -> Element:
    return root(
        "w:styles",
        _defaults(),
        *_base(),
        *_headings(),
        *_body(),
        *_lists(),
        *_contents(),
        *_notes(),
        *_tables(),
        *_cover(),
    )


def _defaults() -> Element:
    run = el(
        "w:rPr",
        {},
        el("w:rFonts", {"w:ascii": FONT, "w:hAnsi": FONT, "w:eastAsia": FONT, "w:cs": FONT}),
        val("w:sz", 22),
        val("w:szCs", 22),
        el("w:lang", {"w:val": "fr-FR", "w:eastAsia": "en-US", "w:bidi": "ar-SA"}),
    )
    paragraph = el("w:pPr", {}, spacing(0, 150, 295))
    return el(
        "w:docDefaults",
        {},
        el("w:rPrDefault", {}, run),
        el("w:pPrDefault", {}, paragraph),
    )


def style(
    style_id: str,
    name: str,
    *,
    kind: str = "paragraph",
    based: str = "Normal",
    follow: str = "",
    ppr: list[Element] | None = None,
    rpr: list[Element] | None = None,
    default: bool = False,
    extra: list[Element] | None = None,
    quick: bool = False,
) -> Element:
    """A style; children come in the order of the schema."""
    attrs: dict[str, object] = {"w:type": kind, "w:styleId": style_id}
    if default:
        attrs["w:default"] = 1
    if not name[0].islower() and name not in BUILT_IN:
        attrs["w:customStyle"] = 1
    return el(
        "w:style",
        attrs,
        val("w:name", name),
        val("w:basedOn", based) if based and not default else None,
        val("w:next", follow) if follow else None,
        el("w:qFormat") if quick else None,
        el("w:pPr", {}, *ppr) if ppr else None,
        el("w:rPr", {}, *rpr) if rpr else None,
        *(extra or []),
    )


def spacing(before: int, after: int, line: int | None = None) -> Element:
    attrs: dict[str, object] = {"w:before": before, "w:after": after}
    if line:
        attrs |= {"w:line": line, "w:lineRule": "auto"}
    return el("w:spacing", attrs)


def indent(left: int, hanging: int = 0) -> Element:
    attrs: dict[str, object] = {"w:left": left}
    if hanging:
        attrs["w:hanging"] = hanging
    return el("w:ind", attrs)


def numbered(level: int, list_id: int) -> Element:
    return el(
        "w:numPr",
        {},
        val("w:ilvl", level),
        val("w:numId", list_id),
    )


def look(
    size: int = 0, color: str = "", *, bold: bool = False, italic: bool = False, caps: bool = False
) -> list[Element]:
    """Run properties in schema order."""
    parts = [
        el("w:b") if bold else None,
        el("w:i") if italic else None,
        el("w:caps") if caps else None,
        val("w:color", color) if color else None,
        val("w:sz", size) if size else None,
        val("w:szCs", size) if size else None,
    ]
    return [part for part in parts if part is not None]


def border(side: str, color: str, size: int = 8, space: int = 4) -> Element:
    return el(
        f"w:{side}",
        {"w:val": "single", "w:sz": size, "w:space": space, "w:color": color},
    )


def _base() -> list[Element]:
    return [
        style("Normal", "Normal", default=True, quick=True),
        style("Policepardfaut", "Default Paragraph Font", kind="character", default=True, based=""),
        style(
            "TableauNormal",
            "Normal Table",
            kind="table",
            default=True,
            extra=[
                el(
                    "w:tblPr",
                    {},
                    el("w:tblInd", {"w:w": 0, "w:type": "dxa"}),
                    el(
                        "w:tblCellMar",
                        {},
                        el("w:top", {"w:w": 0, "w:type": "dxa"}),
                        el("w:left", {"w:w": 108, "w:type": "dxa"}),
                        el("w:bottom", {"w:w": 0, "w:type": "dxa"}),
                        el("w:right", {"w:w": 108, "w:type": "dxa"}),
                    ),
                )
            ],
        ),
        style("Aucuneliste", "No List", kind="numbering", default=True, based=""),
    ]


def _heading(style_id: str, name: str, level: int, size: int, color: str, *ppr: Element) -> Element:
    props = [el("w:keepNext"), el("w:keepLines"), *ppr, val("w:outlineLvl", level)]
    return style(
        style_id,
        name,
        follow="Corpsdetexte",
        ppr=props,
        rpr=look(size, color, bold=True),
        quick=True,
    )


def _headings() -> list[Element]:
    """Built-in headings, and ours based on them with other lists or none."""
    return [
        _heading(
            "Titre1", "heading 1", 0, 34, INDIGO,
            el("w:pageBreakBefore"), numbered(0, 1),
            el("w:pBdr", {}, border("bottom", OCHRE, 12, 6)), spacing(0, 280),
        ),
        _heading("Titre2", "heading 2", 1, 26, OCHRE, numbered(1, 1), spacing(320, 140)),
        _heading("Titre3", "heading 3", 2, 22, EARTH, spacing(240, 100)),
        style("TitreSansNumro", "Titre sans numéro", based="Titre1", follow="Corpsdetexte",
              ppr=[numbered(0, 0), el("w:ind", {"w:left": 0, "w:firstLine": 0})], quick=True),
        style("Axe", "Axe", based="Titre2", follow="Corpsdetexte", quick=True,
              ppr=[numbered(0, 2), spacing(480, 200)],
              rpr=look(28, INDIGO)),
        style("Objectif", "Objectif", based="Titre3", follow="Corpsdetexte", quick=True,
              ppr=[numbered(1, 2)], rpr=look(23, OCHRE)),
        style("Annexe", "Annexe", based="Titre1", follow="Corpsdetexte", quick=True,
              ppr=[numbered(0, 3)], rpr=look(30)),
        style("AnnexeSection", "Annexe section", based="Titre2", follow="Corpsdetexte",
              ppr=[numbered(1, 3)], rpr=look(24), quick=True),
    ]  # fmt: skip


def _body() -> list[Element]:
    return [
        style("Corpsdetexte", "Body Text", ppr=[val("w:jc", "both")], quick=True),
        style("Mesure", "Mesure", based="Corpsdetexte", quick=True,
              ppr=[numbered(2, 2), spacing(120, 140)]),
        style("MesureSuite", "Mesure suite", based="Corpsdetexte", ppr=[indent(794)]),
        style("Alina", "Alinéa", based="Corpsdetexte", ppr=[numbered(2, 1)], quick=True),
        style("Citation", "Quote", based="Corpsdetexte", quick=True,
              ppr=[el("w:pBdr", {}, border("left", OCHRE, 24, 12)), spacing(160, 240),
                   indent(567)],
              rpr=look(24, INDIGO, italic=True)),
        style("Lgende", "caption", follow="Corpsdetexte", quick=True,
              ppr=[el("w:keepNext"), spacing(240, 100)], rpr=look(19, INDIGO, bold=True)),
        style("Source", "Source", ppr=[spacing(80, 240)], rpr=look(17, "666666", italic=True)),
        style("Signature", "Signature", based="Corpsdetexte",
              ppr=[spacing(240, 0), val("w:jc", "right")], rpr=look(0, EARTH, italic=True)),
        style("Encadr", "Encadré", ppr=[spacing(0, 60), val("w:jc", "center")],
              rpr=look(19, INDIGO)),
        style("Lienhypertexte", "Hyperlink", kind="character", based="Policepardfaut",
              rpr=[val("w:color", "0563C1"), val("w:u", "single")]),
    ]  # fmt: skip


def _lists() -> list[Element]:
    return [
        style("Paragraphedeliste", "List Paragraph", based="Corpsdetexte",
              ppr=[spacing(0, 80), indent(720)], quick=True),
        style("ListeLettre", "Liste lettrée", based="Paragraphedeliste"),
        style("Listepuces", "List Bullet", based="Paragraphedeliste", ppr=[numbered(0, 4)]),
    ]  # fmt: skip


def _contents() -> list[Element]:
    def entry(number: int, left: int, hanging: int, **kw: bool) -> Element:
        tabs = el("w:tabs", {},
                  el("w:tab", {"w:val": "left", "w:pos": left + hanging}),
                  el("w:tab", {"w:val": "right", "w:leader": "dot", "w:pos": 9628}))  # fmt: skip
        return style(f"TM{number}", f"toc {number}", follow="Normal",
                     ppr=[tabs, spacing(120 if number == 1 else 0, 50),
                          el("w:ind", {"w:left": left + hanging, "w:hanging": hanging})],
                     rpr=look(20, INDIGO if number == 1 else "", **kw))  # fmt: skip

    return [
        entry(1, 0, 567, bold=True),
        entry(2, 284, 794),
        entry(3, 567, 1474),
        style("Tabledesillustrations", "table of figures", follow="Normal",
              ppr=[el("w:tabs", {}, el("w:tab", {"w:val": "right", "w:leader": "dot",
                                                 "w:pos": 9628})), spacing(0, 60)],
              rpr=look(20)),
        style("En-ttedetabledesmatires", "TOC Heading", based="TitreSansNumro", follow="Normal",
              ppr=[val("w:outlineLvl", 9)], quick=True),
    ]  # fmt: skip


def _notes() -> list[Element]:
    tabs = el("w:tabs", {}, el("w:tab", {"w:val": "right", "w:pos": 9638}))
    grey = look(16, "666666")
    superscript = [val("w:vertAlign", "superscript")]
    return [
        style("En-tte", "header", rpr=grey,
              ppr=[el("w:pBdr", {}, border("bottom", OCHRE, 4, 4)), tabs, spacing(0, 0)]),
        style("Pieddepage", "footer", rpr=grey, ppr=[
            el("w:tabs", {}, el("w:tab", {"w:val": "right", "w:pos": 9638})), spacing(0, 0)]),
        style("Notedebasdepage", "footnote text", ppr=[spacing(0, 40)], rpr=look(17)),
        style("Appelnotedebasdep", "footnote reference", kind="character",
              based="Policepardfaut", rpr=superscript),
        style("Marquedecommentaire", "annotation reference", kind="character",
              based="Policepardfaut", rpr=look(16)),
        style("Commentaire", "annotation text", ppr=[spacing(0, 0)], rpr=look(20)),
    ]  # fmt: skip


def _tables() -> list[Element]:
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    grid = el("w:tblPr", {}, el("w:tblBorders", {}, *[border(s, "BFB4A4", 4, 0) for s in sides]))
    head = el("w:tblStylePr", {"w:type": "firstRow"},
              el("w:rPr", {}, el("w:b"), val("w:color", "FFFFFF")),
              el("w:tcPr", {}, el("w:shd", {"w:val": "clear", "w:color": "auto",
                                            "w:fill": INDIGO})))  # fmt: skip
    return [
        style("Grilledutableau", "Table Grid", kind="table", based="TableauNormal", extra=[grid]),
        style("TableauStratgie", "Tableau stratégie", kind="table", based="Grilledutableau",
              extra=[head]),
        style("TableauTexte", "Tableau texte", ppr=[spacing(60, 60, 252)], rpr=look(18)),
        style("TableauEntte", "Tableau en-tête", based="TableauTexte",
              ppr=[el("w:keepNext")], rpr=look(0, "FFFFFF", bold=True)),
    ]  # fmt: skip


def _cover() -> list[Element]:
    center = val("w:jc", "center")

    def line(style_id: str, name: str, before: int, after: int, *rpr: Element) -> Element:
        return style(style_id, name, ppr=[spacing(before, after), val("w:jc", "center")],
                     rpr=list(rpr))  # fmt: skip

    box = el("w:pBdr", {}, *[border(s, OCHRE, 12, 8) for s in ("top", "left", "bottom", "right")])
    return [
        line("Couverture", "Couverture", 0, 60, *look(22, EARTH)),
        line("CouvertureTitre", "Couverture titre", 360, 120, *look(60, INDIGO, bold=True)),
        line("CouvertureSousTitre", "Couverture sous-titre", 0, 240, *look(30, OCHRE, bold=True)),
        style("Avertissement", "Avertissement", rpr=look(19, EARTH),
              ppr=[box, el("w:shd", {"w:val": "clear", "w:color": "auto", "w:fill": SAND}),
                   spacing(480, 0), el("w:ind", {"w:left": 850, "w:right": 850}), center]),
    ]  # fmt: skip
