"""The text with every change by contributor: it is the draft, and all that was asked."""

from __future__ import annotations

from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.consultation.sample import sample_request
from tests.consultation.story import docx, received
from toguna.consultation.consolidate import Prepared, Request, Source, prepare, written
from toguna.consultation.redline import Line, accepted, draft_alone, of_contributors, redline
from toguna.consultation.redline.kept import read, write
from toguna.consultation.redline.model import Fate
from toguna.text.clauses import ClauseKind
from toguna.text.document import Document

LINES = ("# Axe 1", "Un délai de trois mois court.", "Les opérateurs déclarent.", "La loi suit.")
TABLE = ("| Mesure | Échéance", "| Former | 2027", "| Équiper | 2028")


def told(draft: bytes, returns: dict[str, bytes]) -> tuple[Prepared, list[Line], Document]:
    prepared = prepare(Request(Source("projet.docx", draft), received(returns)))
    word = prepared.drafters.copy(written(prepared).docx, "consolide.docx")
    return prepared, redline(word, prepared.base), Document(word)


def words(lines: list[Line]) -> list[str]:
    """Every paragraph and every cell, in any order: notes stand elsewhere in the clauses."""
    found = [line.text for line in lines if not line.rows]
    found += [
        "".join(s.text for s in c.segments) for one in lines for r in one.rows for c in r.cells
    ]
    return sorted(" ".join(text.split()) for text in found if text.strip())


def clauses(document: Document) -> list[str]:
    containers = (ClauseKind.TABLE, ClauseKind.ROW)
    found = [c.text for c in document.clauses.all if c.kind not in containers]
    return sorted(" ".join(text.split()) for text in found if text.strip())


def marked(lines: list[Line]) -> list[tuple[str, str, tuple[str, ...]]]:
    return [
        (one.text, one.mark.fate.value, one.mark.who)
        for line in lines
        for one in line.segments
        if not one.mark.stays
    ]


WORDS = st.lists(
    st.sampled_from(["un", "délai", "six", "mois", "État", "loi", "court"]), min_size=1, max_size=6
).map(" ".join)
TEXTS = st.lists(WORDS, min_size=1, max_size=6)


@given(TEXTS, TEXTS, TEXTS)
@settings(max_examples=40, deadline=None)
def test_without_insertions_it_is_the_draft_without_deletions_all_that_was_asked(
    draft: list[str], one: list[str], other: list[str]
) -> None:
    returns = {"MJDH.docx": docx(*one), "MDAC.docx": docx(*other)}
    prepared, lines, consolidated = told(docx(*draft), returns)
    assert words(draft_alone(lines)) == clauses(prepared.base)
    assert words(accepted(lines)) == clauses(consolidated)
    assert words(draft_alone(of_contributors(lines, {"MJDH"}))) == clauses(prepared.base)
    assert read(write(lines)) == lines


@given(TEXTS, TEXTS)
@settings(max_examples=30, deadline=None)
def test_what_one_asked_alone_is_its_copy(draft: list[str], one: list[str]) -> None:
    _, lines, _ = told(docx(*draft), {"MJDH.docx": docx(*one)})
    assert words(accepted(of_contributors(lines, {"MJDH"}))) == sorted(one)
    assert not marked(of_contributors(lines, {"MDAC"}))


@cache
def sample() -> tuple[Prepared, list[Line], Document]:
    prepared = prepare(sample_request())
    word = prepared.drafters.copy(written(prepared).docx, "consolide.docx")
    return prepared, redline(word, prepared.base), Document(word)


def test_the_sample_with_its_tables_notes_boxes_and_margins_is_told_whole() -> None:
    prepared, lines, consolidated = sample()
    assert words(draft_alone(lines)) == clauses(prepared.base)
    assert words(accepted(lines)) == clauses(consolidated)
    known = {line.clause for line in lines}
    known |= {one.clause for line in lines for row in line.rows for one in (row, *row.cells)}
    missing = [c.id for c in prepared.base.clauses.all if c.id not in known and c.text.strip()]
    assert not missing
    spans = {cell.columns for line in lines for row in line.rows for cell in row.cells}
    assert max(spans) > 1
    assert read(write(lines)) == lines
    assert {"heading", "item", "table", "note", "box", "margin"} <= {line.kind for line in lines}


def test_nobody_but_contributors_is_named() -> None:
    prepared, lines, _ = sample()
    named = {label for _, _, who in marked(lines) for label in who}
    assert named == {c.label for c in prepared.contributors} & named
    assert len(named) > 2


def test_two_who_ask_for_the_same_stand_behind_the_same_words() -> None:
    longer = LINES[1].replace("trois", "six")
    returns = {n: docx(LINES[0], longer, *LINES[2:]) for n in ("MJDH.docx", "MDAC.docx")}
    _, lines, _ = told(docx(*LINES), returns)
    assert ("six", "ins", ("MJDH", "MDAC")) in marked(lines)
    assert ("six", "ins", ("MDAC",)) in marked(of_contributors(lines, {"MDAC"}))


def test_a_new_paragraph_has_no_clause_of_the_draft_and_one_that_goes_has() -> None:
    returns = {"MJDH.docx": docx(*LINES[:2], "Un tout autre sujet est ajouté ici.", LINES[3])}
    _, lines, _ = told(docx(*LINES), returns)
    new = next(line for line in lines if line.text == "Un tout autre sujet est ajouté ici.")
    gone = next(line for line in lines if line.text == LINES[2])
    assert (new.clause, new.end.fate) == ("", Fate.INSERTED)
    assert (gone.clause, gone.end.fate) == ("axe_1__p_2", Fate.DELETED)


def test_rows_that_come_in_or_go_are_told_as_rows() -> None:
    changed = docx(LINES[0], *TABLE[:2], "| Recruter | 2029")
    _, lines, _ = told(docx(LINES[0], *TABLE), {"MJDH.docx": changed})
    (table,) = [line for line in lines if line.rows]
    texts = {"".join(s.text for s in row.cells[0].segments): row for row in table.rows}
    assert texts["Former"].mark.stays
    assert words(draft_alone([table])) == sorted(
        cell.strip() for line in TABLE for cell in line.strip("| ").split("|")
    )
