"""Communiqué final: a page for the public."""

from __future__ import annotations

from collections.abc import Iterator

from toguna.consultation.workshop.kinds import PaperKind
from toguna.consultation.workshop.model import Workshop
from toguna.consultation.workshop.paper import Block, Paper, Para, Points, Signatures, plain
from toguna.consultation.workshop.wording import attended, dated, days_of, in_words


def make(workshop: Workshop) -> Paper:
    """Make the communiqué: what was done, decided and left to others, without who voted how."""
    return Paper(
        "Communiqué final",
        workshop.title,
        dated(workshop),
        workshop.letterhead,
        tuple(_blocks(workshop)),
    )


def _blocks(workshop: Workshop) -> Iterator[Block]:
    opened = f" Les travaux ont été ouverts par {workshop.opened_by}." if workshop.opened_by else ""
    yield Para(plain(
        f"L'atelier « {workshop.title} » s'est tenu à {workshop.place} {days_of(workshop)}.{opened}"
    ))  # fmt: skip
    if workshop.present:
        yield Para(plain(f"Il a réuni {attended(workshop)}."))
    yield Para(plain(f"Les participants ont examiné « {workshop.text} »{_in_groups(workshop)}."))
    if workshop.decisions:
        yield Para(plain(
            f"Au terme des échanges, {_adopted(len(workshop.decisions))} en séance plénière."
        ))  # fmt: skip
    if workshop.referrals:
        yield Para(plain(
            "Les points suivants, sur lesquels un accord n'a pas été trouvé, sont renvoyés à "
            "l'arbitrage des autorités :"
        ))  # fmt: skip
        yield Points(tuple(plain(f"{one.question} ({one.cited})") for one in workshop.referrals))
    if workshop.recommendations:
        yield Para(plain("Les participants ont en outre recommandé :"))
        yield Points(tuple(plain(one.text) for one in workshop.recommendations))
    yield Para(plain(
        "Les participants remercient les autorités et les structures qui ont rendu la tenue de "
        "l'atelier possible, et saluent l'esprit de consensus qui a marqué les débats."
    ))  # fmt: skip
    yield Para(plain(f"Fait à {dated(workshop)}."))
    yield Signatures((("Pour les participants", workshop.chair),))


def _in_groups(workshop: Workshop) -> str:
    if not workshop.groups:
        return ""
    return f", en plénière et en {in_words(len(workshop.groups), 'groupe')} de travail"


def _adopted(count: int) -> str:
    wordings = in_words(count, "rédaction", feminine=True)
    return f"{wordings} {'a été adoptée' if count == 1 else 'ont été adoptées'}"


PAPERS = (PaperKind("communique-final", "Communiqué final", make),)
