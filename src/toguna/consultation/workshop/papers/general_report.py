"""Rapport général: the whole workshop, from its opening to its recommendations."""

from __future__ import annotations

from collections.abc import Iterator

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
    Signatures,
    cell,
    plain,
)
from toguna.consultation.workshop.papers.recommendations import listed_by_addressee
from toguna.consultation.workshop.papers.terms import agenda
from toguna.consultation.workshop.wording import (
    CHAIR,
    RAPPORTEUR,
    attended,
    dated,
    days_of,
    decided,
    referred,
)


def make(workshop: Workshop) -> Paper:
    """Make the general report."""
    return Paper(
        "Rapport général",
        workshop.title,
        dated(workshop),
        workshop.letterhead,
        tuple(_blocks(workshop)),
    )


def _blocks(workshop: Workshop) -> Iterator[Block]:
    yield Heading("Introduction")
    when = days_of(workshop)
    yield Para(plain(
        f"{when[:1].upper()}{when[1:]} s'est tenu à {workshop.place} l'atelier « {workshop.title} "
        f"», consacré à l'examen de « {workshop.text} »."
    ))  # fmt: skip
    if workshop.context:
        yield Para(plain(workshop.context))
    if workshop.opened_by:
        yield Para(plain(f"La cérémonie d'ouverture a été présidée par {workshop.opened_by}."))
    yield from _people(workshop)
    if workshop.objectives:
        yield Heading("Objectifs de l'atelier")
        yield Points(tuple(map(plain, workshop.objectives)))
    yield from agenda(workshop)
    yield from _work(workshop)
    if workshop.decisions:
        yield Heading("Décisions de la plénière")
        yield Para((
            ("keep", "Par rapport à l'avant-projet, ce qui est ajouté est en "),
            ("add", "gras souligné"), ("keep", ", ce qui est supprimé est "), ("del", "barré"),
            ("keep", "."),
        ))  # fmt: skip
        yield decided(workshop.decisions)
    if workshop.referrals:
        yield Heading("Points renvoyés à l'arbitrage")
        yield referred(workshop.referrals)
    if workshop.recommendations:
        yield Heading("Recommandations")
        yield from listed_by_addressee(workshop, 2)
    yield Heading("Conclusion")
    yield Para(plain(
        "L'ordre du jour étant épuisé, la séance a été levée. Le présent rapport a été lu aux "
        "participants, qui l'ont adopté."
    ))  # fmt: skip
    yield Signatures((
        (CHAIR, workshop.chair),
        (RAPPORTEUR, workshop.rapporteur),
    ))  # fmt: skip


def _people(workshop: Workshop) -> Iterator[Block]:
    if not workshop.present:
        return
    yield Heading("Participation")
    yield Para(plain(f"Ont pris part aux travaux : {attended(workshop)}. La liste des "
                     "participants est jointe."))  # fmt: skip
    rows = tuple(
        (cell(one.label), cell(one.name), cell(str(sum(bool(m.days) for m in one.members))))
        for one in workshop.delegations
        if any(member.days for member in one.members)
    )
    yield Grid((18, 67, 15), ("Sigle", "Structure", "Présents"), rows)


def _work(workshop: Workshop) -> Iterator[Block]:
    if workshop.sessions or workshop.groups:
        yield Heading("Déroulement des travaux")
    for session in workshop.sessions:
        yield Heading(f"{session.title} ({long_date(session.day)})", 2)
        chair = f"La séance a été présidée par {session.chair}. " if session.chair else ""
        if chair or session.summary:
            yield Para(plain(chair + session.summary))
    for group in workshop.groups:
        yield Heading(group.name, 2)
        led = " ; ".join(
            f"{what} : {who}"
            for what, who in (("présidence", group.chair), ("rapporteur", group.rapporteur))
            if who
        )
        given = f"Passages confiés : {' ; '.join(group.clauses)}." if group.clauses else ""
        told = (given, f"{led[:1].upper()}{led[1:]}." if led else "", group.summary)
        yield Para(plain(" ".join(text for text in told if text)))


PAPERS = (PaperKind("rapport-general", "Rapport général", make),)
