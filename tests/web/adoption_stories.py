"""A text on its way to the Council, for the stories of adoption, ledger and public reading."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.consultation.story import docx
from tests.web.stories import DRAFT, Story, begun, seat_of
from toguna.adoption.approval.reading import default_procedure
from toguna.adoption.ledger.entry import Entry, read_entry
from toguna.consultation.decisions.final import decide
from toguna.consultation.decisions.model import Disposition, Stage
from toguna.web.domain.answers import Given, give
from toguna.web.domain.consolidation import prepare_round
from toguna.web.domain.decision import answers_of
from toguna.web.domain.texts import add_version
from toguna.web.jobs.queue import run_waiting
from toguna.web.models import Job, LedgerEntry, Role, Version

STEPS = [step.key for step in default_procedure().steps]
DAY = "2026-11-24"
APPROVED, ADOPTED = "approuvé", "adopté"
ACCEPTED = Given(
    Disposition.ACCEPTED,
    reason="Précise les délais.",
    instance="Comité fictif",
    date="2026-11-20",
    stage=Stage.VALIDATED,
)
SECRET = "sous douze heures secrètes"
"""Words that only a restricted observation has asked for."""


def story_of_adoption(slug: str = "snc") -> Story:
    """Give a dossier whose round gave a final text; a restricted observation is behind part of it.

    Awa leads it and is cleared, Lassana is of the committee, Yacouba reads, Moussa is a desk.
    """
    story = begun(slug=slug)
    story.seat("awa", Role.RAPPORTEUR, cleared=True)
    story.seat("lassana", Role.COMMITTEE)
    story.seat("yacouba", Role.READER)
    story.sent("MJDH", DRAFT[0], DRAFT[1].replace("Premier ministre", "Président"), *DRAFT[2:])
    story.sent(
        "MDAC", *DRAFT[:2], DRAFT[2].replace("sous trois jours", SECRET), DRAFT[3], restricted=True
    )
    found = story.consolidated()
    give(seat_of(story, "awa"), story.round, found, ACCEPTED, {one.pk: 0 for one in found})
    final_version(story)
    return story


def final_version(story: Story) -> Version:
    """Make the next version from the answers, as carrying them out does."""
    prepared = prepare_round(story.round, lambda what, done, total: None).full
    data = decide(prepared, answers_of(story.round, prepared)).clean
    return add_version(story.dossier, "Version finale", "final.docx", data, story.round)


def page_of(client: Client, url: str) -> str:
    """Give a page's words, which must be there."""
    response = client.get(url)
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def frozen(story: Story, number: int = 2, **more: object) -> int:
    """Let Awa freeze a version in the page, and give the status."""
    version = story.dossier.versions.get(number=number)
    told = {"version": version.pk, "who": "Awa Exemple", "date": DAY, **more}
    return story.client("awa").post(story.url("adoption/figer/"), told).status_code


def noted(story: Story, step: str, outcome: str, **more: Any) -> Any:
    """Let Awa note what a body said, and give the answer of the page."""
    told = {"outcome": outcome, "who": "Une instance fictive", "date": DAY, **more}
    return story.client("awa").post(story.url(f"adoption/etape/{step}/"), told)


def approved(story: Story, steps: Iterable[str] = STEPS[:3]) -> None:
    """Let the bodies before the Council approve, each with its procès-verbal."""
    for step in steps:
        minutes = SimpleUploadedFile(f"PV {step}.txt", f"Procès-verbal fictif : {step}".encode())
        assert noted(story, step, APPROVED, minutes=minutes).status_code == 302


def adopted(story: Story) -> None:
    """Let the text go all its way."""
    assert frozen(story) == 302
    approved(story)
    assert noted(story, STEPS[3], ADOPTED).status_code == 302


def published(story: Story, **more: object) -> None:
    """Let Awa publish the adopted text."""
    told = {"label": "Version adoptée", "publisher": "Ministère fictif", **more}
    response = story.client("awa").post(story.url("adoption/publication/"), told)
    assert response.status_code == 302, response.content.decode()
    worked()


def worked() -> None:
    """Do the background work that waits; all of it must end well."""
    run_waiting()
    assert list(Job.objects.exclude(state=Job.State.DONE).values_list("task", "problem")) == []


def entries(story: Story) -> list[Entry]:
    """Give what the dossier's ledger has."""
    found = LedgerEntry.objects.filter(ledger__dossier=story.dossier).order_by("index")
    return [read_entry(bytes(entry.canonical)) for entry in found]


def another_text(story: Story) -> Version:
    """Give a version that somebody wrote by hand, with slips."""
    return add_version(
        story.dossier,
        "Version remaniée",
        "remaniee.docx",
        docx(*DRAFT, "Un bilan de de l'année : XXX."),
    )
