"""A whole document as one page: landmarks, contents, text, notes, and where words come from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from toguna.text.document import Document
from toguna.text.html.body import Body, entries
from toguna.text.html.head import head
from toguna.text.html.origins import Gone, Origin, details, gone, lines
from toguna.text.html.tags import Html, joined, tag
from toguna.text.rendering.inline import clean
from toguna.text.rendering.model import Rendering
from toguna.text.rendering.reader import rendering

STYLE = Path(__file__).with_name("page.css")
LISTED_LEVELS = 3
NO_ORIGINS: Mapping[str, Sequence[Origin]] = {}


def page(
    document: Document,
    origins: Mapping[str, Sequence[Origin]] = NO_ORIGINS,
    removed: Sequence[Gone] = (),
) -> bytes:
    """Write a document as HTML.

    `origins` are, by the ids of clauses, the observations that changed them; `removed` the
    clauses of the draft that are no more.
    """
    shown = rendering(document)
    body = Body(origins)
    main = _main(document, shown, body, origins, removed)
    style = STYLE.read_text("utf-8")
    return f"<!DOCTYPE html>\n{_whole(shown, main, style)}\n".encode()


def _whole(shown: Rendering, main: Html, style: str) -> Html:
    body = tag(
        "body",
        tag("a", "Aller au texte", href="#texte", class_="skip"),
        tag(
            "header",
            tag("h1", shown.title),
            tag("a", "Sommaire", href="#sommaire"),
            class_="bar",
        ),
        tag("div", _summary(shown), tag("main", main, id="texte", tabindex=-1), class_="page"),
        *([tag("footer", lines(shown.footer), class_="foot")] if shown.footer else []),
    )
    return tag("html", head(shown.title, style), body, lang="fr")


def _summary(shown: Rendering) -> Html:
    listed = [entry for entry in shown.headings if entry.level <= LISTED_LEVELS]
    return tag(
        "nav",
        tag("h2", "Sommaire", id="titre-sommaire"),
        entries(listed),
        aria_labelledby="titre-sommaire",
        class_="summary",
        id="sommaire",
    )


def _main(
    document: Document,
    shown: Rendering,
    body: Body,
    origins: Mapping[str, Sequence[Origin]],
    removed: Sequence[Gone],
) -> Html:
    cover = tag(
        "section", body.blocks(shown.cover), class_="cover", aria_label="Page de couverture"
    )
    return joined(
        [
            *([_legend(len(origins), bool(removed))] if origins or removed else []),
            *([cover] if shown.cover else []),
            body.blocks(shown.blocks),
            *_notes(shown, body),
            *_elsewhere(document, body, origins),
            *_removed(removed),
        ]
    )


def _legend(changed: int, removed: bool) -> Html:
    count = f"{changed} passages ont" if changed > 1 else f"{changed} passage a"
    sentence = (
        f"{count} changé à la suite des observations : « Origine », sous le passage, dit qui "
        "l’a demandé, ce qui a été décidé et les mots changés. "
    )
    link = tag("a", "Voir aussi les passages supprimés.", href="#supprimes")
    return tag("div", tag("p", sentence, *([link] if removed else [])), class_="legend")


def _notes(shown: Rendering, body: Body) -> Iterator[Html]:
    if shown.notes:
        yield tag(
            "section",
            tag("h2", "Notes", id="notes"),
            body.notes(shown.notes),
            class_="notes",
            role="doc-endnotes",
            aria_labelledby="notes",
        )


def _elsewhere(
    document: Document, body: Body, origins: Mapping[str, Sequence[Origin]]
) -> Iterator[Html]:
    """Show the clauses that changed and do not stand in the flow of the text: headers, footers."""
    clauses = document.clauses
    left = [c for c in clauses.all if c.id in origins and c.id not in body.told]
    if left:
        yield tag(
            "section",
            tag("h2", "Autres passages modifiés", id="autres"),
            *(
                tag(
                    "article",
                    tag("h3", clauses.cite(clause)),
                    tag("p", lines(clean(clause.text).replace("\t", " · "))),
                    details(origins[clause.id], [clause.id]),
                )
                for clause in left
            ),
            aria_labelledby="autres",
        )


def _removed(removed: Sequence[Gone]) -> Iterator[Html]:
    if removed:
        yield tag(
            "section",
            tag("h2", "Passages supprimés", id="supprimes"),
            gone(removed),
            aria_labelledby="supprimes",
        )
