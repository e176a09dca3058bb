"""Reading OpenDocument: one small story for each thing that a text may hold."""

from __future__ import annotations

import io
import zipfile

import pytest

from tests.text.tiny_odt import content, odt, region, styles
from toguna.text.content import Side, ViewTable, walk
from toguna.text.document import Document
from toguna.text.docx.document import WordDocument
from toguna.text.errors import UnreadableFile
from toguna.text.formats import read_text
from toguna.text.shown import shown

LISTS = """
<text:list-style style:name="L1">
  <text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/>
  <text:list-level-style-number text:level="2" style:num-format="a" style:num-suffix=")"/>
</text:list-style>
<text:list-style style:name="L2">
  <text:list-level-style-bullet text:level="1" text:bullet-char="–"/>
</text:list-style>
"""
OUTLINE = """
<text:outline-style style:name="Outline">
  <text:outline-level-style text:level="1" style:num-format="1" style:num-prefix="Axe "/>
  <text:outline-level-style text:level="2" style:num-format="1" text:display-levels="2"/>
</text:outline-style>
"""


def read(body: str, automatic: str = "", **parts: bytes) -> WordDocument:
    return read_text(odt(body, automatic=automatic, **parts), "retour.odt")


def lines(word: WordDocument, side: Side = Side.AFTER) -> list[str]:
    return [shown(paragraph) for paragraph in walk(word.body.on(side))]


def labels(word: WordDocument) -> list[tuple[str, str]]:
    return [(c.number, c.text) for c in Document(word).clauses.all]


# Words


def test_white_space_is_folded_as_the_standard_says() -> None:
    body = """<text:p>  Le
        projet<text:s text:c="2"/> fini <text:span> ici</text:span><text:tab/>et<text:line-break/>
        là</text:p>"""
    assert lines(read(body)) == ["Le projet   fini ici\tet\n là"]


def test_non_breaking_spaces_stay() -> None:
    assert lines(read("<text:p>Objet\u00a0: 5\u202f%</text:p>")) == ["Objet\u00a0: 5\u202f%"]


def test_headings_lists_and_outline_have_the_numbers_that_a_reader_sees() -> None:
    body = """
    <text:h text:outline-level="1">Droit</text:h>
    <text:h text:outline-level="2">Textes</text:h>
    <text:list text:style-name="L1">
      <text:list-item><text:p>un</text:p><text:p>suite</text:p></text:list-item>
      <text:list-item><text:p>deux</text:p>
        <text:list><text:list-item><text:p>sous</text:p></text:list-item></text:list>
      </text:list-item>
    </text:list>
    <text:p>entre</text:p>
    <text:list text:style-name="L1" text:continue-numbering="true">
      <text:list-item><text:p>trois</text:p></text:list-item>
      <text:list-item text:start-value="7"><text:p>sept</text:p></text:list-item>
      <text:list-item><text:p>huit</text:p></text:list-item>
    </text:list>
    <text:list text:style-name="L1"><text:list-item><text:p>à nouveau</text:p></text:list-item>
    </text:list>
    <text:list text:style-name="L2"><text:list-item><text:p>puce</text:p></text:list-item>
    </text:list>
    <text:h text:outline-level="1">Gouvernance</text:h>"""
    word = read(body, LISTS, styles_part=styles(OUTLINE))
    assert labels(word) == [
        ("Axe 1", "Droit"), ("1.1", "Textes"), ("1.", "un"), ("", "suite"), ("2.", "deux"),
        ("a)", "sous"), ("", "entre"), ("3.", "trois"), ("7.", "sept"), ("8.", "huit"),
        ("1.", "à nouveau"), ("–", "puce"), ("Axe 2", "Gouvernance"),
    ]  # fmt: skip


