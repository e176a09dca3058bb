"""The procès-verbal of a decision, as a Word file and in print."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from django.db import transaction

from toguna.consultation.decisions.outputs.letters_settings import Settings, settings_from
from toguna.consultation.outputs.words import long_date
from toguna.consultation.workshop import paper_docx, paper_pdf
from toguna.consultation.workshop.paper import (
    Block,
    Grid,
    Heading,
    Paper,
    Para,
    Points,
    Signatures,
    cell,
    named,
    plain,
)
from toguna.deliberation.model import Deliberation as Core
from toguna.deliberation.outputs.words import joined, order_words
from toguna.web.domain.blobs import keep
from toguna.web.domain.deliberation.lines import question_of
from toguna.web.models import CommitteeDecision, Deliberation, DeliberationFile, LetterSettings

NAME = "proces-verbal"
TITLE = "Procès-verbal de délibération"


def make_minutes(deliberation: Deliberation) -> None:
    """Write the procès-verbal of a decision in both forms, and keep it."""
    paper = paper_of(deliberation)
    day = deliberation.decision.date
    made = {
        "pdf": paper_pdf.write(paper, datetime(day.year, day.month, day.day, tzinfo=UTC)),
        "docx": paper_docx.write(paper, f"{NAME}.docx"),
    }
    with transaction.atomic():
        deliberation.files.filter(number=None).delete()
        DeliberationFile.objects.bulk_create(
            DeliberationFile(
                deliberation=deliberation, rank=rank, name=f"{NAME}.{suffix}",
                title=f"{TITLE} ({suffix.upper()})", blob=keep(data),
            )
            for rank, (suffix, data) in enumerate(made.items())
        )  # fmt: skip


def paper_of(deliberation: Deliberation) -> Paper:
    """Make the procès-verbal."""
    decision = deliberation.decision
    letterhead = _letterhead(deliberation)
    return Paper(
        TITLE,
        deliberation.question,
        f"{letterhead.place}, le {long_date(decision.date.isoformat())}",
        letterhead,
        tuple(_blocks(deliberation, question_of(deliberation), decision)),
    )


def _letterhead(deliberation: Deliberation) -> Settings:
    kept = LetterSettings.objects.filter(dossier=deliberation.dossier_id).first()
    if kept is not None:
        return settings_from(kept.values)
    mark = " (fictif)" if deliberation.dossier.fictitious else ""
    return Settings(body=f"Secrétariat du comité interministériel{mark}")


def _blocks(
    deliberation: Deliberation, question: Core, decision: CommitteeDecision
) -> Iterator[Block]:
    counted = deliberation.counted
    yield Heading("La question")
    yield Para(plain(deliberation.question))
    if deliberation.context:
        yield Para(plain(deliberation.context))
    yield Points(
        tuple(
            named(option.key, option.name + _out(question, option.key))
            for option in question.options
        )
    )
    if question.constraints:
        yield Heading("Ce qui écarte une option")
        yield Points(tuple(
            named(
                joined(one.rules_out),
                f"{one.name}{f' ({one.source})' if one.source else ''}. {one.reason}".strip(),
            )
            for one in question.constraints
        ))  # fmt: skip
    yield Heading("La règle, scellée avant le premier bulletin")
    yield from _rule(deliberation, question, counted)
    yield Heading("Le résultat")
    yield from _result(deliberation, counted)
    yield Heading("La décision")
    names = {option.key: option.name for option in question.options}
    yield from _decision(decision, names[decision.option], counted)
    yield Signatures((("Le président de séance", ""), ("Le rapporteur", "")))


def _out(question: Core, key: str) -> str:
    return " (option écartée par un texte)" if key in question.ruled_out else ""


def _rule(deliberation: Deliberation, question: Core, counted: dict[str, Any]) -> Iterator[Block]:
    rule = question.rule
    if rule is None or deliberation.sealed is None:
        return
    parameters = " ; ".join(f"{key} = {value}" for key, value in rule.parameters.items())
    voices = {one.label: one.voices for one in deliberation.voters.all()}
    told = [
        named("Règle", f"{counted['rule']}. {counted['meaning']} {counted['misleads']}"),
        named("Version de la formule", rule.formula),
        named("Paramètres", parameters or "aucun"),
        named("En cas d'égalité", rule.tie_break),
    ]
    if deliberation.seal_weights:
        weights = deliberation.seal_weights.items()
        told.append(named("Poids scellés", " ; ".join(f"{k} {v:.3f}" for k, v in weights)))
    if voices:
        shown = " ; ".join(f"{label} ({number:g})" for label, number in voices.items())
        told.append(named("Votants et nombre de voix", shown))
        told.append(named("Vote", "secret" if deliberation.secret else "à découvert"))
    told.append(named("Scellée le", f"{deliberation.sealed:%d/%m/%Y à %H:%M} UTC"))
    told.append(named("Empreinte SHA-256 du scellé", deliberation.seal_digest))
    yield Points(tuple(told))


def _result(deliberation: Deliberation, counted: dict[str, Any]) -> Iterator[Block]:
    if "voted" in counted:
        yield Para(plain(
            f"{len(counted['voted'])} bulletins pour {counted['expected']} votants : "
            f"{joined(counted['voted'])}."
        ))  # fmt: skip
    yield Para(named(f"Selon la règle scellée ({counted['rule']})", winners(counted["winners"])))
    for remark in (*counted["remarks"], *counted["betrayed"]):
        yield Para(plain(remark))
    yield Heading("Selon chacune des règles connues, toutes égalités dites", 2)
    yield Grid(
        (1.2, 1.2, 2.2),
        ("Règle", "En tête", "Ordre entier"),
        tuple(
            (
                cell(one["name"]),
                cell(one["refused"] if "refused" in one else winners(one["winners"])),
                cell(order_words(tuple(map(tuple, one.get("order") or ()))) or "–"),
            )
            for one in counted["counts"]
        ),
    )
    if counted.get("commitments"):
        yield Heading("Empreintes des bulletins", 2)
        yield Para(plain(
            "Chaque votant retrouve la sienne sur son reçu ; elle ne dit rien à qui n'a pas le "
            "reçu."
        ))  # fmt: skip
        yield Points(tuple(map(plain, counted["commitments"])))
    if counted.get("named"):
        yield Heading("Bulletins", 2)
        yield Points(
            tuple(named(who, ballot_words(ballot)) for who, ballot in counted["named"].items())
        )


def _decision(
    decision: CommitteeDecision, full_name: str, counted: dict[str, Any]
) -> Iterator[Block]:
    yield Para(named("Instance", decision.instance))
    yield Para(named("Décision", full_name))
    if decision.option not in counted["winners"]:
        yield Para(plain(
            "Cette décision n'est pas le résultat de la règle scellée ; les motifs disent pourquoi."
        ))  # fmt: skip
    yield Para(named("Motifs", decision.reasons))
    if not decision.dissents:
        yield Para(plain("Aucun avis contraire n'a été consigné."))
        return
    yield Heading("Avis contraires", 2)
    yield Points(tuple(named(one["who"], one["why"]) for one in decision.dissents))


def winners(keys: list[str]) -> str:
    """Name those that are first, and say where they are tied."""
    return joined(keys) + (" à égalité" if len(keys) > 1 else "")


def ballot_words(ballot: dict[str, Any]) -> str:
    """Tell a ballot in words."""
    if ballot.get("grades"):
        return " ; ".join(f"{option} : {grade}" for option, grade in ballot["grades"].items())
    if ballot.get("ranking"):
        return order_words(tuple(map(tuple, ballot["ranking"])))
    return f"approuve {joined(ballot.get('approved', []))}" if ballot.get("approved") else "aucune"
