"""Foreign affairs: a copy that was cut short on its way."""

from __future__ import annotations

import tempfile
from pathlib import Path

from ..tracking.reviewer import Reviewer
from .base import Return, copy_of_draft

PERSON = "Salif OUATTARA"


def write(path: Path) -> None:
    """Two thirds of the file: the zip's directory, at its end, is missing."""
    desk = copy_of_draft("mae")
    by = Reviewer(desk, PERSON, "2025-06-20T16:40:00")
    by.replace("tous les deux ans", "chaque année", "Un exercice conjoint est conduit")
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder, "whole.docx")
        desk.save(whole, PERSON, "2025-06-20T16:58:00Z")
        data = whole.read_bytes()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data[: len(data) * 2 // 3])


RETURN = Return(
    "MAE_observations.docx",
    "MAE",
    "Ministère des Affaires étrangères et de la Coopération internationale",
    write,
)
