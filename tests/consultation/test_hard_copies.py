"""Copies that hold what Word holds and nobody thinks of: each comes back as it was sent."""

from __future__ import annotations

from tests.consultation.story import authors, copy_of, part, resolved, told
from tests.text.files import WHEN, docx
from toguna.text.docx.document import read_word
from toguna.text.ooxml import W, qn

HEADED = '<w:sectPr><w:headerReference w:type="default" r:id="header"/></w:sectPr>'
PAGE = '<w:r><w:br w:type="page"/></w:r>'


def p(words: str, properties: str = "") -> str:
    return f"<w:p>{properties}{run(words)}</w:p>"


def run(words: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>'


def test_rivals_who_put_page_breaks_are_named_in_a_comment_that_word_can_open() -> None:
    draft = docx(p("Le comité se réunit une fois par an."))
    returns = {
        "MEF.docx": docx(f"<w:p>{run('Le comité siège')}{PAGE}{run('chaque mois.')}</w:p>"),
        "MJDH.docx": docx(f"<w:p>{run('Le comité se réunit')}{PAGE}{run('chaque jour.')}</w:p>"),
    }

    found = told(draft, returns)

    assert found.conflicts
    said = [comment.text for comment in read_word(found.docx, "x.docx").comments]
    assert ["siège chaque mois" in text and "chaque jour" in text for text in said] == [True]
    assert copy_of(found.docx, "MEF") == "Le comité siège\fchaque mois."


def test_a_draft_without_a_paragraph_can_be_written_into_and_fought_over() -> None:
    found = told(docx("<w:sectPr/>"), {"MEF.docx": docx(p("Un")), "MJDH.docx": docx(p("Deux"))})

    assert (copy_of(found.docx, "MEF"), copy_of(found.docx, "MJDH")) == ("Un", "Deux")
    document = part(found.docx, "word/document.xml")
    assert len(found.conflicts) == document.count("<w:commentReference") == 1


def test_a_conflict_in_the_header_of_an_empty_draft_has_a_paragraph_to_stand_in() -> None:
    draft, *copies = (docx(HEADED, header=p(words)) for words in ("Projet", "Plan", "Programme"))

    found = told(draft, dict(zip(("MEF.docx", "MJDH.docx"), copies, strict=True)))

    document = part(found.docx, "word/document.xml")
    assert len(found.conflicts) == document.count("<w:commentReference") == 1


def test_a_formula_that_the_drafters_edited_can_be_replaced() -> None:
    two = f"<w:ins {WHEN}>{symbols('2')}</w:ins>"
    draft = docx(f"<w:p>{formula('a=', two)}</w:p>")

    found = told(draft, {"MEF.docx": docx(f"<w:p>{formula('b=3')}</w:p>")})

    assert authors(found.docx) == {"A. Diarra", "MEF"}
    for label, seen in (("MEF", "b=3"), ("personne", "a=")):
        assert symbols_of(found.docx, label) == seen


def test_a_comment_that_starts_in_a_row_that_goes_starts_where_it_ends() -> None:
    said = f"<w:comment {WHEN}>{p('Pourquoi cette ligne ?')}</w:comment>"
    gone = f"<w:p>{{}}<w:del {WHEN}><w:r><w:delText>Deux</w:delText></w:r></w:del></w:p>"
    start, end = '<w:commentRangeStart w:id="1"/>', '<w:commentRangeEnd w:id="1"/>'
    sign = '<w:r><w:commentReference w:id="1"/></w:r>'
    copy = docx(
        table(row(p("Un")), row(gone.format(start), f"<w:trPr><w:del {WHEN}/></w:trPr>"))
        + f"<w:p>{run('Fin')}{end}{sign}</w:p>",
        comments=said,
    )

    found = told(docx(table(row(p("Un")), row(p("Deux"))) + p("Fin")), {"MEF.docx": copy})

    document = part(found.docx, "word/document.xml")
    for sort in ("RangeStart", "RangeEnd", "Reference"):
        assert document.count(f"<w:comment{sort} ") == 1, sort


def table(*rows: str) -> str:
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def row(words: str, properties: str = "") -> str:
    return f"<w:tr>{properties}<w:tc>{words}</w:tc></w:tr>"


def formula(words: str, more: str = "") -> str:
    return f"<m:oMath>{symbols(words)}{more}</m:oMath>"


def symbols(words: str) -> str:
    return f"<m:r><m:t>{words}</m:t></m:r>"


def symbols_of(data: bytes, label: str) -> str:
    """The symbols of the body's formulas with the changes of one label accepted."""
    kept = resolved(data, lambda change: label in change.get(f"{W}author", ""))
    body = read_word(kept, "x.docx").element
    return "".join(symbol.text or "" for symbol in body.iter(qn("m:t")))
