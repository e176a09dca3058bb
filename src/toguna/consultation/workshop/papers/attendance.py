"""Liste de présence: to be signed by hand, and as it was recorded."""

from __future__ import annotations

from collections.abc import Iterator

from toguna.consultation.outputs.words import long_date, short_date
from toguna.consultation.workshop.kinds import PaperKind
from toguna.consultation.workshop.model import Delegation, Member, Workshop
from toguna.consultation.workshop.paper import Block, Grid, Heading, Paper, Para, cell, plain
from toguna.consultation.workshop.wording import attended, dated, days_of

EMPTY_LINES = 5
"""Lines left for who was not announced."""
SIGNED = "présent"


def to_sign(workshop: Workshop) -> Paper:
    """Make the list that goes round the tables, one for each day."""
    return Paper(
        "Liste de présence",
        workshop.title,
        f"{workshop.letterhead.place}, {days_of(workshop)}",
        workshop.letterhead,
        tuple(_sheets(workshop)),
    )


def recorded(workshop: Workshop) -> Paper:
    """Make the list of those whose presence was recorded."""
    people = [pair for pair in _people(workshop) if pair[1].days]
    days = tuple(short_date(day)[:5] for day in workshop.days)
    rows = tuple(
        (
            cell(str(number)),
            cell(member.name),
            cell(member.role),
            cell(delegation.label),
            *(cell(SIGNED if day in member.days else "–") for day in workshop.days),
        )
        for number, (delegation, member) in enumerate(people, start=1)
    )
    return Paper(
        "Liste des participants",
        workshop.title,
        dated(workshop),
        workshop.letterhead,
        (
            Para(plain(f"Présences relevées {days_of(workshop)} : {attended(workshop)}.")),
            Grid(
                (6, 30, 30, 14, *[12] * len(days)),
                ("N°", "Nom et prénom", "Fonction", "Structure", *days),
                rows,
            ),
        ),
    )


def _sheets(workshop: Workshop) -> Iterator[Block]:
    for day in workshop.days:
        yield Heading(f"Journée du {long_date(day)}", new_page=day != workshop.days[0])
        rows = [
            (str(number), member.name, member.role, delegation.label, "", "")
            for number, (delegation, member) in enumerate(_people(workshop), start=1)
        ]
        rows += [
            (str(len(rows) + number), "", "", "", "", "") for number in range(1, EMPTY_LINES + 1)
        ]
        yield Grid(
            (6, 26, 24, 13, 17, 18),
            ("N°", "Nom et prénom", "Fonction", "Structure", "Téléphone", "Signature"),
            tuple(tuple(cell(text) for text in row) for row in rows),
            to_sign=True,
        )


def _people(workshop: Workshop) -> list[tuple[Delegation, Member]]:
    return [(delegation, member) for delegation in workshop.delegations
            for member in delegation.members]  # fmt: skip


def _anybody(workshop: Workshop) -> bool:
    return workshop.present > 0


PAPERS = (
    PaperKind("liste-de-presence", "Liste de présence à signer", to_sign),
    PaperKind("liste-des-participants", "Liste des participants", recorded, _anybody),
)
