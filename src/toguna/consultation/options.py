"""The choices that a consolidation leaves to the rapporteur."""

from __future__ import annotations

from enum import Enum


class DraftChanges(Enum):
    """What becomes of the tracked changes that the draft itself carries."""

    KEEP = "keep"
    """They stay as they are, with their authors and dates; the draft reads as if accepted."""
    ACCEPT = "accept"
    REJECT = "reject"
