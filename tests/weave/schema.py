"""The order in which ISO/IEC 29500 wants the children of properties."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
MARKS = "ins del moveFrom moveTo"
ORDER = {
    "rPr": f"""{MARKS} rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow
        emboss imprint noProof snapToGrid vanish webHidden color spacing w kern position sz szCs
        highlight u effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish
        oMath rPrChange""",
    "pPr": """pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr
        suppressLineNumbers pBdr shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct
        topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind
        contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment
        textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange""",
    "tcPr": """cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection
        tcFitText vAlign hideMark headers cellIns cellDel cellMerge tcPrChange""",
    "tbl": "tblPr tblGrid tr",
    "tr": "tblPrEx trPr tc",
}
RANKS = {
    W + name: {W + child: rank for rank, child in enumerate(children.split())}
    for name, children in ORDER.items()
}
ROW_ENDS = {W + "ins": 1, W + "del": 2, W + "trPrChange": 3}
"""In `w:trPr` everything else comes first, in any order."""
CHANGES = tuple(
    W + name
    for name in (
        "ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "moveFromRangeStart",
        "moveToRangeStart", "bookmarkStart",
    )
)  # fmt: skip


def faults(root: etree._Element) -> Iterator[str]:
    """Say what a schema-minded reader would find wrong in one part."""
    for element in root.iter(*RANKS):
        ranks = [RANKS[element.tag][c.tag] for c in element if c.tag in RANKS[element.tag]]
        if ranks != sorted(ranks):
            yield f"{_said(element)}: children out of order: {[_said(c) for c in element]}"
    for element in root.iter(W + "trPr"):
        ranks = [ROW_ENDS.get(child.tag, 0) for child in element]
        if ranks != sorted(ranks):
            yield f"trPr: children out of order: {[_said(c) for c in element]}"
    for paragraph in root.iter(W + "p"):
        if paragraph.find(W + "pPr") is not None and paragraph[0].tag != W + "pPr":
            yield "p: pPr is not first"
    for cell in root.iter(W + "tc"):
        if cell[-1].tag != W + "p":
            yield "tc: does not end with a paragraph"
    for text in root.iter(W + "t"):
        if _nearest(text, W + "del", W + "txbxContent") == W + "del":
            yield "del: holds a plain text"


def repeated_ids(roots: list[etree._Element]) -> list[str]:
    """Give the ids that two changes share (what `mc:Fallback` repeats does not count)."""
    seen: set[str] = set()
    twice = []
    for root in roots:
        for change in root.iter(*CHANGES):
            identifier = change.get(W + "id")
            if next(change.iterancestors(FALLBACK), None) is None:
                if identifier in seen:
                    twice.append(f"{_said(change)} {identifier}")
                seen.add(identifier)
    return twice


def _nearest(element: etree._Element, *tags: str) -> str | None:
    """Give the innermost of these that an element stands in: a text box starts a new text."""
    return next((ancestor.tag for ancestor in element.iterancestors(*tags)), None)


def _said(element: etree._Element) -> str:
    return element.tag.rpartition("}")[2]
