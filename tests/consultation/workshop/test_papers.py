"""The papers of a workshop, from the same data, as Word files and in print."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from tests.consultation.story import body
from tests.consultation.workshop.hall import ANCHORING, DAYS, SECRET, WORKSHOP
from toguna.consultation.workshop.model import Decision, Position, Vote, Workshop
from toguna.consultation.workshop.registry import known_papers, write_paper, write_papers
from toguna.consultation.workshop.wording import days_of, in_words, of_voting

NAMES = {
    "communique-final", "compte-rendu-des-groupes", "liste-de-presence", "liste-des-participants",
    "rapport-general", "recommandations", "termes-de-reference",
}  # fmt: skip


def words(name: str, workshop: Workshop = WORKSHOP) -> str:
    """The words of a paper's Word file, spaces made plain."""
    return body(write_paper(workshop, name, "docx")).replace("\u00a0", " ")


def test_every_paper_is_written_twice_and_the_same_again() -> None:
    written = dict(write_papers(WORKSHOP))
    assert set(written) == {f"{name}.{suffix}" for name in NAMES for suffix in ("docx", "pdf")}
    assert dict(write_papers(WORKSHOP)) == written


def test_a_workshop_to_come_has_terms_and_a_list_to_sign() -> None:
    to_come = Workshop("Atelier", "Le projet", "Ségou", DAYS)
    names = {name for name, _ in write_papers(to_come)}
    assert "termes-de-reference.pdf" in names
    assert "liste-de-presence.docx" in names
    assert "recommandations.pdf" not in names
    assert "À compléter." in words("termes-de-reference", to_come)


def test_the_general_report_tells_decisions_votes_and_what_is_left_open() -> None:
    told = words("rapport-general")
    assert "Les 1er et 2 juillet 2026 s'est tenu à Bamako" in told
    assert "5 participants de 4 délégations" in told
    assert (
        "Vote à main levée, une voix par délégation : 3 pour, 1 peut l'accepter, 1 contre" in told
    )
    assert "Adoptée par consensus." in told
    assert "L'agence est rattachée à la Primature." in told
    assert "ministère de l'Économie et des Finances" in told


def test_a_secret_vote_names_nobody() -> None:
    said = " ".join(of_voting(SECRET))
    assert said == (
        "Vote à bulletin secret, une voix par délégation : 4 pour, 0 peut l'accepter, 0 contre, "
        "1 abstention."
    )


def test_the_communique_says_nothing_of_who_voted_how() -> None:
    told = words("communique-final")
    assert "deux rédactions ont été adoptées" in told
    assert "MEF" not in told
    assert ANCHORING.question in told


def test_who_was_there_is_listed_and_who_was_not_is_not() -> None:
    absent = words("liste-des-participants")
    assert "Commissaire Sory ESSAI" in absent
    assert "MATD" not in absent
    to_sign = words("liste-de-presence")
    assert to_sign.count("Mme Awa FICTIVE") == len(DAYS)
    assert "Signature" in to_sign


def test_the_groups_give_account_of_their_clauses() -> None:
    told = words("compte-rendu-des-groupes")
    assert "Deux groupes de travail ont examiné" in told
    assert "Passages confiés : Axe 2 ; § 5.1" in told
    assert "Points sans accord" in told


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (("2026-07-01",), "le 1er juillet 2026"),
        (("2026-07-01", "2026-07-02"), "les 1er et 2 juillet 2026"),
        (("2026-07-01", "2026-07-02", "2026-07-03"), "du 1er au 3 juillet 2026"),
        (("2026-06-30", "2026-07-01"), "les 30 juin et 1er juillet 2026"),
        (("2025-12-31", "2026-01-01"), "les 31 décembre 2025 et 1er janvier 2026"),
    ],
)
def test_days_are_written_as_one_says_them(days: tuple[str, ...], said: str) -> None:
    assert days_of(replace(WORKSHOP, days=days)) == said


def test_small_numbers_are_words() -> None:
    assert in_words(1, "rédaction", feminine=True) == "une rédaction"
    assert in_words(3, "groupe") == "trois groupes"
    assert in_words(12, "groupe") == "12 groupes"


@pytest.mark.parametrize("name", sorted(NAMES))
def test_in_print_every_paper_can_be_archived_and_read_aloud(name: str) -> None:
    reader = PdfReader(io.BytesIO(write_paper(WORKSHOP, name, "pdf")))
    assert reader.metadata is not None
    assert "Atelier de finalisation" in str(reader.metadata.title)
    xmp = reader.trailer["/Root"]["/Metadata"].get_data().decode()  # type: ignore[index]
    assert "<pdfaid:part>2</pdfaid:part>" in xmp
    assert "pdfuaid" in xmp


ANY = st.text(max_size=30)


@given(ANY, ANY, ANY, st.dictionaries(st.sampled_from(Position), st.integers(0, 300)))
@settings(max_examples=25, deadline=None)
def test_whatever_people_write_is_set(
    before: str, wording: str, reason: str, counts: dict[Position, int]
) -> None:
    decision = Decision("Axe 1", before, wording, reason, Vote(counts))
    held = replace(WORKSHOP, decisions=(decision,), title=reason or "Atelier", place=wording)
    for suffix in ("docx", "pdf"):
        assert write_paper(held, "rapport-general", suffix)


def test_every_paper_has_a_name_of_its_own() -> None:
    assert len({kind.name for kind in known_papers()}) == len(known_papers())
