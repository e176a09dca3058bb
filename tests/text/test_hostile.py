"""Files that are broken, wrong or meant to do harm: read, or refused with a way out."""

from __future__ import annotations

import io
import zipfile

import pytest
from openpyxl import Workbook

from tests.text.files import (
    NAMED,
    TYPES,
    document,
    docx,
    gone,
    ins,
    item,
    p,
    package,
    parts_of,
    r,
    relationships,
    row,
    table,
)
from tests.weave.pipeline import of_label, resolved, weave_of
from toguna.text.content import Side
from toguna.text.document import Document
from toguna.text.docx.document import read_word
from toguna.text.docx.resolve import accept_all, reject_all
from toguna.text.errors import UnreadableFile

HUGE = "9" * 5000
"""More digits than Python turns into a number."""
PLAIN = parts_of(p("un"))
NO_TEXT = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'


def refusal(data: bytes) -> str:
    """What is said of a file, which names it and always gives a way out."""
    with pytest.raises(UnreadableFile) as caught:
        Document(read_word(data, "MEF_avis.docx"))
    said = str(caught.value)
    assert said.startswith("MEF_avis.docx : ")
    assert any(way in said for way in ("envoi", "renvoyez", "par prudence"))
    return said


def words(data: bytes) -> list[str]:
    """The clauses of a file that must be read; each is cited, and the ids are unique."""
    clauses = Document(read_word(data, "MEF_avis.docx")).clauses
    assert len(clauses.by_id) == len(clauses.all)
    assert all(clauses.cite(clause) for clause in clauses.all)
    return [clause.text for clause in clauses.all]


def note(identifier: int, inside: str) -> str:
    return f'<w:footnote w:id="{identifier}">{p(inside)}</w:footnote>'


def call(identifier: int) -> str:
    return f'<w:r><w:footnoteReference w:id="{identifier}"/></w:r>'


# The container


@pytest.mark.parametrize(
    ("data", "said"),
    [
        pytest.param(b"", "vide", id="empty"),
        pytest.param(b"Bonjour, voici nos observations.", "n'est pas un document Word", id="text"),
        pytest.param(b"PK", "endommagé", id="two bytes of a zip"),
        pytest.param(b"PK\3\4" + bytes(60), "endommagé", id="a zip's first bytes, then nothing"),
        pytest.param(package(PLAIN)[:-40], "endommagé", id="cut at the end"),
        pytest.param(package(PLAIN)[:200], "endommagé", id="cut early"),
        pytest.param(package({"lisez-moi.txt": "un"}), "n'est pas un document Word", id="any zip"),
        pytest.param(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "ancien", id="old doc"),
        pytest.param(
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "mot de passe", id="encrypted by Word",
        ),
    ],
)  # fmt: skip
def test_what_is_no_package_is_refused(data: bytes, said: str) -> None:
    assert said in refusal(data)


def test_a_zip_with_a_password_is_refused() -> None:
    data = bytearray(package(PLAIN))
    central = data.index(b"PK\1\2")
    data[central + 8] |= 1  # the flag that says that the first member is encrypted
    assert "mot de passe" in refusal(bytes(data))


def test_a_member_that_inflates_out_of_all_proportion_is_not_opened() -> None:
    assert "démesuré" in refusal(package({**PLAIN, "word/media/image1.bmp": bytes(20 << 20)}))


def test_a_member_that_lies_about_its_bytes_is_refused() -> None:
    with zipfile.ZipFile(io.BytesIO(package(PLAIN))) as archive:
        start = archive.getinfo("word/document.xml").header_offset
    data = bytearray(package(PLAIN))
    data[start + 60] ^= 0xFF
    assert "endommagé" in refusal(bytes(data))


def test_of_two_members_of_one_name_the_last_is_read_as_by_word() -> None:
    buffer = io.BytesIO(package(PLAIN))
    with (
        zipfile.ZipFile(buffer, "a") as archive,
        pytest.warns(UserWarning, match="Duplicate name"),
    ):
        archive.writestr("word/document.xml", parts_of(p("deux"))["word/document.xml"])
    assert words(buffer.getvalue()) == ["deux"]


