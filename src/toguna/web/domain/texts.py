"""The text of a version, as pages show it: its clauses in order, told as JSON."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from toguna.messages import say
from toguna.text.content import Atoms
from toguna.text.document import Document
from toguna.text.errors import UnreadableFile
from toguna.text.formats import read_text
from toguna.web.domain.blobs import bytes_of, keep
from toguna.web.models import Dossier, Round, User, Version


def read_document(data: bytes, filename: str) -> Document:
    """Read a text.

    Raises:
        UnreadableFile: it is none.
    """
    return Document(read_text(data, filename, Atoms()))


def told_clauses(document: Document) -> list[dict[str, Any]]:
    """Tell the clauses of a text: id, kind, number, words, parent, level, and how to cite it."""
    clauses = document.clauses
    return [
        {
            "id": clause.id,
            "kind": clause.kind.value,
            "number": clause.number,
            "text": clause.text,
            "parent": clause.parent,
            "level": clause.level,
            "cite": clauses.cite(clause),
        }
        for clause in clauses.all
    ]


def clauses_of(data: bytes, filename: str) -> list[dict[str, Any]]:
    """Read the clauses of a text's file.

    Raises:
        UnreadableFile: it cannot be read, or has macros: a draft is sent out as it is.
    """
    if has_macros(data):
        raise UnreadableFile(
            say(
                "{file} contient des macros, et l'avant-projet est envoyé tel quel à tous : "
                "enregistrez-le sans elles (« Enregistrer sous », Document Word .docx), puis "
                "recommencez.",
                file=filename,
            )
        )
    return told_clauses(read_document(data, filename))


def has_macros(data: bytes) -> bool:
    """Tell whether a Word or OpenDocument file has macros."""
    if not zipfile.is_zipfile(io.BytesIO(data)):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = [name.lower() for name in archive.namelist()]
    except zipfile.BadZipFile:
        return False
    return any(
        name.endswith("vbaproject.bin") or name.startswith(("basic/", "scripts/")) for name in names
    )


def add_version(
    dossier: Dossier, label: str, filename: str, data: bytes, came_from: Round | None = None
) -> Version:
    """Add a version of the text to a dossier.

    Raises:
        UnreadableFile: it cannot be read.
    """
    return keep_version(dossier, label, filename, data, clauses_of(data, filename), came_from)


def keep_version(
    dossier: Dossier,
    label: str,
    filename: str,
    data: bytes,
    clauses: list[dict[str, Any]],
    came_from: Round | None = None,
) -> Version:
    """Keep a version whose clauses have been read: reading takes time, no lock is held for it."""
    last = dossier.versions.order_by("-number").first()
    return Version.objects.create(
        dossier=dossier,
        number=1 if last is None else last.number + 1,
        label=label,
        filename=filename,
        blob=keep(data),
        clauses=clauses,
        came_from=came_from,
    )


def freeze(version: Version, user: User, when: Any) -> None:
    """Freeze a version: it is the one that is adopted, or not."""
    version.frozen, version.frozen_by = when, user
    version.save(update_fields=["frozen", "frozen_by"])


def data_of(version: Version) -> bytes:
    """Give the file of a version."""
    return bytes_of(version.blob_id)
