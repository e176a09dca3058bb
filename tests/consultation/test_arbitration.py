"""The arbitration sheets: one page for each conflict left open, whatever is in it."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.consultation.answered import ACCEPTED, answer, final
from tests.consultation.libreoffice import as_pdf
from tests.consultation.story import body, docx, part
from toguna.consultation.decisions.model import Answer, Disposition, Final
from toguna.consultation.decisions.outputs import arbitration
from toguna.consultation.decisions.outputs.arbitration_content import (
    MEASURES,
    Drafter,
    changes,
    laws,
    open_conflicts,
)
from toguna.consultation.decisions.outputs.arbitration_renvois import CrossReferences
from toguna.consultation.model import Wording
from toguna.consultation.outputs.wordings import against

DRAFT = (
    "# Axe 1",
    "Les opérateurs déclarent tout incident grave dans un délai de 72 heures.",
    "# Axe 2",
    "Le délai de l'axe 1 est rappelé aux opérateurs chaque année.",
)


def asks(hours: str) -> bytes:
    changed = DRAFT[1].replace("72", f"{{~~72~>{hours}~~}}")
    return docx(DRAFT[0], changed, *DRAFT[2:])


def dossier(**answers: Answer) -> Final:
    returns = {"MJDH.docx": asks("48"), "MEF.docx": asks("24")}
    return final(docx(*DRAFT), returns, {f"{key}-001": one for key, one in answers.items()})


def pages(pdf: bytes) -> list[str]:
    reader = PdfReader(io.BytesIO(pdf))
    return [" ".join(page.extract_text().replace("\u200b", "").split()) for page in reader.pages]


def test_a_conflict_without_an_answer_is_open() -> None:
    assert [conflict.id for conflict in open_conflicts(dossier())] == ["D-001"]


def test_the_adoption_of_a_wording_settles_it() -> None:
    assert open_conflicts(dossier(MJDH=ACCEPTED)) == []


def test_a_referral_keeps_it_open() -> None:
    referred = answer(Disposition.REFERRED)

    assert open_conflicts(dossier(MJDH=referred, MEF=referred))


def test_where_all_are_refused_the_draft_stays_and_nothing_is_open() -> None:
    refused = answer(Disposition.REJECTED, "Le décret le fixe.")

    assert open_conflicts(dossier(MJDH=refused, MEF=refused)) == []
    assert open_conflicts(dossier(MJDH=refused))


def test_the_question_is_one_sentence_with_what_each_wants() -> None:
    made = dossier()
    asked = Drafter(made).question(made.consolidation.conflicts[0])

    assert asked == (
        "Faut-il garder le texte de l'avant-projet («\u00a0Axe 1\u00a0», al. 1), ou écrire "
        "«\u00a048\u00a0» (MJDH), ou écrire «\u00a024\u00a0» (MEF)\u00a0?"
    )


def test_a_sheet_has_everything_for_the_decision() -> None:
    written = arbitration.write(dossier())
    (text,) = pages(written["arbitrages/D-001.pdf"])

    for said in ("Fiche d’arbitrage D-001", "Avant-projet", "MJDH-001", "MEF-001",
                 "remplace « 72 » par « 48 »", "Y renvoient", "Décision", "signature",
                 "état au 3 juillet 2025"):  # fmt: skip
        assert said in text
    words = body(written["arbitrages/D-001.docx"])
    assert "☐ Avant-projet" in words
    assert "☐ MJDH" in words
    assert "tblHeader" in part(written["arbitrages/D-001.docx"], "word/document.xml")


def test_the_list_names_every_sheet() -> None:
    (text,) = pages(arbitration.write(dossier())["arbitrages/liste.pdf"])
    assert "D-001" in text
    assert "« 24 » (MEF)" in text

    (nothing,) = pages(arbitration.write(dossier(MJDH=ACCEPTED))["arbitrages/liste.pdf"])
    assert "Aucune divergence ne reste ouverte." in nothing


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("six mois", "trois mois", "remplace «\u00a0six\u00a0» par «\u00a0trois\u00a0»"),
        ("le comité", "le comité technique", "ajoute «\u00a0technique\u00a0»"),
        ("le comité technique", "le comité", "supprime «\u00a0technique\u00a0»"),
        ("le comité", "le comité", ""),
    ],
)
def test_what_a_wording_changes_is_said(before: str, after: str, said: str) -> None:
    assert changes(against(before, after)) == said


def test_the_texts_of_law_that_observations_cite_are_given_with_who_cites_them() -> None:
    made = dossier()
    (one, other) = made.consolidation.observations
    one.text = "La loi n° 2019-056 du 5 décembre 2019 ne le permet pas. Voir aussi le plan."
    other.reason = "Le règlement du comité et la loi en général ; le Code pénal, article 12."

    assert laws([one, other]) == [
        "loi n° 2019-056 du 5 décembre 2019 ne le permet pas (MJDH-001)",
        "Code pénal, article 12 (MEF-001)",
    ]


def test_a_clause_is_found_by_those_that_speak_of_it() -> None:
    clauses = dossier().consolidation.document.clauses
    target = clauses.by_id["axe_1__p_1"]

    assert [c.id for c in CrossReferences(clauses).to([target])] == ["axe_2__p_1"]


def crowded(rivals: int, length: int) -> Final:
    """A conflict of many long wordings, each with a long reason."""
    made = dossier()
    conflict = made.consolidation.conflicts[0]
    long = "Chaque opérateur rend compte au comité, par écrit et sans délai. " * (length // 60)
    wordings = (
        Wording((), long),
        *(
            Wording((f"Ministère {n}",), long.replace("comité", f"conseil {n}"), ("MJDH-001",))
            for n in range(rivals)
        ),
    )
    made.consolidation.observations[0].reason = long
    heavy = replace(conflict, wordings=wordings)
    return replace(made, consolidation=replace(made.consolidation, conflicts=[heavy]))


@pytest.mark.parametrize(("rivals", "length"), [(2, 600), (6, 900), (40, 6_000)])
def test_a_sheet_is_one_page_and_says_what_is_cut(rivals: int, length: int) -> None:
    written = arbitration.write(crowded(rivals, length))
    (text,) = pages(written["arbitrages/D-001.pdf"])

    assert "Décision" in text
    if length > 600:
        assert "Fiche abrégée" in text
        assert "Fiche abrégée" in body(written["arbitrages/D-001.docx"])


@pytest.mark.needs_libreoffice
def test_in_word_too_it_is_one_page(tmp_path: Path) -> None:
    written = arbitration.write(crowded(9, 700))["arbitrages/D-001.docx"]

    assert len(pages(as_pdf(written, "D-001.docx", tmp_path))) == 1


def test_hostile_words_are_printed_and_never_run() -> None:
    hostile = '#panic("non") $x^2$ \\ *gras* <lien> @renvoi'
    made = dossier()
    conflict = made.consolidation.conflicts[0]
    wordings = (*conflict.wordings, Wording((hostile,), hostile, ("MEF-001",)))
    heavy = replace(conflict, wordings=wordings)
    changed = replace(made, consolidation=replace(made.consolidation, conflicts=[heavy]))
    (text,) = pages(arbitration.write(changed)["arbitrages/D-001.pdf"])

    assert '#panic("non")' in text


def test_shorter_measures_make_shorter_sheets() -> None:
    made = crowded(12, 4_000)
    drafter = Drafter(made)
    (conflict,) = open_conflicts(made)
    lengths = [
        sum(len(s.text) for option in drafter.sheet(conflict, m).options for s in option.segments)
        for m in MEASURES
    ]

    assert lengths == sorted(lengths, reverse=True)


def test_a_sheet_is_archivable_and_the_same_every_time() -> None:
    written = arbitration.write(dossier())
    reader = PdfReader(io.BytesIO(written["arbitrages/D-001.pdf"]))
    assert reader.xmp_metadata is not None
    xml = reader.xmp_metadata.stream.get_data().decode()

    assert re.search(r"pdfaid:part>2<.*pdfaid:conformance>A<", xml, re.DOTALL)
    assert "pdfuaid:part>1<" in xml
    assert written == arbitration.write(dossier())
