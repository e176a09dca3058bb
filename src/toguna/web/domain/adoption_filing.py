"""A file that somebody gives to an adoption: kept, with who signed it."""

from __future__ import annotations

from dataclasses import dataclass

from toguna.adoption.signature.checking import check_pdf, signers_of
from toguna.text.errors import UnreadableFile
from toguna.web.domain.blobs import keep
from toguna.web.models import Blob
from toguna.web.uploads import clean_name


@dataclass(frozen=True)
class Filed:
    """A file that somebody gave: its name, its bytes, and who signed it (a PDF)."""

    name: str
    blob: Blob
    signers: tuple[str, ...] = ()


def take_in(name: str, data: bytes) -> Filed:
    """Keep a file that was given."""
    return Filed(clean_name(name), keep(data), signers_in(name, data))


def signers_in(name: str, data: bytes) -> tuple[str, ...]:
    """Name who signed a PDF as it stands; nobody where it is none, or cannot be read."""
    if not name.lower().endswith(".pdf"):
        return ()
    try:
        return signers_of(check_pdf(data, (), name))
    except UnreadableFile:
        return ()
