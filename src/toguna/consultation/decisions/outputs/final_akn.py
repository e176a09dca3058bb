"""The final text in Akoma Ntoso, with what changed it: which observation, which decision."""

from __future__ import annotations

import re
from collections.abc import Iterator

from toguna.consultation.decisions.model import Answer, Final
from toguna.consultation.decisions.outputs.final_html import wordings
from toguna.consultation.model import Observation
from toguna.consultation.outputs.words import full_name, title
from toguna.text.akn.identity import (
    FALLBACK_DATE,
    Decision,
    Event,
    Identity,
    Modification,
    Organization,
)
from toguna.text.akn.writer import akoma_ntoso, names_of_clauses
from toguna.text.docx.properties import last_modified
from toguna.text.rendering.inline import clean
from toguna.weave.edits import EditKind

AUTHOR = Organization("Rédaction", "Rapporteur de la consultation")
DAY = re.compile(r"\d{4}-\d\d-\d\d")


def write(final: Final) -> bytes:
    """Write the final text, identified and dated as the dossier is."""
    consolidation = final.consolidation
    contributors = [Organization(c.label, clean(c.name)) for c in consolidation.contributors]
    events = list(_events(final))
    identity = Identity(
        title(consolidation),
        events[0].date,
        events[-1].date,
        author=AUTHOR,
        organizations=contributors,
        events=events,
        modifications=list(_modifications(final)),
    )
    return akoma_ntoso(final.document, identity)


def _events(final: Final) -> Iterator[Event]:
    """The draft is as old as its file; the rest happens on the dossier's day."""
    day = _day(final.consolidation.date) or FALLBACK_DATE
    drafted = _day(last_modified(final.consolidation.document.word.package)) or day
    decided = max((_day(answer.date) for answer in final.answers.values()), default="")
    yield Event("projet", "Avant-projet soumis aux observations", min(drafted, day), "generation")
    yield Event("consultation", "Consultation des contributeurs", day, "amendment")
    yield Event("adoption", "Version finale arrêtée", max(decided, day), "amendment")


def _day(date: str | None) -> str:
    match = DAY.match(date or "")
    return match.group() if match else ""


def _modifications(final: Final) -> Iterator[Modification]:
    """Give one for each observation whose words were adopted, in the order of the register."""
    gone = _gone(final)
    for observation in final.consolidation.observations:
        answer = final.answers.get(observation.id)
        if answer is None or not answer.disposition.adopts:
            continue
        old, new = wordings(final, observation)
        yield Modification(
            _kind(observation),
            _decision(final, observation, answer),
            tuple(final.became(observation.id)),
            tuple(gone.get(observation.id, ())),
            old,
            new,
        )


def _gone(final: Final) -> dict[str, list[str]]:
    """Give, by observation, the names of the draft's clauses that it took out."""
    names = names_of_clauses(final.consolidation.document) if final.removed else {}
    found: dict[str, list[str]] = {}
    for clause, ids in final.removed.items():
        for identifier in ids:
            found.setdefault(identifier, []).append(names.get(clause, clause))
    return found


def _decision(final: Final, observation: Observation, answer: Answer) -> Decision:
    name = full_name(final.consolidation, observation.contributor) or observation.contributor
    facts = (answer.disposition.value, answer.reason, answer.instance)
    text = " ; ".join(clean(fact) for fact in facts if fact)
    return Decision(observation.id, clean(name), " ".join(text.split()))


def _kind(observation: Observation) -> str:
    edit = observation.edit
    if edit is not None and edit.kind is EditKind.MOVE:
        return "renumbering"
    if observation.before and not observation.after:
        return "repeal"
    return "substitution" if observation.before else "insertion"
