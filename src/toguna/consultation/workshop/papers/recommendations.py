"""Recommandations, by whom they are for."""

from __future__ import annotations

from collections.abc import Iterator

from toguna.consultation.workshop.kinds import PaperKind
from toguna.consultation.workshop.model import Workshop
from toguna.consultation.workshop.paper import (
    Block,
    Heading,
    Paper,
    Para,
    Points,
    Signatures,
    plain,
)
from toguna.consultation.workshop.wording import addressed, dated, days_of

TO_ALL = "À toutes les parties prenantes"


def make(workshop: Workshop) -> Paper:
    """Make the list of recommendations."""
    first = Para(plain(
        f"Les participants à l'atelier « {workshop.title} », tenu à {workshop.place} "
        f"{days_of(workshop)}, ont formulé les recommandations suivantes."
    ))  # fmt: skip
    signed = Signatures((("Les participants à l'atelier", ""),))
    return Paper(
        "Recommandations",
        workshop.title,
        dated(workshop),
        workshop.letterhead,
        (first, *listed_by_addressee(workshop), signed),
    )


def listed_by_addressee(workshop: Workshop, level: int = 1) -> Iterator[Block]:
    """Give the recommendations under a heading for each addressee, numbered throughout."""
    first = 1
    for who, texts in addressed(workshop.recommendations):
        yield Heading(f"À l'attention de : {who}" if who else TO_ALL, level)
        yield Points(texts, first)
        first += len(texts)


def _any(workshop: Workshop) -> bool:
    return bool(workshop.recommendations)


PAPERS = (PaperKind("recommandations", "Recommandations", make, _any),)
