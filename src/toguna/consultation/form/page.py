"""The offline form: the draft, clause by clause, as one page that needs nothing else.

The page may ask nothing of any network: its policy allows only the one style and the one script
that are in it, by their hashes.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from toguna.consultation.form.model import FormSettings
from toguna.consultation.form.stored import SCHEMA, return_name
from toguna.consultation.model import Contributor, Nature
from toguna.consultation.propositions.whole import THINGS
from toguna.text.clauses import Clause, ClauseKind
from toguna.text.document import Document
from toguna.text.html.body import Body
from toguna.text.html.head import head
from toguna.text.html.page import STYLE as READING_STYLE
from toguna.text.html.tags import Html, joined, tag
from toguna.text.rendering.model import Rendering
from toguna.text.rendering.reader import rendering

FOLDER = Path(__file__).parent
SCRIPTS = ("words.js", "redline.js", "keeping.js", "entering.js", "listing.js", "form.js")
"""In the order in which they are run, as one script."""
WORDED = frozenset({
    ClauseKind.HEADING, ClauseKind.PARAGRAPH, ClauseKind.ITEM, ClauseKind.CELL, ClauseKind.NOTE,
    ClauseKind.BOX,
})  # fmt: skip
"""Clauses whose words may be proposed otherwise."""
LISTED = frozenset({ClauseKind.PARAGRAPH, ClauseKind.ITEM})
"""Clauses after which a paragraph may come in."""
GOING = LISTED | {ClauseKind.CELL}
"""Clauses that may go."""


def write_form(
    document: Document, contributor: Contributor, settings: FormSettings | None = None
) -> bytes:
    """Write the form for one contributor, as one HTML file of the document's clauses.

    What the person enters is saved by the page under `return_name(contributor.label)`.
    """
    asked = settings or FormSettings()
    shown = rendering(document)
    body = Body({})
    text = joined([body.blocks(shown.cover), body.blocks(shown.blocks), *_notes(shown, body)])
    data = {
        "schema": SCHEMA,
        "draft": {"file": document.word.filename, "sha256": document.word.package.sha256},
        "title": shown.title,
        "contributor": asdict(contributor),
        "file": return_name(contributor.label),
        "natures": [nature.value for nature in Nature],
        "clauses": {clause.id: _told(clause, document) for clause in _offered(document)},
        **asdict(asked),
    }
    page = _whole(shown.title, text, data)
    return f"<!DOCTYPE html>\n{page}\n".encode()


def _offered(document: Document) -> Iterator[Clause]:
    kinds = WORDED | {ClauseKind.TABLE}
    return (c for c in document.clauses.all if c.kind in kinds and c.text.strip())


def _told(clause: Clause, document: Document) -> dict[str, Any]:
    """Give what the page knows of a clause: how it is cited, its words, what may be asked."""
    cited = document.clauses.cite(clause)
    if clause.kind is ClauseKind.TABLE or not THINGS.sub("", clause.text).strip():
        return {"cited": cited}
    return {
        "cited": cited,
        "text": clause.text.strip(),
        "listed": clause.kind in LISTED,
        "goes": clause.kind in GOING,
    }


def _notes(shown: Rendering, body: Body) -> Iterator[Html]:
    if shown.notes:
        yield tag("h2", "Notes")
        yield body.notes(shown.notes)


def _whole(title: str, text: Html, data: dict[str, Any]) -> Html:
    style = READING_STYLE.read_text("utf-8") + (FOLDER / "form.css").read_text("utf-8")
    script = "".join((FOLDER / name).read_text("utf-8") for name in SCRIPTS)
    full_title = f"{title} – {data['contributor']['label']}"
    body = tag(
        "body",
        tag("a", "Aller au texte", href="#texte", class_="skip", data_t="skip"),
        Html((FOLDER / "frame.html").read_text("utf-8").replace("<!--DRAFT-->", text)),
        tag("script", Html(_embedded(data)), type="application/json", id="donnees"),
        tag("script", Html(script)),
    )
    top = head(full_title, style, script, generator=SCHEMA)
    return tag("html", top, body, lang="fr")


def _embedded(data: dict[str, Any]) -> str:
    """Give data as JSON that cannot end the element it stands in."""
    return json.dumps(data, ensure_ascii=False).replace("<", "\\u003c")
