"""The file of the rounds: its form, its older forms, and what is refused."""

from __future__ import annotations

import json
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.consultation.test_output_dossier import faults, names
from toguna.consultation.rounds import stored
from toguna.consultation.rounds.model import Act, Deed, Kept, Refused, Round, Rounds, State
from toguna.consultation.rounds.steps import closed, free_folder, opened, reopened
from toguna.text.errors import UnreadableFile

FOLDER = Path(stored.__file__).parent
SCHEMA: dict[str, Any] = json.loads((FOLDER / "schema" / "rounds.schema.json").read_text("utf-8"))
REFERENCE = Path(__file__).parents[2] / "docs" / "reference" / "dossier-folder.md"
DRAFT = Kept("projet.docx", "tour-1/projet/projet.docx", "a" * 64)
OLD = {
    "schema": "toguna/rounds/0",
    "rounds": [
        {
            "folder": "tour-1",
            "draft": {"file": "p.docx", "path": "tour-1/projet/p.docx", "sha256": "a" * 64},
            "opened": "2022-04-01",
            "closed": "2022-06-30",
        },
        {
            "folder": "tour-2",
            "draft": {"file": "q.docx", "path": "tour-2/projet/q.docx", "sha256": "b" * 64},
            "opened": None,
            "closed": False,
        },
    ],
}

days = st.none() | st.dates().map(str)
names_of_files = st.text(st.characters(exclude_characters="/\\\0", exclude_categories=["Cs"]))
paths = names_of_files.map(lambda name: str(PurePosixPath("tour") / (name.strip(".") or "p")))
acts = st.builds(
    Act, st.sampled_from(Deed), days, st.lists(st.text(max_size=8), max_size=3).map(tuple)
)


def rounds_of(parts: list[tuple[str, str, list[Act]]]) -> Rounds:
    return Rounds(tuple(
        Round(n, label, f"tour-{n}", Kept("p", path, "0" * 64), (Act(Deed.OPEN), *more))
        for n, (label, path, more) in enumerate(parts, 1)
    ))  # fmt: skip


def opened_on(dossier: Rounds, date: str | None = None) -> Rounds:
    return opened(dossier, None, DRAFT, f"tour-{len(dossier.all) + 1}", date)


@given(st.lists(st.tuples(st.text(st.characters(exclude_categories=["Cs"])), paths,
                          st.lists(acts, max_size=4)), max_size=4))  # fmt: skip
def test_what_is_written_is_read_back_and_follows_the_schema(
    parts: list[tuple[str, str, list[Act]]],
) -> None:
    dossier = rounds_of(parts)
    data = stored.write(dossier)
    assert list(faults(json.loads(data), SCHEMA)) == []
    assert stored.read(data, "dossier.json") == dossier


def test_an_older_form_is_brought_to_the_present_one() -> None:
    dossier = stored.read(json.dumps(OLD).encode(), "dossier.json")
    assert [one.state for one in dossier.all] == [State.CLOSED, State.OPEN]
    assert [act.date for act in dossier.all[0].acts] == ["2022-04-01", "2022-06-30"]
    assert dossier.all[1].label == "Tour 2"
    assert list(faults(json.loads(stored.write(dossier)), SCHEMA)) == []


def test_there_is_a_step_from_every_older_form() -> None:
    assert list(stored.MIGRATIONS) == list(range(stored.VERSION))


def broken(change: Any) -> bytes:
    told = json.loads(stored.write(opened_on(Rounds())))
    change(told["rounds"][0])
    return json.dumps(told).encode()


@pytest.mark.parametrize(
    "data",
    [
        b"", b"[]", b"{}", b"null", b'{"schema": "toguna/dossier/1"}',
        b'{"schema": "toguna/rounds/1"}', b'{"schema": "toguna/rounds/99", "rounds": []}',
        b'{"schema": "toguna/rounds/1", "rounds": 5}', b"[" * 100_000,
        broken(lambda one: one.update(folder="../ailleurs")),
        broken(lambda one: one["draft"].update(path="/etc/passwd")),
        broken(lambda one: one.update(acts=[])),
        broken(lambda one: one.update(number=7)),
        broken(lambda one: one.update(label=None)),
    ],
)  # fmt: skip
def test_what_is_no_dossier_is_refused_with_a_sentence(data: bytes) -> None:
    with pytest.raises(UnreadableFile, match=r"dossier\.json : "):
        stored.read(data, "dossier.json")


def test_every_name_in_the_schema_is_in_the_documentation() -> None:
    documented = REFERENCE.read_text("utf-8")
    assert {name for name in names(SCHEMA) if f"`{name}`" not in documented} == set()


# What is done to a dossier


def test_two_rounds_are_never_open_together() -> None:
    with pytest.raises(Refused, match="encore ouvert"):
        opened_on(opened_on(Rounds()))


def test_a_round_with_observations_without_an_answer_is_closed_by_force_alone() -> None:
    dossier = opened_on(Rounds())
    with pytest.raises(Refused, match="MEF-001, MEF-002"):
        closed(dossier, ["MEF-001", "MEF-002"], None)
    forced = closed(dossier, ["MEF-001"], None, force=True)
    assert forced.all[0].acts[-1].unanswered == ("MEF-001",)
    assert forced.open is None


def test_a_round_without_a_consolidation_is_closed_by_force_alone() -> None:
    with pytest.raises(Refused, match="rien de consolidé"):
        closed(opened_on(Rounds()), None, None)


def test_closing_is_undone_and_stays_told() -> None:
    dossier = reopened(closed(opened_on(Rounds()), [], "2025-07-03"), "2025-07-04")
    assert [act.deed for act in dossier.all[0].acts] == [Deed.OPEN, Deed.CLOSE, Deed.REOPEN]
    with pytest.raises(Refused, match="déjà ouvert"):
        reopened(dossier, None)


def test_there_is_nothing_to_close_or_reopen_in_an_empty_dossier() -> None:
    with pytest.raises(Refused, match="rien à fermer"):
        closed(Rounds(), [], None)
    with pytest.raises(Refused, match="pas encore de tour"):
        reopened(Rounds(), None)


@pytest.mark.parametrize("date", ["3 juillet 2025", "2025-13-01", "20250703", "2025-01-01"])
def test_a_date_that_cannot_be_is_refused(date: str) -> None:
    with pytest.raises(Refused, match=date):
        closed(opened_on(Rounds(), "2025-06-01"), [], date)


def test_a_folder_that_is_there_already_is_never_taken() -> None:
    assert free_folder(2, {"tour-1"}) == "tour-2"
    assert free_folder(2, {"tour-2", "tour-2 (2)"}) == "tour-2 (3)"
