"""Fields and symbols: two programs that mean the same are read as the same."""

from __future__ import annotations

import pytest

from toguna.text.content import ViewOpaque, ViewParagraph, walk
from toguna.text.docx.blank import BlankDocument
from toguna.text.docx.document import WordDocument
from toguna.text.docx.fields import normalized
from toguna.text.ooxml import NAMESPACES, parse_xml
from toguna.text.shown import shown


def read(body: str) -> WordDocument:
    blank = BlankDocument()
    blank.body.extend(parse_xml(f'<w:body xmlns:w="{NAMESPACES["w"]}">{body}</w:body>'.encode()))
    return WordDocument(blank.package("projet.docx"))


def end(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def run(words: str) -> str:
    return f"<w:r><w:t>{words}</w:t></w:r>"


def begin(instruction: str) -> str:
    code = f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
    return end("begin") + code + end("separate")


def entry(words: str, page: int, target: str) -> str:
    return run(words) + begin(f"PAGEREF {target}") + run(str(page)) + end("end")


@pytest.mark.parametrize(
    ("word", "libreoffice"),
    [
        (' SAVEDATE \\@ "dd/MM/yyyy" \\* MERGEFORMAT ', 'SAVEDATE \\@"dd\\/MM\\/yyyy"'),
        (" REF _Ref1 \\r ", " REF _Ref1 \\r \\h "),
        (" PAGEREF _Toc1 ", " PAGEREF _Toc1 \\h "),
        (" SEQ Tableau \\* ARABIC \\s 1 ", " SEQ Tableau "),
        (' TOC \\o "1-3" \\h \\z \\u ', ' TOC \\z \\o "1-2" \\h'),
        (' TOC \\h \\z \\c "Tableau" ', ' TOC \\c "Tableau" '),
        (" page ", " PAGE  \\* Arabic "),
    ],
)
def test_an_instruction_is_the_same_in_both_programs(word: str, libreoffice: str) -> None:
    assert normalized(word) == normalized(libreoffice)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (" REF _Ref1 ", " REF _Ref2 "),
        (" REF _Ref1 ", " REF _Ref1 \\r "),
        (" SEQ Tableau ", " SEQ Figure "),
        (' TOC \\c "Tableau" ', " TOC "),
    ],
)
def test_instructions_that_mean_something_else_differ(one: str, other: str) -> None:
    assert normalized(one) != normalized(other)


def test_a_table_of_contents_whose_entries_hold_fields_is_one_block() -> None:
    word = read(
        f"<w:p>{begin('TOC')}{entry('Un', 1, '_Toc1')}</w:p>"
        f"<w:p>{entry('Deux', 2, '_Toc2')}</w:p>"
        f"<w:p>{entry('Trois', 3, '_Toc3')}</w:p><w:p>{end('end')}</w:p><w:p>{run('Texte')}</w:p>"
    )
    toc, text = word.body.after
    assert isinstance(toc, ViewOpaque)
    assert toc.signature == "field:TOC"
    assert shown(toc) == "Un1\nDeux2\nTrois3\n"
    assert shown(text) == "Texte"


def test_a_page_break_after_the_contents_is_no_part_of_them() -> None:
    page_break = '<w:r><w:br w:type="page"/></w:r>'
    word = read(
        f"<w:p>{begin('TOC')}{run('Un')}</w:p><w:p>{run('Deux')}{end('end')}{page_break}</w:p>"
    )
    assert [block.signature for block in word.body.after] == ["field:TOC"]


def test_a_symbol_is_the_character_that_other_programs_write() -> None:
    symbol = '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>'
    paragraph = next(walk(read(f"<w:p>{symbol}{run(' oui')}</w:p>").body.after))
    assert paragraph.text == "\uf0fe oui"
    assert shown(paragraph) == "☑ oui"


def test_the_properties_of_a_smart_tag_are_no_words() -> None:
    tag = f'<w:smartTag w:element="City"><w:smartTagPr/>{run("Bamako")}</w:smartTag>'
    paragraph = read(f"<w:p>{tag}</w:p>").body.after[0]
    assert isinstance(paragraph, ViewParagraph)
    assert paragraph.text == "Bamako"
