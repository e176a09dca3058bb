"""Names and parsing of Office Open XML (ECMA-376, ISO/IEC 29500)."""

from __future__ import annotations

import re
from typing import TypeAlias, cast

from lxml import etree

Element: TypeAlias = etree._Element

NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "dgm": "http://schemas.openxmlformats.org/drawingml/2006/diagram",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "w15": "http://schemas.microsoft.com/office/word/2012/wordml",
    "rel": "http://schemas.openxmlformats.org/package/2006/relationships",
    "ct": "http://schemas.openxmlformats.org/package/2006/content-types",
    "xml": "http://www.w3.org/XML/1998/namespace",
}


UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Control characters and halves of pairs: no XML file can hold them."""

DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def writable(text: str) -> str:
    """Give a text that XML can hold, a space where it cannot."""
    return UNWRITABLE.sub(" ", text)


def moment(date: str) -> str:
    """Give a date as Word wants it: at midnight where only the day is known."""
    return f"{date}T00:00:00Z" if DAY.fullmatch(date) else date


def qn(name: str) -> str:
    """Give the qualified name of a prefixed one: `qn("w:p")` is `{http://...main}p`."""
    prefix, _, local = name.partition(":")
    return f"{{{NAMESPACES[prefix]}}}{local}"


W = f"{{{NAMESPACES['w']}}}"
"""The WordprocessingML namespace in braces, for building qualified names in loops."""


class MalformedXml(ValueError):
    """The bytes are not XML that may be read: broken, too deep, or with a document type."""


def parse_xml(data: bytes) -> Element:
    """Parse one part, refusing what a hostile file may carry.

    Entities are never expanded, nothing is fetched, and a document type declaration, which
    OPC forbids, is refused with its billion laughs and external entities.

    Raises:
        MalformedXml: the bytes cannot be read, or should not be.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise MalformedXml(str(error)) from error
    if getattr(root.getroottree().docinfo, "doctype", None):
        raise MalformedXml("document type declaration")
    return root


def serialize_xml(root: Element) -> bytes:
    """Write one part as Word does: UTF-8, standalone."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def on(element: Element | None) -> bool:
    """Tell whether a toggle such as `w:b` is on: present, and not `0`, `false` or `off`."""
    return element is not None and element.get(W + "val") not in ("0", "false", "off")


def attributes(element: Element) -> dict[str, str]:
    """Give the attributes of an element as a dictionary of its own."""
    return cast("dict[str, str]", dict(element.attrib))
