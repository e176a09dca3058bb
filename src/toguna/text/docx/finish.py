"""A file as it is handed out at the end: no tracked change, no comment, fields up to date."""

from __future__ import annotations

from toguna.text.docx.bookmarks import drop_emptied, filled
from toguna.text.docx.document import WordDocument, read_word
from toguna.text.docx.reader import COMMENT_ANCHORS
from toguna.text.docx.refresh import counts_pages, refresh
from toguna.text.docx.resolve import accept_all, drop, resolve
from toguna.text.docx.target import CONTENT_TYPES
from toguna.text.ooxml import NAMESPACES, Element, W, parse_xml, qn, serialize_xml
from toguna.text.package import Package

COMMENT_PARTS = ("comments", "commentsExtended", "commentsIds", "commentsExtensible", "people")
"""What holds comments, their threads and who wrote them."""
NEW_SETTINGS = f'<w:settings xmlns:w="{NAMESPACES["w"]}"/>'
AFTER_UPDATE_FIELDS = frozenset(
    W + name
    for name in (
        "hdrShapeDefaults", "footnotePr", "endnotePr", "compat", "docVars", "rsids",
        "attachedSchema", "themeFontLang", "clrSchemeMapping", "doNotIncludeSubdocsInStats",
        "doNotAutoCompressPictures", "forceUpgrade", "captions", "readModeInkLockDown",
        "smartTagType", "schemaLibrary", "shapeDefaults", "doNotEmbedSmartTags", "decimalSymbol",
        "listSeparator",
    )
) | {qn("m:mathPr")}  # fmt: skip
"""What follows `w:updateFields` among the settings (17.15.1.81)."""


def finished(data: bytes) -> bytes:
    """Accept every tracked change of a DOCX, take its comments out and bring its fields up to date.

    Page numbers are asked of Word, which counts them when it opens the file.
    """
    word = read_word(data, "final.docx")
    package = word.package
    for part in word.tracked_parts:
        root = package.root(part)
        held = filled(root)
        resolve(root, accept_all)
        drop_emptied(root, held)
        for anchor in list(root.iter(*COMMENT_ANCHORS)):
            _drop_anchor(anchor)
        package.touch(part)
    for kind in COMMENT_PARTS:
        _empty(package, package.related(package.main, kind))
    settled = WordDocument(package)
    refresh(settled)
    if counts_pages(settled):
        _ask_for_pages(package)
    return package.to_bytes()


def _drop_anchor(anchor: Element) -> None:
    """Remove the anchor of a comment, with the run that holds nothing else."""
    run = anchor.getparent()
    drop(anchor)
    if run is not None and run.tag == W + "r" and all(child.tag == W + "rPr" for child in run):
        drop(run)


def _empty(package: Package, part: str | None) -> None:
    root = package.optional_root(part)
    if part is not None and root is not None:
        del root[:]
        package.touch(part)


def _ask_for_pages(package: Package) -> None:
    """Tell Word to bring fields up to date when it opens the file."""
    part = package.related(package.main, "settings")
    if part is None or package.optional_root(part) is None:
        part = f"{package.main.rpartition('/')[0]}/settings.xml".lstrip("/")
        package.put(part, serialize_xml(parse_xml(NEW_SETTINGS.encode())))
        package.declare(part, f"{CONTENT_TYPES}settings+xml")
        package.relate(package.main, "settings", part)
    root = package.root(part)
    for old in root.findall(W + "updateFields"):
        root.remove(old)
    update = root.makeelement(W + "updateFields")
    update.set(W + "val", "true")
    following = next((child for child in root if child.tag in AFTER_UPDATE_FIELDS), None)
    if following is None:
        root.append(update)
    else:
        following.addprevious(update)
    package.touch(part)
