"""Accepting and rejecting tracked changes in the XML itself.

What Word does on "accept" and "reject", for any subset of the changes: rows and cells first,
then properties, then runs, then the marks of paragraphs, which join what they separated.
"""

from __future__ import annotations

from collections.abc import Callable

from toguna.text.docx.atoms import MATH
from toguna.text.ooxml import Element, W

Verdict = Callable[[Element], bool | None]
"""For the element of a tracked change: True accepts it, False rejects it, None leaves it."""

COMES = frozenset({W + "ins", W + "moveTo", W + "cellIns"})
GOES = frozenset({W + "del", W + "moveFrom", W + "cellDel"})
MARKS = COMES | GOES | {W + "cellMerge"}
MOVE_RANGES = tuple(
    W + kind + end for kind in ("moveFrom", "moveTo") for end in ("RangeStart", "RangeEnd")
)
CONTROL_RANGES = tuple(
    W + f"customXml{kind}Range{end}"
    for kind in ("Ins", "Del", "MoveFrom", "MoveTo")
    for end in ("Start", "End")
)
PROPERTY_CHANGES = tuple(
    W + f"{name}Change" for name in ("rPr", "pPr", "sectPr", "tblPr", "tblPrEx", "trPr", "tcPr")
)
KEPT_WITH_OLD = {
    W + "rPrChange": (W + "ins", W + "del", W + "moveFrom", W + "moveTo"),
    W + "pPrChange": (W + "rPr", W + "sectPr"),
    W + "sectPrChange": (W + "headerReference", W + "footerReference"),
    W + "trPrChange": (W + "ins", W + "del"),
    W + "tcPrChange": (W + "cellIns", W + "cellDel", W + "cellMerge"),
}
"""What a rejected change of properties leaves as it is (the old properties never hold it)."""
TEXT_AGAIN = {W + "delText": W + "t", W + "delInstrText": W + "instrText"}
P, TBL, TR, TC, PPR, RPR = (W + name for name in ("p", "tbl", "tr", "tc", "pPr", "rPr"))
SDT, SDT_CONTENT, CUSTOM = W + "sdt", W + "sdtContent", W + "customXml"


def accept_all(element: Element) -> bool:
    """The verdict that accepts everything."""
    return True


def reject_all(element: Element) -> bool:
    """The verdict that rejects everything."""
    return False


def resolve(root: Element, verdict: Verdict) -> None:
    """Accept and reject, in place, the tracked changes in an element as `verdict` says."""
    _rows_and_cells(root, verdict)
    _properties(root, verdict)
    _runs(root, verdict)
    _marks(root, verdict)
    _markers(root, verdict)


def is_gone(change: Element, verdict: Verdict) -> bool | None:
    """Tell whether what a change marks disappears; None where the change is left."""
    decided = verdict(change)
    if decided is None:
        return None
    return not decided if change.tag in COMES else decided


