"""What is made from a round: for whom, what it never says, and what follows from it."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator

import pytest
from django.utils import timezone
from openpyxl import Workbook
from pypdf import PdfReader

from tests.web.stories import Story, begun, contested, one, seat_of
from toguna.consultation.decisions.model import Disposition
from toguna.web.domain.answers import Given, give
from toguna.web.domain.blobs import keep
from toguna.web.domain.checks import check_text
from toguna.web.domain.decision import decide_round, update_matrix
from toguna.web.domain.documents import files_of, next_version, release_letters, standing_of
from toguna.web.jobs.queue import run_waiting
from toguna.web.models import (
    Answer,
    Job,
    LedgerEntry,
    Output,
    Return,
    Role,
    Workshop,
    WorkshopPaper,
)
from toguna.web.refusal import Refused

pytestmark = pytest.mark.django_db
ACCEPTED = Given(Disposition.ACCEPTED)
SECRET = "Boukary Sidibé"
REASON = "motif tenu secret"


def silent(what: object, done: int, total: int) -> None:
    """Nobody watches."""


@pytest.fixture
def story() -> Story:
    told = begun()
    told.seat("sira", Role.RAPPORTEUR, cleared=True)
    told.seat("seydou", Role.AUTHORITY, "MDAC")
    contested(told)
    return told


def answered(story: Story, **answers: Given) -> None:
    sira = seat_of(story, "sira")
    for name, given in answers.items():
        observation = one(story, name.replace("_", "-"))
        give(sira, story.round, [observation], given, {})


def decided(story: Story) -> None:
    answered(
        story,
        MJDH_001=ACCEPTED,
        MEF_001=Given(Disposition.REJECTED, "une autre rédaction est retenue"),
        MDAC_R001=Given(Disposition.ACCEPTED, REASON),
    )
    decide_round(story.round, silent)


def names(story: Story, who: str) -> set[str]:
    return {kept.output.path for kept in files_of(seat_of(story, who), story.round)}


def inside(name: str, data: bytes) -> Iterator[str]:
    """Everything that can be read in a file, the parts of an archive included."""
    if zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for part in archive.namelist():
                yield part
                yield from inside(part, archive.read(part))
    elif data.startswith(b"%PDF"):
        yield "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)
    else:
        text = data.decode("utf-8", "replace")
        yield text
        yield re.sub(r"<[^>]+>", "", text)


def test_answers_that_cannot_stand_are_told_with_their_observations_and_nothing_is_written(
    story: Story,
) -> None:
    answered(story, MEF_001=ACCEPTED)
    Answer.objects.filter(observation=one(story, "MEF-001")).update(
        disposition=Disposition.REJECTED.value
    )
    decide_round(story.round, silent)
    assert not story.round.outputs.filter(folder="decide").exists()
    page = story.client("awa").get(story.url("documents/")).content.decode()
    assert "Rien n'a été écrit" in page or "Rien n&#x27;a été écrit" in page
    assert "MEF-001 est « non retenue » sans motif" in page
    assert story.url("observations/MEF-001/") in page


def test_a_problem_with_a_restricted_observation_is_told_to_the_cleared_alone(
    story: Story,
) -> None:
    answered(story, MDAC_R001=ACCEPTED)
    Answer.objects.update(disposition=Disposition.REJECTED.value)
    decide_round(story.round, silent)
    assert standing_of(seat_of(story, "sira"), story.round).problems
    assert not standing_of(seat_of(story, "awa"), story.round).problems
    assert "MDAC" not in story.client("awa").get(story.url("documents/")).content.decode()


def test_the_final_text_has_what_was_adopted_and_is_provisional_until_validated(
    story: Story,
) -> None:
    decided(story)
    page = story.client("sira").get(story.url("documents/")).content.decode()
    assert "Texte provisoire" in page
    paths = names(story, "sira")
    assert {"final.docx", "final.pdf", "final.akn.xml", "decisions.json"} <= paths
    assert {"lettres/MJDH.docx", "lettres/MEF.docx", "lettres/MDAC.pdf"} <= paths
    final = story.round.outputs.get(variant="full", folder="decide", path="final.docx")
    text = "".join(inside("final.docx", bytes(final.blob.data)))
    assert "Président" in text
    assert "sous deux jours" in text


def test_nothing_that_everybody_may_have_tells_of_a_restricted_observation(story: Story) -> None:
    decided(story)
    update_matrix(story.round, silent)
    check_text(story.round, "final", silent)
    client = story.client("awa")
    files = Output.objects.filter(round=story.round, variant="open")
    assert files.count() > 15
    for output in files:
        for text in inside(output.path, bytes(output.blob.data)):
            for secret in ("R001", "MDAC", REASON):
                assert secret not in text, (output.folder, output.path, secret)
    zipped = b"".join(client.get(story.url("documents/tout.zip")).streaming_content)
    assert not any("MDAC" in text for text in inside("tout.zip", zipped))
    for url in ("documents/", "texte/", "documents/verification/final/"):
        page = client.get(story.url(url))
        assert page.status_code == 200
        assert "MDAC" not in page.content.decode()
    tracked = files.get(path="final-suivi.docx")
    assert "Décision" in "".join(inside("final-suivi.docx", bytes(tracked.blob.data)))
    full = Output.objects.get(round=story.round, variant="full", path="final.docx")
    assert files.get(path="final.docx").blob_id == full.blob_id


def test_a_matrix_with_one_restricted_line_is_not_given_back_as_it_came(story: Story) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["N°", "Axe ou §", "Observation", "Rédaction proposée"])
    sheet.append([1, "al. 4", f"Nommer {SECRET} responsable du registre.", ""])
    sheet.append([2, "al. 1", "Préciser le calendrier.", ""])
    target = io.BytesIO()
    book.save(target)
    Return.objects.create(
        round=story.round,
        organisation=story.organisation("MSPC"),
        blob=keep(target.getvalue()),
        filename="MSPC.xlsx",
    )
    story.consolidated()
    secret = story.round.observations.get(text__contains=SECRET)
    secret.restricted = True
    secret.save()
    story.consolidated()
    decided(story)
    for output in Output.objects.filter(round=story.round, variant="open"):
        for text in inside(output.path, bytes(output.blob.data)):
            assert SECRET not in text, (output.folder, output.path)
    mine = Output.objects.filter(round=story.round, variant="full", organisation__label="MSPC")
    assert any(SECRET in text for o in mine for text in inside(o.path, bytes(o.blob.data)))


def test_a_ministry_has_its_own_letter_once_it_is_released_and_never_another_s(
    story: Story,
) -> None:
    decided(story)
    assert names(story, "moussa") == set()
    release_letters(seat_of(story, "sira"), story.round)
    story.round.refresh_from_db()
    own = names(story, "moussa")
    assert {"lettres/MJDH.docx", "lettres/MJDH.pdf"} <= own
    assert all("MJDH" in path for path in own)
    other = Output.objects.get(round=story.round, variant="full", path="lettres/MEF.docx")
    client = story.client("moussa")
    assert client.get(story.url(f"documents/{other.pk}/")).status_code == 404
    secret = names(story, "seydou")
    assert "lettres/MDAC.docx" in secret
    mine = Output.objects.get(round=story.round, variant="full", path="lettres/MDAC.docx")
    response = story.client("seydou").get(story.url(f"documents/{mine.pk}/"))
    assert REASON in "".join(inside("x.docx", b"".join(response.streaming_content)))
    entries = LedgerEntry.objects.filter(ledger__dossier=story.dossier)
    assert not any(b"MDAC" in bytes(entry.canonical) for entry in entries)


def test_once_the_round_is_closed_all_may_read_the_text_and_nobody_the_letters_of_others(
    story: Story,
) -> None:
    decided(story)
    story.round.closed = timezone.now()
    story.round.save()
    paths = names(story, "moussa")
    assert {"final.docx", "matrice.xlsx"} <= paths
    assert not any(path.startswith(("lettres", "matrices")) for path in paths)


def test_a_file_comes_with_its_name_and_type_and_is_never_shown_as_a_page(story: Story) -> None:
    decided(story)
    page = Output.objects.get(round=story.round, variant="open", path="final.html")
    response = story.client("awa").get(story.url(f"documents/{page.pk}/"))
    assert response.headers["Content-Disposition"] == 'attachment; filename="final.html"'
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Type"] == "text/html; charset=utf-8"


def test_answers_that_change_make_the_files_stale(story: Story) -> None:
    decided(story)
    sira = seat_of(story, "sira")
    assert not standing_of(sira, story.round).stale
    give(sira, story.round, [one(story, "MEF-001")], Given(Disposition.NOTED), {
        one(story, "MEF-001").pk: 1
    })  # fmt: skip
    assert standing_of(sira, story.round).stale
    assert "ont changé depuis" in story.client("sira").get(story.url("documents/")).content.decode()


def test_what_is_adopted_lives_on_in_the_next_version(story: Story) -> None:
    decided(story)
    made = next_version(seat_of(story, "sira"), story.round, "Version 2")
    assert (made.number, made.came_from) == (2, story.round)
    assert any("Président" in clause["text"] for clause in made.clauses)
    with pytest.raises(Refused, match="déjà une version"):
        next_version(seat_of(story, "sira"), story.round, "Version 3")
    with pytest.raises(Refused):
        next_version(seat_of(story, "moussa"), story.round, "Version 3")


def test_who_may_ask_for_what(story: Story) -> None:
    story.seat("bakary", Role.FACILITATOR)
    for who, task, status in (
        ("moussa", "decide", 403), ("bakary", "decide", 403), ("bakary", "safe", 302),
        ("awa", "decide", 302), ("awa", "toute", 404),
    ):  # fmt: skip
        response = story.client(who).post(story.url("documents/faire/"), {"task": task})
        assert response.status_code == status, (who, task)
    assert set(Job.objects.values_list("task", flat=True)) == {"safe", "decide"}


def test_the_papers_of_the_workshop_are_found_here_too(story: Story) -> None:
    workshop = Workshop.objects.create(
        dossier=story.dossier, round=story.round, title="Atelier de Sélingué", place="Sélingué"
    )
    assert "Sélingué" not in story.client("awa").get(story.url("documents/")).content.decode()
    WorkshopPaper.objects.create(workshop=workshop, path="rapport.docx", blob=keep(b"rapport"))
    page = story.client("awa").get(story.url("documents/")).content.decode()
    assert page.count("Atelier de Sélingué") == 1
    assert story.url(f"atelier/{workshop.pk}/pieces/") in page


def test_what_goes_on_in_the_background_is_told_to_those_who_may_ask_for_it(story: Story) -> None:
    client = story.client("awa")
    client.post(story.url("documents/faire/"), {"task": "safe"})
    told = client.get(story.url("documents/")).content.decode()
    assert "Suites sûres</h2>" in told
    assert "/travail/" in told
    assert "/travail/" not in story.client("moussa").get(story.url("documents/")).content.decode()
    run_waiting()
    failed = client.get(story.url("documents/")).content.decode()
    assert "aucune suite sûre" in failed
    client.post(story.url("documents/faire/"), {"task": "matrix"})
    run_waiting()
    assert "matrice-a-jour.xlsx" in client.get(story.url("documents/")).content.decode()


def test_letters_say_who_sends_them(story: Story) -> None:
    client = story.client("sira")
    response = client.post(
        story.url("documents/lettres/"), {"signatory_name": "Awa Sissoko", "days": "10"}
    )
    assert response.status_code == 302
    decided(story)
    letter = story.round.outputs.get(variant="full", path="lettres/MJDH.docx")
    assert "Awa Sissoko" in "".join(inside("x", bytes(letter.blob.data)))
    assert client.post(story.url("documents/lettres/"), {"days": "dix"}).status_code == 422
