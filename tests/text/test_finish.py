"""A file that is handed out: nothing tracked, no comment, numbers and contents right."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from lxml import etree

from tests.conftest import CORPUS, SAMPLES
from tests.text.files import WHEN, docx, package, parts_of
from toguna.text.content import Side, ViewBlock, view
from toguna.text.docx.document import WordDocument, read_word
from toguna.text.docx.finish import finished
from toguna.text.errors import UnreadableFile
from toguna.text.ooxml import W
from toguna.text.shown import shown

NUMBERING = (
    '<w:abstractNum w:abstractNumId="0">'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/>'
    '</w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/>'
    '<w:lvlText w:val="(%2)"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)
STYLES = (
    '<w:style w:type="paragraph" w:styleId="Titre1"><w:name w:val="heading 1"/><w:pPr><w:numPr>'
    '<w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="TM1"><w:name w:val="toc 1"/></w:style>'
)


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def char(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def field(instruction: str, result: str) -> str:
    code = f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
    return f"{char('begin')}{code}{char('separate')}{run(result)}{char('end')}"


def marked(name: str, content: str, number: int = 0) -> str:
    identifier = number or sum(map(ord, name))
    return (
        f'<w:bookmarkStart w:id="{identifier}" w:name="{name}"/>{content}'
        f'<w:bookmarkEnd w:id="{identifier}"/>'
    )


def paragraph(content: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{content}</w:p>"


def heading(title: str, bookmark: str = "", tracked: str = "") -> str:
    style = '<w:pStyle w:val="Titre1"/>'
    mark = f"<w:rPr><w:{tracked} {WHEN}/></w:rPr>" if tracked else ""
    words = run(title)
    if tracked == "del":
        words = words.replace("w:t>", "w:delText>").replace("w:t ", "w:delText ")
    words = f"<w:{tracked} {WHEN}>{words}</w:{tracked}>" if tracked else words
    return paragraph(marked(bookmark, words) if bookmark else words, style + mark)


def entry(
    target: str, number: str, title: str, page: str, before: str = "", after: str = ""
) -> str:
    text = f"{run(number)}<w:r><w:tab/></w:r>{run(title)}<w:r><w:tab/></w:r>"
    link = (
        f'<w:hyperlink w:anchor="{target}">{text}{field(f"PAGEREF {target}", page)}</w:hyperlink>'
    )
    return paragraph(before + link + after, '<w:pStyle w:val="TM1"/>')


TOC = char("begin") + '<w:r><w:instrText> TOC \\o "1-3" \\h </w:instrText></w:r>' + char("separate")


def contents(*entries: tuple[str, str, str, str]) -> str:
    """A table of contents with these entries: bookmark, number, title and page."""
    last = len(entries) - 1
    return "".join(
        entry(*one, TOC if n == 0 else "", char("end") if n == last else "")
        for n, one in enumerate(entries)
    )


def finish(body: str, **others: str) -> WordDocument:
    data = finished(docx(body, numbering=NUMBERING, styles=STYLES, **others))
    return read_word(data, "final.docx")


def lines(word: WordDocument) -> list[str]:
    return [shown(block).strip() for block in view(word.body, Side.AFTER) if shown(block).strip()]


def listed(word: WordDocument) -> list[str]:
    """The lines of the tables of contents."""
    return [
        line.replace("\t", " | ")
        for block in view(word.body, Side.AFTER)
        for line in shown(block).split("\n")
        if "\t" in line
    ]


TWO = contents(("_Toc1", "1.", "Contexte", "4"), ("_Toc2", "2.", "Vision", "9"))


def test_a_new_heading_is_listed_where_it_stands_and_the_next_ones_count_on() -> None:
    word = finish(
        TWO
        + heading("Contexte", "_Toc1")
        + heading("Diagnostic", tracked="ins")
        + heading("Vision", "_Toc2")
    )

    assert listed(word) == ["1. | Contexte | 4", "2. | Diagnostic | 4", "3. | Vision | 9"]
    links = [e.get(W + "anchor") for e in word.element.iter(W + "hyperlink")]
    marks = {e.get(W + "name") for e in word.element.iter(W + "bookmarkStart")}
    assert len(set(links)) == 3
    assert set(links) <= marks
    codes = "".join(e.text or "" for e in word.element.iter(W + "instrText"))
    assert re.findall(r"PAGEREF (\S+)", codes) == links


@pytest.mark.parametrize(
    ("gone", "left"),
    [
        (0, ["1. | Vision | 9", "2. | Suivi | 12"]),
        (1, ["1. | Contexte | 4", "2. | Suivi | 12"]),
        (2, ["1. | Contexte | 4", "2. | Vision | 9"]),
    ],
)
def test_a_heading_that_is_gone_is_listed_no_more(gone: int, left: list[str]) -> None:
    three = contents(
        ("_Toc1", "1.", "Contexte", "4"),
        ("_Toc2", "2.", "Vision", "9"),
        ("_Toc3", "3.", "Suivi", "12"),
    )
    titles = ["Contexte", "Vision", "Suivi"]
    headings = [
        heading(title, f"_Toc{n + 1}", "del" if n == gone else "") for n, title in enumerate(titles)
    ]

    word = finish(three + "".join(headings) + paragraph(run("Fin.")))

    assert listed(word) == left
    kinds = [e.get(W + "fldCharType") for e in word.element.iter(W + "fldChar")]
    assert kinds.count("begin") == kinds.count("end") == 3
    assert lines(word)[-1] == "Fin."


def test_a_heading_whose_words_changed_is_listed_in_its_new_words() -> None:
    old = f"<w:del {WHEN}><w:r><w:delText>Vision</w:delText></w:r></w:del>"
    new = f"<w:ins {WHEN}>{run('Vision et objectifs')}</w:ins>"
    changed = paragraph(marked("_Toc2", old + new), '<w:pStyle w:val="Titre1"/>')

    word = finish(TWO + heading("Contexte", "_Toc1") + changed)

    assert listed(word) == ["1. | Contexte | 4", "2. | Vision et objectifs | 9"]


def test_what_is_right_is_left_to_the_byte() -> None:
    data = docx(
        TWO
        + heading("Contexte", "_Toc1")
        + heading("Vision", "_Toc2")
        + paragraph(run("Voir ") + field("REF _Toc2 \\r \\h", "2")),
        numbering=NUMBERING,
        styles=STYLES,
    )

    before, after = (
        read_word(d, "x").package.root("word/document.xml") for d in (data, finished(data))
    )
    assert etree.tostring(before) == etree.tostring(after)


def test_captions_count_on_and_what_refers_to_them_follows() -> None:
    def caption(number: str, title: str, bookmark: str) -> str:
        return marked(bookmark, run("Tableau ") + field("SEQ Tableau \\* ARABIC", number)) + run(
            title
        )

    inserted = f"<w:p><w:pPr><w:rPr><w:ins {WHEN}/></w:rPr></w:pPr><w:ins {WHEN}>" + (
        run("Tableau ") + field("SEQ Tableau \\* ARABIC", "1") + run(". Nouveau") + "</w:ins></w:p>"
    )
    word = finish(
        inserted
        + paragraph(caption("1", ". Coûts", "_Ref1"))
        + paragraph(run("Voir le ") + field("REF _Ref1 \\h", "Tableau 1") + run("."))
    )

    assert lines(word) == ["Tableau 1. Nouveau", "Tableau 2. Coûts", "Voir le Tableau 2."]


@pytest.mark.parametrize(("switch", "number"), [("\\n", "(b)"), ("\\w", "2.(b)"), ("\\r", "2.(b)")])
def test_a_reference_shows_the_number_that_its_switch_asks_for(switch: str, number: str) -> None:
    def item(text: str, level: int, inside: str = "") -> str:
        place = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>'
        return paragraph(inside or run(text), place)

    word = finish(
        item("un", 0) + item("a", 1) + item("deux", 0) + item("a", 1)
        + item("b", 1, marked("_Ref9", run("b")))
        + paragraph(field(f"REF _Ref9 {switch} \\h", "?"))
    )  # fmt: skip

    assert lines(word)[-1] == number


def test_within_one_list_a_relative_number_leaves_out_what_is_shared() -> None:
    def item(inside: str, level: int) -> str:
        return paragraph(
            inside, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>'
        )

    word = finish(
        item(run("un"), 0)
        + item(marked("_Ref9", run("a")), 1)
        + item(run("comme ") + field("REF _Ref9 \\r", "?"), 1)
    )

    assert lines(word)[-1] == "comme (a)"


def test_a_reference_to_a_note_shows_its_number() -> None:
    def call(number: int) -> str:
        return f'<w:r><w:footnoteReference w:id="{number}"/></w:r>'

    notes = "".join(f'<w:footnote w:id="{n}">{paragraph(run("n"))}</w:footnote>' for n in (2, 3))
    word = finish(
        paragraph(f"<w:ins {WHEN}>{call(3)}</w:ins>" + marked("_Ref4", call(2)))
        + paragraph(run("voir note ") + field("NOTEREF _Ref4 \\h", "1")),
        footnotes=notes,
    )

    assert lines(word)[-1] == "voir note 2"


def test_a_reference_to_what_is_gone_keeps_what_it_showed() -> None:
    word = finish(paragraph(run("Voir ") + field("REF _Ref404 \\r \\h", "3.2")))

    assert lines(word) == ["Voir 3.2"]


def test_word_is_asked_to_count_pages_only_where_there_are_pages_to_count() -> None:
    with_pages = read_word(finished(docx(TWO + heading("Contexte", "_Toc1"))), "x").package
    without = read_word(finished(docx(paragraph(run("Rien à compter.")))), "x").package

    settings = with_pages.root(with_pages.related(with_pages.main, "settings") or "")
    assert [child.tag for child in settings] == [W + "updateFields"]
    assert without.related(without.main, "settings") is None


def test_nothing_of_a_comment_is_left() -> None:
    commented = (
        '<w:commentRangeStart w:id="1"/>' + run("Mot") + '<w:commentRangeEnd w:id="1"/>'
        '<w:r><w:rPr/><w:commentReference w:id="1"/></w:r>'
    )
    parts = parts_of(
        paragraph(commented), comments=f'<w:comment w:id="1">{paragraph(run("?"))}</w:comment>'
    )
    relations = "word/_rels/document.xml.rels"
    for kind, root, child in (
        ("people", "people", "person"),
        ("commentsExtended", "commentsEx", "commentEx"),
    ):
        space = "http://schemas.microsoft.com/office/word/2012/wordml"
        parts[f"word/{kind}.xml"] = f'<w15:{root} xmlns:w15="{space}"><w15:{child}/></w15:{root}>'
        parts[relations] = str(parts[relations]).replace(
            "</Relationships>",
            f'<Relationship Id="{kind}" Type="http://schemas.microsoft.com/office/2011/'
            f'relationships/{kind}" Target="{kind}.xml"/></Relationships>',
        )
    data = finished(package(parts))

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        body = archive.read("word/document.xml").decode()
        assert "comment" not in body
        assert body.count("<w:r>") == 1
        for name in ("comments", "people", "commentsExtended"):
            assert len(etree.fromstring(archive.read(f"word/{name}.xml"))) == 0


def test_the_sample_draft_is_right_as_it_is() -> None:
    data = (SAMPLES / "dossier" / "avant-projet.docx").read_bytes()

    before, after = (
        etree.tostring(read_word(d, "x").package.root("word/document.xml"))
        for d in (data, finished(data))
    )
    assert before == after


@pytest.mark.needs_corpus
def test_real_files_are_finished_once_and_for_all() -> None:
    changed = 0
    for file in sorted((CORPUS / "docx").glob("*/*.docx"))[::3]:
        try:
            word = read_word(file.read_bytes(), file.name)
            once = finished(file.read_bytes())
        except UnreadableFile:
            continue
        again = finished(once)
        assert once == again, file.name
        left = read_word(once, file.name)
        assert not left.change_identities(), file.name
        assert not left.comments, file.name
        assert plain(view(left.body, Side.AFTER)) == plain(word.body.after), file.name
        changed += 1
    assert changed > 100


def plain(blocks: list[ViewBlock]) -> str:
    """What people wrote: the characters that stand for computed things are the same."""
    return re.sub("[\U000f0000-\U0010ffff]", "", "\n".join(b.signature for b in blocks))
