"""The consolidation, told as what a rapporteur meets."""

from __future__ import annotations

import pytest
from bench.tiny_word import File, Paragraph, Text, write

from tests.consultation.story import (
    accepted,
    authors,
    body,
    copy_of,
    docx,
    part,
    rejected,
    told,
)
from toguna.consultation.model import Origin, Placing, Tier
from toguna.consultation.options import DraftChanges
from toguna.text.docx.document import read_word
from toguna.text.errors import UnreadableFile

DRAFT = (
    "# Axe 1",
    "Les opérateurs déclarent tout incident grave dans un délai de 72 heures.",
    "L'agence est placée sous la tutelle du ministre chargé du numérique.",
    "# Axe 2",
    "Le plan est révisé tous les deux ans après avis du comité technique.",
    "| N° | Mesure | Coût |",
    "| 1 | Créer l'agence | 3 900 |",
    "| 2 | Former les agents | 1 150 |",
    "Le présent texte entre en vigueur dès son adoption.",
)


def edited(*changes: tuple[int, str]) -> tuple[str, ...]:
    lines = list(DRAFT)
    for index, line in changes:
        lines[index] = line
    return tuple(lines)


HOURS_48 = edited(
    (1, "Les opérateurs déclarent tout incident grave dans un délai de {~~72~>48~~} heures.")
)
HOURS_24 = edited(
    (1, "Les opérateurs déclarent tout incident grave dans un délai de {~~72~>24~~} heures.")
)


def test_a_tracked_replacement_is_one_observation() -> None:
    found = told(docx(*DRAFT), {"MJDH.docx": docx(*HOURS_48, by="Mme Keïta")})
    (observation,) = found.observations
    assert (observation.before, observation.after) == ("72", "48")
    assert (observation.contributor, observation.person) == ("MJDH", "Mme Keïta")
    assert observation.origin is Origin.TRACKED
    assert observation.date is not None
    assert found.document.clauses.by_id[observation.clauses[0]].text == DRAFT[1]


def test_refusing_everything_gives_the_draft_and_accepting_one_label_its_copy() -> None:
    draft = docx(*DRAFT)
    returns = {"MJDH.docx": docx(*HOURS_48), "MSPC.docx": docx(*HOURS_24)}
    found = told(draft, returns)
    assert rejected(found.docx) == body(draft)
    for name, data in returns.items():
        assert copy_of(found.docx, name.removesuffix(".docx")) == accepted(data)


def test_the_same_edit_of_two_ministries_is_one_change_with_two_authors() -> None:
    found = told(docx(*DRAFT), {"MJDH.docx": docx(*HOURS_48), "MSPC.docx": docx(*HOURS_48)})
    assert authors(found.docx) == {"MJDH ; MSPC"}
    (group,) = found.groups
    assert group.identical
    assert group.observations == ("MJDH-001", "MSPC-001")
    assert not found.conflicts


def test_rival_wordings_are_shown_in_full_with_who_is_for_them() -> None:
    found = told(docx(*DRAFT), {"MJDH.docx": docx(*HOURS_48), "MSPC.docx": docx(*HOURS_24)})
    (conflict,) = found.conflicts
    assert conflict.tier is Tier.WORDS
    assert [(w.contributors, w.text) for w in conflict.wordings] == [
        ((), DRAFT[1]),
        (("MJDH",), DRAFT[1].replace("72", "48")),
        (("MSPC",), DRAFT[1].replace("72", "24")),
    ]
    comments = part(found.docx, "word/comments.xml")
    assert "Divergence D-001" in comments
    assert "MSPC" in comments


def test_two_edits_of_one_clause_that_do_not_meet_are_read_together() -> None:
    other = edited(
        (1, "Les {++seuls ++}opérateurs déclarent tout incident grave dans un délai de 72 heures.")
    )
    found = told(docx(*DRAFT), {"MJDH.docx": docx(*HOURS_48), "MSPC.docx": docx(*other)})
    (conflict,) = found.conflicts
    assert conflict.tier is Tier.CLAUSE


def test_two_who_do_the_same_in_a_clause_are_no_conflict_of_that_clause() -> None:
    found = told(
        docx(*DRAFT),
        {"MJDH.docx": docx(*HOURS_48), "MATD.docx": docx(*HOURS_48), "MSPC.docx": docx(*HOURS_24)},
    )
    (conflict,) = found.conflicts
    assert [w.contributors for w in conflict.wordings] == [(), ("MJDH", "MATD"), ("MSPC",)]


def test_deleting_what_another_amends_is_a_structural_conflict() -> None:
    gone = edited((1, "{--" + DRAFT[1] + "--}"))
    found = told(docx(*DRAFT), {"MJDH.docx": docx(*HOURS_48), "MATD.docx": docx(*gone)})
    (conflict,) = found.conflicts
    assert conflict.tier is Tier.STRUCTURE
    texts = {w.contributors: w.text for w in conflict.wordings}
    assert texts["MATD",] == ""
    assert texts["MJDH",] == DRAFT[1].replace("72", "48")


