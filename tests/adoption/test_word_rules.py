"""What only a Word file holds: fields, tracked changes, comments, highlighted words."""

from __future__ import annotations

from tests.adoption.sample import DRAFT, draft, read, report_on
from tests.conftest import SAMPLES

PLANTED = {
    ("acronym-unused", "ICP"), ("acronym-unused", "IXP"), ("acronym-unused", "OIV"),
    ("acronym-unused", "PTF"), ("spellings", "Etat"), ("doubled-words", "sont sont"),
    ("actors", "MAE"),
}  # fmt: skip


def test_in_the_sample_draft_only_what_is_really_there_is_found() -> None:
    report = report_on(read(DRAFT.read_bytes()))

    assert {(finding.rule, finding.words) for finding in report.findings} == PLANTED


def test_a_reference_whose_target_is_gone() -> None:
    data = draft(('w:name="_Ref199661811"', 'w:name="_Ref0"'))

    findings = report_on(read(data), "cross-reference-fields").findings

    assert [finding.words for finding in findings] == ["Annexe B", "Annexe B"]
    assert all("n'existe plus" in finding.message.render() for finding in findings)


def test_a_reference_whose_target_has_another_number_now() -> None:
    data = draft(
        ("<w:t>Tableau 1</w:t></w:r><w:r><w:fldChar", "<w:t>Tableau 2</w:t></w:r><w:r><w:fldChar")
    )

    (finding,) = report_on(read(data), "cross-reference-fields").findings

    assert finding.words == "Tableau 2"
    assert finding.message.values["target"] == "Tableau 1"


def test_a_reference_that_shows_its_error() -> None:
    error = "Erreur ! Source du renvoi introuvable."
    data = draft(("<w:t>Annexe B</w:t>", f"<w:t>{error}</w:t>"))

    (finding,) = report_on(read(data), "cross-reference-fields").findings

    assert finding.words == error.removesuffix(".")


def test_highlighted_words() -> None:
    words = "<w:t>. La liste des opérateurs, cla</w:t>"
    data = draft((words, f'<w:rPr><w:highlight w:val="yellow"/></w:rPr>{words}'))

    (finding,) = report_on(read(data), "leftovers").findings

    assert finding.words.startswith(". La liste des opérateurs")


def test_tracked_changes_and_comments_left_in() -> None:
    path = SAMPLES / "dossier" / "retours" / "MJDH_observations_strategie_cyber.docx"

    findings = report_on(read(path.read_bytes()), "revisions").findings

    assert findings
    assert "modification(s) suivie(s)" in findings[0].message.template
    assert report_on(read(DRAFT.read_bytes()), "revisions").findings == []


def test_the_plans_total_is_held_against_its_measures() -> None:
    data = draft(("<w:t>3\u00a0900</w:t>", "<w:t>3\u00a0901</w:t>"))

    (finding,) = report_on(read(data), "totals").findings

    assert finding.words == "11 100"
    assert finding.message.values["added"] == "11 101"


def test_the_budget_of_the_text_is_held_against_the_tables() -> None:
    old = "estimé à 47,8 milliards"
    data = draft((old, old.replace("47,8", "48,7")))

    (finding,) = report_on(read(data), "amounts").findings

    assert finding.words.startswith("48,7 milliards")
