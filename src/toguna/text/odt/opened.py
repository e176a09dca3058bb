"""An OpenDocument file as opened: a zip of parts, or one flat XML file."""

from __future__ import annotations

import base64
import binascii

from toguna.messages import say
from toguna.text.errors import UnreadableFile, protected
from toguna.text.odt.names import find, get, on
from toguna.text.ooxml import Element, MalformedXml, parse_xml
from toguna.text.package import MAX_PART_BYTES, Package

GENERATOR = on("meta:generator")
MANIFEST = "META-INF/manifest.xml"


class OpenedText:
    """The content and styles of an ODF text, and its pictures.

    Raises:
        UnreadableFile: it cannot be read, or should not be.
    """

    def __init__(self, data: bytes, filename: str) -> None:
        self.filename = filename
        self._package: Package | None = None
        if data.startswith(b"PK"):
            self._package = Package(data, filename)
            _refuse_encrypted(self._package)
            self.content = self._package.root("content.xml")
            styles = self._package.optional_root("styles.xml")
        else:
            self.content = styles = _flat(data, filename)
        self.styles = self.content if styles is None else styles
        self.text = _text_of(self.content, filename)

    @property
    def generator(self) -> str:
        """The program that wrote the file."""
        meta = self.content if self._package is None else self.root_of("meta.xml")
        return "" if meta is None else next((g.text or "" for g in meta.iter(GENERATOR)), "")

    @property
    def roots(self) -> list[Element]:
        """The roots that hold styles: that of the styles first."""
        return [self.styles] if self.styles is self.content else [self.styles, self.content]

    def picture(self, image: Element) -> bytes | None:
        """Give the bytes of a `draw:image`, None where the file does not hold them."""
        inline = find(image, "office:binary-data")
        if inline is not None:
            try:
                return base64.b64decode("".join(map(str, inline.itertext())), validate=False)
            except binascii.Error:
                return None
        return self.part(get(image, "xlink:href"))

    def part(self, href: str) -> bytes | None:
        """Give the bytes of a part, None where there is none or it is damaged."""
        name = href.removeprefix("./")
        if self._package is None or name not in self._package:
            return None
        try:
            return self._package.read(name)
        except UnreadableFile:
            return None

    def root_of(self, href: str) -> Element | None:
        """Give the root of an XML part, None where there is none or it is damaged."""
        if self._package is None:
            return None
        return self._package.optional_root(href.removeprefix("./"))


def _refuse_encrypted(package: Package) -> None:
    manifest = package.optional_root(MANIFEST)
    encrypted = manifest is not None and (
        next(manifest.iter(on("manifest:encryption-data")), None) is not None
    )
    if encrypted or "encrypted-package" in package:
        raise protected(package.filename)


def _flat(data: bytes, filename: str) -> Element:
    unreadable = UnreadableFile(
        say(
            "{file} : ce document OpenDocument est illisible ; ouvrez-le dans LibreOffice, "
            "enregistrez-le à nouveau et renvoyez-le.",
            file=filename,
        )
    )
    if len(data) > MAX_PART_BYTES:
        raise unreadable
    try:
        return parse_xml(data)
    except MalformedXml as error:
        raise unreadable from error


def _text_of(content: Element, filename: str) -> Element:
    text = find(content, "office:body/office:text")
    if text is None:
        raise UnreadableFile(
            say(
                "{file} : ce fichier OpenDocument n'est pas un texte ; vérifiez que c'est le bon "
                "fichier et renvoyez-le au format ODT ou DOCX.",
                file=filename,
            )
        )
    return text
