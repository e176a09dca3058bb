"""The workshop report: its standards, its words, and that hostile words stay words."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from tests.consultation.outputs_sample import consolidation, crowded, document, observed
from toguna.consultation.model import (
    Conflict,
    Consolidation,
    Contributor,
    Group,
    Observation,
    Origin,
    Reply,
    Return,
    Tier,
    Unread,
    Wording,
)
from toguna.consultation.outputs import report
from toguna.consultation.outputs.report_data import report_data
from toguna.messages import say

HOSTILE = (
    '#panic("non") #{ 1 } $x^2$ \\ \\u{41} "guillemets" *gras* _souligné_ `brut` <etiquette> '
    "@renvoi // fin /* */ [crochets] {accolades} = titre ~ "
    "مرحبا שלום 😀 ߒߞߏ 中文 \x01\x1b\x7f\ue000 "
    "\u202eàl'envers\u202c \ud800 \U000f0001 " + "anticonstitutionnellement" * 12
)


def test_the_report_is_archivable_and_accessible() -> None:
    reader = read(consolidation())
    metadata = reader.xmp_metadata
    assert metadata is not None
    xml = metadata.stream.get_data().decode()

    assert re.search(r"pdfaid:part>2<", xml)
    assert re.search(r"pdfaid:conformance>A<", xml)
    assert re.search(r"pdfuaid:part>1<", xml)
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert str(root["/Lang"]).startswith("fr")
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata is not None
    assert reader.metadata.title == "Rapport d'atelier : Stratégie d'essai"


def test_the_figures_are_told_in_words() -> None:
    data = report_data(consolidation())

    assert "MEF\u00a0: 2 (1 fond, 1 budgétaire)" in data["bars"]["alt"]
    assert "Gouvernance\u00a0: 3 observations, 1 divergence" in data["strip"]["alt"]


def test_the_date_is_the_one_given_and_never_the_clock() -> None:
    dated, undated = read(consolidation()), read(consolidation(date=None))
    assert dated.metadata is not None
    assert undated.metadata is not None

    assert str(dated.metadata.creation_date).startswith("2025-07-03")
    assert str(undated.metadata.creation_date).startswith("1980-01-01")
    assert "3 juillet 2025" in dated.pages[0].extract_text()
    assert "état au" not in undated.pages[0].extract_text()


def test_the_report_says_everything_a_rapporteur_asks() -> None:
    text = words(consolidation())

    for said in (
        "4 observations",
        "Ministère de la Justice et des Droits de l'homme",
        "MATD.docx : fichier abîmé.",
        "lettre.docx : une remarque n'a pas été placée.",
        "Revoir le chapitre cité.",
        "Tout ce que les fichiers contiennent est dans le registre",
        "Premier ministre",
        "1 observation à placer à la main",
    ):
        assert said in text


def test_rival_wordings_stand_side_by_side_with_their_changes() -> None:
    conflict = report_data(consolidation())["tiers"][0]["conflicts"][0]

    assert [[column["head"] for column in row] for row in conflict["rows"]] == [
        ["Avant-projet", "MJDH", "MEF"]
    ]
    assert conflict["rows"][0][1]["segments"] == [
        ["keep", "L'agence est placée auprès du "],
        ["del", "ministère chargé du numérique"],
        ["add", "Premier ministre"],
        ["keep", "."],
    ]


@pytest.mark.parametrize(
    ("rivals", "shape"), [(1, [2]), (2, [3]), (3, [2, 2]), (4, [3, 2]), (6, [3, 2, 2])]
)
def test_many_wordings_share_rows_evenly(rivals: int, shape: list[int]) -> None:
    wordings = [Wording((), "un"), *(Wording((f"M{n}",), f"{n}") for n in range(rivals))]
    made = consolidation()
    crowd = replace(made.conflicts[0], wordings=tuple(wordings))
    rows = report_data(replace(made, conflicts=[crowd]))["tiers"][0]["conflicts"][0]["rows"]

    assert [len(row) for row in rows] == shape


def test_a_false_balance_is_said_on_the_first_page() -> None:
    made = consolidation()
    reader = read(replace(made, observations=made.observations[1:]))

    assert "bilan des comptes n’est pas juste" in reader.pages[0].extract_text()


def test_hostile_words_are_printed_and_never_run() -> None:
    text = words(hostile())

    assert '#panic("non")' in text
    assert "$x^2$" in text


def test_nothing_received_still_gives_a_report() -> None:
    text = words(replace(crowded(0), contributors=[]))

    assert "Aucune observation n’a été reçue" in text
    assert "Néant." in text


def test_a_crowded_workshop_gets_a_usable_document() -> None:
    reader = read(crowded(300, 60))
    outline = str(reader.outline)

    assert len(reader.pages) < 40
    assert all(f"D-{number:02}" in outline for number in range(1, 61))
    assert "O-0300" in "".join(page.extract_text() for page in reader.pages)


def test_more_observations_than_a_list_can_show_are_left_to_the_matrix() -> None:
    assert report_data(crowded(601))["listed"] is None
    assert len(report_data(crowded(600))["listed"]) == 9


def test_same_input_same_bytes() -> None:
    assert report.write(consolidation()) == report.write(consolidation())


@settings(max_examples=20, deadline=None)
@given(st.text(st.characters(codec=None), min_size=1, max_size=40))
def test_any_words_can_be_set(wish: str) -> None:
    base = document()
    made = observed(base, "O-1", wish, 3, text=wish, reason=wish, origin=Origin.COMMENT)

    assert report.write(replace(consolidation(), observations=[made])).startswith(b"%PDF")


def read(made: Consolidation) -> PdfReader:
    return PdfReader(io.BytesIO(report.write(made)))


def words(made: Consolidation) -> str:
    text = " ".join(page.extract_text() for page in read(made).pages)
    return " ".join(text.replace("\u200b", "").split())


def hostile() -> Consolidation:
    h = HOSTILE
    base = document(
        ["# Titre", "Un texte."], h.encode("ascii", "ignore").decode().translate({1: "", 27: ""})
    )
    seen: Observation = observed(
        base, h, h, 1, before=h, after=h[::-1], text=h, reason=h, person=h, source=h, file=h,
        origin=Origin.COMMENT, replies=[Reply(h, h, h)],
    )  # fmt: skip
    lost = observed(base, h + "2", h, 1, clauses=(), text=h)
    wordings = (Wording((), h), Wording((h,), h[::-1], (h,)), Wording(("B",), ""))
    return Consolidation(
        h, base, [Contributor(h, h)],
        [Return(h, h, h, [seen, lost], {h: 3}, [say("{x}", x=h)])],
        [Unread(h, h, say("{x}", x=h))], [seen, lost],
        [Group(h, seen.clauses, (h, h + "2"), identical=False)],
        [Conflict(h, Tier.WORDS, seen.clauses, (h,), wordings, say("{x}", x=h))], b"",
    )  # fmt: skip
