"""From answers to the final text, told as what a rapporteur decides."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import SAMPLES
from tests.consultation.story import accepted, authors, body, docx, received, rejected
from toguna.consultation.consolidate import Prepared, Request, Source, prepare, written
from toguna.consultation.decisions import record
from toguna.consultation.decisions.final import decide
from toguna.consultation.decisions.model import Answer, Disposition, Final, Stage, Verdict
from toguna.consultation.decisions.outputs import final_html
from toguna.consultation.decisions.returned import Reading, read_answers
from toguna.consultation.decisions.rules import Case, Rights, violations
from toguna.consultation.decisions.safe import safe_answers
from toguna.consultation.decisions.verify import verify
from toguna.consultation.outputs import matrix_xlsx
from toguna.consultation.sheets import read_sheets
from toguna.text.clauses import ClauseKind
from toguna.text.errors import UnreadableFile
from toguna.weave.edits import EditKind

DRAFT = (
    "# Axe 1",
    "Les opérateurs déclarent tout incident grave dans un délai de 72 heures.",
    "L'agence est placée sous la tutelle du ministre chargé du numérique.",
    "Le plan est révisé tous les deux ans.",
    "| N° | Mesure |",
    "| 1 | Créer l'agence |",
    "| 2 | Former les agents |",
    "Le présent texte entre en vigueur dès son adoption.",
)
ACCEPTED, CHANGED, REJECTED = (
    Disposition.ACCEPTED, Disposition.ACCEPTED_WITH_CHANGES, Disposition.REJECTED,
)  # fmt: skip


def edited(*changes: tuple[int, str]) -> bytes:
    lines = list(DRAFT)
    for index, line in changes:
        lines[index] = line
    return docx(*lines)


def delay(hours: str) -> tuple[int, str]:
    return 1, DRAFT[1].replace("72", "{~~72~>" + hours + "~~}")


def dossier(**returns: bytes) -> Prepared:
    files = {f"{label}.docx": data for label, data in returns.items()}
    return prepare(Request(Source("projet.docx", docx(*DRAFT)), received(files)))


def answers(**given: Disposition) -> dict[str, Answer]:
    """Answers by id, `MJDH_001` standing for `MJDH-001`."""
    ids = {key.replace("_", "-"): disposition for key, disposition in given.items()}
    return {
        identifier: Answer(identifier, disposition, "dit en séance", where=f"ligne {number}")
        for number, (identifier, disposition) in enumerate(ids.items(), 2)
    }


def changed(identifier: str, wording: str) -> Answer:
    return Answer(identifier, CHANGED, "compromis", wording, where="ligne 9")


def problems(prepared: Prepared, given: Mapping[str, Answer], rights: Rights | None = None) -> str:
    case = Case(
        prepared.base, prepared.observations, prepared.contributors, prepared.groups, given,
        rights or Rights(),
    )  # fmt: skip
    return " / ".join(problem.message.render() for problem in violations(case))


def text(final: Final) -> list[str]:
    return body(final.clean).split("\n")


def test_the_final_text_has_what_was_adopted_and_nothing_else() -> None:
    prepared = dossier(MJDH=edited(delay("48")), MSPC=edited((3, "{--" + DRAFT[3] + "--}")))
    final = decide(prepared, answers(MJDH_001=ACCEPTED, MSPC_001=REJECTED))
    assert text(final)[1] == DRAFT[1].replace("72", "48")
    assert text(final)[3] == DRAFT[3]
    assert not authors(final.clean)
    assert authors(final.tracked) == {"MJDH"}
    assert rejected(final.tracked) == body(docx(*DRAFT))
    assert accepted(final.tracked) == body(final.clean)


def test_a_wording_of_a_few_words_takes_the_place_of_those_proposed() -> None:
    prepared = dossier(MJDH=edited(delay("48")), MSPC=edited(delay("24")))
    final = decide(prepared, {"MJDH-001": changed("MJDH-001", "36"), **answers(MSPC_001=REJECTED)})
    assert text(final)[1] == DRAFT[1].replace("72", "36")
    assert authors(final.tracked) == {"MJDH (rédaction retenue)"}


def test_a_wording_of_the_whole_clause_changes_only_what_differs() -> None:
    prepared = dossier(MJDH=edited(delay("48")))
    wording = "Les opérateurs déclarent tout incident dans un délai de 36 heures au plus."
    final = decide(prepared, {"MJDH-001": changed("MJDH-001", wording)})
    assert text(final)[1] == wording


def test_a_whole_clause_is_told_from_the_many_words_proposed_in_it() -> None:
    long = "ni au contenu des messages ni, sauf réquisition du juge, aux données de connexion"
    lines = [*DRAFT[:7], "Nul n'accède."]
    copy = docx(*lines[:7], "Nul n'accède{++ " + long + "++}.")
    prepared = prepare(Request(Source("projet.docx", docx(*lines)), received({"MJDH.docx": copy})))
    wording = f"Nul n'accède {long}, pour aucun motif."
    final = decide(prepared, {"MJDH-001": changed("MJDH-001", wording)})
    assert text(final)[-1] == wording


def test_a_few_words_that_the_clause_has_too_do_not_take_the_place_of_all_of_it() -> None:
    prepared = dossier(
        MJDH=edited(delay("48")), MSPC=edited((5, "| 1 | Créer l'{~~agence~>ANSI~~} |"))
    )
    given = {
        "MJDH-001": changed("MJDH-001", "72 à 96"),
        "MSPC-001": changed("MSPC-001", "agence ANSI"),
    }
    final = decide(prepared, given)
    assert text(final)[1] == DRAFT[1].replace("72", "72 à 96")
    assert "Créer l'agence ANSI" in body(final.clean)


def test_the_words_of_a_new_paragraph_never_take_the_place_of_the_one_beside_it() -> None:
    copy = docx(*DRAFT[:3], "{++Son budget est public.++}", *DRAFT[3:])
    wording = "Le plan de l'agence et son budget sont révisés tous les ans."
    final = decide(dossier(MJDH=copy), {"MJDH-001": changed("MJDH-001", wording)})
    assert text(final)[:5] == [*(line.strip("# ") for line in DRAFT[:3]), wording, DRAFT[3]]


def test_what_would_be_a_new_paragraph_may_go_into_the_one_beside_it() -> None:
    copy = docx(*DRAFT[:3], "{++Son budget est public.++}", *DRAFT[3:])
    wording = f"{DRAFT[3]} Son budget est public."
    final = decide(dossier(MJDH=copy), {"MJDH-001": changed("MJDH-001", wording)})
    assert text(final)[2:4] == [DRAFT[2], wording]


def test_a_wording_that_leaves_the_clause_as_it_is_is_refused() -> None:
    prepared = dossier(MJDH=edited(delay("48")))
    given = {"MJDH-001": changed("MJDH-001", DRAFT[1])}
    assert "est celle de l'avant-projet" in problems(prepared, given)


def test_a_few_words_for_a_comment_do_not_take_the_place_of_its_clause() -> None:
    said = (
        "L'agence est placée {==sous la tutelle==}{>>De qui ?<<} du ministre chargé du numérique."
    )
    prepared = dossier(MSPC=edited((2, said)))
    given = {"MSPC-001": changed("MSPC-001", "auprès de la Primature")}
    assert "écrivez toute la clause" in problems(prepared, given)


def test_the_lines_of_a_wording_are_paragraphs() -> None:
    prepared = dossier(MJDH=edited(delay("48")))
    first, second = "Les opérateurs déclarent tout incident grave.", "Le délai est de 36 heures."
    given = {"MJDH-001": changed("MJDH-001", f"{first}\n{second}\n")}
    final = decide(prepared, given)
    assert text(final)[1:4] == [first, second, DRAFT[2]]
    assert verify(prepared, given, final.document).holds
    assert rejected(final.tracked) == body(docx(*DRAFT))


@pytest.mark.parametrize(
    "wording", ["L'agence est autonome.", f"{DRAFT[2][:-1]} et des postes.\nLe plan est public."]
)
def test_paragraphs_to_delete_may_be_kept_in_other_words(wording: str) -> None:
    prepared = dossier(MJDH=edited(*((n, "{--" + DRAFT[n] + "--}") for n in (2, 3))))
    given = {"MJDH-001": changed("MJDH-001", wording)}
    assert not problems(prepared, given)
    final = decide(prepared, given)
    assert text(final)[1:-2] == [DRAFT[1], *wording.split("\n")]
    assert verify(prepared, given, final.document).holds
    assert rejected(final.tracked) == body(docx(*DRAFT))


def test_the_note_that_a_wording_shows_as_a_sign_stays_where_it_is(sample: Prepared) -> None:
    clause = next(
        clause
        for observation in sample.observations
        if observation.edit is not None
        for clause in map(sample.base.clauses.by_id.get, observation.clauses[:1])
        if clause is not None and "[note]" in clause.text and "[note]" not in observation.before
    )
    identifier = next(o.id for o in sample.observations if clause.id in o.clauses[:1])
    wording = clause.text.rstrip(".") + ", dès 2027."
    given = {identifier: changed(identifier, wording)}
    final = decide(sample, given)
    assert wording in [clause.text for clause in final.document.clauses.all]
    assert verify(sample, given, final.document).missing == []
    more = {identifier: changed(identifier, wording + "[note]")}
    assert "avec ses seules notes" in problems(sample, more)


def test_a_box_of_several_paragraphs_has_a_line_for_each(sample: Prepared) -> None:
    box = next(c for c in sample.base.clauses.all if c.kind is ClauseKind.BOX)
    identifier = next(o.id for o in sample.observations if box.id in o.clauses)
    wording = box.text.strip() + " dès 2027"
    assert wording.count("\n") > 1
    given = {identifier: changed(identifier, wording)}
    final = decide(sample, given)
    assert wording in [clause.text.strip() for clause in final.document.clauses.all]
    short = {identifier: changed(identifier, wording.replace("\n", " "))}
    assert "n'a pas de place" in problems(sample, short)


@pytest.fixture(scope="module")
def sample() -> Prepared:
    """The sample dossier, its letters and matrices left out."""
    folder = SAMPLES / "dossier"
    returns = {
        path.name: path.read_bytes() for path in sorted((folder / "retours").glob("*MSPC*.docx"))
    }
    draft = Source("avant-projet.docx", (folder / "avant-projet.docx").read_bytes())
    return prepare(Request(draft, received(returns)))


def test_a_new_row_may_be_adopted_with_other_words() -> None:
    lines = [*DRAFT[:7], "| 3 | Ouvrir un observatoire |{++}", *DRAFT[7:]]
    prepared = dossier(MJDH=docx(*lines))
    given = {"MJDH-001": changed("MJDH-001", "3 | Ouvrir un observatoire des menaces")}
    assert not problems(prepared, given)
    final = decide(prepared, given)
    assert "Ouvrir un observatoire des menaces" in body(final.clean)
    assert rejected(final.tracked) == body(docx(*DRAFT))
    assert verify(prepared, given, final.document).holds
    short = {"MJDH-001": changed("MJDH-001", "Ouvrir un observatoire")}
    assert "séparées par « | »" in problems(prepared, short)


@pytest.mark.parametrize("place", [5, 6])
def test_a_remark_on_a_row_may_be_adopted_with_the_words_of_the_whole_row(place: int) -> None:
    cells = DRAFT[place].strip("| ").split(" | ")
    said = f"| {cells[0]} | {{=={cells[1]}==}}{{>>Trop vague.<<}} |"
    prepared = dossier(MSPC=edited((place, said)))
    wording = f"{cells[0]} | {cells[1]} dès 2026"
    given = {"MSPC-001": changed("MSPC-001", wording)}
    assert not problems(prepared, given)
    final = decide(prepared, given)
    assert f"{cells[1]} dès 2026" in body(final.clean)
    assert rejected(final.tracked) == body(docx(*DRAFT))
    assert verify(prepared, given, final.document).holds


def test_a_row_to_delete_may_be_kept_with_other_words() -> None:
    lines = [*DRAFT[:6], "| 2 | Former les agents |{--}", DRAFT[7]]
    prepared = dossier(MJDH=docx(*lines))
    given = {"MJDH-001": changed("MJDH-001", "2 | Former tous les agents")}
    assert not problems(prepared, given)
    final = decide(prepared, given)
    assert "Former tous les agents" in body(final.clean)
    assert verify(prepared, given, final.document).holds


def test_a_row_to_delete_cannot_be_adopted_with_words() -> None:
    lines = [*DRAFT[:6], "| 2 | Former les agents |{--}", DRAFT[7]]
    given = {"MJDH-001": changed("MJDH-001", "plus tard")}
    assert "n'a pas de place" in problems(dossier(MJDH=docx(*lines)), given)


def test_every_change_has_an_origin_and_every_observation_an_end() -> None:
    lines = list(DRAFT)
    lines.insert(7, "| 3 | Ouvrir un observatoire |{++}")
    prepared = dossier(
        MJDH=edited(delay("48")),
        MSPC=edited(delay("48"), (3, "{--" + DRAFT[3] + "--}")),
        AMRTP=docx(*lines),
    )
    final = decide(
        prepared,
        answers(MJDH_001=ACCEPTED, MSPC_001=ACCEPTED, MSPC_002=ACCEPTED, AMRTP_001=ACCEPTED),
    )
    by_text = {final.document.clauses.by_id[c].text: ids for c, ids in final.origins.items()}
    assert by_text[DRAFT[1].replace("72", "48")] == ("MJDH-001", "MSPC-001")
    assert by_text["3 | Ouvrir un observatoire"] == ("AMRTP-001",)
    assert DRAFT[2] not in by_text
    (gone,) = final.removed
    assert prepared.base.clauses.by_id[gone].text == DRAFT[3]
    assert final.removed[gone] == ("MSPC-002",)
    assert final.became("MSPC-001")


def test_a_paragraph_that_is_parted_in_two_has_the_origin_of_what_parts_it() -> None:
    first, second = DRAFT[2].split(" sous ")
    copy = docx(*DRAFT[:2], first, f"sous {second}", *DRAFT[3:])
    prepared = dossier(MJDH=copy)
    final = decide(prepared, {o.id: Answer(o.id, ACCEPTED) for o in prepared.observations})
    by_text = {final.document.clauses.by_id[c].text: ids for c, ids in final.origins.items()}
    assert by_text == {first: ("MJDH-001",), f"sous {second}": ("MJDH-001",)}


def test_words_that_only_look_otherwise_have_an_origin() -> None:
    prepared = dossier(MJDH=bold(edited(), DRAFT[3]))
    (look,) = [o.id for o in prepared.observations if o.edit and o.edit.kind is EditKind.FORMAT]
    final = decide(prepared, {look: Answer(look, ACCEPTED)})
    assert final.became(look) == [prepared.base.clauses.all[3].id]


def bold(data: bytes, words: str) -> bytes:
    """Make some words of a document bold, as a tracked change."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            part = old.read(name).decode()
            if name == "word/document.xml":
                end = part.rindex("</w:rPr>", 0, part.index(words))
                start = part.rindex("<w:rPr>", 0, end)
                look = (
                    '<w:b/><w:rPrChange w:id="900" w:author="A. Diarra" '
                    f'w:date="2025-06-01T00:00:00Z">{part[start:end]}</w:rPr></w:rPrChange>'
                )
                part = part[:end] + look + part[end:]
            new.writestr(name, part)
    return made.getvalue()


