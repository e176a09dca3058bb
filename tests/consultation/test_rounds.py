"""Rounds: what is known again, what is warned of, the life of a clause."""

from __future__ import annotations

import json

import pytest

from tests.consultation.rounds_story import (
    DELAY,
    DRAFT,
    LEADING,
    MEETING,
    TITLE,
    Dossier,
    answered,
    replaced,
)
from tests.consultation.story import docx, told
from toguna.consultation.consolidate import Source
from toguna.consultation.decisions.model import Disposition, Stage
from toguna.consultation.outputs import dossier_json
from toguna.consultation.rounds import history_html, history_json
from toguna.consultation.rounds.alerts import dropped, of_new_draft
from toguna.consultation.rounds.history import life_of
from toguna.consultation.rounds.model import Refused
from toguna.consultation.rounds.recall import Recalled, recall
from toguna.consultation.rounds.said import register_of

SHORTER = DELAY.replace("72", "{~~72~>48~~}")
NO = answered("MJDH-001", Disposition.REJECTED, "le délai de 48 heures ne peut être tenu")


def recalled(
    dossier: Dossier, lines: tuple[str, ...], **returns: tuple[str, ...]
) -> list[Recalled]:
    return recall(dossier.register(lines, returns), dossier.text(lines), dossier.book)


def after_a_refusal() -> Dossier:
    dossier = Dossier()
    dossier.round(DRAFT, {"MJDH": replaced(DELAY, SHORTER)}, NO)
    return dossier


# Known again


def test_the_same_wish_is_known_again_with_its_answer_and_reason() -> None:
    (one,) = recalled(after_a_refusal(), DRAFT, MSPC=replaced(DELAY, SHORTER))
    assert (one.observation, one.earlier.id, one.likeness) == ("MSPC-001", "MJDH-001", 1.0)
    assert one.told.render() == (
        "Déjà traitée au tour 1 (MJDH-001, mêmes mots) : non retenue – motif : le délai de 48 "
        "heures ne peut être tenu"
    )


def test_it_is_known_again_where_its_clause_has_moved_and_changed() -> None:
    rewritten = "Les incidents graves sont déclarés à l'agence dans un délai de 72 heures."
    draft = (TITLE, "# Protéger", rewritten, "# Gouverner", LEADING, MEETING)
    copy = replaced(rewritten, rewritten.replace("72", "{~~72~>48~~}"), draft)
    (one,) = recalled(after_a_refusal(), draft, MSPC=copy)
    assert one.earlier.id == "MJDH-001"


def test_another_number_is_another_wish() -> None:
    for other in ("24", "96"):
        copy = replaced(DELAY, DELAY.replace("72", f"{{~~72~>{other}~~}}"))
        assert recalled(after_a_refusal(), DRAFT, MSPC=copy) == []


@pytest.mark.parametrize(
    ("said", "again", "known"),
    [
        ("Il faut préciser le budget annuel du comité et ses moyens.",
         "Préciser les moyens et le budget annuel du comité, s'il vous plaît.", True),
        ("Le comité doit rendre compte au Parlement chaque année.",
         "Le comité ne doit pas rendre compte au Parlement chaque année.", False),
        ("Réunir le comité 4 fois par année civile à Bamako.",
         "Réunir le comité 2 fois par année civile à Bamako.", False),
    ],
)  # fmt: skip
def test_a_remark_is_known_again_in_other_words_but_not_its_contrary(
    said: str, again: str, known: bool
) -> None:
    def remarked(words: str) -> tuple[str, ...]:
        return replaced(MEETING, f"{{=={MEETING}==}}{{>>{words}<<}}")

    dossier = Dossier()
    dossier.round(DRAFT, {"MEF": remarked(said)}, answered("MEF-001", Disposition.NOTED))
    found = recalled(dossier, DRAFT, MATD=remarked(again))
    assert [one.earlier.id for one in found] == (["MEF-001"] if known else [])
    assert all("autres mots, à vérifier" in one.told.render() for one in found)


def test_a_rival_wording_of_the_same_words_is_not_the_same_wish() -> None:
    def under(whom: str) -> tuple[str, ...]:
        return replaced(
            LEADING,
            LEADING.replace("la tutelle du ministre", f"{{~~la tutelle du ministre~>{whom}~~}}"),
        )

    dossier = Dossier()
    dossier.round(
        DRAFT, {"MJDH": under("l'autorité du Premier ministre")},
        answered("MJDH-001", Disposition.REFERRED),
    )  # fmt: skip
    assert recalled(dossier, DRAFT, MATD=under("la présidence de la République")) == []
    (one,) = recalled(dossier, DRAFT, MATD=under("l'autorité directe du Premier ministre"))
    assert one.likeness < 1