# The parts


@pytest.mark.parametrize("missing", ["[Content_Types].xml", "_rels/.rels",
                                     "word/_rels/document.xml.rels"])  # fmt: skip
def test_a_missing_part_of_no_text_does_not_hide_the_text(missing: str) -> None:
    parts = {name: content for name, content in PLAIN.items() if name != missing}
    assert words(package(parts)) == ["un"]


def test_a_workbook_named_docx_is_refused() -> None:
    buffer = io.BytesIO()
    Workbook().save(buffer)
    assert "n'est pas un document Word" in refusal(buffer.getvalue())


def test_a_web_page_in_place_of_the_document_is_refused() -> None:
    page = "<html><body><p>un</p></body></html>"
    assert "n'est pas un document Word" in refusal(package({**PLAIN, "word/document.xml": page}))


def test_a_document_without_body_is_refused() -> None:
    bare = f"<w:document {NAMED}/>"
    assert "pas de texte" in refusal(package({**PLAIN, "word/document.xml": bare}))


def test_a_macro_file_is_read_for_its_text_alone() -> None:
    macro = (
        '<Override PartName="/word/document.xml" ContentType="application/vnd.ms-word.document.'
        'macroEnabled.main+xml"/></Types>'
    )
    types = TYPES.replace("</Types>", macro)
    parts = {**PLAIN, "[Content_Types].xml": types, "word/vbaProject.bin": b"\xd0\xcf"}
    assert words(package(parts)) == ["un"]


def test_relationships_that_point_out_of_the_package_are_not_followed() -> None:
    targets = {
        "a": ("numbering", "../../../../etc/passwd"),
        "b": ("styles", "/word/document.xml"),
        "c": ("footnotes", "file:///etc/passwd"),
        "d": ("comments", ""),
    }
    parts = {**PLAIN, "word/_rels/document.xml.rels": relationships(targets)}
    assert words(package(parts)) == ["un"]


def test_a_main_part_elsewhere_on_the_network_is_not_fetched() -> None:
    far = relationships({"a": ("officeDocument", "https://exemple.ml/document.xml")}, "External")
    assert words(package({**PLAIN, "_rels/.rels": far})) == ["un"]


@pytest.mark.parametrize("part", ["numbering", "styles", "footnotes", "comments"])
def test_a_damaged_part_beside_the_text_does_not_hide_it(part: str) -> None:
    parts = parts_of(p("un"), **{part: ""})
    assert words(package({**parts, f"word/{part}.xml": "<w:oups"})) == ["un"]


# The XML


def test_entities_are_never_expanded_nor_fetched() -> None:
    for entity in ('SYSTEM "file:///etc/passwd"', '"rire rire rire"'):
        hostile = f"<!DOCTYPE d [<!ENTITY x {entity}>]>{PLAIN['word/document.xml']}"
        said = refusal(package({**PLAIN, "word/document.xml": hostile.replace(">un<", ">&x;<")}))
        assert "entités" in said


@pytest.mark.parametrize("levels", [90, 3000])
def test_nesting_beyond_reason_is_refused_not_followed(levels: int) -> None:
    deep = "<w:tbl><w:tr><w:tc>" * levels + p("un") + "</w:tc></w:tr></w:tbl>" * levels
    assert "illisible" in refusal(docx(deep))


def test_nesting_within_reason_is_read() -> None:
    tables = "<w:tbl><w:tr><w:tc>" * 60 + p("un") + "</w:tc></w:tr></w:tbl>" * 60
    controls = "<w:sdt><w:sdtContent>" * 100 + p("deux") + "</w:sdtContent></w:sdt>" * 100
    changes = p('<w:ins w:id="1" w:author="A">' * 200 + r("trois") + "</w:ins>" * 200)
    assert words(docx(tables + controls + changes))[-2:] == ["deux", "trois"]


