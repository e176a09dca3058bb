"""Names of the OpenDocument format (OASIS ODF 1.3, ISO/IEC 26300)."""

from __future__ import annotations

import re
from functools import cache

from toguna.text.ooxml import Element

NAMESPACES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "svg": "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
    "meta": "urn:oasis:names:tc:opendocument:xmlns:meta:1.0",
    "manifest": "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xlink": "http://www.w3.org/1999/xlink",
    "xml": "http://www.w3.org/XML/1998/namespace",
    "math": "http://www.w3.org/1998/Math/MathML",
    "field": "urn:openoffice:names:experimental:ooo-ms-interop:xmlns:field:1.0",
    "loext": "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0",
}
NUMBER = re.compile("[0-9]+", re.ASCII)
LONGEST = 9
"""Digits enough to be beyond any bound."""
PREFIXES = {uri: prefix for prefix, uri in NAMESPACES.items()}


@cache
def on(name: str) -> str:
    """Give the qualified name of a prefixed one: `on("text:p")` is `{urn:...text:1.0}p`."""
    prefix, _, local = name.partition(":")
    return f"{{{NAMESPACES[prefix]}}}{local}"


def name_of(element: Element) -> str:
    """Give the prefixed name of an element, "" for a comment or an unknown namespace."""
    tag: object = element.tag
    if not isinstance(tag, str):
        return ""
    uri, _, local = tag[1:].partition("}")
    prefix = PREFIXES.get(uri)
    return f"{prefix}:{local}" if prefix else ""


def get(element: Element, name: str, default: str = "") -> str:
    """Give an attribute by its prefixed name."""
    return element.get(on(name), default)


def find(element: Element, path: str) -> Element | None:
    """Give the first element at a path of prefixed names."""
    return element.find("/".join(on(step) for step in path.split("/")))


def number(text: str, default: int = 1, most: int = 10_000) -> int:
    """Give the number that an attribute is, within bounds that no real file exceeds."""
    if not NUMBER.fullmatch(text):
        return default
    return min(int(text[:LONGEST]), most)
