"""What is said of a file that is no text that can be read: what it is, and the way out."""

from __future__ import annotations

from pathlib import PurePath

from toguna.messages import Message, say
from toguna.text.package import OLE_MAGIC

PDF, RTF, HTML = b"%PDF-", b"{\\rtf", (b"<!doctype html", b"<html")
IMAGES = (
    b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"BM", b"RIFF",
    b"\x00\x00\x00\x0c",
)  # fmt: skip
IMAGE_SUFFIXES = frozenset(
    {".png", ".jpg", ".jpeg", ".gif", ".tif", ".tiff", ".bmp", ".webp", ".heic"}
)
SHEETS = (b"xl/workbook", b"opendocument.spreadsheet")
SLIDES = (b"ppt/presentation", b"opendocument.presentation")
OLD_WORD = frozenset({".doc", ".dot"})
PDF_WITHIN = 1_024
"""A PDF may start with a few bytes of something else."""


def refusal(data: bytes, filename: str) -> Message:
    """Give the sentence for a file that no format recognises."""
    return _by_content(data, filename) or _by_suffix(filename)


def _by_content(data: bytes, filename: str) -> Message | None:
    if not data.strip():
        return say("{file} : ce fichier est vide ; demandez un nouvel envoi.", file=filename)
    if PDF in data[:PDF_WITHIN]:
        return say(
            "{file} : c'est un PDF, dont les modifications ne peuvent pas être relevées ; demandez "
            "le fichier Word (DOCX) d'où il vient.",
            file=filename,
        )
    if data.startswith(OLE_MAGIC):
        return _old_office(filename)
    if data.startswith(RTF):
        return say(
            "{file} : c'est un fichier RTF ; ouvrez-le dans Word ou LibreOffice, enregistrez-le au "
            "format DOCX et renvoyez-le.",
            file=filename,
        )
    if data.startswith(IMAGES):
        return _image(filename)
    if data.startswith(b"PK"):
        return _zip(data, filename)
    if data[:PDF_WITHIN].lstrip().lower().startswith(HTML):
        return say(
            "{file} : c'est une page web ; ouvrez-la dans Word ou LibreOffice, enregistrez-la au "
            "format DOCX et renvoyez-la.",
            file=filename,
        )
    return None


def _by_suffix(filename: str) -> Message:
    suffix = PurePath(filename).suffix.lower()
    if suffix in IMAGE_SUFFIXES:
        return _image(filename)
    if suffix in OLD_WORD:
        return _old_office(filename)
    return say(
        "{file} : format de fichier inconnu ; enregistrez le texte au format DOCX ou ODT et "
        "renvoyez-le.",
        file=filename,
    )


def _old_office(filename: str) -> Message:
    return say(
        "{file} : ancien format Office (.doc, .xls) ; ouvrez-le dans Word ou LibreOffice, "
        "enregistrez-le au format DOCX ou XLSX et renvoyez-le.",
        file=filename,
    )


def _image(filename: str) -> Message:
    return say(
        "{file} : c'est une image, où aucun texte ne peut être lu ; demandez le fichier Word "
        "(DOCX) ou recopiez les observations dans la matrice.",
        file=filename,
    )


def _zip(data: bytes, filename: str) -> Message:
    if any(sign in data for sign in SHEETS):
        return say(
            "{file} : c'est un classeur, pas un texte ; s'il contient des observations, "
            "donnez-le comme matrice.",
            file=filename,
        )
    if any(sign in data for sign in SLIDES):
        return say(
            "{file} : c'est une présentation, pas un texte ; demandez le fichier Word (DOCX).",
            file=filename,
        )
    return say(
        "{file} : cette archive n'est pas un document ; envoyez chaque document séparément, au "
        "format DOCX ou ODT.",
        file=filename,
    )
