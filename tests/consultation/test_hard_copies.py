"""Copies that hold what Word holds and nobody thinks of: each comes back as it was sent."""

from __future__ import annotations

from tests.consultation.story import copy_of, told
from tests.text.files import docx
from toguna.text.docx.document import read_word

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
