"""From a proposition in prose ("remplacer « X » par « Y »") to an edit of the draft."""

from toguna.consultation.propositions.derive import derive

__all__ = ["derive"]
