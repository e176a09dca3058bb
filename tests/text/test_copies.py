"""A copy read like its draft says what it says when it is read alone, and shares what it can."""

from __future__ import annotations

import pytest
from bench.cases import EVERYTHING, Case, case
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.text.files import WHEN, docx, word
from toguna.text.content import Leaf, Paragraph, Story, Table, deep_signature, raw_paragraphs
from toguna.text.docx.document import WordDocument, read_package, read_word
from toguna.text.package import Package

SPLIT = '<w:p w:rsidR="00A1"><w:pPr><w:jc w:val="both"/></w:pPr><w:r><w:t>{}</w:t></w:r></w:p>'
KNOWN = SPLIT.format("Le service est ouvert.")
OTHER = SPLIT.format("Le service ferme à midi.")


def read_like(draft: WordDocument, data: bytes) -> WordDocument:
    return read_package(Package(data, "retour.docx"), draft.atoms, like=draft)


def told(read: WordDocument) -> list[object]:
    """Everything that a reader of a document learns of it."""
    stories = [read.body, *(margin.story for margin in read.margins), *read.notes.values()]
    return [
        [deep_signature(side) for story in stories for side in (story.before, story.after)],
        [paragraph.mark != () for paragraph in raw_paragraphs(read.body)],
        [paragraph.format_change is None for paragraph in raw_paragraphs(read.body)],
        [leaf.node.tag for leaf in leaves(read.body)],
        read.list_items,
        len(read.changes),
    ]


def leaves(story: Story) -> list[Leaf]:
    return [leaf for paragraph in raw_paragraphs(story) for leaf in paragraph.leaves]


@settings(max_examples=40, deadline=None, derandomize=True)
@given(
    st.builds(
        case,
        st.integers(0, 1 << 32),
        st.just(EVERYTHING),
        paragraphs=st.integers(1, 12),
        returns=st.just(2),
        edits=st.sampled_from([1, 4, 9]),
        words=st.sampled_from([1, 5]),
    )
)
def test_a_copy_says_the_same_whether_or_not_it_is_read_like_the_draft(made: Case) -> None:
    draft = read_word(made.draft, "projet.docx")
    for copy in made.copies:
        alone = read_word(copy.data, "retour.docx", draft.atoms)
        assert told(read_like(draft, copy.data)) == told(alone)


def test_a_known_paragraph_has_the_words_of_the_draft_and_its_own_properties() -> None:
    draft = word(KNOWN + OTHER)
    copy = read_like(draft, docx(OTHER + KNOWN))
    first, second = copy.body.blocks
    assert isinstance(first, Paragraph)
    assert isinstance(second, Paragraph)
    assert second.leaves is next(raw_paragraphs(draft.body)).leaves
    assert [child.tag.rpartition("}")[2] for child in second.element] == ["pPr"]
    assert first.element.getparent() is copy.element


def test_a_file_that_is_not_whole_is_not_written() -> None:
    draft = word(KNOWN + OTHER)
    copy = read_like(draft, docx(OTHER))
    with pytest.raises(AssertionError):
        copy.package.to_bytes()
    assert read_like(draft, docx("<w:p/>")).package.to_bytes()


def test_a_heading_that_a_reference_can_name_is_known() -> None:
    named = KNOWN.replace("<w:r>", '<w:bookmarkStart w:id="7" w:name="_Toc7"/><w:r>', 1)
    named = named.replace("</w:p>", '<w:bookmarkEnd w:id="7"/></w:p>')
    draft = word(named + OTHER)
    assert read_like(draft, docx(OTHER + named)).body.blocks[1].elements[0].xpath("count(*)") == 1


def test_the_address_of_a_link_is_that_of_the_file_that_it_stands_in() -> None:
    link = '<w:p><w:hyperlink r:id="rId9"><w:r><w:t>Voir.</w:t></w:r></w:hyperlink></w:p>'
    draft = word(OTHER + link)
    linked = read_like(draft, docx(OTHER + link)).body.blocks[1]
    assert isinstance(linked, Paragraph)
    assert linked.plain is None


@pytest.mark.parametrize(
    "body",
    [
        f"<w:tbl><w:tr><w:tc>{KNOWN}</w:tc></w:tr></w:tbl>",
        f"<w:sdt><w:sdtContent>{KNOWN}</w:sdtContent></w:sdt>",
        f"<w:ins {WHEN}>{KNOWN}</w:ins>",
    ],
    ids=["in a table", "in a content control", "in a change"],
)
def test_what_may_be_taken_out_as_it_stands_stays_whole(body: str) -> None:
    copy = read_like(word(KNOWN + OTHER), docx(OTHER + body + OTHER))
    whole = copy.element[1]
    assert "".join(str(text) for text in whole.itertext()) == "Le service est ouvert."
    assert told(copy) == told(read_word(docx(OTHER + body + OTHER), "x", copy.atoms))


def test_the_rows_of_a_known_table_are_read_when_they_are_asked_for_and_are_the_copys() -> None:
    table = f"<w:tbl><w:tr><w:tc>{KNOWN}</w:tc><w:tc>{OTHER}</w:tc></w:tr></w:tbl>"
    draft = word(OTHER + table + KNOWN)
    copy = read_like(draft, docx(OTHER + table + KNOWN))
    known = copy.body.blocks[1]
    assert isinstance(known, Table)
    assert known.plain == draft.body.after[1].signature == copy.body.before[1].signature
    (row,) = known.rows
    assert row.element.getroottree().getroot() is copy.element.getparent()
    assert deep_signature(row.cells[0].story.before) == "Le service est ouvert."


def test_a_table_that_was_written_in_is_read() -> None:
    table = "<w:tbl><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>"
    change = f"<w:p><w:ins {WHEN}><w:r><w:t>Voir.</w:t></w:r></w:ins></w:p>"
    draft = word(OTHER + table.format(KNOWN))
    data = docx(OTHER + table.format(KNOWN + change))
    copy = read_like(draft, data)
    assert getattr(copy.body.blocks[1], "plain", "") is None
    assert told(copy) == told(read_word(data, "retour.docx", copy.atoms))
    drafts = word(OTHER + table.format(change))
    assert not drafts.stock.tables


def test_a_field_over_several_paragraphs_stays_whole() -> None:
    char = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    opening = (
        f"<w:p>{char.format('begin')}<w:r><w:instrText>TOC \\o</w:instrText></w:r>"
        f"{char.format('separate')}<w:r><w:t>Axe 1</w:t></w:r></w:p>"
    )
    data = docx(f"{OTHER}{opening}{KNOWN}<w:p>{char.format('end')}</w:p>{OTHER}")
    copy = read_like(word(KNOWN + OTHER), data)
    (opaque,) = copy.body.blocks[1:-1]
    assert "Le service est ouvert." in "".join(
        str(text) for element in opaque.elements for text in element.itertext()
    )
    assert copy.package.to_bytes()


def test_the_end_of_a_comment_between_paragraphs_hangs_on_the_copy_alone() -> None:
    draft = word(KNOWN + OTHER)
    anchors = '<w:commentRangeStart w:id="0"/>{}<w:commentRangeEnd w:id="0"/>'
    copy = read_like(draft, docx(anchors.format(KNOWN) + OTHER))
    first = copy.body.blocks[0]
    assert isinstance(first, Paragraph)
    assert [leaf.text for leaf in first.leaves] == ["", "Le service est ouvert.", ""]
    assert [leaf.text for leaf in next(raw_paragraphs(draft.body)).leaves] == [
        "Le service est ouvert."
    ]
