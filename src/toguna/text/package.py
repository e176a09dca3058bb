"""Open Packaging Conventions (ISO/IEC 29500-2): a DOCX as parts and relationships.

A package from a ministry is treated as hostile: sizes are bounded before anything is
inflated, document types are refused, and a part is only parsed when it is asked for.
"""

from __future__ import annotations

import hashlib
import io
import posixpath
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from toguna.messages import say
from toguna.text.errors import UnreadableFile, protected
from toguna.text.macros import drop_macros
from toguna.text.ooxml import NAMESPACES, Element, MalformedXml, parse_xml, qn, serialize_xml

MAX_PARTS = 20_000
MAX_PART_BYTES = 256 << 20
MAX_TOTAL_BYTES = 1 << 30
MAX_RATIO = 250
"""Real XML deflates 5 to 40 times, a bomb about 1,000 times."""
RATIO_MATTERS_FROM = 8 << 20

OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
STRICT = b"http://purl.oclc.org/ooxml/"
STRICT_TO_TRANSITIONAL = [
    (f"{STRICT.decode()}{strict}".encode(), f"http://schemas.openxmlformats.org/{usual}".encode())
    for strict, usual in [
        ("wordprocessingml/main", "wordprocessingml/2006/main"),
        ("officeDocument/relationships", "officeDocument/2006/relationships"),
        ("officeDocument/math", "officeDocument/2006/math"),
        ("drawingml/main", "drawingml/2006/main"),
        ("drawingml/chart", "drawingml/2006/chart"),
        ("drawingml/diagram", "drawingml/2006/diagram"),
        ("drawingml/picture", "drawingml/2006/picture"),
        ("drawingml/wordprocessingDrawing", "drawingml/2006/wordprocessingDrawing"),
        ("officeDocument/", "officeDocument/2006/"),
    ]
]
"""ISO "strict" files name the same things otherwise; they are read as the usual ones."""

STORED_SUFFIXES = (
    ".png", ".jpg", ".jpeg", ".gif", ".emf.gz", ".zip", ".docx", ".xlsx", "mimetype",
)  # fmt: skip
ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Relationship:
    """One arrow from a part: its id, its type (the last word of the URI) and its target.

    `target` is a part name for an internal relationship, a URI for an external one.
    """

    id: str
    type: str
    target: str
    external: bool