@pytest.mark.parametrize("text", ["un&#x1;", "un\x02", "&inconnu;"])
def test_characters_that_xml_forbids_are_refused_as_word_does(text: str) -> None:
    broken = str(PLAIN["word/document.xml"]).replace(">un<", f">{text}<")
    assert "illisible" in refusal(package({**PLAIN, "word/document.xml": broken}))


def test_characters_that_mean_something_here_are_not_taken_at_their_word() -> None:
    assert words(docx(p("un\u2029\U000f0000deux"))) == ["un\ufffd\ufffddeux"]


def test_utf_16_is_read() -> None:
    wide = f'<?xml version="1.0" encoding="UTF-16"?>{PLAIN["word/document.xml"]}'
    assert words(package({**PLAIN, "word/document.xml": wide.encode("utf-16")})) == ["un"]


# Values that no program writes


@pytest.mark.parametrize("value", ["", "x", "-1", "²", "999999999", HUGE])
def test_absurd_values_change_nothing_of_the_words(value: str) -> None:
    span = f'<w:tc><w:tcPr><w:gridSpan w:val="{value}"/></w:tcPr>{p("deux")}</w:tc>'
    mark = f'<w:bookmarkStart w:id="{value}" w:name="a"/>'
    body = (
        p(mark + r("un"), properties=f'<w:outlineLvl w:val="{value}"/>')
        + f"<w:tbl><w:tr>{span}</w:tr></w:tbl>"
        + item("trois", value)
        + item("quatre", 0, value)
    )
    level = (
        f'<w:lvl w:ilvl="0"><w:start w:val="{value}"/><w:lvlRestart w:val="{value}"/>'
        '<w:lvlText w:val="%1."/></w:lvl>'
    )
    numbering = (
        f'<w:abstractNum w:abstractNumId="1">{level}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    )
    comments = f'<w:comment w:id="{value}" w:author="A">{p("hein")}</w:comment>'
    data = docx(body, numbering=numbering, comments=comments)
    read = words(data)
    assert [text for text in ("un", "deux", "trois", "quatre") if text not in read] == []
    assert reread(data, docx(p("un"))) == reread(data, data)


def reread(draft: bytes, copy: bytes) -> list[str]:
    """The words of a draft that a copy was woven into, once all is rejected again."""
    return words(resolved(weave_of(draft, [("A", copy)]).docx, reject_all))


def test_styles_in_a_circle_end_where_they_close() -> None:
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{own}"><w:basedOn w:val="{other}"/></w:style>'
        for own, other in (("A", "B"), ("B", "A"), ("C", "C"))
    )
    assert words(docx(p("un", "A") + p("deux", "C"), styles=styles)) == ["un", "deux"]