def test_what_an_adopted_wording_makes_void_is_offered_as_moot_and_the_rest_stays_alive() -> None:
    other = DRAFT[1].replace("Les opérateurs", "Les {++seuls ++}opérateurs")
    prepared = dossier(MJDH=edited(delay("48")), MSPC=edited(delay("24")), AMRTP=edited((1, other)))
    final = decide(prepared, answers(MJDH_001=ACCEPTED))
    assert final.moot == ("MSPC-001",)


# What cannot stand


def test_two_rivals_cannot_both_be_adopted() -> None:
    prepared = dossier(MJDH=edited(delay("48")), MSPC=edited(delay("24")))
    said = problems(prepared, answers(MJDH_001=ACCEPTED, MSPC_001=ACCEPTED))
    assert "MJDH-001" in said
    assert "MSPC-001" in said
    assert "mêmes mots" in said
    assert not problems(prepared, answers(MJDH_001=ACCEPTED, MSPC_001=REJECTED))


def test_one_wording_for_two_wishes_of_one_contributor_does_not_come_in_twice() -> None:
    both = delay("48")[1].replace("grave", "{~~grave~>majeur~~}")
    prepared = dossier(MJDH=edited((1, both)))
    wording = DRAFT[1].replace("heures", "heures au plus")
    given = {key: changed(key, wording) for key in ("MJDH-001", "MJDH-002")}
    assert "« doublon »" in problems(prepared, given)
    given |= answers(MJDH_002=Disposition.DUPLICATE)
    assert not problems(prepared, given)
    assert text(decide(prepared, given))[1] == wording


