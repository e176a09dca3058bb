"""The traceability workbook: nothing changes without an origin, nothing is answered without end."""

from __future__ import annotations

import io
from dataclasses import replace
from functools import cache

import pytest
from openpyxl import load_workbook

from tests.conftest import SAMPLES
from tests.consultation.answered import ACCEPTED, answer, final
from tests.consultation.story import docx
from toguna.consultation.consolidate import Request, Source, prepare
from toguna.consultation.decisions.final import decide
from toguna.consultation.decisions.model import Answer, Disposition, Final
from toguna.consultation.decisions.outputs import traceability
from toguna.consultation.decisions.outputs.traceability_lineage import lineage_of
from toguna.consultation.decisions.outputs.traceability_records import (
    CHANGED,
    GONE,
    MOVED,
    NEW,
    adopts,
    clause_records,
    stands,
)
from toguna.consultation.model import Contributor, Received

DRAFT = (
    "# Axe 1",
    "Les opérateurs déclarent tout incident grave dans un délai de 72 heures.",
    "L'agence est placée sous la tutelle du ministre chargé du numérique.",
    "# Axe 2",
    "Le plan est révisé tous les deux ans après avis du comité technique.",
    "| N° | Mesure | Coût |",
    "| 1 | Créer l'agence | 3 900 |",
    "| 2 | Former les agents | 1 150 |",
)


def edited(index: int, *lines: str) -> bytes:
    return docx(*DRAFT[:index], *lines, *DRAFT[index + 1 :])


HOURS = edited(
    1, "Les opérateurs déclarent tout incident grave dans un délai de {~~72~>48~~} heures."
)
ADDED = edited(2, DRAFT[2], "{++Elle rend compte chaque année au Parlement.++}")
REMOVED = edited(4, "{--" + DRAFT[4] + "--}")
ROW = docx(*DRAFT, "| 3 | Équiper les sites | 800 | {++}")


def told(copy: bytes, one: Answer = ACCEPTED) -> Final:
    return final(docx(*DRAFT), {"MJDH.docx": copy}, {"MJDH-001": one})


def records(made: Final) -> list[tuple[str, str, str, tuple[str, ...]]]:
    return [
        (
            record.what,
            "\n".join(clause.text for clause in record.before),
            record.after.text if record.after else "",
            record.observations,
        )
        for record in clause_records(made, lineage_of(made))
    ]


def rows(made: Final, name: str) -> list[list[str]]:
    book = load_workbook(io.BytesIO(traceability.write(made)["tracabilite.xlsx"]))
    return [[str(cell or "") for cell in row] for row in book[name].iter_rows(values_only=True)]


def test_a_changed_clause_knows_what_it_was_and_who_changed_it() -> None:
    assert records(told(HOURS)) == [
        (CHANGED, DRAFT[1], DRAFT[1].replace("72", "48"), ("MJDH-001",)),
    ]


def test_a_new_clause_comes_from_nothing() -> None:
    text = "Elle rend compte chaque année au Parlement."

    assert records(told(ADDED)) == [(NEW, "", text, ("MJDH-001",))]


def test_a_clause_that_is_no_more_is_listed_last() -> None:
    assert records(told(REMOVED)) == [(GONE, DRAFT[4], "", ("MJDH-001",))]


def test_a_new_row_is_one_clause_and_not_its_cells() -> None:
    assert records(told(ROW)) == [(NEW, "", "3 | Équiper les sites | 800", ("MJDH-001",))]


def test_a_cell_whose_every_word_changed_is_still_that_cell() -> None:
    made = told(docx(*DRAFT[:6], "| 1 | Créer l'agence | {~~3 900~>4 150~~} |", DRAFT[7]))

    assert records(made) == [(CHANGED, "3 900", "4 150", ("MJDH-001",))]


def test_both_parts_of_a_paragraph_cut_in_two_know_who_cut_it() -> None:
    cut = "Le plan est révisé tous les deux ans. Le comité technique donne son avis avant."
    two = [*DRAFT[:4], cut, *DRAFT[5:]]
    halves = [*two[:4], "Le plan est révisé tous les deux ans.", "Le comité technique donne "
              "son avis avant.", *two[5:]]  # fmt: skip
    made = final(docx(*two), {"MJDH.docx": docx(*halves)}, {"MJDH-001": ACCEPTED})

    assert [what for what, *_ in records(made)] == [CHANGED, CHANGED]
    assert {ids for *_, ids in records(made)} == {("MJDH-001",)}


def test_what_is_not_adopted_changes_nothing() -> None:
    made = told(HOURS, answer(Disposition.REJECTED, "Le décret le fixe."))

    assert records(made) == []