def drop(element: Element) -> None:
    """Remove an element, keeping the text that follows it where it is."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is None:
            parent.text = (parent.text or "") + element.tail
        else:
            before.tail = (before.tail or "") + element.tail
    parent.remove(element)


def unwrap(element: Element) -> None:
    """Put the children of an element in its place."""
    parent = element.getparent()
    if parent is None:
        return
    for child in list(element):
        element.addprevious(child)
    parent.remove(element)


def _rows_and_cells(root: Element, verdict: Verdict) -> None:
    for kind, properties in ((TR, W + "trPr"), (TC, W + "tcPr")):
        for whole in list(root.iter(kind)):
            marks = whole.find(properties)
            if marks is None:
                continue
            for change in [c for c in marks if c.tag in COMES or c.tag in GOES]:
                gone = is_gone(change, verdict)
                if gone:
                    _drop_and_empty_parents(whole)
                elif gone is not None:
                    drop(change)
    for merge in list(root.iter(W + "cellMerge")):
        if verdict(merge) is not None:
            drop(merge)


def _drop_and_empty_parents(element: Element) -> None:
    """Remove a row or cell, and the row or table that it leaves without any."""
    parent = element.getparent()
    drop(element)
    while parent is not None and parent.tag in (TR, TBL):
        if next(parent.iter(TC if parent.tag == TR else TR), None) is not None:
            return
        outer = parent.getparent()
        drop(parent)
        parent = outer


def _properties(root: Element, verdict: Verdict) -> None:
    for change in list(root.iter(*PROPERTY_CHANGES)):
        decided = verdict(change)
        properties = change.getparent()
        if decided is None or properties is None:
            continue
        drop(change)
        # Where none belongs, the old properties would take the place of the text.
        if not decided and change.tag == f"{properties.tag}Change":
            _restore(properties, change)
    for change in list(root.iter(W + "tblGridChange", W + "numberingChange")):
        decided = verdict(change)
        parent = change.getparent()
        if decided is None or parent is None:
            continue
        drop(change)
        if not decided and change.tag == W + "tblGridChange" and len(change):
            parent[:] = list(change[0])
    for change in list(root.iter(W + "ins")):
        parent = change.getparent()
        if parent is not None and parent.tag == W + "numPr":
            decided = verdict(change)
            if decided is not None:
                drop(change if decided else parent)


def _restore(properties: Element, change: Element) -> None:
    kept = KEPT_WITH_OLD.get(change.tag, ())
    for child in list(properties):
        if child.tag not in kept:
            properties.remove(child)
    old = [c for c in change[0] if c.tag not in MARKS] if len(change) else []
    if change.tag == W + "sectPrChange":
        properties.extend(old)
    else:
        properties[0:0] = old


def _runs(root: Element, verdict: Verdict) -> None:
    for change in list(root.iter(W + "ins", W + "del", W + "moveFrom", W + "moveTo")):
        parent = change.getparent()
        if parent is None or parent.tag in (RPR, W + "trPr", W + "numPr"):
            continue
        gone = is_gone(change, verdict)
        if gone is None:
            continue
        if gone:
            drop(change)
            continue
        if change.tag in GOES:
            for text in list(change.iter(*TEXT_AGAIN)):
                text.tag = TEXT_AGAIN[text.tag]
        unwrap(change)
    _math_marks(root, verdict)


def _math_marks(root: Element, verdict: Verdict) -> None:
    """Changes of symbols inside formulas are marked in their properties."""
    for properties in list(root.iter(RPR)):
        holder = properties.getparent()
        if holder is None or not isinstance(holder.tag, str) or not holder.tag.startswith(MATH):
            continue
        for change in [c for c in properties if c.tag in COMES or c.tag in GOES]:
            gone = is_gone(change, verdict)
            if gone:
                symbol = holder.getparent() if holder.tag.endswith("ctrlPr") else holder
                owner = (
                    symbol.getparent() if symbol is not None and symbol is not holder else holder
                )
                if owner is not None:
                    drop(owner)
            elif gone is not None:
                drop(change)


def _marks(root: Element, verdict: Verdict) -> None:
    gone = _gone_marks(root, verdict)
    # From the last to the first, so that a long chain is not carried along word by word.
    last_ones = [paragraph for paragraph in reversed(gone) if not _join_to_next(paragraph)]
    for paragraph in reversed(last_ones):
        _close_up(paragraph)


def _gone_marks(root: Element, verdict: Verdict) -> list[Element]:
    """Settle the changes of paragraph marks, and give the paragraphs whose mark is gone."""
    without: list[Element] = []
    for paragraph in root.iter(P):
        properties = paragraph.find(f"{PPR}/{RPR}")
        if properties is None:
            continue
        changes = [c for c in properties if c.tag in COMES or c.tag in GOES]
        verdicts = [is_gone(change, verdict) for change in changes]
        for change, gone in zip(changes, verdicts, strict=True):
            if gone is not None:
                properties.remove(change)
        if any(verdicts):
            without.append(paragraph)
    return without


def _join_to_next(paragraph: Element) -> bool:
    """What a paragraph without mark holds goes on in the next one, if one follows."""
    following = _next_block(paragraph)
    if following is None or following.tag != P:
        return False
    first = 1 if len(following) and following[0].tag == PPR else 0
    following[first:first] = [child for child in paragraph if child.tag != PPR]
    drop(paragraph)
    return True


def _close_up(paragraph: Element) -> None:
    """A paragraph without mark that no other follows stays if it has words."""
    content = [child for child in paragraph if child.tag != PPR]
    if not any(_has_content(child) for child in content) and _has_sibling_block(paragraph):
        for child in content:
            paragraph.addprevious(child)
        drop(paragraph)


def _next_block(block: Element) -> Element | None:
    """Give the paragraph or table that follows, into and out of content controls."""
    following = block.getnext()
    while following is not None and following.tag not in (P, TBL, SDT, CUSTOM):
        following = following.getnext()
    if following is not None and following.tag in (SDT, CUSTOM):
        return next(following.iter(P, TBL), None)
    parent = block.getparent()
    if following is None and parent is not None and parent.tag in (SDT_CONTENT, CUSTOM):
        control = parent.getparent() if parent.tag == SDT_CONTENT else parent
        return None if control is None else _next_block(control)
    return following


def _has_content(element: Element) -> bool:
    return any(
        node.tag not in (W + "r", W + "rPr") and node.getparent() is not None
        for node in element.iter(W + "t", W + "tab", W + "br", W + "drawing", W + "pict",
                                 W + "object", W + "footnoteReference", W + "endnoteReference",
                                 W + "fldChar", W + "sym", MATH + "oMath")
    )  # fmt: skip


def _has_sibling_block(paragraph: Element) -> bool:
    parent = paragraph.getparent()
    return parent is not None and sum(child.tag in (P, TBL) for child in parent) > 1


def _markers(root: Element, verdict: Verdict) -> None:
    left = {
        W + kind for kind in ("moveFrom", "moveTo") if next(root.iter(W + kind), None) is not None
    }
    for marker in list(root.iter(*MOVE_RANGES)):
        if not any(marker.tag.startswith(kind) for kind in left):
            drop(marker)
    for marker in list(root.iter(*CONTROL_RANGES)):
        is_start = marker.tag.endswith("Start")
        if not is_start or verdict(marker) is not None:
            drop(marker)


__all__ = ["Verdict", "accept_all", "drop", "is_gone", "reject_all", "resolve", "unwrap"]
