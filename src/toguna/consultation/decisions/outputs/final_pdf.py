"""The final text as a PDF that can be archived and read aloud."""

from __future__ import annotations

from toguna.consultation.decisions.model import Final
from toguna.consultation.outputs.words import moment
from toguna.text.pdf.writer import pdf


def write(final: Final) -> bytes:
    """Write the final text as a PDF, dated as the dossier is."""
    return pdf(final.document, moment(final.consolidation))
