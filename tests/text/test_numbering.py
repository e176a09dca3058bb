"""The numbers shown before paragraphs, as Word counts them (ECMA-376, 17.9)."""

from __future__ import annotations

import pytest

from tests.conftest import SAMPLES
from tests.text.files import document, item, p
from toguna.text.clauses import ClauseKind
from toguna.text.document import Document
from toguna.text.docx.document import read_word
from toguna.text.docx.number_formats import format_number


def level(ilvl: int, text: str, number_format: str = "decimal", more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{ilvl}"><w:start w:val="1"/><w:numFmt w:val="{number_format}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def definition(*levels: str, number: int = 1, link: str = "") -> str:
    return f'<w:abstractNum w:abstractNumId="{number}">{link}{"".join(levels)}</w:abstractNum>'


def lists(*definitions: str, nums: str = "") -> str:
    first = '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    return "".join(definitions) + first + nums


LEGAL = lists(definition(level(0, "Axe %1"), level(1, "%1.%2"), level(2, "%1.%2.%3"),
                         level(3, "%4)", "lowerLetter")))  # fmt: skip


def numbers(body: str, **parts: str) -> list[str]:
    return [clause.number for clause in document(body, **parts).clauses.all]


def items(*levels: int, num: int = 1) -> str:
    return "".join(item("mot", ilvl, num) for ilvl in levels)


def test_each_level_counts_on_and_starts_again_below_the_one_above() -> None:
    assert numbers(items(0, 1, 2, 2, 3, 3, 1, 2, 0, 1), numbering=LEGAL) == [
        "Axe 1", "1.1", "1.1.1", "1.1.2", "a)", "b)", "1.2", "1.2.1", "Axe 2", "2.1",
    ]  # fmt: skip


def test_a_level_that_was_skipped_counts_as_begun() -> None:
    assert numbers(items(2, 1), numbering=LEGAL) == ["1.1.1", "1.2"]


def test_two_lists_of_one_definition_share_its_count_unless_one_starts_again() -> None:
    again = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    nums = (
        '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
        f'<w:num w:numId="3"><w:abstractNumId w:val="1"/>{again}</w:num>'
    )
    numbering = lists(definition(level(0, "%1.")), nums=nums)
    body = items(0, 0) + items(0, num=2) + items(0, 0, num=3)
    assert numbers(body, numbering=numbering) == ["1.", "2.", "3.", "1.", "2."]


def test_a_list_may_replace_a_level_of_its_definition() -> None:
    whole = f'<w:lvlOverride w:ilvl="0">{level(0, "§ %1", "upperRoman")}</w:lvlOverride>'
    nums = f'<w:num w:numId="2"><w:abstractNumId w:val="1"/>{whole}</w:num>'
    numbering = lists(definition(level(0, "%1.")), nums=nums)
    assert numbers(items(0, num=2), numbering=numbering) == ["§ I"]


@pytest.mark.parametrize(
    ("restart", "expected"), [("0", "3"), ("1", "1"), ("", "1")], ids=["never", "axis", "default"]
)
def test_where_a_level_starts_again_can_be_said(restart: str, expected: str) -> None:
    said = f'<w:lvlRestart w:val="{restart}"/>' if restart else ""
    numbering = lists(definition(level(0, "%1"), level(1, "%2", more=said)))
    assert numbers(items(0, 1, 1, 0, 1), numbering=numbering)[-1] == expected


def test_legal_numbering_turns_roman_axes_into_figures() -> None:
    levels = level(0, "%1", "upperRoman"), level(1, "%1.%2", more="<w:isLgl/>")
    assert numbers(items(0, 0, 1), numbering=lists(definition(*levels))) == ["I", "II", "2.1"]


STYLES = (
    '<w:style w:type="paragraph" w:styleId="Axe"><w:name w:val="Axe"/><w:pPr><w:numPr>'
    '<w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="AxeLong"><w:basedOn w:val="Axe"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="SansNumero"><w:basedOn w:val="Axe"/><w:pPr><w:numPr>'
    '<w:numId w:val="0"/></w:numPr></w:pPr></w:style>'
)


def test_the_number_comes_through_styles_and_what_they_are_based_on() -> None:
    body = p("un", "Axe") + p("deux", "AxeLong")
    assert numbers(body, numbering=LEGAL, styles=STYLES) == ["Axe 1", "Axe 2"]


def test_zero_switches_the_number_of_a_style_off() -> None:
    off = "<w:numPr><w:numId w:val='0'/></w:numPr>"
    body = p("un", "SansNumero") + p("deux", "Axe", off) + p("trois", "Axe")
    assert numbers(body, numbering=LEGAL, styles=STYLES) == ["", "", "Axe 1"]


def test_a_list_style_lends_its_levels() -> None:
    linked = definition(number=1, link='<w:numStyleLink w:val="Liste"/>')
    lender = definition(level(0, "%1°"), number=2, link='<w:styleLink w:val="Liste"/>')
    nums = '<w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>'
    style = (
        '<w:style w:type="numbering" w:styleId="Liste"><w:pPr><w:numPr><w:numId w:val="2"/>'
        "</w:numPr></w:pPr></w:style>"
    )
    body = items(0, 0)
    assert numbers(body, numbering=lists(linked, lender, nums=nums), styles=style) == ["1°", "2°"]


def test_a_format_of_none_leaves_the_words_of_the_label() -> None:
    numbering = lists(definition(level(0, "Préambule%1", "none")))
    assert numbers(items(0), numbering=numbering) == ["Préambule"]


def test_bullets_are_readable_without_their_font() -> None:
    wingdings = '<w:rPr><w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/></w:rPr></w:lvl>'
    square = level(0, "\uf0a7", "bullet").replace("</w:lvl>", wingdings)
    assert numbers(items(0), numbering=lists(definition(square))) == ["▪"]


def test_a_paragraph_that_is_deleted_does_not_count() -> None:
    mark = '<w:rPr><w:del w:id="1" w:author="A"/></w:rPr>'
    gone = (
        f'<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>{mark}</w:pPr>'
        '<w:del w:id="2" w:author="A"><w:r><w:delText>mot</w:delText></w:r></w:del></w:p>'
    )
    numbering = lists(definition(level(0, "%1.")))
    assert numbers(items(0) + gone + items(0), numbering=numbering) == ["1.", "2."]


@pytest.mark.parametrize(
    ("number", "name", "language", "shown"),
    [
        (28, "lowerLetter", "", "bb"),
        (1999, "upperRoman", "", "MCMXCIX"),
        (7, "decimalZero", "", "07"),
        (1, "ordinal", "fr-FR", "1er"),
        (2, "ordinal", "fr-FR", "2e"),
        (12, "ordinal", "en-GB", "12th"),
        (1, "ordinalText", "fr-FR", "Premier"),
        (21, "ordinalText", "fr-FR", "Vingt et unième"),
        (80, "cardinalText", "fr-FR", "Quatre-vingts"),
        (80_000, "cardinalText", "fr-FR", "Quatre-vingt mille"),
        (71, "cardinalText", "fr-FR", "Soixante et onze"),
        (95, "cardinalText", "fr-FR", "Quatre-vingt-quinze"),
        (42, "cardinalText", "en-GB", "Forty-two"),
        (0, "upperRoman", "", "0"),
        (3, "α, β, γ, ...", "", "γ"),
        (3, "what is not known", "", "3"),
    ],
)
def test_numbers_are_written_as_word_writes_them(
    number: int, name: str, language: str, shown: str
) -> None:
    assert format_number(number, name, language) == shown


def test_the_sample_draft_has_the_numbers_of_a_strategy() -> None:
    data = (SAMPLES / "dossier" / "avant-projet.docx").read_bytes()
    clauses = Document(read_word(data, "avant-projet.docx")).clauses
    headings = [c.number for c in clauses.all if c.kind is ClauseKind.HEADING and c.number]
    assert headings[:2] == ["1", "1.1"]
    assert headings[headings.index("Axe 2") :][:4] == [
        "Axe 2", "Objectif 2.1", "Objectif 2.2", "Objectif 2.3",
    ]  # fmt: skip
    assert headings[-5:] == ["Annexe B", "B.1", "B.2", "B.3", "Annexe C"]
    measure = next(c for c in clauses.all if c.number == "2.1.3")
    assert clauses.cite(measure) == "4, Axe 2, Objectif 2.1, 2.1.3"
    under = [c.number for c in clauses.all if c.id.startswith("sec_3__sec_3-2__")]
    assert [number for number in under if number.startswith("(")][:3] == ["(1)", "(2)", "(3)"]
