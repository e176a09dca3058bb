"""Short ways to make and find WordprocessingML elements."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lxml import etree

NS = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "w10": "urn:schemas-microsoft-com:office:word",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "w15": "http://schemas.microsoft.com/office/word/2012/wordml",
    "w16cid": "http://schemas.microsoft.com/office/word/2016/wordml/cid",
    "wp14": "http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
}
XML = "{http://www.w3.org/XML/1998/namespace}"
IGNORABLE = "w14 w15 w16cid wp14"

Element = etree._Element
Child = Element | None


def q(name: str) -> str:
    """The Clark name of `w:p`; a name without prefix stays as it is."""
    prefix, colon, local = name.partition(":")
    if not colon:
        return name
    return XML + local if prefix == "xml" else f"{{{NS[prefix]}}}{local}"


def el(name: str, attrs: dict[str, object] | None = None, *children: Child | str) -> Element:
    """An element with attributes and children; `None` children are left out."""
    prefix = name.partition(":")[0]
    node = etree.Element(q(name), nsmap={prefix: NS[prefix]})
    for key, value in (attrs or {}).items():
        node.set(q(key), str(value))
    for child in children:
        if isinstance(child, str):
            node.text = child
        elif child is not None:
            node.append(child)
    return node


def val(name: str, value: object) -> Element:
    """The many elements that only have a `w:val`."""
    return el(name, {"w:val": value})


def root(name: str, *children: Child, prefixes: Iterable[str] = NS) -> Element:
    """The root of a part, with the namespaces that Word declares and lets others ignore."""
    nsmap = {prefix: NS[prefix] for prefix in prefixes}
    node = etree.Element(q(name), nsmap=nsmap)
    node.set(q("mc:Ignorable"), IGNORABLE)
    for child in children:
        if child is not None:
            node.append(child)
    return node


def text(value: str, name: str = "w:t") -> Element:
    """A `w:t` (or `w:delText`), keeping outer spaces."""
    node = el(name, {}, value)
    if value != value.strip() or "  " in value:
        node.set(q("xml:space"), "preserve")
    return node


def find(node: Element, path: str) -> Element | None:
    return node.find(path, NS)


def need(node: Element, path: str) -> Element:
    """The element that must be there."""
    found = node.find(path, NS)
    if found is None:
        raise LookupError(f"no {path} in {node.tag}")
    return found


def every(node: Element, *names: str) -> Iterator[Element]:
    """All descendants with these names, in document order."""
    return node.iter(*(q(name) for name in names))


def is_a(node: Element, *names: str) -> bool:
    return node.tag in {q(name) for name in names}


def serialise(node: Element) -> bytes:
    etree.cleanup_namespaces(node, keep_ns_prefixes=list(NS))
    data: bytes = etree.tostring(node, xml_declaration=True, encoding="UTF-8", standalone=True)
    return data


def parse(data: bytes) -> Element:
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False))