@pytest.mark.parametrize("disposition", [REJECTED, CHANGED, Disposition.DEFERRED])
def test_a_refusal_or_a_change_has_a_reason(disposition: Disposition) -> None:
    prepared = dossier(MJDH=edited(delay("48")))
    bare = Answer("MJDH-001", disposition, wording="36", where="ligne 3")
    assert "sans motif" in problems(prepared, {"MJDH-001": bare})


def test_accepted_with_changes_says_in_which_words() -> None:
    prepared = dossier(MJDH=edited(delay("48")))
    bare = Answer("MJDH-001", CHANGED, "clarté", where="ligne 3")
    assert "sans rédaction" in problems(prepared, {"MJDH-001": bare})


def test_a_comment_cannot_be_adopted_without_words() -> None:
    said = (
        "L'agence est placée sous {==la tutelle==}{>>De qui ?<<} du ministre chargé du numérique."
    )
    prepared = dossier(MSPC=edited((2, said)))
    assert "ne dit pas quels mots" in problems(prepared, answers(MSPC_001=ACCEPTED))
    wording = DRAFT[2].replace("du ministre chargé du numérique", "de la Primature")
    given = {"MSPC-001": changed("MSPC-001", wording)}
    assert not problems(prepared, given)
    assert text(decide(prepared, given))[2] == wording


