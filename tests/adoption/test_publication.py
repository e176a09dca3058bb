"""The public site: everything links, checks, compares, and nothing withheld is in it."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from tests.adoption.published import KEY, SEAL, before_the_council, edition, site, withholding
from tests.consultation.answered import answer
from tests.consultation.answered import final as decided
from tests.consultation.story import docx
from tests.consultation.test_traceability import sample
from toguna.adoption.approval.model import Outcome
from toguna.adoption.ledger.head import read_head
from toguna.adoption.ledger.keys import PublicKey
from toguna.adoption.publication.model import Edition
from toguna.adoption.publication.pages import size
from toguna.adoption.publication.site import publish
from toguna.consultation.decisions.model import Disposition, Final
from toguna.text.errors import UnreadableFile

PAGES = sorted(name for name in site() if name.endswith(".html"))


@cache
def tree(name: str) -> html.HtmlElement:
    return html.fromstring(site()[name].decode())


def shown(name: str) -> str:
    return " ".join(" ".join(tree(name).xpath("//body//text()")).split())


@cache
def places(name: str) -> frozenset[str]:
    return frozenset(tree(name).xpath("//@id"))


# The site as a whole


def test_every_link_leads_to_a_file_of_the_site_or_a_place_on_the_page() -> None:
    for name in PAGES:
        for link in tree(name).xpath("//a/@href"):
            file, _, place = link.partition("#")
            if file.startswith("http"):
                continue  # a source that the text itself cites
            assert not file or file in site(), (name, link)
            assert not place or place in places(file or name), (name, link)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_asks_nothing_of_anybody(name: str) -> None:
    page = site()[name]
    policies = tree(name).xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    (policy,) = policies
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy
    assert not re.search(rb"<script|<link|<iframe|\son\w+=\"|@import|url\(", page)
    assert not tree(name).xpath("//@style | //*[starts-with(@src, 'http')]")


@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_a_language_one_title_and_the_way_to_the_others(name: str) -> None:
    page = tree(name)
    assert page.get("lang") == "fr"
    assert len(page.xpath("//h1")) == 1
    (nav,) = page.xpath("//nav[@aria-label='Ce site']")
    assert nav.xpath(".//a/@href") == ["index.html", "texte.html", "versions.html", "verifier.html"]
    assert len(page.xpath("//main")) == 1
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))


def test_the_digests_are_those_of_the_files(tmp_path: Path) -> None:
    for name, data in site().items():
        (tmp_path / name).write_bytes(data)
    done = subprocess.run(
        ["sha256sum", "--strict", "-c", "SHA256SUMS"],
        cwd=tmp_path,
        env={**os.environ, "LC_ALL": "C", "LANGUAGE": "C"},
        capture_output=True,
        check=True,
    )
    assert done.stdout.count(b": OK") == len(site()) - 1
    for name in ("texte.pdf", "texte.docx", "version-1.pdf", "registre-tete.json"):
        assert hashlib.sha256(site()[name]).hexdigest() in shown("verifier.html")


def test_same_edition_same_bytes() -> None:
    assert published(frozenset()) == published(frozenset())


# What the pages say


def test_the_first_page_says_what_the_council_did() -> None:
    text = shown("index.html")
    assert "Conseil des ministres, 3 décembre 2025 : le texte est adopté." in text
    assert "Conseil des ministres adopté 3 décembre 2025" in text
    assert "texte-signe.pdf" in text
    bare = html.fromstring(withholding()["index.html"].decode()).text_content()
    assert "Approbations" not in bare


def test_every_clause_that_changed_has_its_origins() -> None:
    told = {
        clause
        for details in tree("texte.html").xpath("//details")
        for clause in details.get("data-clauses").split()
    }
    assert told == set(sample().origins) | set(sample().removed)


def test_versions_are_listed_newest_first_and_compared() -> None:
    heads = [head.text_content() for head in tree("versions.html").xpath("//h2")]
    assert [head.split(" ")[0] for head in heads] == ["v3", "v2", "v1"]
    compared = [name for name in PAGES if name.startswith("comparaison-")]
    assert len(compared) == 3
    change = shown("comparaison-version-2-texte.html")
    assert "supprimé : 2026-2030" in change
    assert "ajouté : 2025-2029" in change
    same = publish(replace(edition(), past=(replace(edition().past[1], data=sample().clean),)))
    page = same["comparaison-version-1-texte.html"].decode()
    assert "Les deux versions disent la même chose." in page


def test_the_ledger_s_head_can_be_checked_from_the_site() -> None:
    head = read_head(site()["registre-tete.json"])
    assert head.is_signed_by(PublicKey.read(site()["registre-cle.pem"]))
    for fact in (SEAL.head.root.hex(), KEY.public.fingerprint, "347", "toguna verify"):
        assert fact in shown("verifier.html")


@pytest.mark.parametrize(
    "name",
    [
        "../x.pdf",
        "a/b.pdf",
        ".htaccess",
        "texte.pdf",
        "SHA256SUMS",
        "x.html",
        "registre-cle.pem",
        "",
    ],
)
def test_a_download_keeps_to_its_place(name: str) -> None:
    with pytest.raises(UnreadableFile, match="ne peut pas être publié sous ce nom"):
        publish(replace(small(), seal=SEAL, downloads={name: b"x"}))


def test_sizes_are_said_in_round_numbers() -> None:
    assert [size(n) for n in (12, 91_400, 1_250_000)] == ["12 o", "91 ko", "1,2 Mo"]


# What is withheld


def secret_and_open() -> Final:
    """Defence wants 36 hours for a reason of its own; Justice wants a yearly report."""
    draft = ("# Axe 1", "Tout incident est déclaré en 72 heures.", "Le poste est à Kati.",
             "Un rapport est publié.", "Fin.")  # fmt: skip
    lines = list(draft)
    defence = docx(lines[0], lines[1].replace("72", "{~~72~>36~~}"), "{--" + lines[2] + "--}",
                   *lines[3:])  # fmt: skip
    justice = docx(*lines[:3], lines[3].replace("rapport", "rapport{++ annuel++}"), lines[4])
    return decided(
        docx(*draft),
        {"MDAC.docx": defence, "MJDH.docx": justice},
        {
            "MDAC-001": answer(Disposition.ACCEPTED_WITH_CHANGES, "fort trafic", "48"),
            "MDAC-002": answer(Disposition.ACCEPTED, "redite"),
            "MJDH-001": answer(Disposition.ACCEPTED, "transparence"),
        },
    )


def published(withheld: frozenset[str]) -> dict[str, bytes]:
    return publish(replace(small(), withheld=withheld))


@cache
def small() -> Edition:
    return Edition(secret_and_open(), "v2", "2025-12-05", "Ministère")


def test_of_a_withheld_observation_only_the_decision_is_shown() -> None:
    files = published(frozenset({"MDAC-001", "MDAC-002"}))
    for name, data in files.items():
        if name.endswith((".html", "SUMS")):
            for secret in (
                "MDAC",
                "36 heures",
                "Kati",
                "trafic",
                "redite",
                "retenue avec modification",
            ):
                assert secret not in data.decode().partition("</style>")[2], (name, secret)
    page = html.fromstring(files["texte.html"].decode())
    told = [" ".join(" ".join(one.xpath(".//text()")).split()) for one in page.xpath("//details")]
    assert told[0] == "Origine : décision Décidé par Comité de rédaction, 02/07/2025"
    assert len(told) == 2
    assert "Motif transparence" in told[1]
    assert "2 passages depuis" in files["index.html"].decode()
    assert b"Kati" in published(frozenset({"MDAC-001"}))["texte.html"]


def test_no_number_shows_that_one_is_missing() -> None:
    assert b"MDAC-001" in published(frozenset())["texte.html"]
    assert not re.search(rb"M[A-Z]{3}-\d{3}", published(frozenset({"MDAC-001"}))["texte.html"])


@settings(max_examples=8, deadline=None)
@given(st.sets(st.sampled_from(["MDAC-001", "MDAC-002", "MJDH-001"])))
def test_nothing_withheld_is_ever_told(withheld: set[str]) -> None:
    reasons = {"MDAC-001": "fort trafic", "MDAC-002": "redite", "MJDH-001": "transparence"}
    page = published(frozenset(withheld))["texte.html"].decode()
    for identifier, reason in reasons.items():
        assert (reason in page) == (identifier not in withheld)
    for label in ("MDAC", "MJDH"):
        every = {identifier for identifier in reasons if identifier.startswith(label)}
        assert (label in page) == bool(every - withheld)


def test_in_the_sample_dossier_a_ministry_that_is_withheld_is_nowhere() -> None:
    observations = sample().consolidation.observations
    label = next(o.contributor for o in observations if o.contributor.startswith("MDAC"))
    ids = [o.id for o in observations if o.contributor == label]
    assert ids
    for name, data in withholding(*ids).items():
        assert label.encode() not in data, name


def test_a_published_text_says_that_the_council_only_took_note() -> None:
    made = publish(replace(edition(), past=(), process=before_the_council(Outcome.NOTED)))
    assert "il n'est pas adopté" in html.fromstring(made["index.html"].decode()).text_content()
