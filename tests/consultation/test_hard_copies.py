"""Copies that hold what Word holds and nobody thinks of: each comes back as it was sent."""

from __future__ import annotations

from tests.consultation.story import copy_of, part, told
from tests.text.files import docx
from toguna.text.docx.document import read_word

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
