"""A document as a PDF: its standards, its numbers, its pages, and that words stay words."""

from __future__ import annotations

import io
import json
import re
from datetime import UTC, datetime
from typing import Any

import pytest
import typst
from pypdf import PdfReader

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
    table,
    written,
)
from toguna.text.document import Document
from toguna.text.pdf.data import PdfData
from toguna.text.pdf.printable import printable
from toguna.text.pdf.writer import pdf
from toguna.text.rendering.reader import rendering

PICTURE = (
    '<w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/'
    'wordprocessingDrawing"><wp:extent cx="1270000" cy="635000"/><wp:docPr id="1" name="i" '
    'descr="Un toguna"/><a:blip xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'r:embed="{}"/></wp:inline></w:drawing></w:r>'
)
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8cfc0"
    "000003010100c9fe92ef0000000049454e44ae426082"
)


def read(document: Document) -> PdfReader:
    return PdfReader(io.BytesIO(pdf(document)))


def text_of(reader: PdfReader) -> str:
    return "\n".join(page.extract_text() for page in reader.pages)


def with_picture(data: bytes) -> Document:
    document = made(p("", inside=PICTURE.format("rId3")))
    package = document.word.package
    package.put("word/media/image1.png", data)
    assert package.relate(package.main, "image", "word/media/image1.png") == "rId3"
    return Document(type(document.word)(package))


def strings(data: Any) -> list[str]:
    """All words of the data that the template reads, in order."""
    if isinstance(data, dict):
        chosen = [data[key] for key in ("line", "prose", "below", "blocks", "cover", "sections",
                                        "heads", "rows", "items") if key in data]  # fmt: skip
        if data.get("kind") == "words":
            return [data["text"]]
        if data.get("kind") == "note":
            return []
        if data.get("kind") == "figure":
            both = [data["line"], data["body"]]
            chosen = both if data["before"] else both[::-1]
        return [text for one in chosen for text in [*strings(one), " "]]
    if isinstance(data, list | tuple):
        return [text for one in data for text in strings(one)]
    return []


def words(document: Document) -> str:
    return "".join(strings(PdfData(rendering(document)).data)).replace("\u200b", "")


def fit(document: Document) -> list[str]:
    """The words of a document as they are fit for print."""
    return re.findall(r"\w+", printable(" ".join(written(document))).replace("\u200b", ""))


def test_it_can_be_archived_and_read_aloud() -> None:
    reader = read(strategy())
    metadata = reader.xmp_metadata
    assert metadata is not None
    xml = metadata.stream.get_data().decode()

    assert re.search(r"pdfaid:part>2<", xml)
    assert re.search(r"pdfaid:conformance>A<", xml)
    assert re.search(r"pdfuaid:part>1<", xml)
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert str(root["/Lang"]).startswith("fr")
    assert reader.metadata is not None
    assert reader.metadata.title == "Vision"


def test_numbers_notes_and_tables_stand_as_in_the_text() -> None:
    text = text_of(read(strategy()))

    for line in ("Axe 1\\s+Former", "a\\)\\s+des agents", "–\\s+civils", "b\\)\\s+des juges",
                 "Tableau 1. Coûts", "1\\s*Voir la loi"):  # fmt: skip
        assert re.search(line, text), line


def test_headings_are_bookmarks_and_contents_have_pages() -> None:
    document = made("".join(heading(f"Partie {n}", 1 + n % 2) + p("Texte.") for n in range(6)))
    reader = read(document)

    assert "Table des matières" in reader.pages[1].extract_text()
    assert re.search(r"Partie 5\s*(?:\.\s*)+\d", reader.pages[1].extract_text())
    titles = [one.title for one in _flat(reader.outline)]
    assert titles == [f"Partie {n}" for n in range(6)]


def _flat(outline: Any) -> list[Any]:
    if isinstance(outline, list):
        return [one for each in outline for one in _flat(each)]
    return [outline]


def test_a_wide_table_lies_on_its_side() -> None:
    wide = table([f"c{n}" for n in range(10)], [str(n) for n in range(10)])
    pages = read(made(p("Avant.") + wide + p("Après."))).pages

    turned = [page.mediabox.width > page.mediabox.height for page in pages]
    assert turned == [False, False, True, False]


def test_a_section_that_lies_on_its_side_has_no_empty_page_before_it() -> None:
    side = '<w:sectPr><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/></w:sectPr>'
    document = made(
        p("Avant.", "<w:sectPr/>") + p("Couche", f"<w:pageBreakBefore/>{side}") + p("Après.")
    )
    texts = [page.extract_text() for page in read(document).pages]

    assert ["Avant" in texts[0], "Couche" in texts[1], "Apr" in texts[2]] == [True] * 3
    assert len(texts) == 3


def test_a_picture_is_told_in_words_and_a_broken_one_stops_nothing() -> None:
    whole, broken = pdf(with_picture(PIXEL)), pdf(with_picture(PIXEL[:40]))

    assert "Un toguna" in text_of(PdfReader(io.BytesIO(broken)))
    assert "Un toguna" not in text_of(PdfReader(io.BytesIO(whole)))


def test_hostile_words_stay_words() -> None:
    hostile = '#panic("non") $x^2$ *gras* <etiquette> @renvoi // fin = titre \\ 😀'
    document = made(heading(hostile) + p(hostile) + item(hostile) + table([hostile], [hostile]))

    assert text_of(read(document)).count('#panic("non")') >= 4


def test_the_same_document_gives_the_same_bytes_and_carries_its_day() -> None:
    when = datetime(2025, 7, 3, tzinfo=UTC)

    assert pdf(strategy(), when) == pdf(strategy(), when)
    assert b"D:20250703" in pdf(strategy(), when)


def test_a_reference_leads_where_the_text_says() -> None:
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> REF _Ref1 \\r \\h '
        '</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        "<w:r><w:t>1</w:t></w:r>"
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    marked = heading("Vision").replace(
        "<w:r>", '<w:bookmarkStart w:id="1" w:name="_Ref1"/><w:r>', 1
    )
    pages = read(made(marked + p("Voir ", inside=field))).pages
    links = [a.get_object() for page in pages for a in page.get("/Annots", [])]

    assert [link["/Subtype"] for link in links] == ["/Link"]


def test_a_note_called_twice_stands_once() -> None:
    document = made(
        p("un", inside=note_call(2)) + p("deux", inside=note_call(2)),
        footnotes=f'<w:footnote w:id="2">{p("Unique note.")}</w:footnote>',
    )

    assert text_of(read(document)).count("Unique note.") == 1


def test_the_sample_is_set_whole() -> None:
    text = text_of(read(sample()))

    assert missing_from(fit(sample()), words(sample())) == []
    for line in ("Axe 3", "Objectif 4.3", "Annexe B", "Tableau 11. Fiche", "Page 5 /"):
        assert line in text


@pytest.mark.needs_corpus
def test_real_files_reach_the_template_in_their_order_and_are_set() -> None:
    count = 0
    for name, document in real_documents(3):
        assert missing_from(fit(document), words(document)) == [], name
        json.dumps(PdfData(rendering(document)).data)
        if count % 4 == 0:
            try:
                assert pdf(document).startswith(b"%PDF"), name
            except typst.TypstError as error:
                raise AssertionError(f"{name}: {error}") from error
        count += 1
    assert count > 100