def test_a_comment_that_asks_to_keep_what_another_deletes_is_only_a_suggestion() -> None:
    gone = edited((2, "{--" + DRAFT[2] + "--}"))
    kept = edited((2, "{==" + DRAFT[2] + "==}{>>À maintenir absolument.<<}"))
    found = told(docx(*DRAFT), {"MATD.docx": docx(*gone), "MCENMA.docx": docx(*kept)})
    (conflict,) = found.conflicts
    assert conflict.tier is Tier.SUGGESTED
    assert set(conflict.observations) == {"MATD-001", "MCENMA-001"}


def test_comments_are_carried_over_with_their_answers() -> None:
    said = edited(
        (2, "L'agence est placée sous {==la tutelle==}{>>De qui ? | De la Primature.<<} du "
            "ministre chargé du numérique.")
    )  # fmt: skip
    found = told(docx(*DRAFT), {"MSPC.docx": docx(*said, by="O. Sangaré")})
    (observation,) = found.observations
    assert observation.text == "De qui ?"
    assert observation.before == "la tutelle"
    assert [reply.text for reply in observation.replies] == ["De la Primature."]
    question, answer = read_word(found.docx, "x").comments
    assert (question.text, answer.text) == ("De qui ?", "De la Primature.")
    assert answer.parent is question
    assert question.author == "O. Sangaré (MSPC)"
    document = part(found.docx, "word/document.xml")
    assert document.count("<w:commentReference ") == 2


def test_a_comment_on_words_that_another_deletes_keeps_its_place() -> None:
    gone = edited((2, "{--" + DRAFT[2] + "--}"))
    said = edited((2, "L'agence est placée sous {==la tutelle==}{>>De qui ?<<} du ministre "
                      "chargé du numérique."))  # fmt: skip
    found = told(docx(*DRAFT), {"MATD.docx": docx(*gone), "MSPC.docx": docx(*said)})
    assert [c.text for c in read_word(found.docx, "x").comments] == ["De qui ?"]
    assert part(found.docx, "word/document.xml").count("<w:commentReference ") == 1


def test_a_copy_edited_without_tracking_gives_its_edits_marked_as_such() -> None:
    copy = edited((4, DRAFT[4].replace("deux ans", "trois ans")))
    found = told(docx(*DRAFT), {"MATD.docx": docx(*copy)})
    (observation,) = found.observations
    assert observation.origin is Origin.UNTRACKED
    assert (observation.before, observation.after) == ("deux", "trois")
    assert copy_of(found.docx, "MATD") == body(docx(*copy))


def test_a_row_added_by_two_ministries_in_other_words_is_a_rival_insertion() -> None:
    one, other = list(DRAFT), list(DRAFT)
    one.insert(8, "| 3 | Équiper le laboratoire | 540 |{++}")
    other.insert(8, "| 3 | Ouvrir un observatoire | 450 |{++}")
    found = told(docx(*DRAFT), {"MSPC.docx": docx(*one), "AMRTP.docx": docx(*other)})
    (conflict,) = found.conflicts
    assert conflict.tier is Tier.STRUCTURE
    assert [w.text for w in conflict.wordings] == [
        "", "3 | Équiper le laboratoire | 540", "3 | Ouvrir un observatoire | 450",
    ]  # fmt: skip
    for name, lines in (("MSPC", one), ("AMRTP", other)):
        assert copy_of(found.docx, name) == accepted(docx(*lines))


def test_five_and_fifteen_are_not_the_same_wish() -> None:
    one = edited((8, DRAFT[8] + "{++ Une provision de 5 % est constituée chaque année.++}"))
    other = edited((8, DRAFT[8] + "{++ Une provision de 15 % est constituée chaque année.++}"))
    found = told(docx(*DRAFT), {"MEF.docx": docx(*one), "MDAC.docx": docx(*other)})
    assert not found.groups
    assert len(found.conflicts) == 1


def test_nearly_the_same_addition_is_offered_as_a_group() -> None:
    one = edited((8, DRAFT[8] + "{++ Une provision de 5 % est constituée chaque année.++}"))
    other = edited((8, DRAFT[8] + "{++ Une provision de 5 % est constituée tous les ans.++}"))
    found = told(docx(*DRAFT), {"MEF.docx": docx(*one), "MDAC.docx": docx(*other)})
    (group,) = found.groups
    assert not group.identical


def test_a_second_file_of_a_ministry_has_a_label_of_its_own() -> None:
    found = told(docx(*DRAFT), {"MJDH.docx": docx(*HOURS_48), "MJDH_suite.docx": docx(*HOURS_24)})
    assert [sent.contributor for sent in found.returns] == ["MJDH", "MJDH (2)"]
    assert copy_of(found.docx, "MJDH (2)") == accepted(docx(*HOURS_24))


