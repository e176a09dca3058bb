"""What every page of the site has: its head, the links to the others, the style in it.

Nothing is fetched: the style stands in the page and is named by its digest in the policy, which
holds from a server as from a folder; no script is allowed.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from toguna.text.html.head import head
from toguna.text.html.page import STYLE
from toguna.text.html.tags import Html, joined, tag

OWN_STYLE = Path(__file__).with_name("site.css")
INDEX, TEXT, VERSIONS, CHECK = "index.html", "texte.html", "versions.html", "verifier.html"
LINKS = (
    (INDEX, "Accueil"),
    (TEXT, "Lire le texte"),
    (VERSIONS, "Versions"),
    (CHECK, "Vérifier"),
)


def page(title: str, here: str, main: Html, publisher: str, *, wide: bool = False) -> bytes:
    """Give a whole page; `here` is its file name, so that its link is marked as such."""
    top = head(title, _style(), pictures=False)
    body = tag(
        "body",
        tag("a", "Aller au contenu", href="#contenu", class_="skip"),
        tag("nav", links(here), class_="site", aria_label="Ce site"),
        tag("main", main, id="contenu", tabindex=-1, class_="sheet wide" if wide else "sheet"),
        tag("footer", f"Publié par {publisher}", class_="foot"),
    )
    return f"<!DOCTYPE html>\n{tag('html', top, body, lang='fr')}\n".encode()


@cache
def _style() -> str:
    return STYLE.read_text("utf-8") + OWN_STYLE.read_text("utf-8")


def links(here: str, between: str = " ") -> Html:
    """Give the links to the pages of the site, with some words between them."""
    pieces: list[str] = []
    for file, name in LINKS:
        current = "page" if file == here else None
        pieces += [between, tag("a", name, href=file, aria_current=current)]
    return joined(pieces[1:])
