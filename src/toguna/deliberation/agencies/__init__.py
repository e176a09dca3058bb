"""A comparison of national cybersecurity agencies: facts with their sources, beside the options."""

from __future__ import annotations

from toguna.deliberation.agencies.evidence import Evidence, beside, counts, facts
from toguna.deliberation.agencies.model import Agency, Anchoring, Basis, Confidence, Kind
from toguna.deliberation.agencies.reading import Reading, kind_named, read_agencies
from toguna.deliberation.agencies.table import HEADINGS, STEP_HEADINGS, rows, steps
from toguna.deliberation.agencies.tiles import tiles
from toguna.deliberation.agencies.timeline import timeline

__all__ = [
    "HEADINGS",
    "STEP_HEADINGS",
    "Agency",
    "Anchoring",
    "Basis",
    "Confidence",
    "Evidence",
    "Kind",
    "Reading",
    "beside",
    "counts",
    "facts",
    "kind_named",
    "read_agencies",
    "rows",
    "steps",
    "tiles",
    "timeline",
]
