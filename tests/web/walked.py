"""A site that is served, and its pages as people find them: by following links."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from bench.own_site import Browser, Got, prepared, served
from django.urls import NoReverseMatch, Resolver404, resolve, reverse

from tests.web.test_permissions import pages as addresses

LINK = re.compile(r'<(?:a|img)\b[^>]*?\b(?:href|src)="([^"#]+)')
DOSSIER = re.compile(r"/(?:d|lire)/([\w-]+)/")
WHOLE = ("exemple", "adopte", "")
"""Where all links are followed and all pages are of interest; elsewhere some alone:"""
FOLLOWED = re.compile("overview|deliberation|adoption$|adoption_step")
OF_INTEREST = re.compile(
    "deliberation(_rule|_vote|_results|_decide|_decided|_screen)?$|adoption_step"
)


@dataclass(frozen=True)
class Visit:
    """Something that was opened: under which name, by whom ("" is nobody known), where."""

    name: str
    person: str
    path: str
    status: int
    is_page: bool

    @property
    def dossier(self) -> str:
        return _dossier(self.path)

    def __str__(self) -> str:
        return f"{self.path} ({self.person or 'sans compte'})"


@dataclass
class Site:
    """A site that is served, and what is there by the names of its addresses."""

    address: str
    sessions: dict[str, str]
    visits: dict[str, list[Visit]] = field(default_factory=dict)

    def browser(self, person: str, language: str = "") -> Browser:
        cookies = f"{self.sessions[person]}; toguna_language={language}"
        return Browser(int(self.address.rpartition(":")[2]), cookies)

    def pages(self, name: str) -> list[Visit]:
        """Give the pages under a name: one a dossier, and one of another person.

        A page that refuses is among them only where nobody was shown another.
        """
        found = [visit for visit in self.visits.get(name, ()) if visit.is_page]
        found = [visit for visit in found if visit.status < 400] or found[:1]
        in_dossiers = {visit.dossier: visit for visit in reversed(found)}
        chosen = {
            slug: visit
            for slug, visit in sorted(in_dossiers.items(), key=lambda pair: pair[0] not in WHOLE)
            if slug in WHOLE or OF_INTEREST.match(name)
        }
        others = [visit for visit in found if visit.person != found[0].person]
        return [*chosen.values(), *others[:1]]

    def walk(self, person: str, starts: list[str]) -> None:
        """Follow the links that somebody finds: each kind of page once in each dossier."""
        browser, waiting = self.browser(person), list(starts)
        seen = set(self._files())
        while waiting:
            path = waiting.pop(0)
            kind = (_name(path), _dossier(path))
            if kind in seen or (kind[1] not in WHOLE and not FOLLOWED.match(kind[0])):
                continue
            seen.add(kind)
            got = browser.get(path)
            text = _page(got)
            visit = Visit(kind[0], person, path, got.status, bool(text))
            self.visits.setdefault(kind[0], []).append(visit)
            if "location" in got.head:
                waiting.insert(0, _inside(path, got.head["location"]))
            waiting += [_inside(path, unescape(link)) for link in LINK.findall(text)]

    def _files(self) -> Iterator[tuple[str, str]]:
        """What was found to be a file need not be fetched again by somebody else."""
        for visits in self.visits.values():
            yield from (
                (one.name, one.dossier)
                for one in visits
                if not one.is_page and one.dossier and one.status == 200
            )


@contextmanager
def walked(data: Path) -> Iterator[Site]:
    """Make the site, serve it, and follow its links as each of its people."""
    told = json.loads(prepared(data, "tests.web.whole_site"))
    with served(data) as port:
        site = Site(f"http://127.0.0.1:{port}", told["sessions"])
        for person in site.sessions:
            links = [] if person else told["links"]
            site.walk(person, [*links, "/", *_plain_addresses()])
        yield site


def _plain_addresses() -> Iterator[str]:
    """Give the addresses that have no places to fill."""
    for page in addresses():
        try:
            yield reverse(page.name)
        except NoReverseMatch:
            continue


def _page(got: Got) -> str:
    """Give the text of a page, empty for files and for parts of pages."""
    if not got.head.get("content-type", "").startswith("text/html"):
        return ""
    if got.head.get("content-disposition", "").startswith("attachment"):
        return ""
    text = got.plain.decode(errors="replace")
    return text if text[:100].lower().startswith("<!doctype html>") else ""


def _inside(page: str, link: str) -> str:
    """Give a link of a page within the site; the first page for another site's."""
    whole = urlsplit(urljoin(f"http://site{page}", link))
    if whole.netloc != "site" or whole.path.startswith("/static/"):
        return "/"
    return whole.path + (f"?{whole.query}" if whole.query else "")


def _dossier(path: str) -> str:
    found = DOSSIER.match(path)
    return found[1] if found else ""


def _name(path: str) -> str:
    try:
        return str(resolve(urlsplit(path).path).view_name)
    except Resolver404:
        return path
