"""A matrix filled in elsewhere, and the answers that need no judgement."""

from __future__ import annotations

import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from tests.web.stories import DRAFT, Story, begun, contested, one, seat_of
from toguna.consultation.decisions.model import Disposition, Stage
from toguna.messages import Message
from toguna.web.domain.answers import Given, give, undo
from toguna.web.domain.imported import Preview, preview, take_in
from toguna.web.domain.safe import propose_safe
from toguna.web.models import Answer, Role
from toguna.web.refusal import Refused

pytestmark = pytest.mark.django_db
HEADINGS = ("N°", "Suite donnée", "Motif", "Rédaction retenue", "Instance et date")


def silent(what: Message, done: int, total: int) -> None:
    """Nobody watches."""


@pytest.fixture
def story() -> Story:
    told = begun()
    told.seat("bakary", Role.FACILITATOR)
    contested(told)
    return told


def matrix(*lines: tuple[str, ...]) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for line in (HEADINGS, *lines):
        sheet.append(line)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def shown(story: Story, who: str, *lines: tuple[str, ...]) -> Preview:
    return preview(seat_of(story, who), story.round, matrix(*lines), "matrice.xlsx")


def refusals(found: Preview) -> str:
    return "\n".join(f"{one.where}: {one.message.render()}" for one in found.refusals)


def test_what_would_change_is_shown_first_then_given_in_one_act_and_undone(story: Story) -> None:
    awa = seat_of(story, "awa")
    found = shown(
        story, "awa",
        ("MJDH-001", "Retenue", "", "", ""),
        ("MEF-001", "Sans objet", "MJDH-001 est retenue", "", ""),
    )  # fmt: skip
    assert not found.refusals
    assert [one.observation.identifier for one in found.changes] == ["MJDH-001", "MEF-001"]
    assert not Answer.objects.exists()
    done = take_in(awa, story.round, found.token)
    assert done.count == 2
    assert (
        Answer.objects.get(observation=one(story, "MEF-001")).disposition == "sans objet (tombée)"
    )
    undo(awa, story.round, done.batch)
    assert set(Answer.objects.values_list("disposition", flat=True)) == {""}


def test_lines_that_cannot_stand_are_refused_one_by_one_and_the_others_taken(
    story: Story,
) -> None:
    found = shown(
        story, "awa",
        ("MJDH-001", "Retenue", "", "", ""),
        ("MEF-001", "Retenue", "", "", ""),
        ("MXX-001", "Retenue", "", "", ""),
    )  # fmt: skip
    assert "ligne 3" in refusals(found)
    assert "n'en retenez qu'une" in refusals(found)
    assert "MXX-001" in refusals(found)
    assert take_in(seat_of(story, "awa"), story.round, found.token).count == 1
    without_reason = shown(story, "awa", ("MEF-001", "Non retenue", "", "", ""))
    assert "demande un motif" in refusals(without_reason)
    with pytest.raises(Refused, match="ne change rien"):
        take_in(seat_of(story, "awa"), story.round, without_reason.token)


def test_an_answer_given_in_the_meantime_is_not_overwritten(story: Story) -> None:
    awa = seat_of(story, "awa")
    found = shown(story, "awa", ("MJDH-001", "Retenue", "", "", ""))
    give(seat_of(story, "bakary"), story.round, [one(story, "MJDH-001")], Given(Disposition.NOTED),
         {})  # fmt: skip
    with pytest.raises(Refused, match="a répondu à MJDH-001"):
        take_in(awa, story.round, found.token)


def test_who_does_not_validate_cannot_import_what_is_validated(story: Story) -> None:
    line = ("MJDH-001", "Retenue", "", "", "Comité de rédaction, 2 juillet 2025")
    assert "ne permet pas de valider" in refusals(shown(story, "bakary", line))
    taken = shown(story, "awa", line)
    take_in(seat_of(story, "awa"), story.round, taken.token)
    assert Answer.objects.get().stage == Stage.VALIDATED.value
    again = shown(story, "awa", line)
    assert (len(again.changes), again.same) == (0, 1)
    proposal = shown(story, "awa", ("MJDH-001", "Prise en note", "", "", ""))
    assert "a été validée" in refusals(proposal)


def test_a_restricted_observation_is_unknown_to_who_is_not_cleared(story: Story) -> None:
    said = refusals(shown(story, "awa", ("MDAC-R001", "Retenue", "", "", "")))
    unknown = refusals(shown(story, "awa", ("MDAC-R002", "Retenue", "", "", "")))
    assert said == unknown.replace("R002", "R001")


def test_it_is_done_on_pages_and_a_desk_has_none_of_them(story: Story) -> None:
    client = story.client("awa")
    url = story.url("documents/matrice/")
    file = SimpleUploadedFile("../matrice.xlsx", matrix(("MJDH-001", "Retenue", "", "", "")))
    told = client.post(url, {"matrix": file}).content.decode()
    found = re.search(r'name="token" value="([^"]+)"', told)
    assert found is not None
    response = client.post(f"{url}reprendre/", {"token": found[1]})
    assert response.status_code == 302
    assert Answer.objects.get().disposition == "retenue"
    assert client.post(f"{url}reprendre/", {"token": "autre"}).status_code == 422
    bad = SimpleUploadedFile("x.xlsx", b"PK\x03\x04 rien")
    assert client.post(url, {"matrix": bad}).status_code == 422
    assert story.client("moussa").get(url).status_code == 403


def test_safe_answers_are_proposed_for_uncontested_corrections_and_can_be_undone() -> None:
    story = begun("Les opérateur tiennent un registre.", *DRAFT[1:])
    story.sent("MJDH", "Les opérateurs tiennent un registre.", *DRAFT[1:])
    story.sent("MEF", "Les opérateur tiennent un registre.", DRAFT[1].replace("Premier", "seul"),
               *DRAFT[2:])  # fmt: skip
    story.consolidated()
    awa = seat_of(story, "awa")
    done = propose_safe(awa, story.round, silent)
    assert done.count == 1
    answer = Answer.objects.get()
    assert (answer.observation.contributor, answer.disposition) == ("MJDH", "retenue")
    assert answer.stage == Stage.PROPOSED.value
    with pytest.raises(Refused, match="aucune suite sûre"):
        propose_safe(awa, story.round, silent)
    undo(awa, story.round, done.batch)
    assert propose_safe(awa, story.round, silent).count == 1
