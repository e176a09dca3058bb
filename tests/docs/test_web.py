"""What the documentation says of the site is what the site does: rights, pages, jobs, keys."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from babel.messages.pofile import read_po
from django.urls import URLPattern, URLResolver, get_resolver

from tests.conftest import ROOT
from toguna.messages import LOCALE_DIR
from toguna.web.jobs import tasks
from toguna.web.navigation import TABS
from toguna.web.pages import RIGHT_OF
from toguna.web.permissions import RIGHTS, Right

PAGE = (ROOT / "docs/reference/web.md").read_text(encoding="utf-8")
DOSSIER = "d/<slug:slug>/"
EXAMPLES = {"<int:number>": "N", "<uuid:workshop>": "ID", "<uuid:key>": "ID"}
"""How the page writes the places of an address."""
IN_WORDS = {"<str:identifier>": ("D-001", "ID")}

GUIDES = (
    "tutorial/dans-un-navigateur", "how-to/ouvrir-le-site", "how-to/recevoir-les-retours",
    "how-to/tenir-la-table-du-rapporteur", "how-to/mener-un-atelier",
    "how-to/faire-deliberer-un-comite",
)  # fmt: skip
OF_THE_SAMPLE = {
    "soixante-douze", "toguna-retour-MJDH.json est transmis ; son récépissé est prêt.",
    "Services du Premier ministre", "Présidence de la République", "rattachée à la Primature",
}  # fmt: skip
"""What guides cite that is not a word of the site: words of the sample dossier."""
VALUE = re.compile(r"%\(\w+\)s|\{\w+\}|\d+|…")


def table(heading: str) -> list[list[str]]:
    """Give the rows of the first table under a heading, its own heading first."""
    section = PAGE.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def pages(
    patterns: list[URLPattern | URLResolver] | None = None, before: str = ""
) -> Iterator[tuple[str, Right]]:
    """Give the address below its dossier and the right of every page that asks for one."""
    for one in get_resolver().url_patterns if patterns is None else patterns:
        address = f"{before}{one.pattern}"
        if isinstance(one, URLResolver):
            yield from pages(one.url_patterns, address)
            continue
        view = f"{one.callback.__module__}.{getattr(one.callback, '__name__', '')}"
        if view in RIGHT_OF and address.startswith(DOSSIER):
            yield from ((told, RIGHT_OF[view]) for told in written(address[len(DOSSIER) :]))


def written(address: str) -> Iterator[str]:
    """Give the ways in which the page may write an address."""
    for place, example in EXAMPLES.items():
        address = address.replace(place, example)
    for place, examples in IN_WORDS.items():
        if place in address:
            yield from (address.replace(place, example) for example in examples)
            return
    yield address or "/"


def test_the_rights_are_those_of_the_roles() -> None:
    (_, *roles, _), _, *rows = table("Roles and rights")
    told = {
        role: {right for right, *marks, _ in rows if marks[at] == "✓"}
        for at, role in enumerate(roles)
    }

    assert told == {str(role): {one.value for one in rights} for role, rights in RIGHTS.items()}
    assert [right for right, *_ in rows] == [right.value for right in Right]


def test_every_page_that_is_named_is_there_and_asks_for_that_right() -> None:
    there = {(address, right.value) for address, right in pages()}
    _, _, *rows = table("Pages by address")
    told = {(address.strip("`"), right) for address, right, _ in rows}

    assert told - there == set()
    assert len(told) == len(rows)


def test_every_tab_is_named() -> None:
    rights = {name: right.value for name, _, right in TABS}
    addresses = {
        one.name: str(one.pattern)[len(DOSSIER) :] or "/"
        for one in get_resolver().url_patterns
        if isinstance(one, URLPattern) and one.name in rights
    }
    told = {address.strip("`"): right for address, right, _ in table("Pages by address")[2:]}

    assert addresses.keys() == rights.keys()
    assert {name: told.get(address) for name, address in addresses.items()} == rights


def test_every_job_is_named() -> None:
    assert {job.strip("`") for job, *_ in table("Background work")[2:]} == tasks().keys()


def test_every_letter_that_answers_is_named() -> None:
    script = (ROOT / "src/toguna/web/static/toguna/table.js").read_text(encoding="utf-8")
    letters = dict(
        re.findall(r"""\b([a-z]): "([^"]+)\"""", script.partition("QUICK = {")[2].partition("}")[0])
    )
    told = {key.strip("`"): what.partition(" (")[0] for key, what in table("Keyboard")[2:]}

    assert len(letters) > 1
    assert {letter: told.get(letter) for letter in letters} == letters


def words_of_the_site() -> str:
    """Give every French sentence of the site, what varies in it left out."""
    words: list[str] = []
    for domain in ("django", "toguna"):
        with (LOCALE_DIR / f"en/LC_MESSAGES/{domain}.po").open("rb") as catalogue:
            for message in read_po(catalogue):
                words += [message.id] if isinstance(message.id, str) else message.id
    return VALUE.sub("#", "\n".join(words)).lower()


@pytest.mark.parametrize("guide", GUIDES)
def test_what_a_guide_cites_can_be_read_on_the_site(guide: str) -> None:
    page = (ROOT / f"docs/{guide}.md").read_text(encoding="utf-8")
    cited = set(re.findall(r"« ([^»]+) »", page)) - OF_THE_SAMPLE
    known = words_of_the_site()

    assert len(cited) > 1
    assert [one for one in sorted(cited) if VALUE.sub("#", one).lower() not in known] == []