def test_who_validates_has_the_right_to() -> None:
    prepared = dossier(MJDH=edited(delay("48")))
    own = Answer("MJDH-001", ACCEPTED, instance="MJDH", stage=Stage.VALIDATED, where="ligne 3")
    assert "n'en a pas le droit" in problems(prepared, {"MJDH-001": own})
    committee = Answer("MJDH-001", ACCEPTED, instance="Comité", stage=Stage.VALIDATED)
    assert not problems(prepared, {"MJDH-001": committee})
    rights = Rights(frozenset({"Comité interministériel"}))
    assert "n'en a pas le droit" in problems(prepared, {"MJDH-001": committee}, rights)


def test_a_group_is_answered_in_one_way() -> None:
    prepared = dossier(MJDH=edited(delay("48")), MSPC=edited(delay("48")))
    given = answers(MJDH_001=ACCEPTED, MSPC_001=REJECTED)
    assert "deux suites" in problems(prepared, given)
    given = answers(MJDH_001=ACCEPTED, MSPC_001=Disposition.DUPLICATE)
    assert not problems(prepared, given)


def test_what_a_contributor_withdrew_is_no_second_answer_to_a_group() -> None:
    prepared = dossier(MJDH=edited(delay("48")), MSPC=edited(delay("48")))
    assert not problems(prepared, answers(MJDH_001=ACCEPTED, MSPC_001=Disposition.WITHDRAWN))


