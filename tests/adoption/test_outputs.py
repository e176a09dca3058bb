"""The findings as text, SARIF, comments and a report."""

from __future__ import annotations

import io
import json
import re
from functools import cache

import pytest
from lxml import etree
from pypdf import PdfReader

from tests.adoption.plans import SMALL, changed, checked, markdown
from tests.adoption.sample import DRAFT, draft, parts_of, read, report_on
from toguna.adoption.check.model import Finding, Report, Severity
from toguna.adoption.check.outputs import comments, report, sarif, text
from toguna.messages import say
from toguna.text.content import deep_signature
from toguna.text.document import Document
from toguna.text.ooxml import W

HOSTILE = '#panic("non") $x^2$ \\ *gras* <etiquette> @renvoi \u202e 中文 \x01' + "x" * 90


@cache
def sample() -> tuple[Document, Report]:
    document = read(DRAFT.read_bytes())
    return document, report_on(document)


def test_the_terminal_groups_by_severity_then_by_clause() -> None:
    document, found = sample()

    lines = list(text.lines(found, document.clauses))

    assert lines[0] == "AVERTISSEMENTS"
    assert lines.index("REMARQUES") > lines.index("AVERTISSEMENTS")
    assert "  4, Axe 4, Objectif 4.2, 4.2.1 (p. 20)" in lines
    assert any("« sont sont »" in line and "[doubled-words]" in line for line in lines)
    assert lines[-1].startswith("avant-projet.docx : 7 constat(s)")


def test_the_terminal_says_that_a_document_is_clean() -> None:
    found = checked(markdown(SMALL))

    (line,) = text.lines(found, read(DRAFT.read_bytes()).clauses)

    assert "rien à signaler" in line


def test_sarif_has_what_the_standard_requires() -> None:
    document, found = sample()

    log = json.loads(sarif.write(found, document))

    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    driver = run["tool"]["driver"]
    assert driver["name"] == "Toguna"
    ids = [rule["id"] for rule in driver["rules"]]
    assert len(set(ids)) == len(ids)
    assert len(run["results"]) == len(found.findings)
    for result in run["results"]:
        assert ids[result["ruleIndex"]] == result["ruleId"]
        assert result["level"] in {"error", "warning", "note"}
        assert result["message"]["text"]
        (location,) = result["locations"]
        assert location["physicalLocation"]["artifactLocation"]["uri"] == "avant-projet.docx"
        assert location["logicalLocations"][0]["fullyQualifiedName"] in document.clauses.by_id
        region = location["physicalLocation"]["region"]
        assert region["startLine"] >= 1
        assert region["endColumn"] > region["startColumn"] >= 1


def test_sarif_of_what_stands_nowhere_names_the_file() -> None:
    strategy = changed("# 8. Risques", "# 8. Divers")
    found = checked(strategy, "sections")
    document, _ = sample()

    (result,) = json.loads(sarif.write(found, document))["runs"][0]["results"]

    assert "region" not in result["locations"][0]["physicalLocation"]


def test_each_comment_stands_at_the_words() -> None:
    document, found = fresh()

    written = read(comments.write(document, found, "2025-07-03T00:00:00Z"))

    assert len(written.word.comments) == len(found.findings)
    assert {comment.author for comment in written.word.comments} == {"Toguna"}
    marked = marked_words(written)
    for number, finding in enumerate(found.findings):
        assert marked[str(number)] == finding.words


def test_nothing_else_is_changed() -> None:
    document, found = fresh()
    before = parts_of(DRAFT.read_bytes())

    data = comments.write(document, found)

    after = parts_of(data)
    may_change = {"[Content_Types].xml", "word/document.xml", "word/_rels/document.xml.rels"}
    for name, content in before.items():
        assert after[name] == content or name in may_change, name
    assert {n for n in after if n not in before} == {"word/comments.xml"}
    original, written = read(DRAFT.read_bytes()), read(data)
    for name, story in original.stories.items():
        assert deep_signature(written.stories[name].blocks) == deep_signature(story.blocks)
    assert runs_of(after["word/document.xml"]) == runs_of(before["word/document.xml"])


