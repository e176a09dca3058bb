"""Termes de référence: why the workshop is held, what for, who comes, when."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from toguna.consultation.outputs.words import long_date
from toguna.consultation.workshop.kinds import PaperKind
from toguna.consultation.workshop.model import Workshop
from toguna.consultation.workshop.paper import (
    Block,
    Grid,
    Heading,
    Paper,
    Para,
    Points,
    cell,
    plain,
)
from toguna.consultation.workshop.wording import days_of

TO_COMPLETE = "À compléter."


def make(workshop: Workshop) -> Paper:
    """Make the terms of reference, with what is still to be completed told as such."""
    return Paper(
        "Termes de référence",
        workshop.title,
        f"{workshop.letterhead.place}, le ………………",
        workshop.letterhead,
        tuple(_blocks(workshop)),
    )


def _blocks(workshop: Workshop) -> Iterator[Block]:
    yield Heading("Contexte et justification")
    yield Para(plain(workshop.context or TO_COMPLETE))
    yield Heading("Objectifs")
    yield _points(workshop.objectives)
    yield Heading("Résultats attendus")
    yield _points(workshop.expected)
    yield Heading("Méthode de travail")
    yield Para(plain(
        "L'atelier alterne séances plénières et travaux de groupes. Chaque passage contesté est "
        "présenté avec les rédactions proposées et leurs motifs. Chaque délégation s'exprime "
        "d'une seule voix. Le consensus est recherché d'abord ; à défaut, le passage est renvoyé "
        "à l'arbitrage avec les rédactions en présence."
    ))  # fmt: skip
    yield Heading("Lieu et dates")
    yield Para(plain(f"L'atelier se tient à {workshop.place}, {days_of(workshop)}."))
    yield Heading("Participants")
    if workshop.delegations:
        yield Grid(
            (20, 80),
            ("Sigle", "Structure"),
            tuple((cell(one.label), cell(one.name)) for one in workshop.delegations),
        )
    else:
        yield Para(plain(TO_COMPLETE))
    yield from agenda(workshop)


def agenda(workshop: Workshop) -> Iterator[Block]:
    """Give the agenda, a table for each day."""
    if not workshop.agenda:
        return
    yield Heading("Programme")
    for day, items in groupby(workshop.agenda, key=lambda item: item.day):
        yield Heading(f"Journée du {long_date(day)}", 2)
        yield Grid(
            (16, 54, 30),
            ("Heure", "Activité", "Intervenant"),
            tuple((cell(one.hour), cell(one.subject), cell(one.speaker)) for one in items),
        )


def _points(texts: tuple[str, ...]) -> Block:
    return Points(tuple(map(plain, texts))) if texts else Para(plain(TO_COMPLETE))


PAPERS = (PaperKind("termes-de-reference", "Termes de référence", make),)