def test_those_who_mark_other_bounds_for_one_wish_are_adopted_together() -> None:
    words = DRAFT[3].replace("deux ans", "{~~deux ans~>trois ans~~}")
    word = DRAFT[3].replace("deux", "{~~deux~>trois~~}")
    prepared = dossier(MJDH=edited((3, words)), MSPC=edited((3, word)))
    assert prepared.groups[0].identical
    given = answers(MJDH_001=ACCEPTED, MSPC_001=ACCEPTED)
    assert not problems(prepared, given)
    final = decide(prepared, given)
    assert text(final)[3] == DRAFT[3].replace("deux", "trois")
    assert authors(final.tracked) == {"MJDH ; MSPC"}
    assert rejected(final.tracked) == body(docx(*DRAFT))
    assert list(final.origins.values()) == [("MJDH-001", "MSPC-001")]
    assert verify(prepared, given, final.document).holds


@pytest.mark.parametrize(
    ("place", "lines"),
    [
        (7, ("| 3 | Ouvrir un observatoire |{++}", "| 3 | Auditer les réseaux |{++}")),
        (3, ("{++Le plan est public.++}", "{++Le budget est chiffré.++}")),
    ],
    ids=["rows", "paragraphs"],
)
def test_what_two_add_at_one_place_may_be_adopted_one_after_the_other(
    place: int, lines: tuple[str, str]
) -> None:
    copies = [docx(*DRAFT[:place], line, *DRAFT[place:]) for line in lines]
    prepared = dossier(MJDH=copies[0], MSPC=copies[1])
    assert decide(prepared, answers(MJDH_001=ACCEPTED)).moot == ()
    given = answers(MJDH_001=ACCEPTED, MSPC_001=ACCEPTED)
    assert not problems(prepared, given)
    final = decide(prepared, given)
    words = [line.strip("{+|} ").removeprefix("3 | ") for line in lines]
    assert re.findall("|".join(words), body(final.clean)) == words
    assert verify(prepared, given, final.document).holds