def test_a_table_keeps_its_spans_and_merges() -> None:
    body = """<table:table><table:table-column table:number-columns-repeated="2"/>
    <table:table-header-rows><table:table-row>
      <table:table-cell table:number-columns-spanned="2"><text:p>Titre</text:p></table:table-cell>
      <table:covered-table-cell/></table:table-row></table:table-header-rows>
    <table:table-row>
      <table:table-cell table:number-rows-spanned="2"><text:p>A</text:p></table:table-cell>
      <table:table-cell><text:p>B</text:p></table:table-cell></table:table-row>
    <table:table-row><table:covered-table-cell/>
      <table:table-cell><text:p>C</text:p></table:table-cell></table:table-row>
    </table:table>"""
    table = read(body).body.after[0]
    assert isinstance(table, ViewTable)
    assert [row.shape for row in table.rows] == [
        ((2, ""),), ((1, "restart"), (1, "")), ((1, "continue"), (1, "")),
    ]  # fmt: skip
    assert shown(table) == "Titre\nA | B\n | C"


def test_fields_are_known_by_what_they_compute() -> None:
    body = """<text:p>Page <text:page-number>3</text:page-number>, Tableau
    <text:sequence text:name="Tableau">2</text:sequence>, voir
    <text:bookmark-ref text:reference-format="number" text:ref-name="_Ref1">4.2</text:bookmark-ref>
    </text:p>"""
    word = read(body)
    paragraph = next(walk(word.body.after))
    keys = [key for char in paragraph.text if (key := word.atoms.key(char))]
    assert keys == ["field:PAGE", "field:SEQ Tableau", "field:REF _Ref1 \\r"]
    assert shown(paragraph).startswith("Page 3, Tableau 2, voir 4.2")


def test_a_table_of_contents_is_one_block() -> None:
    body = """<text:table-of-content><text:table-of-content-source text:outline-level="2"/>
    <text:index-body><text:index-title><text:p>Sommaire</text:p></text:index-title>
    <text:p>Droit<text:tab/>1</text:p><text:p>Gouvernance<text:tab/>9</text:p></text:index-body>
    </text:table-of-content><text:p>Texte</text:p>"""
    blocks = read(body).body.after
    assert [shown(block) for block in blocks] == ["Sommaire", "Droit\t1\nGouvernance\t9", "Texte"]
    assert blocks[1].signature == "field:TOC"


def test_notes_links_and_bookmarks() -> None:
    body = """<text:p><text:bookmark-start text:name="b"/>Vu<text:bookmark-end text:name="b"/> la
    loi<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation>
    <text:note-body><text:p>Loi 2019-056.</text:p></text:note-body></text:note> sur
    <text:a xlink:href="https://example.org/">le site</text:a>.</text:p>"""
    word = read(body)
    document = Document(word)
    assert lines(word) == ["Vu la loi[note] sur le site."]
    assert [shown(b) for b in document.stories["footnote:1"].blocks] == ["Loi 2019-056."]
    targets = [r.target for r in word.package.relationships(word.package.main).values()]
    assert "https://example.org/" in targets


def test_a_picture_keeps_its_bytes_and_a_text_box_its_words() -> None:
    body = """<text:p><draw:frame svg:width="2cm" svg:height="1cm">
    <draw:image xlink:href="Pictures/a.png"/></draw:frame>
    <draw:frame><draw:text-box><text:p>Encadré</text:p></draw:text-box></draw:frame></text:p>"""
    word = read(body, Pictures__a_dot_png=b"\x89PNG bytes")
    assert b"\x89PNG bytes" in [word.package.read(n) for n in word.package.names if "media" in n]
    boxes = [leaf.inner[0] for leaf in next(walk(word.body.after)).leaves if leaf.inner]
    assert [shown(block) for block in boxes[0].after] == ["Encadré"]


