"""A document as one page: what a reader, a telephone and a screen reader find there."""

from __future__ import annotations

import base64
import hashlib
import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

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
from toguna.text.html.origins import Gone, Origin
from toguna.text.html.page import STYLE, page

Tree = html.HtmlElement
ORIGIN = Origin(
    "MEF-002",
    "MEF – Finances",
    "retenue",
    "Plus sûr",
    "Atelier",
    (("del", "dix"), ("add", "vingt")),
)


def read(document: Document, **others: object) -> Tree:
    return html.fromstring(page(document, **others).decode())  # type: ignore[arg-type]


def words(tree: Tree) -> str:
    """The words of the text itself, without notes and origins."""
    for aside in tree.xpath("//section[@role='doc-endnotes'] | //details | //sup[a]"):
        aside.drop_tree()
    (main,) = tree.xpath("//main")
    for block in main.iter(
        *"h2 h3 h4 h5 h6".split(), "p", "li", "td", "th", "caption", "figcaption", "div", "br"
    ):
        block.tail = f" {block.tail or ''}"
    return main.text_content()


def test_numbers_stand_as_a_reader_sees_them() -> None:
    tree = read(strategy())

    assert [h.text_content() for h in tree.xpath("//main//*[self::h2 or self::h3]")] == [
        "Vision", "Axe 1 Former", "Notes",
    ]  # fmt: skip
    items = tree.xpath("//main//li[not(ancestor::section)]/p")
    assert [one.text_content() for one in items] == [
        "a) des agents ;",
        "– civils ;",
        "b) des juges.",
    ]
    assert tree.xpath("//ol/li/ul/li/p")[0].text_content() == "– civils ;"


def test_tables_have_a_caption_and_headers_and_scroll_by_themselves() -> None:
    tree = read(strategy())

    (region,) = tree.xpath("//div[@role='region']")
    (caption,) = region.xpath("table/caption")
    assert caption.text_content() == "Tableau 1. Coûts"
    assert region.get("aria-labelledby") == caption.get("id")
    assert region.get("tabindex") == "0"
    assert [th.get("scope") for th in region.xpath("table/thead//th")] == ["col", "col"]
    assert ".scroll { overflow-x: auto" in STYLE.read_text("utf-8")


def test_a_note_and_its_call_lead_to_one_another() -> None:
    tree = read(strategy())

    (call,) = tree.xpath("//sup/a[@role='doc-noteref']")
    (note,) = tree.xpath(f"//li[@id='{call.get('href')[1:]}']")
    (back,) = note.xpath(".//a[@role='doc-backlink']")
    assert "Voir la loi." in note.text_content()
    assert back.get("href") == f"#{call.get('id')}"


def test_where_words_come_from_is_one_click_away() -> None:
    gone = Gone("p_9", "Axe 1, al. 2", "Texte ôté.", (ORIGIN,))
    tree = read(strategy(), origins={"vision__p_1": (ORIGIN,)}, removed=[gone])

    below = tree.xpath("//p[@id='vision__p_1']/following-sibling::*[1][self::details]")
    assert below
    shown = below[0].text_content()
    for fact in ("MEF – Finances", "MEF-002", "retenue", "Plus sûr", "Atelier"):
        assert fact in shown
    assert below[0].xpath(".//del")[0].text_content().strip() == "supprimé : dix"
    assert below[0].xpath(".//ins")[0].text_content().strip() == "ajouté : vingt"
    (removed,) = tree.xpath("//section[@aria-labelledby='supprimes']//article")
    assert "Texte ôté." in removed.text_content()
    assert removed.xpath(".//details")


def test_a_row_that_came_in_as_a_whole_is_told_once() -> None:
    origins = dict.fromkeys(("tab_1__r_2", "tab_1__r_2__c_1", "tab_1__r_2__c_2"), (ORIGIN,))
    tree = read(made(table(["Mesure", "Coût"], ["Former", "12"])), origins=origins)

    (told,) = tree.xpath("//details")
    assert set((told.get("data-clauses") or "").split()) == set(origins)


def test_what_stands_in_no_flow_is_told_at_the_end() -> None:
    section = '<w:sectPr><w:headerReference w:type="default" r:id="header"/></w:sectPr>'
    document = made(p("Texte.") + section, header=p("En-tête changé"))
    tree = read(document, origins={"header": (ORIGIN,)})

    (elsewhere,) = tree.xpath("//section[@aria-labelledby='autres']")
    assert "En-tête changé" in elsewhere.text_content()
    assert elsewhere.xpath(".//details")


