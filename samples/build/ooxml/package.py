"""A DOCX as a set of parts, written with the same bytes every time."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from .xml import Element, parse, serialise

_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_REL_NS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES_NS = "http://schemas.openxmlformats.org/package/2006/content-types"
_WML = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_DATE = (1980, 1, 1, 0, 0, 0)
CONTENT_TYPES = {
    "document": _WML + "document.main+xml",
    "styles": _WML + "styles+xml",
    "numbering": _WML + "numbering+xml",
    "settings": _WML + "settings+xml",
    "fontTable": _WML + "fontTable+xml",
    "footnotes": _WML + "footnotes+xml",
    "header": _WML + "header+xml",
    "footer": _WML + "footer+xml",
    "comments": _WML + "comments+xml",
    "commentsExtended": _WML + "commentsExtended+xml",
    "commentsIds": _WML + "commentsIds+xml",
    "people": _WML + "people+xml",
}
REL_TYPES = {
    "commentsExtended": "http://schemas.microsoft.com/office/2011/relationships/commentsExtended",
    "commentsIds": "http://schemas.microsoft.com/office/2016/09/relationships/commentsIds",
    "people": "http://schemas.microsoft.com/office/2011/relationships/people",
}


@dataclass
class Package:
    """Parts by name (`word/document.xml`) and the relationships of the main document."""

    parts: dict[str, bytes] = field(default_factory=dict)
    relations: list[tuple[str, str, str, bool]] = field(default_factory=list)
    overrides: dict[str, str] = field(default_factory=dict)

    def add(self, name: str, node: Element, kind: str, rel_id: str | None = None) -> str:
        """Add or replace a part under `word/` and relate the main document to it."""
        self.parts[f"word/{name}"] = serialise(node)
        self.overrides[f"/word/{name}"] = CONTENT_TYPES[kind]
        known = [rid for rid, _, target, _ in self.relations if target == name]
        return known[0] if known else self.relate(kind, name, rel_id=rel_id)

    def relate(
        self, kind: str, target: str, *, external: bool = False, rel_id: str | None = None
    ) -> str:
        rel_id = rel_id or f"rId{len(self.relations) + 1}"
        self.relations.append((rel_id, REL_TYPES.get(kind, _REL + kind), target, external))
        return rel_id

    def xml(self, name: str) -> Element:
        return parse(self.parts[f"word/{name}"])

    def copy(self) -> Package:
        return Package(dict(self.parts), list(self.relations), dict(self.overrides))

    def save(self, path: Path) -> None:
        """Write the zip: content types first, fixed dates, same order."""
        path.parent.mkdir(parents=True, exist_ok=True)
        everything = {
            "[Content_Types].xml": self._content_types(),
            "_rels/.rels": _root_relations(),
            "word/document.xml": self.parts["word/document.xml"],
            "word/_rels/document.xml.rels": _relations(self.relations),
        }
        everything |= {name: self.parts[name] for name in sorted(self.parts)}
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
            for name, data in everything.items():
                info = zipfile.ZipInfo(name, _DATE)
                info.compress_type = zipfile.ZIP_DEFLATED
                info.create_system = 0
                archive.writestr(info, data)

    def _content_types(self) -> bytes:
        types = etree.Element(f"{{{_TYPES_NS}}}Types", nsmap={None: _TYPES_NS})
        defaults = {
            "png": "image/png",
            "rels": "application/vnd.openxmlformats-package.relationships+xml",
            "xml": "application/xml",
        }
        for extension, kind in defaults.items():
            etree.SubElement(
                types, f"{{{_TYPES_NS}}}Default", Extension=extension, ContentType=kind
            )
        extra = {
            "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
            "/docProps/app.xml": (
                "application/vnd.openxmlformats-officedocument.extended-properties+xml"
            ),
        }
        for part, kind in sorted((self.overrides | extra).items()):
            etree.SubElement(types, f"{{{_TYPES_NS}}}Override", PartName=part, ContentType=kind)
        return _plain(types)


def _plain(node: Element) -> bytes:
    data: bytes = etree.tostring(node, xml_declaration=True, encoding="UTF-8", standalone=True)
    return data


def _relations(relations: list[tuple[str, str, str, bool]]) -> bytes:
    rels = etree.Element(f"{{{_REL_NS}}}Relationships", nsmap={None: _REL_NS})
    for rel_id, kind, target, external in relations:
        attributes = {"Id": rel_id, "Type": kind, "Target": target}
        if external:
            attributes["TargetMode"] = "External"
        etree.SubElement(rels, f"{{{_REL_NS}}}Relationship", attributes)
    return _plain(rels)


def _root_relations() -> bytes:
    core = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
    return _relations(
        [
            ("rId1", _REL + "officeDocument", "word/document.xml", False),
            ("rId2", core, "docProps/core.xml", False),
            ("rId3", _REL + "extended-properties", "docProps/app.xml", False),
        ]
    )