def test_the_same_file_sent_twice_counts_once() -> None:
    found = told(docx(*DRAFT), {"MJDH.docx": docx(*HOURS_48), "MJDH_bis.docx": docx(*HOURS_48)})
    assert len(found.observations) == 1
    assert [sent.kind for sent in found.returns] == ["copie", "doublon"]


def test_a_damaged_file_is_listed_and_the_others_are_consolidated() -> None:
    found = told(docx(*DRAFT), {"MAE.docx": docx(*HOURS_24)[:900], "MJDH.docx": docx(*HOURS_48)})
    (unread,) = found.unread
    assert unread.file == "MAE.docx"
    assert "endommagé" in unread.reason.render()
    assert [o.contributor for o in found.observations] == ["MJDH"]


def test_a_document_of_something_else_is_refused_by_name() -> None:
    draft = [f"La mesure numéro {n} renforce la sécurité du service {n}." for n in range(60)]
    other = [f"Facture de fournitures, ligne {n} : stylos et ramettes." for n in range(60)]
    found = told(docx(*draft), {"MEF.docx": docx(*other)})
    (unread,) = found.unread
    assert "n'est ni une copie" in unread.reason.render()


def test_the_draft_itself_must_be_readable() -> None:
    with pytest.raises(UnreadableFile, match=r"projet\.docx"):
        told(b"PK\x03\x04 nothing", {"MJDH.docx": docx(*HOURS_48)})


def test_same_inputs_give_the_same_bytes() -> None:
    returns = {"MJDH.docx": docx(*HOURS_48), "MSPC.docx": docx(*HOURS_24)}
    one = told(docx(*DRAFT), returns, date="2025-07-03")
    other = told(docx(*DRAFT), returns, date="2025-07-03")
    assert one.docx == other.docx


# An earlier version


LONG = [
    f"La mesure numéro {n} renforce la sécurité du service public numéro {n}." for n in range(40)
]


def test_a_copy_of_an_earlier_version_is_brought_to_the_present_one() -> None:
    earlier, copy, present = list(LONG), list(LONG), list(LONG)
    for n in range(10):
        earlier[n] = copy[n] = f"L'ancienne mesure {n} portait sur le service {n}."
    present.insert(5, "Une mesure nouvelle est ajoutée.")
    copy[20] = LONG[20].replace("renforce", "{~~renforce~>garantit~~}")
    copy[3] = copy[3].replace("ancienne", "{~~ancienne~>vieille~~}")
    found = told(
        docx(*present),
        {"MESRS.docx": docx(*copy)},
        earlier=[_source("version-2024.docx", docx(*earlier))],
    )
    moved = next(o for o in found.observations if o.after == "garantit")
    assert found.document.clauses.by_id[moved.clauses[0]].text == LONG[20]
    stranded = next(o for o in found.observations if o.after == "vieille")
    assert stranded.edit is None
    assert stranded.placing in (Placing.SIMILAR, Placing.NONE)
    assert rejected(found.docx) == body(docx(*present))
    wanted = [
        line.replace("renforce", "garantit") if line == LONG[20] else line for line in present
    ]
    assert copy_of(found.docx, "MESRS") == body(docx(*wanted))
    assert any("version-2024.docx" in note.render() for note in found.returns[0].notes)


def _source(name: str, data: bytes) -> object:
    from toguna.consultation.consolidate import Source

    return Source(name, data)


# A draft that carries changes of its own


TRACKED_DRAFT = edited(
    (2, "L'agence est placée sous la tutelle du {~~ministre~>Premier ministre~~}.")
)


def test_the_drafters_own_changes_are_kept_and_are_nobodys_observation() -> None:
    draft = docx(*TRACKED_DRAFT, by="Rédaction")
    lines = list(TRACKED_DRAFT)
    found = told(draft, {"MJDH.docx": docx(*lines, by="Rédaction")})
    assert not found.observations
    assert "Rédaction" in authors(found.docx)


@pytest.mark.parametrize(
    ("choice", "word"),
    [(DraftChanges.ACCEPT, "Premier ministre"), (DraftChanges.REJECT, "ministre")],
)
def test_the_drafters_own_changes_are_accepted_or_rejected_as_asked(
    choice: DraftChanges, word: str
) -> None:
    found = told(
        docx(*TRACKED_DRAFT, by="Rédaction"),
        {"MJDH.docx": docx(*TRACKED_DRAFT, by="Rédaction")},
        draft_changes=choice,
    )
    assert not authors(found.docx)
    assert f"sous la tutelle du {word}." in body(found.docx)


# Headers and footers


def test_a_header_that_only_the_copy_has_is_told_though_the_draft_has_no_place_for_it() -> None:
    copy = write(File([Paragraph([Text(line)]) for line in LONG], [Paragraph([Text("Avis")])]))
    draft = write(File([Paragraph([Text(line)]) for line in LONG]))
    found = told(draft, {"MJDH.docx": copy})
    (observation,) = found.observations
    assert (observation.text, observation.after) == ("En-tête ajouté", "Avis")
    assert observation.placing is Placing.NONE