def test_a_formula_is_the_one_that_word_has() -> None:
    mathml = """<math:math xmlns:math="http://www.w3.org/1998/Math/MathML"><math:semantics>
    <math:mrow><math:mi>A</math:mi><math:mo>=</math:mo><math:mi>π</math:mi><math:msup>
    <math:mi>r</math:mi><math:mn>2</math:mn></math:msup></math:mrow>
    <math:annotation>A = %pi r^2</math:annotation></math:semantics></math:math>"""
    word = read(f"<text:p><draw:frame><draw:object>{mathml}</draw:object></draw:frame></text:p>")
    paragraph = next(walk(word.body.after))
    assert word.atoms.key(paragraph.text) == "math:A=πsSup(e(r)sup(2))"
    assert shown(paragraph) == "A=πr2"


def test_a_field_that_libreoffice_kept_for_word_is_that_of_word() -> None:
    body = """<text:p><field:fieldmark-start field:type="vnd.oasis.opendocument.field.UNHANDLED">
    <field:param field:name="vnd.oasis.opendocument.field.code" field:value="ADDIN ZOTERO"/>
    </field:fieldmark-start><field:fieldmark-separator/>(Keïta, 2020)<field:fieldmark-end/>,
    <field:fieldmark-start field:type="vnd.oasis.opendocument.field.FORMTEXT"/>
    <field:fieldmark-separator/>à remplir<field:fieldmark-end/></text:p>"""
    word = read(body)
    paragraph = next(walk(word.body.after))
    assert word.atoms.key(paragraph.text[0]) == "field:ADDIN ZOTERO"
    assert shown(paragraph) == "(Keïta, 2020), à remplir"


def test_headers_and_footers_follow_the_pages() -> None:
    master = """
    <style:master-page style:name="Standard"><style:header><text:p>Projet</text:p></style:header>
      <style:footer><text:p><text:page-number>1</text:page-number></text:p></style:footer>
    </style:master-page>
    <style:master-page style:name="Cover" style:next-style-name="Standard">
      <style:header><text:p>Couverture</text:p></style:header></style:master-page>
    <style:master-page style:name="Wide"><style:header><text:p>Annexe</text:p></style:header>
    </style:master-page>"""
    automatic = """
    <style:style style:name="P1" style:family="paragraph" style:master-page-name="Cover"/>
    <style:style style:name="P2" style:family="paragraph" style:master-page-name="Wide"/>"""
    body = """<text:p text:style-name="P1">Un</text:p><text:p>Deux</text:p>
    <text:p text:style-name="P2">Trois</text:p>"""
    word = read(body, automatic, styles_part=styles(master=master))
    assert [
        (m.kind, m.section, m.pages, shown(m.story.after[0])) for m in word.margins
    ] == [
        ("header", 0, "default", "Projet"), ("footer", 0, "default", "1"),
        ("header", 0, "first", "Couverture"), ("header", 1, "default", "Annexe"),
    ]  # fmt: skip


def test_a_page_break_ends_the_paragraph_before() -> None:
    automatic = """<style:style style:name="P1" style:family="paragraph">
    <style:paragraph-properties fo:break-before="page"/></style:style>"""
    body = '<text:p>Un</text:p><text:p text:style-name="P1">Deux</text:p>'
    assert lines(read(body, automatic)) == ["Un\f", "Deux"]


# Comments


def test_comments_have_threads_and_say_if_they_are_resolved() -> None:
    body = """<text:p>Le <office:annotation office:name="c1" loext:resolved="true">
    <dc:creator>Awa Traoré</dc:creator><dc:date>2026-03-01T09:00:00</dc:date>
    <text:p>À revoir</text:p><text:p>vraiment</text:p></office:annotation>projet<office:annotation
    office:name="c2" loext:parent-name="c1"><dc:creator>Issa</dc:creator><text:p>D’accord</text:p>
    </office:annotation><office:annotation-end office:name="c1"/> fini</text:p>"""
    word = read(body)
    first, second = word.comments
    assert (first.author, first.initials, first.date) == (
        "Awa Traoré",
        "AT",
        "2026-03-01T09:00:00Z",
    )
    assert (first.text, first.done) == ("À revoir\nvraiment", True)
    assert second.parent is first
    assert lines(word) == ["Le projet fini"]