# The record


def test_answers_come_back_from_the_record_as_they_were() -> None:
    kept = [
        Answer("MJDH-001", CHANGED, "clarté", "trente-six", "Comité", "2025-07-03",
               Stage.VALIDATED, Verdict.SATISFIED, "feuille « Matrice », ligne 4"),
        Answer("MSPC-001", ACCEPTED),
    ]  # fmt: skip
    assert record.read(record.write(kept), "decisions.json") == {a.observation: a for a in kept}


def test_a_record_of_observations_that_are_no_more_is_refused() -> None:
    kept = record.write([Answer("MJDH-001", ACCEPTED), Answer("MJDH-009", ACCEPTED)])
    with pytest.raises(UnreadableFile) as refusal:
        record.read(kept, "decisions.json", dossier(MJDH=edited(delay("48"))).observations)
    assert "(MJDH-009)" in refusal.value.message.render()


def test_an_answer_follows_its_observation_when_numbers_change() -> None:
    first = dossier(MJDH=edited(delay("48"))).observations
    again = dossier(
        MJDH=edited((0, "# Axe {~~1~>premier~~}"), delay("48"))
    ).observations  # now two, the old one second
    kept = record.write([Answer("MJDH-001", ACCEPTED)], first)
    assert list(record.read(kept, "decisions.json", again)) == ["MJDH-002"]
    other = dossier(MJDH=edited(delay("24"))).observations
    with pytest.raises(UnreadableFile, match="consolidé de nouveau"):
        record.read(kept, "decisions.json", other)


def test_a_proposal_does_not_undo_what_was_validated() -> None:
    validated = Answer("MJDH-001", ACCEPTED, instance="Comité", stage=Stage.VALIDATED)
    merged, said = record.merge({"MJDH-001": validated}, answers(MJDH_001=REJECTED))
    assert merged["MJDH-001"] is validated
    assert "validée par « Comité »" in said[0].message.render()


def test_a_contributor_gives_its_opinion_on_its_own_observations_only() -> None:
    before = answers(MJDH_001=REJECTED, MSPC_001=REJECTED)
    returned = {
        key: Answer(key, ACCEPTED, verdict=Verdict.NOT_SATISFIED)
        for key in ("MJDH-001", "MSPC-001")
    }
    merged, said = record.react(before, returned, frozenset({"MJDH"}))
    assert merged["MJDH-001"].verdict is Verdict.NOT_SATISFIED
    assert merged["MJDH-001"].disposition is REJECTED
    assert merged["MSPC-001"].verdict is None
    assert "MSPC-001" in said[0].message.render()


def test_only_uncontested_corrections_of_form_are_proposed() -> None:
    typo = DRAFT[7].replace("des son", "dès son").replace("adoption", "{~~adoption~>Adoption~~}")
    prepared = dossier(MJDH=edited(delay("48"), (7, typo)))
    proposed = safe_answers(written(prepared))
    assert [prepared.observations[1].id] == list(proposed)
    assert all(answer.stage is Stage.PROPOSED for answer in proposed.values())


# The verification and the laws