def test_a_change_without_an_origin_is_shown_as_such() -> None:
    made = told(HOURS)
    assert rows(replace(made, origins={}), "Clauses")[1][5] == "SANS ORIGINE"
    assert rows(made, "Clauses")[1][5] == "MJDH-001"


def test_each_observation_leads_to_the_final_words() -> None:
    line = rows(told(HOURS), "Observations")[1]

    assert line[0] == "MJDH-001"
    assert line[5:7] == ["retenue", "validée"]
    assert line[8:10] == ["Comité de rédaction", "02/07/2025"]
    assert line[11] == DRAFT[1].replace("72", "48")
    assert line[12] == "oui"


def test_an_observation_without_an_answer_waits() -> None:
    made = final(docx(*DRAFT), {"MJDH.docx": HOURS}, {})

    assert rows(made, "Observations")[1][5] == "en attente"
    assert ["dont en attente", "1"] in [row[:2] for row in rows(made, "Comptes")]


@pytest.mark.parametrize("copy", [HOURS, ADDED, REMOVED, ROW])
def test_what_is_adopted_stands(copy: bytes) -> None:
    made = told(copy)

    assert stands(made, made.consolidation.observations[0])


def test_words_that_are_not_there_are_told() -> None:
    made = told(HOURS)
    lost = replace(made, document=made.consolidation.document)
    words = [" ".join(row) for row in rows(lost, "Comptes")]

    assert not stands(lost, made.consolidation.observations[0])
    assert any("final\u00a0: NON" in line for line in words)
    assert any("À vérifier\u00a0: MJDH-001" in line for line in words)


def test_words_inside_others_do_not_stand_unless_the_change_was_one() -> None:
    plural = edited(4, DRAFT[4].replace("technique", "technique{++s++}"))
    made = told(plural)
    assert stands(made, made.consolidation.observations[0])

    twice = told(edited(4, DRAFT[4].replace("deux", "{~~deux~>trois~~}")))
    doubled = docx(*DRAFT[:4], DRAFT[4].replace("deux", "troistrois"), *DRAFT[5:])
    wrong = final(doubled, {}, {}).document
    assert not stands(replace(twice, document=wrong), twice.consolidation.observations[0])


def test_the_new_wording_of_a_clause_stands_where_another_change_came_into_it() -> None:
    other = edited(1, DRAFT[1].replace("grave", "{~~grave~>majeur~~}"))
    whole = answer(
        Disposition.ACCEPTED_WITH_CHANGES, "compromis", DRAFT[1].replace("72 heures", "deux jours")
    )
    made = final(
        docx(*DRAFT),
        {"MJDH.docx": HOURS, "MSPC.docx": other},
        {"MJDH-001": whole, "MSPC-001": ACCEPTED},
    )
    observation = made.consolidation.by_id["MJDH-001"]
    assert stands(made, observation)


def test_a_deletion_has_no_words_to_stand() -> None:
    row = rows(told(REMOVED), "Observations")[1]

    assert row[11] == "(supprimé)"
    assert row[12] == "oui"


def test_what_starts_like_a_formula_stays_words() -> None:
    made = told(HOURS, answer(Disposition.NOTED, "=HYPERLINK(1)"))
    book = load_workbook(io.BytesIO(traceability.write(made)["tracabilite.xlsx"]))
    cell = book["Observations"]["H2"]

    assert (cell.data_type, cell.value) == ("s", "=HYPERLINK(1)")


def test_same_input_same_bytes() -> None:
    assert traceability.write(told(HOURS)) == traceability.write(told(HOURS))


@cache
def sample() -> Final:
    """The sample dossier, every observation that meets no other adopted."""
    folder = SAMPLES / "dossier"
    draft = folder / "avant-projet.docx"
    files = sorted((folder / "retours").glob("*_*.*"))
    request = Request(
        Source(draft.name, draft.read_bytes()),
        [Received(f.name, f.read_bytes(), Contributor(f.stem, f.stem)) for f in files],
        date="2025-07-03",
    )
    prepared = prepare(request)
    contested = {key for conflict in prepared.conflicts for key in conflict.observations}
    free = [o for o in prepared.observations if o.edit and o.id not in contested]
    return decide(prepared, {o.id: replace(ACCEPTED, observation=o.id) for o in free})


def test_in_the_sample_dossier_every_change_has_an_origin() -> None:
    made = sample()
    found = clause_records(made, lineage_of(made))

    assert len(found) > 20
    assert [record for record in found if not record.observations] == []
    assert {record.what for record in found} <= {CHANGED, NEW, GONE, MOVED}


def test_in_the_sample_dossier_what_is_adopted_stands() -> None:
    made = sample()
    adopted = [o for o in made.consolidation.observations if adopts(made.answers.get(o.id))]

    assert len(adopted) > 20
    assert [o.id for o in adopted if not stands(made, o)] == []
