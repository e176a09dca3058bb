"""What a communication écrite says: drafted from the dossier, to be completed by people.

What only people know stands between square brackets, and the whole is marked as a draft.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, fields

from toguna.adoption.approval.model import Process
from toguna.adoption.approval.standing import open_reservations, standings
from toguna.adoption.check.strategy import Strategy
from toguna.consultation.decisions.model import Disposition, Final
from toguna.consultation.outputs.counts import count
from toguna.consultation.outputs.words import long_date, number_of, title
from toguna.messages import say
from toguna.text.errors import UnreadableFile
from toguna.text.rendering.inline import clean

DRAFT = "PROJET – à compléter et à valider avant toute transmission"
OPEN = "[À compléter : "
"""Before what a person must write."""


@dataclass(frozen=True, slots=True)
class CommunicationSettings:
    """The letterhead, what is asked of the Council, and who signs; everything has a default.

    `asked` is "adopter" or "prendre acte": two different decisions.
    """

    state: str = "République du Mali"
    motto: str = "Un Peuple – Un But – Une Foi"
    ministry: str = "[Ministère]"
    reference: str = ""
    place: str = "Bamako"
    signatory: str = "Le ministre"
    signatory_name: str = ""
    asked: str = "adopter"


@dataclass(frozen=True, slots=True)
class Section:
    """A numbered part: its title, its paragraphs, the lines of a list, what follows the list."""

    title: str
    paragraphs: tuple[str, ...]
    listed: tuple[str, ...] = ()
    then: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Communication:
    """A communication écrite: who it is from, on what, its parts, the figures of the consultation.

    `figures` are names and counts; `parts` come before them and `after` follow them.
    """

    settings: CommunicationSettings
    date: str
    subject: str
    parts: tuple[Section, ...]
    figures: tuple[tuple[str, str], ...]
    after: tuple[Section, ...]
    pieces: tuple[str, ...]


def settings_from(given: Mapping[str, str]) -> CommunicationSettings:
    """Read settings from names and values.

    Raises:
        UnreadableFile: a name is not one of a setting, or `asked` is neither of the two decisions.
    """
    known = [field.name for field in fields(CommunicationSettings)]
    unknown = [name for name in given if name not in known]
    if unknown:
        raise UnreadableFile(
            say(
                "Réglage de communication inconnu : « {name} » ; les réglages sont {known}.",
                name=unknown[0],
                known=", ".join(known),
            )
        )
    settings = CommunicationSettings(**given)
    if settings.asked not in ASKED:
        raise UnreadableFile(
            say(
                "« {asked} » n'est pas une décision du Conseil ; écrivez « adopter » ou "
                "« prendre acte ».",
                asked=settings.asked,
            )
        )
    return settings


ASKED = {
    "adopter": "d'adopter le texte ci-joint",
    "prendre acte": "de prendre acte du texte ci-joint",
}


def draft(
    final: Final, strategy: Strategy, process: Process, settings: CommunicationSettings, date: str
) -> Communication:
    """Draft a communication on a final text; `strategy` is the same text as it is checked.

    `date` is the day that it bears ("2025-11-24").
    """
    subject = clean(title(final.consolidation))
    pieces = [
        kind.name
        for kind in process.procedure.pieces
        if kind.required and kind.key != COMMUNICATION
    ]
    return Communication(
        settings,
        long_date(date),
        subject,
        (_context(process, subject), _object(subject, process), _contents(strategy)),
        _figures(final),
        (_reservations(process), _decision(settings)),
        tuple(pieces),
    )


COMMUNICATION = "communication"
"""The kind of piece that it is."""


def _context(process: Process, subject: str) -> Section:
    taken = [
        f"{standing.step.name} : {standing.act.outcome.value} le {long_date(standing.act.date)} "
        f"({clean(standing.act.who)})"
        for standing in standings(process)
        if standing.act is not None
    ]
    before = (
        f"{OPEN}engagements, lois et décisions qui demandent ce texte ; bilan du texte précédent.]"
    )
    said = f"Avant d'être soumis au Conseil, le texte « {subject} » est passé par :"
    return Section("Contexte", (before, *([said] if taken else [])), tuple(taken))


def _object(subject: str, process: Process) -> Section:
    version = process.version
    frozen = (
        f"Il s'agit de la version {version.label}, figée, dont l'empreinte SHA-256 est "
        f"{version.sha256}."
        if version
        else f"{OPEN}version soumise ; aucune n'est encore figée.]"
    )
    return Section(
        "Objet", (f"La présente communication a pour objet le texte « {subject} ».", frozen)
    )


def _contents(strategy: Strategy) -> Section:
    plan = strategy.plan
    measures = len(plan.rows) or len(plan.measures)
    counted = [
        number_of(number, noun)
        for number, noun in (
            (len(plan.axes), "axe"), (len(plan.objectives), "objectif"), (measures, "mesure"),
        )
        if number
    ]  # fmt: skip
    years = (
        f" pour la période {strategy.horizon[0]}-{strategy.horizon[1]}" if strategy.horizon else ""
    )
    first = (
        f"Le texte comprend {_and(counted)}{years}."
        if counted
        else f"{OPEN}contenu du texte ; aucun plan n'y a été reconnu.]"
    )
    axes = [f"axe {axis.shown} : {_heading(axis.line.text)}" for axis in plan.axes]
    cost = f"{OPEN}coût total, sources de financement, incidence sur le budget de l'État.]"
    return Section("Contenu", (first,), tuple(axes), (cost,))


def _heading(words: str) -> str:
    return clean(" ".join(words.split())).rstrip(" .;:")


def _and(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} et {parts[-1]}"


def _figures(final: Final) -> tuple[tuple[str, str], ...]:
    """Give what the consultation came to, the answers by what was decided."""
    counts = count(final.consolidation)
    given = Counter(answer.disposition for answer in final.answers.values())
    waiting = counts.observations - len(final.answers)
    lines = [
        ("Contributeurs consultés", counts.contributors),
        ("Fichiers reçus", counts.files),
        ("Observations reçues", counts.observations),
        *((f"– {d.value}", given[d]) for d in Disposition if given[d]),
        *([("– sans suite à ce jour", waiting)] if waiting else []),
        ("Divergences entre contributeurs", counts.conflicts),
    ]
    return tuple((name, str(number)) for name, number in lines)


def _reservations(process: Process) -> Section:
    left = [clean(words) for _, words in open_reservations(process)]
    if left:
        return Section("Réserves sans suite", ("Restent sans suite :",), tuple(left))
    return Section("Réserves", ("Aucune réserve d'une instance n'est restée sans suite.",))


def _decision(settings: CommunicationSettings) -> Section:
    asked = f"Il est demandé au Conseil des ministres {ASKED[settings.asked]}."
    other = (
        "Prendre acte n'est pas adopter : le texte pourra être soumis de nouveau pour adoption."
        if settings.asked == "prendre acte"
        else f"{OPEN}le cas échéant, décret à prendre et ministres chargés de l'exécution.]"
    )
    return Section("Décision demandée au Conseil", (asked, other))