def test_the_verification_finds_what_does_not_stand_in_the_words() -> None:
    prepared = dossier(MJDH=edited(delay("48")), MSPC=edited((3, "{--" + DRAFT[3] + "--}")))
    given = answers(MJDH_001=ACCEPTED, MSPC_001=ACCEPTED)
    final = decide(prepared, given)
    assert verify(prepared, given, final.document).holds
    assert verify(prepared, given, prepared.fresh()).missing == ["MJDH-001", "MSPC-001"]
    assert verify(prepared, answers(MJDH_001=ACCEPTED), final.document).waiting == ["MSPC-001"]


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_any_choice_that_may_stand_does(data: st.DataObject) -> None:
    hours = data.draw(st.lists(st.sampled_from(["24", "36", "48"]), min_size=1, max_size=3))
    prepared = dossier(
        **{
            f"M{number}": edited(delay(hour), (3, DRAFT[3].replace("deux", "{~~deux~>trois~~}")))
            for number, hour in enumerate(hours)
        }
    )
    given = {
        o.id: Answer(o.id, data.draw(st.sampled_from([ACCEPTED, REJECTED])), "dit en séance")
        for o in prepared.observations
    }
    if problems(prepared, given):
        return
    final = decide(prepared, given)
    assert verify(prepared, given, final.document).holds
    assert rejected(final.tracked) == body(docx(*DRAFT))
    assert accepted(final.tracked) == body(final.clean)
    adopted = {key for key, answer in given.items() if answer.disposition is ACCEPTED}
    assert {i for ids in final.origins.values() for i in ids} == adopted


# The matrix goes out and comes back


def _sheets(data: bytes) -> Reading:
    return read_answers(read_sheets(data, "matrice.xlsx"), ["MJDH-001", "MSPC-001", "MSPC-002"])


FILLED = {
    "MJDH-001": Answer(
        "MJDH-001", CHANGED, "clarté", "36", "Comité", "2025-07-03", Stage.VALIDATED,
        Verdict.SATISFIED,
    ),
    "MSPC-001": Answer("MSPC-001", REJECTED, "déjà dit ailleurs"),
}  # fmt: skip


def _filled() -> bytes:
    prepared = dossier(
        MJDH=edited(delay("48")), MSPC=edited(delay("24"), (3, "{--" + DRAFT[3] + "--}"))
    )
    return matrix_xlsx.write(written(prepared), FILLED)


def _same(reading: Reading) -> bool:
    found = {key: replace(answer, where="") for key, answer in reading.answers.items()}
    return found == FILLED and not reading.problems


def test_the_matrix_that_is_written_with_answers_reads_back_the_same() -> None:
    assert _same(_sheets(_filled()))


@pytest.mark.needs_libreoffice
@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_the_matrix_saved_by_libreoffice_reads_back_the_same(kind: str, tmp_path: Path) -> None:
    source, folder = tmp_path / "matrice.xlsx", tmp_path / "saved"
    source.write_bytes(_filled())
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless",
         "--convert-to", kind, "--outdir", str(folder), str(source)],
        check=True, capture_output=True,
    )  # fmt: skip
    data = (folder / f"matrice.{kind}").read_bytes()
    reading = read_answers(
        read_sheets(data, f"matrice.{kind}"), ["MJDH-001", "MSPC-001", "MSPC-002"]
    )
    assert _same(reading)


def test_the_origin_of_a_whole_clause_adopted_shows_only_what_changed() -> None:
    prepared = dossier(MJDH=edited(delay("48")))
    wording = DRAFT[1].replace("72", "36").replace("tout incident", "chaque incident")
    final = decide(prepared, {"MJDH-001": changed("MJDH-001", wording)})
    assert final_html.wordings(final, prepared.observations[0]) == (DRAFT[1], wording)


def test_a_wording_for_a_change_of_several_clauses_has_a_line_for_each() -> None:
    lines = list(DRAFT)
    lines[1:3] = [
        "Les {~~opérateurs~>exploitants~~} déclarent tout.",
        "L'agence {~~est~>sera~~} là.",
    ]
    draft = [line.replace("{~~opérateurs~>exploitants~~}", "opérateurs") for line in lines]
    draft = [line.replace("{~~est~>sera~~}", "est") for line in draft]
    files = received({"MJDH.docx": docx(*lines)})
    prepared = prepare(Request(Source("projet.docx", docx(*draft)), files))
    first, second = prepared.observations
    assert first.edit is not None
    assert second.edit is not None
    # One person made both in one go, as a replacement over two paragraphs is read.
    first.edit.operations += second.edit.operations
    first.clauses = (*first.clauses, *second.clauses)
    short = {"MJDH-001": changed("MJDH-001", "exploitants")}
    assert "2 passages" in problems(prepared, short)
    wording = "Les opérateurs déclarent tout incident.\nL'agence existe là."
    given = {"MJDH-001": changed("MJDH-001", wording)}
    assert not problems(prepared, given)
    assert text(decide(prepared, given))[1:3] == wording.split("\n")