@pytest.mark.parametrize("document", [strategy, sample])
def test_the_page_needs_nothing_else_and_runs_nothing(document: object) -> None:
    data = page(document()).decode()  # type: ignore[operator]
    tree = html.fromstring(data)

    (policy,) = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    (style,) = tree.xpath("//style/text()")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}'" in policy
    assert "default-src 'none'" in policy
    assert not tree.xpath(
        "//script | //link | //iframe | //@style | //@*[starts-with(name(),'on')]"
    )
    assert all(src.startswith("data:image/") for src in tree.xpath("//@src"))
    assert "url(" not in style
    assert "@import" not in style


@pytest.mark.parametrize("document", [strategy, sample])
def test_the_page_can_be_read_aloud(document: object) -> None:
    tree = html.fromstring(page(document()).decode())  # type: ignore[operator]

    assert tree.get("lang") == "fr"
    assert [len(tree.xpath(f"//{name}")) for name in ("main", "h1", "header")] == [1, 1, 1]
    assert tree.xpath("//a[1]/@href")[0] == f"#{tree.xpath('//main/@id')[0]}"
    levels = [int(h.tag[1]) for h in tree.iter("h1", "h2", "h3", "h4", "h5", "h6")]
    assert all(after <= before + 1 for before, after in pairwise(levels))
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {href[1:] for href in tree.xpath("//@href") if href.startswith("#")} <= set(ids)
    assert all(alt.strip() for alt in tree.xpath("//img/@alt"))
    assert len(tree.xpath("//img")) == len(tree.xpath("//img/@alt"))
    assert all(nav.get("aria-label") or nav.get("aria-labelledby") for nav in tree.iter("nav"))


@pytest.mark.parametrize("scheme", [0, 1])
def test_colours_have_the_contrast_of_level_aa(scheme: int) -> None:
    blocks = re.findall(r":root \{([^}]*--paper[^}]*)\}", STYLE.read_text("utf-8"))
    colours = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", blocks[scheme]))

    for ink in ("ink", "soft", "accent", "added", "taken"):
        for paper in ("paper", "shade"):
            assert contrast(colours[ink], colours[paper]) >= 4.5, (ink, paper)
    assert contrast(colours["on-bar"], colours["bar"]) >= 4.5


def contrast(one: str, other: str) -> float:
    """The contrast of two colours as WCAG 2.2 reckons it."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    values = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in values)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_hostile_words_stay_words() -> None:
    hostile = "<script>alert(1)</script> & \"'> </style> <!-- ]]>"
    document = made(heading(hostile) + p(hostile) + table([p(hostile), "x"], ["a", "b"]))
    tree = read(document, origins={"p_9": (ORIGIN,)})

    assert not tree.xpath("//script")
    assert hostile in tree.xpath("//main//h2/following-sibling::p")[0].text_content()
    assert tree.xpath("//h1")[0].text_content() == hostile


def test_a_link_that_runs_something_is_no_link() -> None:
    field = '<w:hyperlink r:id="rId1"><w:r><w:t>ici</w:t></w:r></w:hyperlink>'
    document = made(p("", inside=field))
    package = document.word.package
    package.relate(package.main, "hyperlink", "javascript:alert(1)", external=True)

    assert "javascript" not in page(document).decode()


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_categories=("C",))), min_size=1))
def test_all_words_stand_in_the_page_in_their_order(lines: list[str]) -> None:
    document = made(
        "".join(item(line, n % 2) if n % 3 else p(line) for n, line in enumerate(lines))
    )

    assert missing_from(written(document), words(read(document))) == []


def test_the_sample_stands_in_the_page_in_its_order() -> None:
    assert missing_from(written(sample()), words(read(sample()))) == []


def test_the_same_document_gives_the_same_bytes() -> None:
    assert page(strategy()) == page(strategy())


def test_a_note_called_twice_has_one_way_back() -> None:
    twice = made(
        p("un", inside=note_call(2)) + p("deux", inside=note_call(2)),
        footnotes=f'<w:footnote w:id="2">{p("Note.")}</w:footnote>',
    )
    ids = read(twice).xpath("//@id")

    assert len(ids) == len(set(ids))


@pytest.mark.needs_corpus
def test_real_files_stand_in_the_page_in_their_order() -> None:
    count = 0
    for name, document in real_documents(3):
        tree = read(document)
        ids = tree.xpath("//@id")
        assert len(ids) == len(set(ids)), name
        assert missing_from(written(document), words(tree)) == [], name
        count += 1
    assert count > 100
