"""Compte rendu des travaux de groupes."""

from __future__ import annotations

from collections.abc import Iterator

from toguna.consultation.workshop.kinds import PaperKind
from toguna.consultation.workshop.model import WorkingGroup, Workshop
from toguna.consultation.workshop.paper import (
    Block,
    Heading,
    Paper,
    Para,
    Points,
    Signatures,
    named,
    plain,
)
from toguna.consultation.workshop.wording import (
    RAPPORTEUR,
    dated,
    decided,
    in_words,
    listed,
    referred,
)


def make(workshop: Workshop) -> Paper:
    """Make the minutes of all groups."""
    blocks = [block for group in workshop.groups for block in of_group(group)]
    signed = Signatures(((RAPPORTEUR, workshop.rapporteur),))
    return Paper(
        "Compte rendu des travaux de groupes",
        workshop.title,
        dated(workshop),
        workshop.letterhead,
        (
            Para(plain(_opening(workshop))),
            *blocks,
            signed,
        ),
    )


def _opening(workshop: Workshop) -> str:
    count = len(workshop.groups)
    groups = in_words(count, "groupe")
    did = "ont examiné" if count > 1 else "a examiné"
    told = "ont rendu" if count > 1 else "a rendu"
    return (
        f"{groups[:1].upper()}{groups[1:]} de travail {did} « {workshop.text} » et {told} compte "
        "en plénière."
    )


def of_group(group: WorkingGroup) -> Iterator[Block]:
    """Give what is told of one group."""
    yield Heading(group.name)
    facts = (
        ("Passages confiés", " ; ".join(group.clauses)),
        ("Présidence", group.chair),
        ("Rapporteur", group.rapporteur),
        ("Délégations", listed(group.delegations)),
    )
    yield Points(tuple(named(name, text) for name, text in facts if text))
    if group.summary:
        yield Para(plain(group.summary))
    if group.decisions:
        yield Heading("Rédactions proposées à la plénière", 2)
        yield decided(group.decisions)
    if group.referrals:
        yield Heading("Points sans accord", 2)
        yield referred(group.referrals)
    if group.recommendations:
        yield Heading("Recommandations du groupe", 2)
        yield Points(tuple(plain(one.text) for one in group.recommendations))


def _any(workshop: Workshop) -> bool:
    return bool(workshop.groups)


PAPERS = (PaperKind("compte-rendu-des-groupes", "Compte rendu des travaux de groupes", make, _any),)
