"""The sample dossier as a request."""

from __future__ import annotations

from tests.conftest import SAMPLES
from toguna.consultation.consolidate import Request, Source
from toguna.consultation.contributors import read_contributors
from toguna.consultation.model import Received

DOSSIER = SAMPLES / "dossier"


def sample_request(date: str = "2025-07-03") -> Request:
    """Ask to consolidate the sample dossier, its returns in the order of its list."""
    listed = read_contributors((DOSSIER / "contributeurs.csv").read_bytes(), "contributeurs.csv")
    returns = [
        Received(file, (DOSSIER / "retours" / file).read_bytes(), contributor)
        for file, contributor in listed.lines
    ]
    (earlier,) = sorted((DOSSIER / "version-2024").glob("*.docx"))
    draft = DOSSIER / "avant-projet.docx"
    return Request(
        Source(draft.name, draft.read_bytes()),
        returns,
        earlier=[Source(earlier.name, earlier.read_bytes())],
        date=date,
    )