def relationships_name(part: str) -> str:
    """Give the name of the part that holds the relationships of `part` ("" for the package)."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


class Package:
    """The parts of one file, by name, read from `data`, whose `sha256` is kept.

    Raises:
        UnreadableFile: `data` is not a package that can or should be read.
    """

    def __init__(self, data: bytes, filename: str) -> None:
        self.filename = filename
        self.sha256 = hashlib.sha256(data).hexdigest()
        self._zip = _open_zip(data, filename)
        self._changed: dict[str, bytes] = {}
        self._roots: dict[str, Element] = {}
        self._relationships: dict[str, dict[str, Relationship]] = {}
        self._new_relationships: set[str] = set()
        self._strict: set[str] = set()
        self._shortened: set[str] = set()
        self._names = {info.filename.lstrip("/"): info for info in self._zip.infolist()}

    def __contains__(self, part: str) -> bool:
        return part in self._names or part in self._changed

    @property
    def names(self) -> list[str]:
        """The names of all parts, in the order of the file, new ones last."""
        return [*self._names, *(name for name in self._changed if name not in self._names)]

    def read(self, part: str) -> bytes:
        """Give the bytes of a part.

        Raises:
            UnreadableFile: the part is missing or damaged.
        """
        if part in self._changed:
            return self._changed[part]
        info = self._names.get(part)
        if info is None:
            raise UnreadableFile(
                say(
                    "{file} : il manque la partie « {part} » ; demandez un nouvel envoi.",
                    file=self.filename,
                    part=part,
                )
            )
        try:
            return self._zip.read(info)
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            NotImplementedError,
            RuntimeError,
            OSError,
            ValueError,
        ) as error:
            raise _damaged(self.filename) from error

    def root(self, part: str) -> Element:
        """Give the parsed root of an XML part; the same object at each call, to be edited.

        Raises:
            UnreadableFile: the part is missing, damaged or not XML that may be read.
        """
        if part not in self._roots:
            data = self.read(part)
            if STRICT in data:
                self._strict.add(part)
                for strict, usual in STRICT_TO_TRANSITIONAL:
                    data = data.replace(strict, usual)
            try:
                self._roots[part] = parse_xml(data)
            except MalformedXml as error:
                raise _malformed(self.filename, part, str(error)) from error
        return self._roots[part]

    def optional_root(self, part: str | None) -> Element | None:
        """Give the root of a part, or None where there is no such part or it is damaged."""
        if part is None or part not in self:
            return None
        try:
            return self.root(part)
        except UnreadableFile:
            return None

    def relationships(self, part: str) -> dict[str, Relationship]:
        """Give the relationships that start from a part ("" for the package), by id."""
        if part not in self._relationships:
            root = self.optional_root(relationships_name(part))
            self._relationships[part] = {} if root is None else _relationships(root, part)
        return self._relationships[part]

    def related(self, part: str, kind: str) -> str | None:
        """Give the name of the first internal part related to `part` by `kind` ("styles"...)."""
        for relationship in self.relationships(part).values():
            if relationship.type == kind and not relationship.external:
                return relationship.target
        return None

    @cached_property
    def main(self) -> str:
        """The name of the main document part.

        Raises:
            UnreadableFile: the package has none, so it is not a Word document.
        """
        main = self.related("", "officeDocument")
        if main is None or main not in self:
            main = "word/document.xml"
        if main not in self:
            raise not_word(self.filename)
        return main

    def put(self, part: str, data: bytes) -> None:
        """Add a part, or replace its bytes."""
        self._roots.pop(part, None)
        self._shortened.discard(part)
        self._changed[part] = data

    def shorten(self, part: str, root: Element) -> None:
        """Take a part to be what is left in `root`: the package can no longer be written."""
        self._roots[part] = root
        self._shortened.add(part)

    def size(self, part: str) -> int:
        """Give the number of bytes of a part."""
        info = self._names.get(part)
        return len(self.read(part)) if part in self._changed or info is None else info.file_size

    def touch(self, part: str) -> None:
        """Say that the root of a part is edited and must be written again."""
        self.root(part)
        self._changed[part] = b""

    def relate(self, part: str, kind: str, target: str, *, external: bool = False) -> str:
        """Add a relationship of the officeDocument family from `part`, and give its id.

        An equal one is used again.
        """
        known = self.relationships(part)
        for relationship in known.values():
            if (relationship.type, relationship.target, relationship.external) == (
                kind,
                target,
                external,
            ):
                return relationship.id
        number = len(known) + 1
        while f"rId{number}" in known:
            number += 1
        identifier = f"rId{number}"
        known[identifier] = Relationship(identifier, kind, target, external)
        self._new_relationships.add(part)
        return identifier

    def content_type(self, part: str) -> str | None:
        """Give the content type of a part, from its own line or from its extension."""
        extension = posixpath.basename(part).rpartition(".")[2].lower()  # ".rels" has one too
        by_extension = None
        for entry in self.root("[Content_Types].xml"):
            if entry.get("PartName") == f"/{part}":
                return entry.get("ContentType")
            if entry.get("Extension", "").lower() == extension:
                by_extension = entry.get("ContentType")
        return by_extension

    def declare(self, part: str, content_type: str) -> None:
        """Give a part its content type, where its extension does not already say it."""
        if self.content_type(part) == content_type:
            return
        root = self.root("[Content_Types].xml")
        entry = root.makeelement(qn("ct:Override"), PartName=f"/{part}", ContentType=content_type)
        root.append(entry)
        self.touch("[Content_Types].xml")

    def drop(self, part: str) -> None:
        """Take a part out, with its relationships, those that lead to it and its content type."""
        for source in [name for name in self.names if name.endswith(".rels")]:
            self._unrelate(source, part)
        self.strike(
            "[Content_Types].xml",
            lambda entry: entry.get("PartName", "").lower() == f"/{part}".lower(),
        )
        for name in (part, relationships_name(part)):
            self._names.pop(name, None)
            self._changed.pop(name, None)
            self._roots.pop(name, None)

    def strike(self, part: str, unwanted: Callable[[Element], bool]) -> None:
        """Take entries out of a part that is a list of them, if there is such a part."""
        root = self.optional_root(part)
        if root is None:
            return
        for entry in [one for one in root if unwanted(one)]:
            root.remove(entry)
            self.touch(part)

    def _unrelate(self, source: str, part: str) -> None:
        folder, name = posixpath.split(source)
        known = self.relationships(posixpath.join(posixpath.dirname(folder), name[: -len(".rels")]))
        gone = {one.id for one in known.values() if one.target == part and not one.external}
        for identifier in gone:
            del known[identifier]
        if gone:
            self.strike(source, lambda entry: entry.get("Id") in gone)

    def to_bytes(self) -> bytes:
        """Write the package: untouched parts as they were, always the same bytes for the same.

        Its macros are left out: nothing that is written runs anything.
        """
        assert not self._shortened, "a copy that was read like the draft is not whole"
        drop_macros(self)
        for part in sorted(self._new_relationships):
            self._write_relationships(part)
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            for name in self.names:
                self._write_part(archive, name)
        return buffer.getvalue()

    def _write_part(self, archive: zipfile.ZipFile, name: str) -> None:
        info = zipfile.ZipInfo(name, ZIP_EPOCH)
        stored = name.endswith("/") or name.lower().endswith(STORED_SUFFIXES)
        info.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
        touched = name in self._roots and self._changed.get(name) == b""
        data = self._serialize(name) if touched else self.read(name)
        archive.writestr(info, data, compresslevel=None if stored else 6)

    def _serialize(self, name: str) -> bytes:
        data = serialize_xml(self._roots[name])
        if name in self._strict:
            for strict, usual in STRICT_TO_TRANSITIONAL:
                data = data.replace(usual, strict)
        return data

    def _write_relationships(self, part: str) -> None:
        name = relationships_name(part)
        root = self.optional_root(name)
        if root is None:
            root = parse_xml(f'<Relationships xmlns="{NAMESPACES["rel"]}"/>'.encode())
            self._roots[name] = root
        present = {entry.get("Id") for entry in root}
        for relationship in self.relationships(part).values():
            if relationship.id not in present:
                root.append(_relationship_element(root, relationship, part))
        self._changed[name] = serialize_xml(root)


def not_word(filename: str) -> UnreadableFile:
    """Give the refusal of a package that is something else than a Word document."""
    return UnreadableFile(
        say(
            "{file} : ce fichier n'est pas un document Word ; enregistrez-le au format "
            "DOCX et renvoyez-le.",
            file=filename,
        )
    )


def _open_zip(data: bytes, filename: str) -> zipfile.ZipFile:
    if not data:
        raise UnreadableFile(
            say("{file} : ce fichier est vide ; demandez un nouvel envoi.", file=filename)
        )
    if data.startswith(OLE_MAGIC):
        raise _old_or_encrypted(data, filename)
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, OSError, ValueError, EOFError, NotImplementedError) as error:
        if data.startswith(b"PK"):
            raise _damaged(filename) from error
        raise UnreadableFile(
            say(
                "{file} : ce fichier n'est pas un document Word (DOCX) ; ouvrez-le dans Word ou "
                "LibreOffice, enregistrez-le au format DOCX et renvoyez-le.",
                file=filename,
            )
        ) from error
    _refuse_bomb(archive, filename)
    if any(info.flag_bits & 0x1 for info in archive.infolist()):
        raise protected(filename)
    return archive


def _refuse_bomb(archive: zipfile.ZipFile, filename: str) -> None:
    infos = archive.infolist()
    bomb = (
        len(infos) > MAX_PARTS
        or sum(info.file_size for info in infos) > MAX_TOTAL_BYTES
        or any(
            info.file_size > MAX_PART_BYTES
            or (
                info.file_size > RATIO_MATTERS_FROM
                and info.file_size > MAX_RATIO * max(info.compress_size, 1)
            )
            for info in infos
        )
    )
    if bomb:
        raise UnreadableFile(
            say(
                "{file} : une fois décompressé, ce fichier serait démesuré ; il n'a pas été "
                "ouvert, par prudence. Demandez un nouvel envoi.",
                file=filename,
            )
        )


def _old_or_encrypted(data: bytes, filename: str) -> UnreadableFile:
    head = data[: 1 << 20]
    if (
        "EncryptedPackage".encode("utf-16-le") in head
        or "EncryptionInfo".encode("utf-16-le") in data
    ):
        return protected(filename)
    return UnreadableFile(
        say(
            "{file} : ancien format Office (.doc, .xls) ; ouvrez-le dans Word ou LibreOffice, "
            "enregistrez-le au format DOCX ou XLSX et renvoyez-le.",
            file=filename,
        )
    )


def _damaged(filename: str) -> UnreadableFile:
    return UnreadableFile(
        say(
            "{file} : ce fichier est endommagé ou incomplet ; demandez un nouvel envoi.",
            file=filename,
        )
    )


def _malformed(filename: str, part: str, reason: str) -> UnreadableFile:
    if reason == "document type declaration":
        return UnreadableFile(
            say(
                "{file} : la partie « {part} » déclare des entités XML, ce qu'un document Word ne "
                "fait jamais ; il n'a pas été lu, par prudence.",
                file=filename,
                part=part,
            )
        )
    return UnreadableFile(
        say(
            "{file} : la partie « {part} » est illisible ; ouvrez le fichier dans Word, "
            "enregistrez-le à nouveau et renvoyez-le.",
            file=filename,
            part=part,
        )
    )


def _relationships(root: Element, part: str) -> dict[str, Relationship]:
    folder = posixpath.dirname(part)
    found: dict[str, Relationship] = {}
    for entry in root.iter(qn("rel:Relationship")):
        identifier, target = entry.get("Id"), entry.get("Target")
        if identifier is None or target is None:
            continue
        external = entry.get("TargetMode") == "External"
        if not external:
            target = posixpath.normpath(posixpath.join("/" + folder, target)).lstrip("/")
        kind = (entry.get("Type") or "").rsplit("/", 1)[-1]
        found[identifier] = Relationship(identifier, kind, target, external)
    return found


MICROSOFT_2011 = "http://schemas.microsoft.com/office/2011/relationships/"
MICROSOFT_RELATIONSHIPS = {"commentsExtended": MICROSOFT_2011, "people": MICROSOFT_2011}


def _relationship_element(root: Element, relationship: Relationship, part: str) -> Element:
    family = MICROSOFT_RELATIONSHIPS.get(relationship.type, NAMESPACES["r"] + "/")
    target = relationship.target
    if not relationship.external:
        target = posixpath.relpath("/" + target, "/" + posixpath.dirname(part))
    entry = root.makeelement(
        qn("rel:Relationship"), Id=relationship.id, Type=family + relationship.type, Target=target
    )
    if relationship.external:
        entry.set("TargetMode", "External")
    return entry
