"""A reference, as people write it, leads to the clause that a reader would turn to."""

from __future__ import annotations

import csv
import html
import re
from collections import Counter
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import CORPUS
from tests.consultation.strategy import draft, named, resolver
from toguna.consultation.references import parse, resolve
from toguna.text.clauses import Clause, ClauseKind

AMENDMENTS = CORPUS / "amendements" / "jeu_complet_2018-2019_146.csv"


def steps(reference: str) -> list[list[str]]:
    return [[f"{s.kind} {s.number}".strip() for s in path] for path in parse(reference).paths]


@pytest.mark.parametrize(
    ("reference", "expected"),
    [
        ("Axe 2, objectif 3", [["axis 2", "objective 3"]]),
        ("§ 3.2 al. 2", [["number 3.2", "alinea 2"]]),
        ("ligne 3 du tableau 2", [["table 2", "row 3"]]),
        ("deuxième alinéa du § 3.2", [["number 3.2", "alinea 2"]]),
        ("pp. 4 et 7", [["page 4"], ["page 7"]]),
        ("page 12-13", [["page 12"], ["page 13"]]),
        ("mesures 2.1.1 à 2.1.3", [["measure 2.1.1"], ["measure 2.1.2"], ["measure 2.1.3"]]),
        ("Axe 2, objectifs 1 et 3", [["axis 2", "objective 1"], ["axis 2", "objective 3"]]),
        ("Objecitf 2.1", [["objective 2.1"]]),
        ("Titre III", [["part iii"]]),
        ("Axe stratégique n° 2", [["axis 2"]]),
        ("Objectif 1.2, mesure 1.2.2, a)", [["objective 1.2", "measure 1.2.2", "letter a"]]),
        ("tableau 4, mesure 2.1.3", [["table 4", "row 2.1.3"]]),
        ("note de bas de page n° 5", [["note 5"]]),
        ("Section 5.2, paragraph 3", [["section 5.2", "alinea 3"]]),
        ("Annexe B ; p. 12", [["annex b"], ["page 12"]]),
        ("Plan d'action 2026-2030", [["name plan d'action 2026-2030"]]),
        ("", []),
    ],
)
def test_references_are_read_as_steps(reference: str, expected: list[list[str]]) -> None:
    assert steps(reference) == expected


@pytest.mark.parametrize(
    ("reference", "clause"),
    [
        ("Axe 2, objectif 3", "sec_4__axe_2__objectif_2-3"),
        ("axe II / obj. 2.3", "sec_4__axe_2__objectif_2-3"),
        ("2.1.3", "sec_4__axe_2__objectif_2-1__p_4"),
        ("axe 1, objectif 2, mesure 3", "sec_4__axe_1__objectif_1-2__p_4"),
        ("Objectif 1.2, mesure 1.2.3, a)", "sec_4__axe_1__objectif_1-2__p_5"),
        ("Objectif 2.1, dernier alinéa", "sec_4__axe_2__objectif_2-1__p_8"),
        ("§ 3.2 al. 2", "sec_3__sec_3-2__p_2"),
        ("Axe 3, § 3.2", "sec_4__axe_3__objectif_3-2"),
        ("Chapitre 5, section 5.2, alinéa 1", "sec_5__sec_5-2__p_1"),
        ("II. Diagnostic", "sec_2"),
        ("5", "sec_5"),
        ("Annexe B, B.1, a)", "annexe_b__b_1__p_2"),
        ("Résume executif, 2e tiret", "resume_executif__p_5"),
        ("sigles", "sigles_et_acronymes"),
        ("mesure « Créer et doter l'ANSI »", "sec_4__axe_2__objectif_2-1__p_2"),
        ("tableau 4, ligne 3", "tab_4__r_3"),
        ("Plan d’action, ligne 2.1.3", "tab_4__r_16"),
        ("tableau des indicateurs", "tab_7"),
        ("note 5", "fn_5"),
        ("Résumé exécutif, encadré", "resume_executif__p_13__box"),
        ("Axe stratégique n°2 : Gouverner, prévenir et répondre ensemble", "sec_4__axe_2"),
        ("Table 4, row 3", "tab_4__r_3"),
    ],
)
def test_references_lead_to_the_narrowest_clause(reference: str, clause: str) -> None:
    assert named(reference) == [clause]


