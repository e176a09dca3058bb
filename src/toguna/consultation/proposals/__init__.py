"""What a statement in prose asks to be done to the text ("remplacer « X » par « Y »")."""

from toguna.consultation.proposals.patterns import Act
from toguna.consultation.proposals.quotes import quotations, said
from toguna.consultation.proposals.reader import Proposal, proposals

__all__ = ["Act", "Proposal", "proposals", "quotations", "said"]
