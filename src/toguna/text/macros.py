"""Macros of a package: they are in nothing that is written.

A file with macros (DOCM, XLSM, ODS with Basic) is read as any other; what is made from it goes to
everybody, and must run nothing. The parts of its macros go, and it says that it is a plain file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from toguna.text.package import Package

CONTENT_TYPES = "[Content_Types].xml"
KINDS = ("ms-office.vbaproject", "ms-word.vbadata", "ms-office.vbaprojectsignature")
"""What the content types of the parts of a VBA project have in them, in lower case."""
NAMES = ("vbaproject.bin", "vbadata.xml", "vbaprojectsignature.bin")
"""How such parts are called, should their content type not say it."""
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
FOLDERS = ("Basic/", "Scripts/")
"""Where an OpenDocument package has its macros."""
MANIFEST = "META-INF/manifest.xml"
FULL_PATH = "{urn:oasis:names:tc:opendocument:xmlns:manifest:1.0}full-path"
PLAIN = {
    "application/vnd.ms-word.document.macroenabled.main+xml": WORD,
    "application/vnd.ms-word.template.macroenabledtemplate.main+xml": WORD,
    "application/vnd.ms-excel.sheet.macroenabled.main+xml": EXCEL,
    "application/vnd.ms-excel.template.macroenabled.main+xml": EXCEL,
}
"""What a package with macros says that it is, in lower case, and what it is without them."""


def drop_macros(package: Package) -> None:
    """Take the macros out of a package; one without any is not touched."""
    found = macro_parts(package)
    for part in found:
        package.drop(part)
    if any(part.startswith(FOLDERS) for part in found):
        package.strike(MANIFEST, lambda entry: entry.get(FULL_PATH, "").startswith(FOLDERS))
    package.strike(CONTENT_TYPES, lambda entry: _is_macro(entry.get("ContentType", "")))
    types = package.optional_root(CONTENT_TYPES)
    for entry in () if types is None else types:
        kind = entry.get("ContentType", "").lower()
        if kind in PLAIN:
            entry.set("ContentType", PLAIN[kind])
            package.touch(CONTENT_TYPES)


def macro_parts(package: Package) -> list[str]:
    """Name the parts of a package's macros."""
    if package.optional_root(CONTENT_TYPES) is None:
        return [part for part in package.names if part.startswith(FOLDERS)]
    return [
        part
        for part in package.names
        if part.lower().endswith(NAMES) or _is_macro(package.content_type(part) or "")
    ]


def _is_macro(kind: str) -> bool:
    return any(known in kind.lower() for known in KINDS)
