"""Letters of observations: from a ministry's prose to its remarks, one by one."""

from __future__ import annotations

from toguna.consultation.letter.model import LetterReading
from toguna.consultation.letter.reading import looks_like_letter, read_letter

__all__ = ["LetterReading", "looks_like_letter", "read_letter"]
