"""A DOCX made from nothing: what other formats are read into, with plain, decent styles."""

from __future__ import annotations

import io
import zipfile
from itertools import count

from toguna.text.docx.plain_styles import styles_root
from toguna.text.ooxml import NAMESPACES, Element, W, parse_xml, qn, serialize_xml
from toguna.text.package import ZIP_EPOCH, Package

WORD_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml."
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
MICROSOFT = "http://schemas.microsoft.com/office/2011/relationships/"
CONTENT_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
    'relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override '
    'PartName="/docProps/app.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'extended-properties+xml"/></Types>'
)
RELATIONSHIPS = f'<Relationships xmlns="{NAMESPACES["rel"]}"/>'
A4, EDGE = (11_906, 16_838), "1418"
EXTENDED = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
APPLICATION_PART = "docProps/app.xml"
APPLICATION = f'<Properties xmlns="{EXTENDED}"><Application/></Properties>'
PICTURES = {
    "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "gif": "image/gif",
    "svg": "image/svg+xml", "emf": "image/x-emf", "wmf": "image/x-wmf", "bmp": "image/bmp",
    "tif": "image/tiff", "tiff": "image/tiff",
}  # fmt: skip
PREFIXES = {name: NAMESPACES[name] for name in ("w", "r", "w14", "wp", "a", "wps", "m", "mc")}


def w(name: str, /, *children: Element, text: str | None = None, **attributes: str) -> Element:
    """Make a WordprocessingML element; its attributes are of the same namespace."""
    element = _ROOT.makeelement(W + name)
    for key, value in attributes.items():
        element.set(W + key, value)
    element.text = text
    element.extend(children)
    return element


def page(width: int = A4[0], height: int = A4[1]) -> list[Element]:
    """Make the size and the edges of a section's pages, in twentieths of a point."""
    edges = dict.fromkeys(("top", "right", "bottom", "left"), EDGE)
    margins = w("pgMar", **edges, header="709", footer="709", gutter="0")
    size = w("pgSz", w=str(width), h=str(height))
    if width > height:
        size.set(W + "orient", "landscape")
    return [size, margins]


def root(name: str) -> Element:
    """Make the root of a part."""
    declared = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in PREFIXES.items())
    return parse_xml(f'<w:{name} {declared} mc:Ignorable="w14 wps"/>'.encode())


_ROOT = root("document")


class BlankDocument:
    """A new document: its body is filled, its notes, margins and pictures are added.

    Relationships are of the part that is asked for (the document where it is left out).
    """

    def __init__(self) -> None:
        self.document = root("document")
        self.body = w("body")
        self.document.append(self.body)
        self.styles = styles_root()
        self.numbering = root("numbering")
        self.application = ""
        """The program that wrote what was read into this."""
        self.even_pages = False
        """Whether even pages have headers and footers of their own."""
        self._parts: dict[str, tuple[Element, str]] = {}
        self._media: dict[str, bytes] = {}
        self._relations: dict[str, list[tuple[str, str, str, bool]]] = {}
        self._numbers = count(1)

    def relate(self, kind: str, target: str, part: str = "document", *, out: bool = False) -> str:
        """Add a relationship of a part, or find the same one, and give its id."""
        known = self._relations.setdefault(part, [])
        for identifier, *rest in known:
            if rest == [kind, target, out]:
                return identifier
        known.append((f"rId{len(known) + 1}", kind, target, out))
        return known[-1][0]

    def add_part(self, name: str, element: Element, kind: str) -> str:
        """Add a part of the document and give the id of its relationship."""
        self._parts[name] = (element, kind)
        return self.relate(kind, f"{name}.xml")

    def add_picture(self, data: bytes, extension: str, part: str = "document") -> str:
        """Add a picture and give the id of its relationship from a part."""
        known = next((name for name, other in self._media.items() if other == data), None)
        suffix = extension if extension in PICTURES else "png"
        name = known or f"media/image{len(self._media) + 1}.{suffix}"
        self._media[name] = data
        return self.relate("image", name, part)

    def next_id(self) -> str:
        """Give an id that nothing else in the document has."""
        return str(next(self._numbers))

    def package(self, filename: str) -> Package:
        """Give the document as a package, as if read from a file."""
        self.add_part("styles", self.styles, "styles")
        if len(self.numbering):
            self.add_part("numbering", self.numbering, "numbering")
        if self.even_pages:
            settings = root("settings")
            settings.append(w("evenAndOddHeaders"))
            self.add_part("settings", settings, "settings")
        self._parts["document"] = (self.document, "document.main")
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            _write(archive, "[Content_Types].xml", serialize_xml(self._content_types()))
            _write(archive, "_rels/.rels", serialize_xml(_package_relationships()))
            _write(archive, APPLICATION_PART, serialize_xml(_application(self.application)))
            for name, (element, _) in self._parts.items():
                _write(archive, f"word/{name}.xml", serialize_xml(element))
            for part, relations in self._relations.items():
                rels = serialize_xml(_relationships(relations))
                _write(archive, f"word/_rels/{part}.xml.rels", rels)
            for name, data in self._media.items():
                _write(archive, f"word/{name}", data)
        return Package(buffer.getvalue(), filename)

    def _content_types(self) -> Element:
        types = parse_xml(CONTENT_TYPES.encode())
        extensions = {name.rpartition(".")[2] for name in self._media}
        for extension in sorted(extensions):
            entry = types.makeelement(qn("ct:Default"), Extension=extension)
            entry.set("ContentType", PICTURES[extension])
            types.append(entry)
        for name, (_, kind) in self._parts.items():
            entry = types.makeelement(qn("ct:Override"), PartName=f"/word/{name}.xml")
            entry.set("ContentType", f"{WORD_TYPES}{kind}+xml")
            types.append(entry)
        return types


def _write(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    info = zipfile.ZipInfo(name, ZIP_EPOCH)
    info.compress_type = zipfile.ZIP_STORED
    archive.writestr(info, data)


def _package_relationships() -> Element:
    return _relationships(
        [
            ("rId1", "officeDocument", "word/document.xml", False),
            ("rId2", "extended-properties", APPLICATION_PART, False),
        ]
    )


def _application(name: str) -> Element:
    properties = parse_xml(APPLICATION.encode())
    properties[0].text = name
    return properties


def _relationships(relations: list[tuple[str, str, str, bool]]) -> Element:
    element = parse_xml(RELATIONSHIPS.encode())
    for identifier, kind, target, out in relations:
        family = MICROSOFT if kind == "commentsExtended" else OFFICE
        entry = element.makeelement(
            qn("rel:Relationship"), Id=identifier, Type=family + kind, Target=target
        )
        if out:
            entry.set("TargetMode", "External")
        element.append(entry)
    return element
