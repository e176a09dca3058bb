"""Where a statement lands in the draft: by reference, by the words that it quotes."""

from toguna.consultation.placing.landing import Landing
from toguna.consultation.placing.placer import Placer, place

__all__ = ["Landing", "Placer", "place"]