def test_comments_on_notes_and_on_nothing_stand_where_word_shows_them() -> None:
    document = read(DRAFT.read_bytes())
    note = next(name for name in document.stories if name.startswith("footnote:"))
    spot = Finding("x", Severity.NOTE, say("Un"), say("Deux"))
    from toguna.adoption.check.model import Spot

    in_note = Finding("x", Severity.NOTE, say("Un"), say("Deux"), spot=Spot(note, 0, 0, 3))
    found = Report("avant-projet.docx", [spot, in_note], [])

    written = read(comments.write(document, found))

    assert len(written.word.comments) == 2
    main = parts_of(comments.write(read(DRAFT.read_bytes()), found))["word/document.xml"]
    assert main.count(b"commentReference") == 2


def test_an_empty_cell_is_commented() -> None:
    data = draft(("<w:t>Projet de loi déposé</w:t>", "<w:t></w:t>"))
    document = read(data)
    found = report_on(document, "measures")
    (finding,) = found.findings

    written = read(comments.write(document, found))

    assert "l'indicateur" in finding.message.render()
    assert len(written.word.comments) == 1


def test_the_report_is_archivable_and_accessible() -> None:
    document, found = sample()

    reader = PdfReader(io.BytesIO(report.write(found, document, "Essai", "2025-07-03")))

    assert reader.xmp_metadata is not None
    xml = reader.xmp_metadata.stream.get_data().decode()
    assert re.search(r"pdfaid:part>2<", xml)
    assert re.search(r"pdfaid:conformance>A<", xml)
    assert re.search(r"pdfuaid:part>1<", xml)
    assert str(reader.trailer["/Root"]["/Lang"]).startswith("fr")
    assert reader.metadata is not None
    assert reader.metadata.title == "Vérification : Essai"
    words = " ".join(page.extract_text() for page in reader.pages)
    assert "sont sont" in words


@pytest.mark.parametrize("title", ["", HOSTILE])
def test_hostile_words_stay_words(title: str) -> None:
    document, found = sample()
    odd = Finding("actors", Severity.ERROR, say("{w}", w=HOSTILE), say("{w}", w=HOSTILE), HOSTILE)

    data = report.write(Report(HOSTILE, [odd, *found.findings], found.rules), document, title)

    assert data.startswith(b"%PDF-")


def test_same_inputs_same_bytes() -> None:
    one, other = fresh(), fresh()

    assert comments.write(*one) == comments.write(*other)
    assert sarif.write(one[1], one[0]) == sarif.write(other[1], other[0])
    assert report.write(one[1], one[0], "") == report.write(other[1], other[0], "")


def fresh() -> tuple[Document, Report]:
    """A document of its own, since writing comments changes it."""
    document = read(DRAFT.read_bytes())
    return document, report_on(document)


def marked_words(document: Document) -> dict[str, str]:
    """Give the words between the two ends of each comment."""
    words: dict[str, str] = {}
    for node in document.word.element.iter():
        identifier = node.get(W + "id", "")
        if node.tag == W + "commentRangeStart":
            words[identifier] = ""
            opened = identifier
        elif node.tag == W + "commentRangeEnd":
            opened = ""
        elif node.tag == W + "t" and words and opened:
            words[opened] += node.text or ""
    return words


def runs_of(main: bytes) -> list[tuple[str, bytes]]:
    """Give each character of a part with the properties of its run, comments left out."""
    found: list[tuple[str, bytes]] = []
    for run in etree.fromstring(main).iter(W + "r"):
        properties = run.find(W + "rPr")
        look = b"" if properties is None else etree.tostring(properties, method="c14n")
        found += [(char, look) for t in run.iter(W + "t") for char in t.text or ""]
    return found