def test_a_measure_or_a_page_may_be_several_and_all_are_given() -> None:
    assert len(named("objectif 1")) == 4
    assert len(named("Axe 1 et axe 3")) == 2
    page = [resolver().regions.clauses.by_id[identifier].page for identifier in named("p. 12")]
    assert page
    assert set(page) == {12}


def test_a_page_narrows_what_is_named_several_times() -> None:
    objectives = resolver().find(parse("objectif 1")).clauses
    one = objectives[1]
    assert named(f"objectif 1, page {one.page}") == [one.id]


def test_what_is_not_there_is_said_and_the_rest_still_found() -> None:
    found = resolve(parse("Objectif 1.2, mesure 1.2.2, z)"), draft().clauses)
    assert [clause.number for clause in found.clauses] == ["1.2.2"]
    assert found.unknown == ("z)",)


def test_a_part_that_does_not_exist_leads_nowhere() -> None:
    found = resolve(parse("Axe 9, objectif 1"), draft().clauses)
    assert found.clauses == ()
    assert found.unknown == ("Axe 9", "objectif 1")


@pytest.mark.parametrize("reference", ["Tout le document", "ligne 12", "5 %", "2026", "voir infra"])
def test_what_names_no_clause_leads_nowhere(reference: str) -> None:
    assert named(reference) == []


def leads_back(clause: Clause) -> bool:
    return named(draft().clauses.cite(clause)) == [clause.id]


def test_what_the_program_cites_leads_back_to_the_same_clause() -> None:
    total: Counter[ClauseKind] = Counter()
    back: Counter[ClauseKind] = Counter()
    for clause in draft().clauses.all:
        total[clause.kind] += 1
        back[clause.kind] += leads_back(clause)
    assert back[ClauseKind.HEADING] == total[ClauseKind.HEADING] > 50
    assert back[ClauseKind.ITEM] == total[ClauseKind.ITEM] > 100
    assert back[ClauseKind.NOTE] == total[ClauseKind.NOTE] > 10
    # One table has no caption and is counted with the number of another, its rows with it.
    assert total[ClauseKind.TABLE] - back[ClauseKind.TABLE] <= 1
    # The cover's paragraphs stand under no heading: "al. 3" alone names none of them.
    lost = [c for c in draft().clauses.all if c.kind is ClauseKind.PARAGRAPH and not leads_back(c)]
    assert all(clause.parent is None for clause in lost)


NUMBERED = [
    clause
    for clause in draft().clauses.all
    if clause.kind in (ClauseKind.HEADING, ClauseKind.ITEM) and clause.number[:1].isalnum()
]


@settings(deadline=None)
@given(st.sampled_from(NUMBERED), st.data())
def test_spaces_capitals_and_accents_do_not_matter(clause: Clause, data: st.DataObject) -> None:
    cited = draft().clauses.cite(clause)
    joint = data.draw(st.sampled_from([", ", " / ", " - ", " > ", ",", " : "]))
    case = data.draw(st.sampled_from([str.upper, str.lower, str.title]))
    assert named(case(cited).replace(", ", joint)) == [clause.id]


@settings(deadline=None)
@given(st.text(max_size=60))
def test_no_text_whatever_stops_the_parser(text: str) -> None:
    resolver().find(parse(text))


def amendments() -> Iterator[tuple[str, str]]:
    """The paragraph number and the first line of each amendment that names its own."""
    text = AMENDMENTS.read_bytes().decode("cp1252").split("\n", 1)[1]
    for row in csv.DictReader(text.splitlines(), delimiter="\t"):
        number = row["Alinéa"].strip()
        lines = re.findall(r"<p[^>]*>(.*?)</p>", row["Dispositif "], re.DOTALL)
        head = html.unescape(re.sub("<[^>]+>", "", lines[0])) if lines else ""
        if number.isdigit() and re.search(rf"\balinéas?\W+{number}\b", head, re.IGNORECASE):
            yield number, head


@pytest.mark.needs_corpus
def test_the_paragraphs_that_real_amendments_name_are_read() -> None:
    read = [
        number
        in [step.number for path in parse(head).paths for step in path if step.kind == "alinea"]
        for number, head in amendments()
    ]
    assert len(read) > 400
    assert sum(read) >= 0.99 * len(read)
