"""A small question with its delegations and its committee, for stories told on the pages."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.test import Client
from django.urls import reverse

from tests.web.stories import Story, begun
from toguna.web.domain.deliberation.preparing import take_in
from toguna.web.domain.deliberation.sealing import Chosen, seal
from toguna.web.jobs.queue import run_waiting
from toguna.web.models import Deliberation, Role
from toguna.web.permissions import Seat

TOML = """
question = "Sous quelle autorité placer l'agence ?"
context = "Question fictive."
fictitious = true
grades = ["À rejeter", "Passable", "Bien"]

[[options]]
key = "Présidence"
name = "Présidence de la République"
[[options]]
key = "Primature"
name = "Services du Premier ministre"
[[options]]
key = "Numérique"
name = "Ministère du numérique"
[[options]]
key = "Régulateur"

[[criteria]]
key = "Autorité"
name = "Autorité sur les ministères"
low = 1
high = 3
words = { "faible" = 1, "moyenne" = 2, "forte" = 3 }
[[criteria]]
key = "Délai"
name = "Délai, en mois"
direction = "moins"
low = 0
high = 24
unit = "mois"

[[constraints]]
key = "Loi"
name = "Le régulateur ne peut recevoir cette mission"
rules_out = ["Régulateur"]
source = "Loi fictive, article 3"

[[people]]
key = "MJDH"
organisation = "Ministère fictif MJDH"
[[people]]
key = "MDAC"
organisation = "Ministère fictif MDAC"
"""
TIE = "nouveau vote entre les options à égalité"
RANKING = {"o0": "2", "o1": "1", "o2": "3"}
"""A ballot: the Primature, then the Présidence, then the Numérique."""


@dataclass
class Room:
    """A dossier with a deliberation in it."""

    story: Story
    deliberation: Deliberation

    @property
    def awa(self) -> Seat:
        return self.story.seat("awa", Role.RAPPORTEUR)

    def again(self) -> Deliberation:
        """Read the deliberation anew."""
        self.deliberation = Deliberation.objects.get(pk=self.deliberation.pk)
        return self.deliberation

    def url(self, name: str = "deliberation", **more: object) -> str:
        told = {"slug": self.story.dossier.slug, "key": self.deliberation.pk, **more}
        return reverse(name, kwargs=told)

    def client(self, name: str) -> Client:
        return self.story.client(name)

    def shows(self, name: str, page: str = "deliberation", **more: object) -> str:
        """Give what somebody reads on a page, apostrophes as they were written."""
        answer = self.client(name).get(self.url(page, **more))
        assert answer.status_code == 200, answer.status_code
        return text_of(answer)

    def does(self, name: str, page: str, **posted: str) -> str:
        """Let somebody send a form, and give the page to which it leads."""
        told = {} if "what" not in posted else {"what": posted.pop("what")}
        answer = self.client(name).post(self.url(page, **told), posted, follow=True)
        return text_of(answer)

    def committee(self, count: int) -> list[str]:
        """Give seats to members of the committee, and their names."""
        names = [f"membre-{at}" for at in range(count)]
        for name in names:
            self.story.seat(name, Role.COMMITTEE)
        return names

    def sealed(self, method: str = "schulze", *, secret: bool = False) -> Deliberation:
        grades = "À rejeter ; Passable ; Bien"
        seal(self.awa, self.again(), Chosen(method, TIE, grades=grades, secret=secret))
        return self.again()

    def judged(self, name: str, *words: str) -> None:
        """Let a delegation judge authority in words, say the same delay of all, and rank."""
        client = self.client(name)
        for number, values in (
            (1, dict(zip(("o0", "o1", "o2"), words, strict=True))),
            (2, {"o0": "6", "o1-low": "6", "o1-high": "12", "o2": "3"}),
            (3, {"c0": "1", "c1": "2"}),
        ):
            told = {**values, "revision": str(number - 1)}
            answer = client.post(self.url("deliberation_screen", number=number), told)
            assert answer.status_code == 302, text_of(answer)
        client.post(self.url("deliberation_judged"))

    def shown(self) -> None:
        """Let the facilitator open the results, and the work be done."""
        self.does("awa", "deliberation_act", what="resultats")
        run_waiting()


def text_of(answer: object) -> str:
    content: bytes = answer.content  # type: ignore[attr-defined]  # any answer of the test client
    return content.decode().replace("&#x27;", "'").replace("&quot;", '"')


def room(*, judging: bool = False, slug: str = "snc") -> Room:
    """Give a dossier with the question, its delegations, and nothing said yet."""
    story = begun(slug=slug)
    awa = story.seat("awa", Role.RAPPORTEUR)
    made = Room(story, take_in(awa, TOML.encode(), "question.toml"))
    if judging:
        made.does("awa", "deliberation_act", what="recueil")
    return made


def voting(
    count: int = 5, method: str = "schulze", *, secret: bool = False
) -> tuple[Room, list[str]]:
    """Give a deliberation whose committee votes, and its members."""
    told = room()
    members = told.committee(count)
    told.sealed(method, secret=secret)
    told.does("awa", "deliberation_lead", what="ouvrir")
    return told, members


def salt_on(page: str) -> str:
    found = re.search(r'name="salt" value="([0-9a-f]{32})"', page)
    assert found is not None
    return found[1]


def votes(told: Room, name: str, **ballot: str) -> str:
    salt = salt_on(told.shows(name, "deliberation_vote"))
    return told.does(name, "deliberation_cast", salt=salt, **ballot)