def test_two_corrections_of_typography_are_not_the_same() -> None:
    title = DRAFT[0]
    dossier = Dossier()
    dossier.round(
        DRAFT, {"MEF": replaced(title, "{~~Stratégie~>STRATÉGIE~~} nationale 2025-2029")},
        answered("MEF-001", Disposition.REJECTED, "style"),
    )  # fmt: skip
    other = replaced(title, "Stratégie {~~nationale~>NATIONALE~~} 2025-2029")
    assert recalled(dossier, DRAFT, MATD=other) == []


def test_what_the_program_says_of_an_edit_is_not_what_a_contributor_says() -> None:
    newer = replaced(DELAY, "Tout incident est déclaré sans attendre à l'agence.")
    dossier = Dossier()
    later, sooner = (
        DELAY.replace("72 heures", f"{{~~72 heures~>{word}~~}}") for word in ("jours", "minutes")
    )
    dossier.round(DRAFT, {"MJDH": replaced(DELAY, later)}, NO)
    returns = {"MSPC.docx": docx(*replaced(DELAY, sooner))}
    found = told(docx(*newer), returns, earlier=[Source("v1.docx", docx(*DRAFT))])
    assert found.observations[0].text, "the program tells why it has no place"
    register = register_of(dossier_json.dossier(found), dossier.text(newer))
    assert recall(register, dossier.text(newer), dossier.book) == []


def test_only_a_refusal_and_the_like_are_proposed_again_and_as_proposals() -> None:
    (one,) = recalled(after_a_refusal(), DRAFT, MSPC=replaced(DELAY, SHORTER))
    assert one.proposal is not None
    assert one.proposal.stage is Stage.PROPOSED
    assert one.proposal.reason == NO.reason
    dossier = Dossier()
    dossier.round(
        DRAFT, {"MJDH": replaced(DELAY, SHORTER)}, answered("MJDH-001", Disposition.DEFERRED)
    )
    (put_off,) = recalled(dossier, DRAFT, MSPC=replaced(DELAY, SHORTER))
    assert put_off.proposal is None


def test_the_newest_of_two_answers_is_shown() -> None:
    dossier = after_a_refusal()
    dossier.round(
        DRAFT, {"MJDH": replaced(DELAY, SHORTER)}, answered("MJDH-001", Disposition.NOTED)
    )
    (one,) = recalled(dossier, DRAFT, MJDH=replaced(DELAY, SHORTER))
    assert one.round.number == 2


# Warned of


def test_a_settled_question_reopened_in_silence() -> None:
    dossier = after_a_refusal()
    dossier.chapters[0].final = dossier.text(DRAFT)
    silent = dossier.text(replaced(DELAY, DELAY.replace("72", "48")))
    (alert,) = of_new_draft(silent, dossier.book)
    assert alert.kind == "reopened"
    assert alert.observations == ("MJDH-001",)
    assert "« Protéger », al. 1" in alert.message.render()
    assert of_new_draft(dossier.text(DRAFT), dossier.book) == []


def test_a_question_put_off_may_change() -> None:
    dossier = Dossier()
    dossier.round(
        DRAFT, {"MJDH": replaced(DELAY, SHORTER)},
        answered("MJDH-001", Disposition.REFERRED), final=DRAFT,
    )  # fmt: skip
    changed = dossier.text(replaced(DELAY, DELAY.replace("72", "48")))
    assert of_new_draft(changed, dossier.book) == []


def test_an_adopted_clause_that_the_new_draft_lost() -> None:
    added = "Une évaluation indépendante est publiée à mi-parcours."
    dossier = Dossier()
    dossier.round(
        DRAFT, {"MJDH": (*DRAFT, f"{{++{added}++}}")},
        answered("MJDH-001", Disposition.ACCEPTED), final=(*DRAFT, added),
    )  # fmt: skip
    (alert,) = of_new_draft(dossier.text(DRAFT), dossier.book)
    assert alert.observations == ("MJDH-001",)
    assert "(supprimée)" in alert.message.render()


