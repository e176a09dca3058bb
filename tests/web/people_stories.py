"""A dossier whose people are administered, for the stories of invitations and accounts."""

from __future__ import annotations

import re

from django.http import HttpResponse
from django.test import Client

from tests.web.stories import Story, begun
from toguna.web.models import LedgerEntry, Role

CODE = re.compile(r'code-sign">([0-9A-Z]{4}-[0-9A-Z]{4})<')
LINK = re.compile(r"http://testserver(/[a-z-]+/[\w-]{43}/)")


def administered() -> Story:
    """Give a dossier with an administrator (binta) beside its rapporteur and desks."""
    story = begun()
    story.seat("binta", Role.ADMINISTRATOR)
    return story


def invited(story: Story, **seat: str) -> tuple[str, str]:
    """Let the administrator invite somebody in the page; give the link's path and the code."""
    told = {"role": Role.READER, "days": "14", **seat}
    response = story.client("binta").post(story.url("personnes/inviter/"), told)
    return secrets_in(response)


def secrets_in(response: HttpResponse) -> tuple[str, str]:
    """Give the first link's path and the first code that a page shows."""
    page = response.content.decode()
    link, code = LINK.search(page), CODE.search(page)
    assert link is not None, page
    assert code is not None
    return link[1], code[1]


def newcomer(link: str) -> Client:
    """Give the browser of somebody new who opened a link."""
    client = Client()
    assert client.get(link, follow=True).status_code == 200
    return client


CHOSEN = {
    "full_name": "Salif Exemple",
    "username": "salif",
    "password": "une phrase que salif retient",
}


def entries(story: Story) -> list[bytes]:
    """Give the canonical bytes of what the dossier's ledger has."""
    found = LedgerEntry.objects.filter(ledger__dossier=story.dossier).order_by("index")
    return [bytes(entry.canonical) for entry in found]
