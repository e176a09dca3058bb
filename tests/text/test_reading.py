"""From the XML of Word to words, changes, notes and boxes, each where a reader sees it."""

from __future__ import annotations

import pytest

from tests.oracles import lines
from tests.text.files import (
    NAMED,
    WHEN,
    document,
    docx,
    gone,
    ins,
    p,
    package,
    parts_of,
    r,
    relationships,
    row,
    table,
    word,
)
from tests.weave.pipeline import resolved
from toguna.text.content import Side, ViewParagraph, ViewTable
from toguna.text.docx.document import WordDocument, read_word
from toguna.text.docx.resolve import Verdict, accept_all, reject_all

BOX = (
    "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx><w:txbxContent>"
    "{0}</w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape>"
    "<v:textbox><w:txbxContent>{0}</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback>"
    "</mc:AlternateContent></w:r>"
)
NOTE_2 = '<w:r><w:footnoteReference w:id="2"/></w:r>'


def sides(read: WordDocument) -> tuple[list[str], list[str]]:
    return lines(read.body.before), lines(read.body.after)


def field(instruction: str, result: str, around: str = "{}") -> str:
    def char(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    code = f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
    opening = around.format(char("begin") + code + char("separate"))
    return opening + r(result) + around.format(char("end"))


def text_of(read: WordDocument, side: Side = Side.AFTER) -> str:
    block = read.body.on(side)[0]
    assert isinstance(block, ViewParagraph)
    return block.text


# Words


def test_words_cut_into_runs_are_one_line() -> None:
    cut = "".join(r(piece) for piece in ("Le mi", "nis", "tère ", "décide"))
    assert sides(word(p(cut)))[1] == ["Le ministère décide"]


def test_links_controls_and_tags_are_seen_through() -> None:
    body = (
        f'<w:hyperlink r:id="a">{r("un ")}</w:hyperlink><w:smartTag>{r("deux ")}</w:smartTag>'
        f"<w:sdt><w:sdtContent>{r('trois')}</w:sdtContent></w:sdt>"
    )
    around = f"<w:sdt><w:sdtContent>{p(body)}</w:sdtContent></w:sdt>"
    assert sides(word(around))[1] == ["un deux trois"]


def test_tabs_breaks_and_hyphens_are_characters() -> None:
    run = "<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/></w:r>"
    assert text_of(word(p(run))) == "a\tb\nc\u2011"


def test_strict_documents_are_read_as_the_usual_ones() -> None:
    parts = parts_of(p("un"))
    usual = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    parts["word/document.xml"] = str(parts["word/document.xml"]).replace(usual, strict)
    read = read_word(package(parts), "strict.docx")
    assert sides(read)[1] == ["un"]
    read.package.touch("word/document.xml")
    assert strict.encode() in read_word(read.package.to_bytes(), "x.docx").package.read(
        "word/document.xml"
    )


# Changes


def test_each_side_has_its_own_words() -> None:
    read = word(p(r("Le ") + gone("comité") + ins("conseil") + r(" décide")))
    assert sides(read) == (["Le comité décide"], ["Le conseil décide"])
    assert [(c.kind, c.author, c.date) for _, c in read.changes] == [
        ("del", "A. Diarra", "2026-02-03T09:30:00Z"),
        ("ins", "A. Diarra", "2026-02-03T09:30:00Z"),
    ]


def test_what_one_inserts_and_another_deletes_is_on_neither_side() -> None:
    read = word(p(r("un ") + ins(gone("deux ")) + r("trois")))
    assert sides(read) == (["un trois"], ["un trois"])
    assert len(read.changes) == 2


def test_a_deleted_mark_joins_two_paragraphs() -> None:
    mark = f"<w:rPr><w:del {WHEN}/></w:rPr>"
    read = word(p("un ", properties=mark) + p("deux"))
    assert sides(read) == (["un ", "deux"], ["un deux"])


def test_rows_come_and_go_whole() -> None:
    def marked(kind: str) -> str:
        return f"<w:trPr><w:{kind} {WHEN}/></w:trPr>"

    read = word(
        table(row("a"), row("b", properties=marked("ins")), row("c", properties=marked("del")))
    )
    assert sides(read) == (["a", "c"], ["a", "b"])


def test_a_table_emptied_of_rows_is_gone() -> None:
    deleted = f"<w:trPr><w:del {WHEN}/></w:trPr>"
    read = word(table(row("a", properties=deleted)) + p("fin"))
    assert [type(block) for block in read.body.after] == [ViewParagraph]
    assert sides(read) == (["a", "fin"], ["fin"])


def test_cells_come_and_go() -> None:
    def cell(words: str, kind: str) -> str:
        return f"<w:tc><w:tcPr><w:{kind} {WHEN}/></w:tcPr>{p(words)}</w:tc>"

    cells = f"<w:tc>{p('a')}</w:tc>{cell('b', 'cellIns')}{cell('c', 'cellDel')}"
    read = word(f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>")
    assert sides(read) == (["a", "c"], ["a", "b"])


def test_tables_are_read_down_to_their_cells() -> None:
    inner = table(row("x", "y"))
    read = word(table(row("a", inner + p("b"))))
    outer = read.body.after[0]
    assert isinstance(outer, ViewTable)
    assert [len(r_.cells) for r_ in outer.rows] == [2]
    assert sides(read)[1] == ["a", "x", "y", "b"]


def test_the_drafters_own_changes_are_read_as_settled_in_a_return() -> None:
    data = docx(p(r("un ") + gone("deux") + ins("trois")))
    drafters = read_word(data, "projet.docx").change_identities()
    copy = read_word(data, "retour.docx", drafters=drafters)
    assert sides(copy) == (["un trois"], ["un trois"])
    assert len(copy.changes) == 0


# Fields


def test_a_computed_field_is_one_character_whatever_it_shows() -> None:
    first = word(p(r("page ") + field("PAGEREF _Toc1 \\h", "12")))
    other = read_word(docx(p(r("page ") + field(" PAGEREF  _Toc1 \\h ", "14"))), "x", first.atoms)
    assert text_of(first) == text_of(other)
    assert len(text_of(first)) == len("page ") + 1
    assert lines(first.body.after) == ["page 12"]


def test_what_a_link_shows_is_text() -> None:
    assert text_of(word(p(field('HYPERLINK "https://exemple.ml"', "le site")))) == "le site"


def test_a_table_of_contents_is_one_block() -> None:
    opened = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    code = "<w:r><w:instrText>TOC \\o</w:instrText></w:r>"
    separated = '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    closed = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    body = p(opened + code + separated + r("Axe 1")) + p("Axe 2") + p(closed) + p("fin")
    read = word(body)
    assert len(read.body.after) == 2


@pytest.mark.parametrize(("verdict", "side"), [(reject_all, Side.BEFORE), (accept_all, Side.AFTER)])
def test_a_field_put_around_words_that_stay_is_on_one_side_only(
    verdict: Verdict, side: Side
) -> None:
    """As in apache-poi/stress023.docx, where a page number became a field."""
    around = f"<w:ins {WHEN}>{{}}</w:ins>"
    data = docx(p(field("PAGE", "1", around) + r(" sur 3")))
    read = read_word(data, "x.docx")
    decided = read_word(resolved(data, verdict), "x.docx", read.atoms)
    assert text_of(read, side) == text_of(decided)
    assert (text_of(read, side) == "1 sur 3") == (side is Side.BEFORE)


# Notes, boxes, margins, comments


def test_a_note_is_a_character_that_opens_a_story() -> None:
    notes = f'<w:footnote w:id="2">{p(gone("vieux") + ins("neuf"))}</w:footnote>'
    read = word(p(r("un") + NOTE_2), footnotes=notes)
    block = read.body.after[0]
    assert isinstance(block, ViewParagraph)
    story = block.leaves[-1].inner[0]
    assert (lines(story.before), lines(story.after)) == (["vieux"], ["neuf"])
    assert len(read.changes) == 2


def test_a_text_box_that_is_written_twice_is_counted_once() -> None:
    read = word(p(r("un") + BOX.format(p(ins("boîte")))))
    block = read.body.after[0]
    assert isinstance(block, ViewParagraph)
    stories = [story for leaf in block.leaves for story in leaf.inner]
    assert [lines(story.after) for story in stories] == [["boîte"]]
    assert len(read.changes) == 1


def test_headers_belong_to_their_section() -> None:
    section = '<w:sectPr><w:headerReference w:type="first" r:id="header"/></w:sectPr>'
    read = word(p("un") + section, header=p("En-tête"))
    assert [(m.kind, m.section, m.pages, lines(m.story.after)) for m in read.margins] == [
        ("header", 0, "first", ["En-tête"])
    ]


def test_replies_belong_to_the_thread_that_they_answer() -> None:
    comments = "".join(
        f'<w:comment w:id="{n}" w:author="{who}"><w:p w14:paraId="0000000{n}">{r(said)}</w:p>'
        "</w:comment>"
        for n, who, said in ((1, "MEF", "Combien ?"), (2, "ANSI", "Trois."), (3, "MEF", "Merci."))
    )
    extended = (
        '<w15:commentEx w15:paraId="00000001" w15:done="1"/>'
        '<w15:commentEx w15:paraId="00000002" w15:paraIdParent="00000001"/>'
        '<w15:commentEx w15:paraId="00000003" w15:paraIdParent="00000001"/>'
    )
    parts = parts_of(p("un"), comments=comments)
    parts["word/_rels/document.xml.rels"] = relationships(
        {"a": ("comments", "comments.xml"), "b": ("commentsExtended", "commentsExtended.xml")}
    )
    parts["word/commentsExtended.xml"] = f"<w15:commentsEx {NAMED}>{extended}</w15:commentsEx>"
    first, *replies = read_word(package(parts), "x.docx").comments
    assert (first.author, first.text, first.done) == ("MEF", "Combien ?", True)
    assert [(c.author, c.text, c.thread) for c in replies] == [
        ("ANSI", "Trois.", first), ("MEF", "Merci.", first),
    ]  # fmt: skip


# Clauses


TITLES = "".join(
    f'<w:style w:type="paragraph" w:styleId="T{n}"><w:name w:val="heading {n}"/></w:style>'
    for n in (1, 2)
)


def test_clauses_are_cited_as_a_civil_servant_does() -> None:
    body = (
        p("Avant-propos", "T1") + p("Un.") + p("Deux.") + p("Détail", "T2") + p("Trois.")
        + p("Tableau 4 : budget") + table(row("a", "b"), row("c", "d"))
    )  # fmt: skip
    clauses = document(body, styles=TITLES).clauses
    assert [(c.id, clauses.cite(c)) for c in clauses.all] == [
        ("avant_propos", "« Avant-propos »"),
        ("avant_propos__p_1", "« Avant-propos », al. 1"),
        ("avant_propos__p_2", "« Avant-propos », al. 2"),
        ("avant_propos__detail", "« Avant-propos », « Détail »"),
        ("avant_propos__detail__p_1", "« Avant-propos », « Détail », al. 1"),
        ("avant_propos__detail__p_2", "« Avant-propos », « Détail », al. 2"),
        ("tab_4", "tableau 4"),
        ("tab_4__r_1", "tableau 4, ligne 1"),
        ("tab_4__r_1__c_1", "tableau 4, ligne 1, col. 1"),
        ("tab_4__r_1__c_2", "tableau 4, ligne 1, col. 2"),
        ("tab_4__r_2", "tableau 4, ligne 2"),
        ("tab_4__r_2__c_1", "tableau 4, ligne 2, col. 1"),
        ("tab_4__r_2__c_2", "tableau 4, ligne 2, col. 2"),
    ]


def test_two_titles_of_one_name_have_two_ids() -> None:
    clauses = document(p("Objet", "T1") + p("Objet", "T1"), styles=TITLES).clauses
    assert [c.id for c in clauses.all] == ["objet", "objet_2"]


def test_pages_are_those_that_word_noted() -> None:
    turn = "<w:r><w:lastRenderedPageBreak/><w:t>deux</w:t></w:r>"
    clauses = document(p("un") + p(turn) + p("encore")).clauses
    assert [c.page for c in clauses.all] == [1, 2, 2]
    assert [c.page for c in document(p("un")).clauses.all] == [None]


def test_notes_and_boxes_are_clauses_of_their_own() -> None:
    notes = f'<w:footnote w:id="2">{p("Source.")}</w:footnote>'
    read = document(p(r("un") + NOTE_2 + BOX.format(p("boîte"))), footnotes=notes)
    clauses = read.clauses
    assert [(c.id, clauses.cite(c), c.text) for c in clauses.all[1:]] == [
        ("fn_1", "note 1", "Source."),
        ("p_1__box", "al. 1, encadré", "boîte"),
    ]