def test_list_styles_in_a_circle_number_nothing() -> None:
    numbering = "".join(
        f'<w:abstractNum w:abstractNumId="{n}"><w:numStyleLink w:val="S{n}"/></w:abstractNum>'
        for n in (1, 2)
    ) + "".join(f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>' for n in (1, 2))
    styles = "".join(
        f'<w:style w:type="numbering" w:styleId="S{own}"><w:pPr><w:numPr>'
        f'<w:numId w:val="{other}"/></w:numPr></w:pPr></w:style>'
        for own, other in ((1, 2), (2, 1))
    )
    assert words(docx(item("un"), numbering=numbering, styles=styles)) == ["un"]


@pytest.mark.parametrize(
    "notes",
    [
        pytest.param(note(2, r("n") + call(2)), id="itself"),
        pytest.param(note(2, r("n") + call(3)) + note(3, r("n") + call(2)), id="in a circle"),
        pytest.param("".join(note(n, r("n") + call(n + 1)) for n in range(2, 900)), id="a chain"),
    ],
)
def test_notes_that_call_notes_end(notes: str) -> None:
    copy = docx(p(r("un") + call(2)), footnotes=notes)
    assert words(copy)[0] == "un[note]"
    woven = weave_of(docx(p("un")), [("A", copy)]).docx
    assert words(resolved(woven, of_label("A")))[0] == "un[note]"


def test_replies_in_a_circle_belong_to_one_thread() -> None:
    comments = "".join(
        f'<w:comment w:id="{n}"><w:p w14:paraId="0000000{n}">{r("n")}</w:p></w:comment>'
        for n in (1, 2)
    )
    extended = "".join(
        f'<w15:commentEx w15:paraId="0000000{own}" w15:paraIdParent="0000000{other}"/>'
        for own, other in ((1, 2), (2, 1))
    )
    parts = parts_of(p("un"), comments=comments)
    parts["word/_rels/document.xml.rels"] = relationships(
        {"a": ("comments", "comments.xml"), "b": ("commentsExtended", "commentsExtended.xml")}
    )
    parts["word/commentsExtended.xml"] = f"<w15:commentsEx {NAMED}>{extended}</w15:commentsEx>"
    first, second = read_word(package(parts), "MEF_avis.docx").comments
    assert first.thread is second.thread


# Structures that no program writes, found by tests/fuzz.py or looked for


def test_a_change_of_properties_where_none_belongs_takes_no_words_away() -> None:
    body = p("un") + '<w:rPrChange w:id="1" w:author="A"><w:rPr/></w:rPrChange>' + p("deux")
    assert words(resolved(docx(body), reject_all)) == ["un", "deux"]


def test_tables_without_rows_or_cells_are_read() -> None:
    body = "<w:tbl/><w:tbl><w:tr/></w:tbl><w:tbl><w:tr><w:tc/></w:tr></w:tbl>" + p("un")
    assert words(docx(body))[-1] == "un"


def test_fields_that_are_never_closed_hide_no_words_and_take_no_time() -> None:
    opened = NO_TEXT + "<w:r><w:instrText>TOC</w:instrText></w:r>"
    body = "".join(p(opened + r(f"n{number}")) for number in range(3000))
    read = words(docx(body))
    assert (read[0], read[-1], len(read)) == ("n0", "n2999", 3000)


def test_a_field_closed_more_often_than_opened_is_read() -> None:
    closed = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    assert words(docx(p(closed + r("un") + closed) + p(NO_TEXT + r("deux")))) == ["un", "deux"]


def test_thousands_of_deleted_paragraph_marks_are_joined_in_a_moment() -> None:
    mark = '<w:rPr><w:del w:id="1" w:author="A"/></w:rPr>'
    body = "".join(p(r("un ") + gone("x"), properties=mark) for _ in range(3000)) + p("fin")
    accepted = resolved(docx(body), accept_all)
    assert words(accepted) == ["un " * 3000 + "fin"]


def test_thousands_of_changes_in_one_paragraph_are_decided_in_a_moment() -> None:
    data = docx(p("".join(ins("a") + gone("b") for _ in range(3000))))
    assert words(resolved(data, accept_all)) == ["a" * 3000]
    assert words(resolved(data, reject_all)) == ["b" * 3000]


def test_a_long_deleted_table_is_woven_in_a_moment() -> None:
    gone_row = row("un", "deux", properties='<w:trPr><w:del w:id="1" w:author="A"/></w:trPr>')
    copy = docx(table(*[gone_row] * 400) + p("fin"))
    draft = resolved(copy, reject_all)
    woven = weave_of(draft, [("A", copy)]).docx
    assert words(resolved(woven, of_label("A"))) == ["fin"]
    assert words(resolved(woven, reject_all)) == words(draft)


def test_a_table_in_a_run_or_a_run_in_a_body_does_no_harm() -> None:
    body = r("perdu") + f"<w:p><w:r>{table(row('un'))}</w:r></w:p>" + p("deux")
    read = document(body)
    assert "deux" in [clause.text for clause in read.clauses.all]
    assert read.word.body.on(Side.BEFORE)
