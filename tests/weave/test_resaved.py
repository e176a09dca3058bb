"""What LibreOffice changes by itself when it saves is nobody's edit; what people change is."""

from __future__ import annotations

import pytest

from toguna.text.content import Atoms
from toguna.text.document import Document
from toguna.text.docx.blank import BlankDocument, w
from toguna.text.docx.document import WordDocument
from toguna.text.ooxml import NAMESPACES, Element, parse_xml
from toguna.weave.compare import compare
from toguna.weave.edits import edits_of

LIBREOFFICE, WORD = "LibreOffice/24.8$Linux_X86_64", "Microsoft Office Word"
BREAK = '<w:r><w:br w:type="page"/></w:r>'
FRAME = '<w:pPr><w:framePr w:wrap="around"/></w:pPr>'
SECTION = "<w:sectPr/>"


def p(words: str, properties: str = "") -> str:
    return f'<w:p>{properties}<w:r><w:t xml:space="preserve">{words}</w:t></w:r></w:p>'


def table(words: str) -> str:
    return f"<w:tbl><w:tr><w:tc>{p(words)}</w:tc></w:tr></w:tbl>"


def box(words: str) -> str:
    prefixes = f'xmlns:wps="{NAMESPACES["wps"]}"'
    content = f"<wps:txbx><w:txbxContent>{p(words)}</w:txbxContent></wps:txbx>"
    return f"<w:r><w:drawing><wps:wsp {prefixes}>{content}</wps:wsp></w:drawing></w:r>"


def edits(
    draft: str, copy: str, program: str = LIBREOFFICE, margins: tuple[str, str] = ("", "")
) -> list[tuple[str, str]]:
    atoms = Atoms()
    base = Document(document(draft, WORD, margins[0], atoms))
    found = edits_of("A", compare(base, document(copy, program, margins[1], atoms)), base, None)
    return [(edit.before, edit.after) for edit in found]


def document(body: str, program: str, header: str, atoms: Atoms) -> WordDocument:
    blank = BlankDocument()
    blank.application = program
    blank.body.extend(elements(body))
    if header:
        part = w("hdr")
        part.extend(elements(header))
        reference = w("headerReference", type="first")
        reference.set(f"{{{NAMESPACES['r']}}}id", blank.add_part("header1", part, "header"))
        blank.body.append(w("sectPr", reference))
    return WordDocument(blank.package("copie.docx"), atoms)


def elements(xml: str) -> list[Element]:
    return list(parse_xml(f'<w:body xmlns:w="{NAMESPACES["w"]}">{xml}</w:body>'.encode()))


STORIES = {
    "a page break that starts a paragraph ends the one before": (
        p("Un") + p("Deux").replace("<w:p>", f"<w:p>{BREAK}"),
        p("Un").replace("</w:p>", f"{BREAK}</w:p>") + p("Deux"),
    ),
    "white space at the end of a cell": (table("case ") + p(""), table("case") + p("")),
    "an empty paragraph before a table that opens the text": (
        table("case") + p("fin"),
        p("") + table("case") + p("fin"),
    ),
    "a text box that hangs elsewhere in its paragraph": (
        p("Texte de la loi").replace("<w:p>", f"<w:p>{box('12')}"),
        p("Texte de la loi").replace("</w:p>", f"{box('12')}</w:p>"),
    ),
    "a framed paragraph that becomes a text box": (
        p("12", FRAME) + p("Texte"),
        p("Texte").replace("<w:p>", f"<w:p>{box('12')}"),
    ),
}


@pytest.mark.parametrize(("draft", "copy"), STORIES.values(), ids=STORIES)
def test_what_libreoffice_does_by_itself_is_no_edit(draft: str, copy: str) -> None:
    assert edits(draft, copy) == []


@pytest.mark.parametrize(("draft", "copy"), STORIES.values(), ids=STORIES)
def test_the_same_done_in_word_is_an_edit(draft: str, copy: str) -> None:
    assert edits(draft, copy, WORD) != []


def test_a_framed_paragraph_whose_words_change_is_still_seen() -> None:
    copy = p("Texte").replace("<w:p>", f"<w:p>{box('13')}")
    assert edits(p("12", FRAME) + p("Texte"), copy) != []


def test_a_text_box_whose_words_change_is_still_seen() -> None:
    draft = p("Texte de la loi").replace("<w:p>", f"<w:p>{box('12')}")
    copy = p("Texte de la loi").replace("</w:p>", f"{box('13')}</w:p>")
    assert edits(draft, copy) != []


def test_white_space_elsewhere_is_still_seen() -> None:
    assert edits(table("a b") + p("x y"), table("ab") + p("x y")) == [("a b", "ab")]


def test_a_first_page_header_that_no_page_shows_is_not_compared() -> None:
    assert edits(p("Texte"), p("Texte"), margins=(p("Un"), p("Deux"))) == []
    assert edits(p("Texte"), p("Texte"), WORD, margins=(p("Un"), p("Deux"))) == [("Un", "Deux")]


@pytest.mark.parametrize("program", [LIBREOFFICE, WORD])
def test_the_paragraph_that_only_ended_a_section_may_go(program: str) -> None:
    draft = p("Un") + f"<w:p><w:pPr>{SECTION}</w:pPr></w:p>" + p("Deux") + SECTION
    kept = p("Un", f"<w:pPr>{SECTION}</w:pPr>") + p("Deux") + SECTION
    assert edits(draft, kept, program) == []


def test_a_section_that_went_with_its_paragraph_is_seen_in_word() -> None:
    draft = p("Un") + f"<w:p><w:pPr>{SECTION}</w:pPr></w:p>" + p("Deux") + SECTION
    assert edits(draft, p("Un") + p("Deux") + SECTION, WORD) != []
    # LibreOffice drops a break that goes on on the same page, so nobody is said to have.
    assert edits(draft, p("Un") + p("Deux") + SECTION) == []


@pytest.mark.parametrize("program", [LIBREOFFICE, WORD])
def test_one_section_excuses_one_paragraph(program: str) -> None:
    draft = p("Un") + f"<w:p><w:pPr>{SECTION}</w:pPr></w:p>" + p("") + p("Deux") + SECTION
    kept = p("Un", f"<w:pPr>{SECTION}</w:pPr>") + p("Deux") + SECTION
    assert len(edits(draft, kept, program)) == 1


def test_an_empty_paragraph_beside_the_end_of_a_section_may_be_taken_out() -> None:
    end = f"<w:p><w:pPr>{SECTION}</w:pPr></w:p>"
    draft = p("Un") + p("") + end + p("") + p("Deux") + SECTION
    assert len(edits(draft, p("Un") + end + p("") + p("Deux") + SECTION, WORD)) == 1
    assert len(edits(draft, p("Un") + p("") + end + p("Deux") + SECTION, WORD)) == 1
    # LibreOffice lets the one before end the section by itself.
    assert edits(draft, p("Un") + end + p("") + p("Deux") + SECTION) == []


def test_the_end_of_a_section_stays_itself_whatever_goes_around_it() -> None:
    end = f"<w:p><w:pPr>{SECTION}</w:pPr></w:p>"
    draft = p("Un") + f"<w:p>{BREAK}</w:p>" + p("Deux") + end + p("Trois") + SECTION
    found = edits(draft, p("Un") + end + p("Trois") + SECTION, WORD)
    assert [before.strip() for before, _ in found] == ["Deux"]
