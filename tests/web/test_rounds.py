"""A round: made, opened, closed; its draft read in the page; where it stands."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template import Context, Template
from django.utils import timezone

from tests.consultation.story import docx
from tests.web.stories import DRAFT, Story, begun
from toguna.web.domain.drafts import Draft
from toguna.web.models import LedgerEntry, Role, Round

pytestmark = pytest.mark.django_db
NEXT = docx("# Second projet", *DRAFT)


@pytest.fixture
def story() -> Story:
    return begun()


def made(story: Story, **more: object) -> Round:
    """Let Awa prepare a second round."""
    told = {"label": "Deuxième tour", "draft": SimpleUploadedFile("v2.docx", NEXT), **more}
    story.client("awa").post(story.url("tour/nouveau/"), told)
    return Round.objects.get(number=2)


def entries(story: Story) -> list[LedgerEntry]:
    return list(LedgerEntry.objects.filter(ledger__dossier=story.dossier))


def test_a_round_is_prepared_then_opened_and_the_ledger_knows_its_draft(story: Story) -> None:
    older = SimpleUploadedFile("version 2024.docx", docx(*DRAFT[:3]))
    found = made(story, deadline="2026-12-01T14:00", message="Merci de répondre.", earlier=[older])
    assert (found.draft.filename, found.opened) == ("v2.docx", None)
    assert [v.filename for v in found.earlier.all()] == ["version 2024.docx"]
    assert found.deadline is not None
    assert found.deadline.isoformat() == "2026-12-01T14:00:00+00:00"
    assert story.client("moussa").get(story.url("tour/2/")).status_code == 404
    story.client("awa").post(story.url("tour/2/ouvrir/"))
    entry = entries(story)[-1]
    assert entry.act == "ouvert"
    assert found.draft.blob_id.encode() in bytes(entry.canonical)
    page = story.client("moussa").get(story.url("tour/2/")).content.decode()
    assert "Merci de répondre." in page
    assert "1 décembre 2026 14:00" in page
    assert "heure de Bamako" in page


def test_a_draft_that_cannot_be_read_makes_no_round_and_says_why(story: Story) -> None:
    told = {"label": "Deuxième tour", "draft": SimpleUploadedFile("v2.docx", b"nothing")}
    response = story.client("awa").post(story.url("tour/nouveau/"), told)
    assert response.status_code == 422
    assert "v2.docx : " in response.content.decode()
    assert Round.objects.count() == 1
    assert story.dossier.versions.count() == 1


def test_a_round_may_send_out_a_text_that_the_dossier_has(story: Story) -> None:
    version = story.dossier.versions.get()
    story.client("awa").post(story.url("tour/nouveau/"), {"label": "Encore", "version": version.pk})
    assert Round.objects.get(number=2).draft == version


def test_a_round_is_closed_telling_what_has_no_answer_and_reopened(story: Story) -> None:
    story.sent("MJDH", DRAFT[0].replace("tous", "certains"), *DRAFT[1:])
    story.sent("MDAC", *DRAFT[:2], DRAFT[2].replace("trois", "deux"), DRAFT[3], restricted=True)
    story.consolidated()
    awa = story.client("awa")
    page = awa.get(story.url("tour/1/")).content.decode()
    assert "1 observation n'a pas encore de suite" in page
    awa.post(story.url("tour/1/clore/"))
    assert b'"unanswered":1' in bytes(entries(story)[-1].canonical)
    assert awa.post(story.url("tour/1/clore/")).status_code == 409
    awa.post(story.url("tour/1/ouvrir/"))
    story.round.refresh_from_db()
    assert story.round.is_open
    assert [e.act for e in entries(story)][-2:] == ["clos", "ouvert"]


def test_a_new_deadline_of_an_open_round_is_in_the_ledger(story: Story) -> None:
    told = {"label": "Premier tour", "message": "", "deadline": "2026-12-05T09:30"}
    story.client("awa").post(story.url("tour/1/modifier/"), told)
    assert b"2026-12-05T09:30:00Z" in bytes(entries(story)[-1].canonical)
    assert entries(story)[-1].act == "rectifié"


@pytest.mark.parametrize("name", ["moussa", "bakary"])
def test_only_the_rapporteur_makes_and_closes_rounds(story: Story, name: str) -> None:
    story.seat("bakary", Role.FACILITATOR)
    for page in ("tour/nouveau/", "tour/1/clore/", "tour/1/modifier/"):
        assert story.client(name).post(story.url(page)).status_code == 403


def test_a_deadline_is_said_in_words() -> None:
    said = Template("{{ when|in_words }}")
    soon, past = timezone.now() + timedelta(days=2, hours=1), timezone.now() - timedelta(hours=3)
    assert said.render(Context({"when": soon})).replace("\xa0", " ") == "dans 2 jours"
    assert said.render(Context({"when": past})).replace("\xa0", " ") == "il y a 3 heures"


def test_the_draft_is_read_in_the_page_and_searched_whatever_the_accents() -> None:
    story = begun("# Gouvernance", *DRAFT, "| Sigle | Sens", "| ANSI | Agence nationale")
    moussa = story.client("moussa")
    page = moussa.get(story.url("tour/1/projet/")).content.decode()
    assert "<h2" in page
    assert "<td" in page
    assert all(line.replace("'", "&#x27;") in page for line in DRAFT)
    found = moussa.get(story.url("tour/1/projet/"), {"q": "operateurs"}).content.decode()
    assert "<mark>opérateurs</mark>" in found
    file = moussa.get(story.url("tour/1/projet/fichier/"))
    assert b"".join(file)[:2] == b"PK"
    assert "attachment" in file.headers["Content-Disposition"]


def test_a_long_draft_comes_in_parts_that_together_are_all_of_it() -> None:
    lines = [f"# Titre {n}" if n % 20 == 0 else f"Alinéa {n} " + "mot " * 60 for n in range(400)]
    story = begun(*lines)
    draft = Draft(story.round.draft)
    assert len(draft.parts) > 3
    shown = [block.clause["id"] for part in draft.parts for block in part.blocks]
    assert shown == [clause["id"] for clause in story.round.draft.clauses]
    page = story.client("moussa").get(story.url("ecrire/"), {"partie": "2"})
    assert len(page.content) < 110_000
    assert "Titre" in page.content.decode()


def test_the_offline_form_is_given_for_ones_own_organisation(story: Story) -> None:
    response = story.client("moussa").get(story.url("tour/1/formulaire/"))
    form = b"".join(response).decode()
    assert '"label": "MJDH"' in form
    assert "attachment" in response.headers["Content-Disposition"]
    other = story.organisation("MDAC")
    response = story.client("awa").get(story.url("tour/1/formulaire/"), {"structure": other.pk})
    assert '"label": "MDAC"' in b"".join(response).decode()
    assert story.client("awa").get(story.url("tour/1/formulaire/")).status_code == 404
