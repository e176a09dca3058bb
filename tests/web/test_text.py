"""The text with every change: who sees whose, what stands beside, and how it is looked at."""

from __future__ import annotations

import pytest
from django.utils import timezone

from tests.web.stories import DRAFT, Story, begun, seat_of
from toguna.consultation.redline import accepted, draft_alone
from toguna.web.domain.redlines import labels_in, redline_of, sections_of
from toguna.web.models import Role

pytestmark = pytest.mark.django_db
LINES = ("# Contexte", DRAFT[0], DRAFT[1], "# Mesures", DRAFT[2], DRAFT[3])


@pytest.fixture
def story() -> Story:
    told = begun(*LINES)
    told.seat("sira", Role.RAPPORTEUR, cleared=True)
    president = [one.replace("Premier ministre", "Président") for one in LINES]
    told.sent("MJDH", *president)
    told.sent("MEF", *[one.replace("Premier ministre", "ministre du numérique") for one in LINES])
    told.sent("MDAC", *[one.replace("trois", "deux") for one in LINES], restricted=True)
    told.consolidated()
    return told


def page(story: Story, who: str, query: str = "") -> str:
    response = story.client(who).get(story.url(f"texte/{query}"))
    assert response.status_code == 200
    return response.content.decode()


def seen_by(story: Story, who: str) -> list[str]:
    return labels_in(redline_of(seat_of(story, who), story.round))


def test_the_rapporteur_reads_all_changes_and_the_conflict_beside_them(story: Story) -> None:
    told = page(story, "awa")
    assert "Président</ins>" in told
    assert "ministre du numérique</ins>" in told
    assert "Premier ministre</del>" in told
    assert story.url("observations/divergences/D-001/") in told
    assert story.url("observations/MJDH-001/") in told


def test_a_ministry_reads_its_own_changes_alone_until_the_round_is_closed(story: Story) -> None:
    assert seen_by(story, "moussa") == ["MJDH"]
    told = page(story, "moussa")
    assert "Président</ins>" in told
    assert "MEF" not in told
    assert "numérique" not in told
    story.round.closed = timezone.now()
    story.round.save()
    assert seen_by(story, "moussa") == ["MEF", "MJDH"]


def test_restricted_changes_are_the_cleared_ones_alone(story: Story) -> None:
    assert seen_by(story, "sira") == ["MDAC", "MEF", "MJDH"]
    assert "deux</ins>" in page(story, "sira")
    for who in ("awa", "moussa", "ibrahim"):
        told = page(story, who)
        assert "MDAC" not in told
        assert "deux" not in told


def test_a_restricted_return_is_beside_the_text_for_who_sent_it(story: Story) -> None:
    told = page(story, "fatou")
    assert "MDAC-R001" in told
    assert "MJDH" not in told


def test_it_is_looked_at_as_the_draft_as_all_accepted_and_by_contributor(story: Story) -> None:
    assert "<ins" not in page(story, "awa", "?vue=projet")
    everything = page(story, "awa", "?vue=tout")
    assert "<del" not in everything
    assert "Président" in everything
    one = page(story, "awa", "?de=MEF")
    assert "ministre du numérique</ins>" in one
    assert "Président" not in one
    lines = redline_of(seat_of(story, "awa"), story.round)
    assert LINES[2] in [line.text for line in draft_alone(lines)]
    assert LINES[2] not in [line.text for line in accepted(lines)]


def test_observations_are_filtered_by_their_nature(story: Story) -> None:
    nature = story.round.observations.get(identifier="MJDH-001").nature
    other = "question" if nature != "question" else "forme"
    assert "MJDH-001" in page(story, "awa", f"?nature={nature}")
    assert "MJDH-001" not in page(story, "awa", f"?nature={other}")


def test_a_long_text_is_read_part_by_part(story: Story) -> None:
    long = begun(
        *(f"# Titre {n}" if n % 10 == 0 else f"Alinéa {n} de la stratégie." for n in range(90)),
        slug="long",
    )
    long.consolidated()
    sections = sections_of(redline_of(seat_of(long, "awa"), long.round))
    assert [one.heading for one in sections] == [f"Titre {n * 10}" for n in range(9)]
    first, third = page(long, "awa"), page(long, "awa", "?partie=3")
    assert "Alinéa 5 " in first
    assert "Alinéa 25 " in third
    assert "Alinéa 5 " not in third
    by_clause = page(long, "awa", f"?clause={sections[4].lines[1].clause}")
    assert "Alinéa 41 " in by_clause
    assert long.client("awa").get(long.url("texte/?partie=99")).status_code == 404


def test_where_many_speak_of_one_passage_the_first_are_shown_and_the_rest_is_in_the_table(
    story: Story,
) -> None:
    first = story.round.observations.get(identifier="MJDH-001")
    for number in range(20):
        first.pk, first.key = None, f"autre-{number}"
        first.identifier, first.rank = f"MJDH-{number + 100}", 100 + number
        first.save(force_insert=True)
    told = page(story, "awa")
    assert "22 observations" in told
    assert story.url("observations/MJDH-100/") in told
    assert story.url("observations/MJDH-119/") not in told
    assert "10 de plus dans le tableau" in told


def test_before_a_consolidation_the_page_says_what_to_do(story: Story) -> None:
    empty = begun(slug="vide")
    assert "pas encore été consolidé" in page(empty, "awa")
    empty.round.delete()
    assert "ouvert un tour" in page(empty, "awa")


def test_pages_are_compressed_and_files_are_not(story: Story) -> None:
    client = story.client("awa")
    told = client.get(story.url("texte/"), headers={"accept-encoding": "gzip"})
    assert told.headers["Content-Encoding"] == "gzip"
    script = client.get("/static/toguna/text.js", headers={"accept-encoding": "gzip"})
    assert "Content-Encoding" not in script.headers


def test_words_that_look_like_a_page_are_shown_as_words() -> None:
    story = begun("Un texte simple sur la sécurité.")
    story.sent("MJDH", "Un texte <script>alert(1)</script> sur la sécurité.")
    story.consolidated()
    told = page(story, "awa")
    assert "<script>alert" not in told
    assert "&lt;script&gt;alert(1)" in told