def test_an_observation_put_off_and_never_taken_up() -> None:
    dossier = Dossier()
    dossier.round(
        DRAFT, {"MJDH": replaced(DELAY, SHORTER)}, answered("MJDH-001", Disposition.DEFERRED)
    )
    other = {"MEF": replaced(MEETING, MEETING.replace("trimestre", "{~~trimestre~>mois~~}"))}
    (alert,) = dropped(dossier.register(DRAFT, other), dossier.text(DRAFT), dossier.book)
    assert alert.observations == ("MJDH-001",)
    same = {"MSPC": replaced(DELAY, SHORTER)}
    assert dropped(dossier.register(DRAFT, same), dossier.text(DRAFT), dossier.book) == []


def test_what_was_put_off_and_decided_two_rounds_ago_is_not_dropped() -> None:
    dossier = Dossier()
    copy = {"MJDH": replaced(DELAY, SHORTER)}
    dossier.round(DRAFT, copy, answered("MJDH-001", Disposition.DEFERRED))
    dossier.round(DRAFT, copy, NO)
    assert dropped([], dossier.text(DRAFT), dossier.book) == []


@pytest.mark.parametrize("written", ["2026-2030", "2026–2030", "de 2026 à 2030", "2026 - 2030"])
def test_a_horizon_that_moved_and_the_places_that_still_name_the_old_one(written: str) -> None:
    dossier = after_a_refusal()
    late = (f"Stratégie nationale {written}", *DRAFT[1:], "Le budget 2025-2029 est voté.")
    moved, left = of_new_draft(dossier.text(late), dossier.book)
    assert moved.kind == left.kind == "horizon"
    assert "2025-2029 (tour 1) à 2026-2030" in moved.message.render()
    assert "« Protéger », al. 2" in left.message.render()


def test_years_that_are_no_plan_move_nothing() -> None:
    dossier = after_a_refusal()
    lines = (*DRAFT, "Les incidents de 2021-2022 et les textes de 1999-2020 sont connus.")
    assert of_new_draft(dossier.text(lines), dossier.book) == []


# The life of a clause


def lived() -> Dossier:
    dossier = Dossier()
    dossier.round(DRAFT, {"MJDH": replaced(DELAY, SHORTER)}, NO, final=DRAFT)
    longer = "Les incidents graves sont déclarés dans un délai de 72 heures."
    dossier.round(replaced(DELAY, longer), {})
    return dossier


@pytest.mark.parametrize("named", ["proteger__p_1", "« Protéger », alinéa 1"])
def test_the_life_of_a_clause_named_as_a_reader_cites_it(named: str) -> None:
    life = life_of(lived().book, named)
    first, second = life.periods
    assert [asked.said.id for asked in first.asked] == ["MJDH-001"]
    assert first.asked[0].answer == NO
    assert first.final is not None
    assert first.final.text == DELAY
    assert [s.text for s in second.draft.redline if s.kind == "add"] == ["graves "]
    assert second.final is None


def test_the_life_of_a_heading_is_that_of_its_part() -> None:
    life = life_of(lived().book, "protéger")
    assert life.periods[0].draft.text == f"Protéger\n{DELAY}"
    assert [asked.said.id for asked in life.periods[0].asked] == ["MJDH-001"]


def test_a_clause_that_came_later_was_not_there_before() -> None:
    dossier = Dossier()
    dossier.round(DRAFT, {})
    dossier.round((*DRAFT, "Une évaluation indépendante a lieu en 2028."), {})
    life = life_of(dossier.book, "proteger__p_2")
    assert life.periods[0].draft.cited == ""
    assert [s.kind for s in life.periods[1].draft.redline] == ["add"]


def test_a_clause_that_no_version_has() -> None:
    with pytest.raises(Refused, match="Axe 9"):
        life_of(lived().book, "Axe 9, objectif 9.9")


def test_the_life_as_data_and_as_a_page() -> None:
    life = life_of(lived().book, "proteger__p_1")
    told = json.loads(history_json.write(life))
    assert told["schema"] == "toguna/history/1"
    assert told["rounds"][0]["observations"][0]["disposition"] == "non retenue"
    assert told["rounds"][1]["draft"]["redline"][1] == {"kind": "add", "text": "graves "}
    page = history_html.write(life).decode()
    assert "<ins>graves </ins>" in page
    assert NO.reason in page
