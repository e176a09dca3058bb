"""What stories of the table of observations share: a disputed draft, pages and forms."""

from __future__ import annotations

import re

from tests.web.stories import DRAFT, Story, begun, one
from toguna.web.models import Answer

PRESIDENT = DRAFT[1].replace("Premier ministre", "Président")
MINISTER = DRAFT[1].replace("Premier ministre", "ministre du numérique")


def disputed() -> Story:
    """Give two rival wordings, a wish of two ministries, and a restricted observation."""
    told = begun()
    told.sent("MJDH", DRAFT[0], PRESIDENT, DRAFT[2].replace("trois", "deux"), DRAFT[3])
    told.sent("MEF", DRAFT[0], MINISTER, DRAFT[2].replace("trois", "deux"), DRAFT[3])
    told.sent("MDAC", *DRAFT[:3], DRAFT[3].replace("registre", "journal"), restricted=True)
    told.consolidated()
    return told


def page(story: Story, name: str, rest: str = "", status: int = 200) -> str:
    response = story.client(name).get(story.url(f"observations/{rest}"))
    assert response.status_code == status
    return response.content.decode()


def listed(html: str) -> list[str]:
    return re.findall(r'<tr id="o-([^"]+)"', html)


def post(
    story: Story, name: str, rest: str, status: int = 302, /, **fields: object
) -> tuple[str, str]:
    """Post a form, give where it leads and what the page says."""
    response = story.client(name).post(story.url(f"observations/{rest}"), fields)
    assert response.status_code == status, response.content.decode()
    return response.headers.get("Location", ""), response.content.decode()


def given(story: Story, identifier: str) -> str:
    answer = Answer.objects.filter(observation=one(story, identifier)).first()
    return answer.disposition if answer else ""


def tick(story: Story, *identifiers: str) -> list[str]:
    rows = [one(story, identifier) for identifier in identifiers]
    return [f"{row.pk}:{getattr(getattr(row, 'answer', None), 'revision', 0)}" for row in rows]
