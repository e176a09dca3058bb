"""A clause through the versions of a text, for those who may know of each."""

from __future__ import annotations

import pytest

from tests.consultation.story import docx
from tests.web.stories import DRAFT, Story, begun, seat_of
from toguna.web.domain.clause_history import history_of
from toguna.web.domain.texts import add_version
from toguna.web.models import Role, Round, Version

pytestmark = pytest.mark.django_db
NEW = DRAFT[1].replace("Premier ministre", "Président de la République")


@pytest.fixture
def story() -> Story:
    told = begun()
    told.sent("MJDH", DRAFT[0], NEW, *DRAFT[2:])
    told.sent("MDAC", DRAFT[0], DRAFT[1].replace("autorité", "tutelle"), *DRAFT[2:],
              restricted=True)  # fmt: skip
    told.consolidated()
    return told


def next_version(story: Story) -> Version:
    lines = (DRAFT[0], "Un alinéa de plus sur le financement des mesures.", NEW, *DRAFT[2:])
    return add_version(story.dossier, "Version 2", "v2.docx", docx(*lines), came_from=story.round)


def test_a_clause_is_followed_though_its_place_changed_and_says_what_changed(story: Story) -> None:
    second = next_version(story)
    steps = history_of(seat_of(story, "awa"), second, "p_3")
    assert [[c["id"] for c in one.clauses] for one in steps] == [["p_2"], ["p_3"]]
    changed = [one.text for one in steps[1].segments if one.kind == "add"]
    assert "Président" in "".join(changed)
    assert history_of(seat_of(story, "awa"), story.round.draft, "p_2")[1].clauses[0]["id"] == "p_3"
    new = history_of(seat_of(story, "awa"), second, "p_2")
    assert [len(one.clauses) for one in new] == [0, 1]


def test_what_was_said_of_it_is_told_to_those_who_may_know(story: Story) -> None:
    def heard(name: str) -> list[str]:
        steps = history_of(seat_of(story, name), story.round.draft, "p_2")
        return [o.identifier for one in steps[0].heard for o in one.observations]

    story.seat("sira", Role.RAPPORTEUR, cleared=True)
    assert heard("awa") == ["MJDH-001"]
    assert heard("moussa") == ["MJDH-001"]
    assert heard("ibrahim") == []
    assert set(heard("sira")) == {"MJDH-001", "MDAC-R001"}


def test_a_version_that_was_not_sent_out_is_known_to_the_rapporteur_alone(story: Story) -> None:
    second = next_version(story)
    url = story.url("texte/clause/p_3/")
    assert "Version 2" in story.client("awa").get(url).content.decode()
    assert "Version 2" not in story.client("moussa").get(url).content.decode()
    assert story.client("moussa").get(f"{url}?version=2").status_code == 404
    assert story.client("awa").get(story.url("texte/clause/rien/")).status_code == 404
    Round.objects.create(
        dossier=story.dossier, number=2, label="Deuxième", draft=second, opened=story.round.opened
    )
    assert "Version 2" in story.client("moussa").get(url).content.decode()