# Tracked changes


def test_an_insertion_and_a_deletion_in_a_sentence() -> None:
    body = f"""<text:tracked-changes>{region("i", "insertion", "Awa")}
    {region("d", "deletion", "Issa", "<text:p>dix</text:p>")}</text:tracked-changes>
    <text:p>Dans <text:change text:change-id="d"/><text:change-start
    text:change-id="i"/>cinq<text:change-end text:change-id="i"/> ans</text:p>"""
    word = read(body)
    assert lines(word, Side.BEFORE) == ["Dans dix ans"]
    assert lines(word, Side.AFTER) == ["Dans cinq ans"]
    assert {(c.kind, c.author, c.date) for _, c in word.changes} == {
        ("del", "Issa", "2026-03-01T09:30:00Z"), ("ins", "Awa", "2026-03-01T09:30:00Z"),
    }  # fmt: skip


def test_a_paragraph_that_was_split_and_two_that_were_joined() -> None:
    body = f"""<text:tracked-changes>{region("i", "insertion", "Awa")}
    {region("d", "deletion", "Awa", "<text:p/><text:p/>")}</text:tracked-changes>
    <text:p>Un.<text:change-start text:change-id="i"/></text:p>
    <text:p><text:change-end text:change-id="i"/>Deux.</text:p>
    <text:p>Trois. <text:change text:change-id="d"/>Quatre.</text:p>"""
    word = read(body)
    assert lines(word, Side.BEFORE) == ["Un.Deux.", "Trois. ", "Quatre."]
    assert lines(word, Side.AFTER) == ["Un.", "Deux.", "Trois. Quatre."]


def test_several_paragraphs_and_a_table_that_were_deleted_come_back() -> None:
    deleted = """<text:p>fin.</text:p><text:h text:outline-level="1">Titre</text:h>
    <table:table><table:table-row><table:table-cell><text:p>case</text:p></table:table-cell>
    </table:table-row></table:table><text:list><text:list-item><text:p>point</text:p>
    </text:list-item></text:list><text:p>Début </text:p>"""
    body = f"""<text:tracked-changes>{region("d", "deletion", "Awa", deleted)}
    </text:tracked-changes><text:p>La <text:change text:change-id="d"/>suite.</text:p>"""
    word = read(body)
    assert lines(word, Side.BEFORE) == ["La fin.", "Titre", "case", "point", "Début suite."]
    assert lines(word, Side.AFTER) == ["La suite."]


def test_what_was_inserted_and_deleted_again_is_on_neither_side() -> None:
    both = region("d", "deletion", "Issa", "<text:p>peut-être </text:p>").replace(
        "</text:changed-region>",
        '<text:insertion office:chg-author="Awa" office:chg-date-time="2026-02-01T08:00:00"/>'
        "</text:changed-region>",
    )
    body = f"""<text:tracked-changes>{both}</text:tracked-changes>
    <text:p>Ce <text:change text:change-id="d"/>projet</text:p>"""
    word = read(body)
    assert lines(word, Side.BEFORE) == lines(word, Side.AFTER) == ["Ce projet"]
    assert [(c.kind, c.author) for _, c in word.changes] == [("ins", "Awa"), ("del", "Issa")]


def test_a_row_that_was_deleted_goes_with_its_words() -> None:
    automatic = """<style:style style:name="R1" style:family="table-row">
    <style:table-row-properties loext:text-changes-only="false"/></style:style>"""
    body = f"""<text:tracked-changes>{region("d", "deletion", "Awa", "<text:p>vieux</text:p>")}
    </text:tracked-changes><table:table>
    <table:table-row><table:table-cell><text:p>reste</text:p></table:table-cell></table:table-row>
    <table:table-row table:style-name="R1"><table:table-cell>
      <text:p><text:change text:change-id="d"/></text:p></table:table-cell></table:table-row>
    </table:table>"""
    word = read(body, automatic)
    assert shown(word.body.before[0]) == "reste\nvieux"
    assert shown(word.body.after[0]) == "reste"


