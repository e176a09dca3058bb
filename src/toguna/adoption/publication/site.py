"""Publishing: a folder of pages and files that need nothing else."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from itertools import pairwise

from toguna.adoption.approval.model import Frozen
from toguna.adoption.ledger.head import head_bytes
from toguna.adoption.publication import comparison, pages
from toguna.adoption.publication.model import Edition
from toguna.adoption.publication.origins import BY_DECISION, PublishedOrigins
from toguna.adoption.publication.pages import HEAD_FILE, KEY_FILE, SUMS, Listed
from toguna.adoption.publication.shell import CHECK, INDEX, TEXT, VERSIONS, links
from toguna.consultation.outputs.words import midnight, title
from toguna.consultation.versions.comparison import compare_versions, read_version
from toguna.messages import say
from toguna.text.content import Atoms
from toguna.text.document import Document
from toguna.text.errors import UnreadableFile
from toguna.text.html.page import page as text_page
from toguna.text.html.tags import tag
from toguna.text.pdf.writer import pdf

SAFE_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]*")
MAIN = b'<main id="texte" tabindex="-1">'
"""Where the page of a text begins."""

ASKED_BY_NOBODY = tag("dt", "Demandé par").encode() + tag("dd", BY_DECISION).encode()
"""What the page of a text says of a decision where who asked is not told: it is left out."""


def publish(edition: Edition) -> dict[str, bytes]:
    """Give the files of the site by name; all stand in one folder.

    Raises:
        UnreadableFile: an earlier version cannot be read, or a download has a name that is taken
            or no plain file name.
    """
    return _Site(edition).files()


@dataclass(frozen=True, slots=True)
class _Version:
    """A version on the site: its text, and the short name that its files have."""

    label: str
    date: str
    what: str
    key: str
    document: Document


class _Site:
    def __init__(self, edition: Edition) -> None:
        self._edition = edition
        self._title = edition.title or title(edition.final.consolidation)
        self._moment = midnight(edition.date)
        self._versions = self._read()
        self._downloads = self._all_downloads()
        origins = PublishedOrigins(edition.final, edition.withheld)
        self._origins, self._gone = origins.by_clause(), origins.gone()

    def files(self) -> dict[str, bytes]:
        """Write everything."""
        edition, listed = self._edition, self._listed()
        written = {
            INDEX: pages.index(
                edition,
                self._title,
                self._downloads,
                listed[-1],
                len(self._origins) + len(self._gone),
            ),
            TEXT: self._text(),
            VERSIONS: pages.versions(edition, listed, self._downloads),
            CHECK: pages.check(edition, self._downloads),
            **self._past_texts(),
            **self._comparisons(),
            **self._downloads,
        }
        return {**written, SUMS: _sums(written)}

    def _read(self) -> list[_Version]:
        """Read every version with the same atoms, so that they can be compared."""
        edition, atoms = self._edition, Atoms()
        past = [
            _Version(
                one.label, one.date, one.what, f"version-{number}",
                read_version(one.data, one.file, atoms),
            )
            for number, one in enumerate(edition.past, 1)
        ]  # fmt: skip
        text = read_version(edition.final.clean, edition.final.consolidation.draft, atoms)
        what = "Texte publié, avec l’origine de chaque changement."
        return [*past, _Version(edition.label, self._day(), what, "texte", text)]

    def _day(self) -> str:
        """Give the day of the final text: when it was frozen, else when it is published."""
        events = self._edition.process.events if self._edition.process else ()
        frozen = (event.date for event in reversed(events) if isinstance(event, Frozen))
        return next(frozen, self._edition.date)

    # Downloads

    def _all_downloads(self) -> dict[str, bytes]:
        made = {f"{one.key}.pdf": pdf(one.document, self._moment) for one in self._versions}
        made["texte.docx"] = self._edition.final.clean
        seal = self._edition.seal
        if seal is not None:
            made |= {HEAD_FILE: head_bytes(seal.head) + b"\n", KEY_FILE: seal.key.write()}
        for name in self._edition.downloads:
            _check_name(name, {*made, SUMS})
        return {**made, **self._edition.downloads}

    # Pages

    def _listed(self) -> list[Listed]:
        return [
            Listed(
                one.label,
                one.date,
                one.what,
                f"{one.key}.html",
                (f"{one.key}.pdf", *(["texte.docx"] if one.key == "texte" else [])),
                tuple(
                    (_comparison_file(old, new), f"Ce qui change de {old.label} à {new.label}")
                    for old, new in self._pairs()
                    if new is one
                ),
            )
            for one in self._versions
        ]

    def _text(self) -> bytes:
        text = text_page(self._edition.final.document, self._origins, self._gone)
        return _linked(text.replace(ASKED_BY_NOBODY, b""), TEXT)

    def _past_texts(self) -> dict[str, bytes]:
        return {
            f"{one.key}.html": _linked(text_page(one.document), VERSIONS)
            for one in self._versions[:-1]
        }

    def _pairs(self) -> list[tuple[_Version, _Version]]:
        """Give the versions held against one another: each and its next, first and last."""
        pairs = list(pairwise(self._versions))
        return [*pairs, (self._versions[0], self._versions[-1])] if len(pairs) > 1 else pairs

    def _comparisons(self) -> dict[str, bytes]:
        return {
            _comparison_file(old, new): comparison.write(
                compare_versions(old.document, new.document),
                (old.label, new.label),
                _comparison_file(old, new),
                self._edition.publisher,
            )
            for old, new in self._pairs()
        }


def _check_name(name: str, taken: set[str]) -> None:
    """Refuse a name that would lead out of the folder, or over another file of the site."""
    if not SAFE_NAME.fullmatch(name) or name in taken or name.endswith(".html"):
        raise UnreadableFile(
            say(
                "« {name} » ne peut pas être publié sous ce nom : donnez un nom de fichier simple "
                "(lettres sans accent, chiffres, - et .), qui ne sert pas déjà.",
                name=name,
            )
        )


def _comparison_file(old: _Version, new: _Version) -> str:
    return f"comparaison-{old.key}-{new.key}.html"


def _linked(text: bytes, here: str) -> bytes:
    """Put the links to the other pages at the top of the page of a text."""
    nav = tag("nav", links(here, " · "), class_="legend", aria_label="Ce site")
    head, found, tail = text.partition(MAIN)
    assert found, "the page of a text has another form"
    return head + found + nav.encode() + tail


def _sums(files: dict[str, bytes]) -> bytes:
    """Give the digests of all files, as sha256sum reads them."""
    lines = (
        f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in sorted(files.items())
    )
    return "".join(lines).encode()
