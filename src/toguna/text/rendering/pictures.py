"""The pictures of a document that any reader can show."""

from __future__ import annotations

import re

from toguna.text.docx.atoms import preferred
from toguna.text.docx.styles import integer
from toguna.text.errors import UnreadableFile
from toguna.text.ooxml import Element, qn
from toguna.text.package import Package
from toguna.text.rendering.model import Picture

MAGIC = {
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"GIF8": "image/gif",
}
POINT = 12_700
"""English metric units in a point."""
LENGTH = re.compile(r"\b(width|height):\s*([0-9.]+)(pt|in|cm|mm|px)?")
UNITS = {"pt": 1.0, "in": 72.0, "cm": 28.35, "mm": 2.835, "px": 0.75, "": 1.0}
SOURCES = {qn("a:blip"): qn("r:embed"), qn("v:imagedata"): qn("r:id")}
NO_WORDS = "Image sans description"


def pictures_of(node: Element, package: Package, part: str) -> list[Picture]:
    """Give the pictures of a drawing, those of formats that only Word shows left out."""
    relationships = package.relationships(part)
    branch = preferred(node)
    found: list[Picture] = []
    for source in branch.iter(*SOURCES):
        relationship = relationships.get(source.get(SOURCES[source.tag], ""))
        if relationship is None or relationship.external:
            continue
        picture = _picture(branch, package, relationship.target)
        if picture is not None:
            found.append(picture)
    return found


def alt_of(node: Element) -> str:
    """Give what a drawing says of itself to who cannot see it."""
    branch = preferred(node)
    for holder in branch.iter(qn("wp:docPr")):
        words = holder.get("descr") or holder.get("title")
        if words and words.strip():
            return " ".join(words.split())
    for shape in branch.iter(qn("v:shape"), qn("v:imagedata"), qn("v:rect")):
        words = shape.get("alt") or shape.get(qn("o:title"))
        if words and words.strip():
            return " ".join(words.split())
    return NO_WORDS


def _picture(branch: Element, package: Package, target: str) -> Picture | None:
    try:
        data = package.read(target)
    except UnreadableFile:
        return None
    media_type = next((kind for magic, kind in MAGIC.items() if data.startswith(magic)), None)
    if media_type is None:
        return None
    return Picture(data, media_type, alt_of(branch), *_size(branch))


def _size(branch: Element) -> tuple[float, float]:
    extent = next(branch.iter(qn("wp:extent")), None)
    if extent is not None:
        width, height = (integer(extent.get(side)) or 0 for side in ("cx", "cy"))
        return width / POINT, height / POINT
    for shape in branch.iter(qn("v:shape"), qn("v:rect")):
        sizes = {
            side: float(number) * UNITS[unit]
            for side, number, unit in LENGTH.findall(shape.get("style", ""))
            if re.fullmatch(r"\d+(?:\.\d+)?", number)
        }
        return sizes.get("width", 0), sizes.get("height", 0)
    return 0, 0
