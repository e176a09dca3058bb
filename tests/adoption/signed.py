"""Keys, and PDF files of the project's own to be signed."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache

from tests.adoption.sample import read
from tests.consultation.story import docx
from toguna.adoption.signature.certificates import Credentials, make_certificate, new_key
from toguna.adoption.signature.signing import Signing
from toguna.text.pdf.writer import pdf

WHEN = datetime(2025, 12, 3, 10, 0, tzinfo=UTC)
ADOPTED = Signing("Texte adopté", "Bamako", WHEN)


@cache
def credentials(name: str = "Secrétariat général du Gouvernement") -> Credentials:
    return make_certificate(name, "République du Mali (exemple fictif)", "ML", new_key(), WHEN)


@cache
def text() -> bytes:
    """A text of one page, archivable (PDF/A-2a) and accessible (PDF/UA-1)."""
    lines = ("# Stratégie", "Texte fictif d'exemple.", "| N° | Mesure |", "| 1 | Créer l'agence |")
    return pdf(read(docx(*lines)), WHEN)
