"""The small parts: settings, fonts, document properties, notes."""

from __future__ import annotations

from datetime import datetime

from lxml import etree

from ..ooxml.xml import Element, el, root, val
from ..typography import rsid
from .context import Context
from .cover import Edition
from .runs import note_body

_CP = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_DC = "http://purl.org/dc/elements/1.1/"
_TERMS = "http://purl.org/dc/terms/"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_APP = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"


def settings_part() -> Element:
    rsids = [val("w:rsid", rsid(f"draft {n}")) for n in range(5)]
    separators = [el("w:footnote", {"w:id": n}) for n in (-1, 0)]
    mode = {"w:name": "compatibilityMode", "w:val": 15,
            "w:uri": "http://schemas.microsoft.com/office/word"}  # fmt: skip
    return root(
        "w:settings",
        el("w:zoom", {"w:percent": 100}),
        el("w:proofState", {"w:spelling": "clean", "w:grammar": "clean"}),
        val("w:defaultTabStop", 708),
        val("w:hyphenationZone", 425),
        val("w:characterSpacingControl", "doNotCompress"),
        el("w:footnotePr", {}, *separators),
        el("w:compat", {}, el("w:compatSetting", mode)),
        el("w:rsids", {}, val("w:rsidRoot", rsid("draft 0")), *rsids),
        el("w:themeFontLang", {"w:val": "fr-FR"}),
        el("w:decimalSymbol", {"w:val": ","}),
        el("w:listSeparator", {"w:val": ";"}),
    )


def fonts_part() -> Element:
    arial = el(
        "w:font",
        {"w:name": "Arial"},
        val("w:panose1", "020B0604020202020204"),
        val("w:charset", "00"),
        val("w:family", "swiss"),
        val("w:pitch", "variable"),
    )
    return root("w:fonts", arial)


def footnotes_part(ctx: Context) -> Element:
    """The two separators and every note that the text calls, in order."""
    separators = [
        el(
            "w:footnote",
            {"w:type": kind, "w:id": number},
            el(
                "w:p",
                {},
                el("w:pPr", {}, el("w:spacing", {"w:after": 0})),
                el("w:r", {}, el(f"w:{kind}")),
            ),
        )
        for number, kind in ((-1, "separator"), (0, "continuationSeparator"))
    ]
    used = list(ctx.used_notes)
    notes = [note_body(ctx, name, number) for number, name in enumerate(used, start=1)]
    return root("w:footnotes", *separators, *notes)


def core_part(edition: Edition, modified_by: str = "", modified: str = "") -> bytes:
    """Dublin Core properties with fixed dates."""
    names = {"cp": _CP, "dc": _DC, "dcterms": _TERMS, "xsi": _XSI}
    core = etree.Element(f"{{{_CP}}}coreProperties", nsmap=names)
    fields = [
        (_DC, "title", f"Stratégie nationale de cybersécurité {edition.years} (document fictif)"),
        (_DC, "subject", "Exemple pour Toguna"),
        (_DC, "creator", edition.author),
        (_CP, "lastModifiedBy", modified_by or edition.author),
        (_CP, "revision", "7"),
        (_TERMS, "created", edition.created),
        (_TERMS, "modified", modified or edition.modified),
        (_DC, "language", "fr-FR"),
    ]
    for space, name, value in fields:
        node = etree.SubElement(core, f"{{{space}}}{name}")
        node.text = value
        if space == _TERMS:
            datetime.fromisoformat(value.replace("Z", "+00:00"))
            node.set(f"{{{_XSI}}}type", "dcterms:W3CDTF")
    data: bytes = etree.tostring(core, xml_declaration=True, encoding="UTF-8", standalone=True)
    return data


def app_part(pages: int) -> bytes:
    app = etree.Element(f"{{{_APP}}}Properties", nsmap={None: _APP})
    for name, value in (
        ("Pages", str(pages)),
        ("Application", "Microsoft Office Word"),
        ("Company", "Document fictif"),
        ("AppVersion", "16.0000"),
    ):
        etree.SubElement(app, f"{{{_APP}}}{name}").text = value
    data: bytes = etree.tostring(app, xml_declaration=True, encoding="UTF-8", standalone=True)
    return data