def test_a_change_of_format_is_a_change() -> None:
    body = f"""<text:tracked-changes>{region("f", "format-change", "Awa")}</text:tracked-changes>
    <text:p>Un <text:change-start text:change-id="f"/>mot<text:change-end
    text:change-id="f"/></text:p>"""
    word = read(body)
    assert [(c.kind, c.author) for _, c in word.changes] == [("rPrChange", "Awa")]
    assert lines(word) == ["Un mot"]


# Hostile files


def test_an_encrypted_text_says_so() -> None:
    manifest = (
        '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><m:file-entry>'
        "<m:encryption-data/></m:file-entry></m:manifest>"
    )
    with pytest.raises(UnreadableFile, match="mot de passe"):
        read_text(odt("<text:p/>", manifest=manifest), "retour.odt")


def test_entities_are_refused() -> None:
    bomb = b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
    with pytest.raises(UnreadableFile, match="entités"):
        read_text(_with_content(odt(""), bomb), "retour.odt")


def test_another_kind_of_opendocument_is_refused() -> None:
    sheet = content("").replace(b"office:text>", b"office:spreadsheet>")
    with pytest.raises(UnreadableFile, match="n'est pas un texte"):
        read_text(_with_content(odt(""), sheet), "retour.odt")


def test_lists_nested_without_end_do_not_crash() -> None:
    depth = 120
    opened = "<text:list><text:list-item>" * depth
    closed = "</text:list-item></text:list>" * depth
    body = f"{opened}<text:p>fond</text:p>{closed}<text:p>fin</text:p>"
    assert lines(read(body))[-1] == "fin"


def test_a_row_repeated_without_end_stays_within_bounds() -> None:
    row = """<table:table-row table:number-rows-repeated="9999"><table:table-cell
    table:number-columns-repeated="9999"><text:p>x</text:p></table:table-cell></table:table-row>"""
    table = read(f"<table:table>{row * 20}</table:table>").body.after[0]
    assert isinstance(table, ViewTable)
    assert sum(len(row.cells) for row in table.rows) < 30_000


ABSURD = ["-5", "", "²", "٣", "9" * 5000, "x y", "1e9"]


@pytest.mark.parametrize("value", ABSURD)
def test_absurd_values_change_nothing_of_the_words(value: str) -> None:
    automatic = f"""<text:list-style style:name="L1"><text:list-level-style-number
    text:level="1" style:num-format="1" text:start-value="{value}" text:display-levels="{value}"/>
    <text:list-level-style-number text:level="{value}" style:num-format="1"/></text:list-style>
    <style:style style:name="P1" style:family="paragraph" style:parent-style-name="P1"
    style:default-outline-level="{value}"><style:text-properties fo:font-size="{value}pt"/>
    </style:style>"""
    body = f"""<text:h text:style-name="P1" text:outline-level="{value}">Titre</text:h>
    <text:list text:style-name="L1"><text:list-item text:start-value="{value}">
    <text:p>point</text:p></text:list-item></text:list><table:table><table:table-column
    table:number-columns-repeated="0{value}"/><table:table-row><table:table-cell
    table:number-columns-spanned="{value}" table:number-rows-spanned="{value}"><text:p>case</text:p>
    </table:table-cell></table:table-row></table:table>
    <text:p>fin<draw:frame svg:width="{value}cm"><draw:image xlink:href="rien.png"/></draw:frame>
    </text:p>"""
    word = read(body, automatic)
    assert [line.replace("[forme]", "").strip() for line in lines(word)] == [
        "Titre", "point", "case", "fin",
    ]  # fmt: skip
    assert Document(word).clauses.all


def _with_content(data: bytes, replaced: bytes) -> bytes:
    source, buffer = zipfile.ZipFile(io.BytesIO(data)), io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in source.namelist():
            archive.writestr(name, replaced if name == "content.xml" else source.read(name))
    return buffer.getvalue()
