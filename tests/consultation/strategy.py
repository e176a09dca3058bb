"""The sample draft, read once for the tests that place statements in it."""

from __future__ import annotations

import re
from functools import cache

from tests.conftest import SAMPLES
from toguna.consultation.model import Statement
from toguna.consultation.placing import Landing, Placer
from toguna.consultation.propositions import derive
from toguna.consultation.references import Resolver, parse
from toguna.text.document import Document
from toguna.text.docx.document import read_word
from toguna.weave.edits import Edit
from toguna.weave.weave import Weave

LABEL = "MJDH"


@cache
def draft() -> Document:
    path = SAMPLES / "dossier" / "avant-projet.docx"
    return Document(read_word(path.read_bytes(), path.name))


@cache
def resolver() -> Resolver:
    return Resolver(draft().clauses)


@cache
def placer() -> Placer:
    return Placer(draft())


@cache
def untouched() -> dict[str, str]:
    return Weave(draft()).project(())


def named(reference: str) -> list[str]:
    """The texts of the clauses that a reference names, their beginnings."""
    return [clause.id for clause in resolver().find(parse(reference)).clauses]


def said(observation: str, proposed: str = "", reference: str = "") -> Statement:
    return Statement(
        "ligne 1", observation, proposed, reference=reference, person="Mme Keïta", date="2025-06-19"
    )


def landed(observation: str, proposed: str = "", reference: str = "") -> Landing:
    return placer().place(said(observation, proposed, reference))


def derived(observation: str, proposed: str = "", reference: str = "") -> Edit | None:
    statement = said(observation, proposed, reference)
    return derive(statement, placer().place(statement), draft(), LABEL)


def changed(edit: Edit) -> list[tuple[str, str]]:
    """What an edit makes of the draft: the paragraphs that go and those that come, no others."""
    projected = Weave(draft(), [edit]).project({edit.contributor})
    found: list[tuple[str, str]] = []
    for name, before in untouched().items():
        olds, news = _lines(before), _lines(projected[name])
        while olds and news and olds[0] == news[0]:
            olds.pop(0), news.pop(0)
        while olds and news and olds[-1] == news[-1]:
            olds.pop(), news.pop()
        if olds or news:
            found.append(("¶".join(olds), "¶".join(news)))
    return found


def _lines(text: str) -> list[str]:
    """Paragraphs and cells, one a line, without the signs for the spans of cells."""
    text = re.sub(r"\(\d+, '\w*'\)", "", text)
    for end in "\x1f\x1e\x1d":
        text = text.replace(end, "\u2029")
    return text.split("\u2029")
