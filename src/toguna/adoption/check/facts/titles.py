"""The numbers of titles, also those that are typed as a bare figure ("5. Gouvernance")."""

from __future__ import annotations

import re

from toguna.adoption.check.facts.lines import Line
from toguna.consultation.references.labels import Label, label_of

BARE = re.compile(r"^\s*(?P<number>\d{1,2}|[ivx]{1,5})(?P<end>\s*[.)–-])\s+\S")


def title_label(line: Line) -> Label | None:
    """Give the number of a title, computed or typed; None where it has none, or is no title."""
    if not line.is_heading:
        return None
    label = label_of(line.clause)
    if label is not None or line.clause.number:
        return label
    match = BARE.match(line.folded.text)
    if match is None:
        return None
    return Label("", match["number"], "0" + match["end"].strip())
