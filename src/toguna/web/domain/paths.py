"""Where files stand in an exported dossier: the paths that entries of the ledger cite."""

from __future__ import annotations

from pathlib import PurePosixPath

from django.utils.text import slugify

from toguna.web.models import CouncilPiece, Return, Version
from toguna.web.uploads import clean_name

SHOWN_DIGITS = 12


def filed(folder: str, sha256: str, name: str) -> str:
    """Give where a file stands: a folder, the beginning of its digest, and its plain name."""
    return f"{folder}/{sha256[:SHOWN_DIGITS]}-{plain(name)}"


def plain(name: str) -> str:
    """Give a file name that any system takes, without accents ("communication-ecrite.pdf")."""
    path = PurePosixPath(clean_name(name))
    stem = slugify(path.stem)[:80] or "fichier"
    return f"{stem}.{slugify(path.suffix)}" if slugify(path.suffix) else stem


def version_path(version: Version) -> str:
    """Give where a version stands."""
    return filed("versions", version.blob_id, version.filename)


def piece_path(piece: CouncilPiece) -> str:
    """Give where a piece of the file for the Council stands."""
    return filed(piece.kind, piece.blob_id, piece.filename)


def return_path(one: Return) -> str:
    """Give where the file of a return stands; the ledger cites those that are not restricted."""
    return filed(f"retours/tour-{one.round.number}", one.blob_id, one.filename)
