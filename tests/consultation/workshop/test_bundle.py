"""A working group's laptop takes its clauses away and brings its acts back."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from toguna.consultation.workshop.acts import (
    Act,
    content_of,
    forked,
    merge,
    missing,
    unsettled,
)
from toguna.consultation.workshop.admitting import admit
from toguna.consultation.workshop.bundle import Bundle, read_bundle, write_bundle
from toguna.text.errors import UnreadableFile

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
STRANGER = Ed25519PrivateKey.from_private_bytes(bytes(32))
TRUSTED = {KEY.public_key().public_bytes_raw(): "groupe-2"}
CLAUSES = ("axe_2__p_1", "axe_2__p_2")


def act(machine: str, sequence: int, words: str = "a", **told: object) -> Act:
    """An act that words a clause of axis 2."""
    made = Act(machine, sequence, f"2026-06-02T10:0{sequence}:00Z", "Awa", "wording", CLAUSES[0],
               content_of({"words": words}))  # fmt: skip
    return replace(made, **told)  # type: ignore[arg-type]


HERE = (act("salle", 1, clause="axe_1__p_1"),)
MINE = (act("groupe-2", 1), act("groupe-2", 2, "b", clause=CLAUSES[1]))


def bundle(*acts: Act) -> Bundle:
    return Bundle("snc-2026", "envoi-1", "Groupe 2", CLAUSES, "f" * 64, merge(HERE, acts),
                  {"projet.docx": b"PK..."})  # fmt: skip


def refused(data: bytes) -> str:
    with pytest.raises(UnreadableFile) as error:
        read_bundle(data, TRUSTED, "groupe-2.zip")
    return str(error.value.message)


def repacked(data: bytes, **changed: bytes | None) -> bytes:
    """The same zip with some parts changed, added or (None) left out."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    files |= {name: part for name, part in changed.items() if part is not None}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, part in files.items():
            if name not in changed or changed[name] is not None:
                archive.writestr(name, part)
    return buffer.getvalue()


def test_a_bundle_comes_back_whole_and_says_which_machine_made_it() -> None:
    data = write_bundle(bundle(*MINE), KEY)
    read = read_bundle(data, TRUSTED, "groupe-2.zip")
    assert read == replace(bundle(*MINE), machine="groupe-2")
    assert write_bundle(read, KEY) == data


def test_what_came_back_is_merged_once_however_often_it_comes() -> None:
    read = read_bundle(write_bundle(bundle(*MINE), KEY), TRUSTED, "x.zip")
    once, none = admit(HERE, read, CLAUSES)
    again, still_none = admit(once, read, CLAUSES)
    assert (set(once), none) == ({*HERE, *MINE}, [])
    assert (again, still_none) == (once, [])


def test_a_group_acts_on_its_own_clauses_only() -> None:
    astray = act("groupe-2", 3, clause="axe_1__p_1")
    read = read_bundle(write_bundle(bundle(*MINE, astray), KEY), TRUSTED, "x.zip")
    wider = replace(read, clauses=(*CLAUSES, "axe_1__p_1"))
    merged, [one] = admit(HERE, wider, CLAUSES)
    assert one.act == astray
    assert "n'est pas confié au groupe « Groupe 2 »" in str(one.reason)
    assert astray not in merged


def test_a_machine_cannot_speak_for_another() -> None:
    read = read_bundle(write_bundle(bundle(act("salle", 2)), KEY), TRUSTED, "x.zip")
    merged, [one] = admit(HERE, read, CLAUSES)
    assert "dit de la machine salle" in str(one.reason)
    assert merged == HERE


def test_two_machines_on_one_clause_are_both_kept_and_told() -> None:
    here = (*HERE, act("salle", 2, "autre"))
    merged, _ = admit(here, replace(bundle(*MINE), machine="groupe-2"), CLAUSES)
    [one] = unsettled(merged)
    assert (one.clause, {a.machine for a in one.acts}) == (CLAUSES[0], {"salle", "groupe-2"})
    settled = act("salle", 3, "accord", after=("groupe-2/1",))
    assert unsettled((*merged, settled)) == []


def test_two_machines_that_say_the_same_need_no_settling() -> None:
    assert unsettled((act("salle", 1), act("groupe-2", 1))) == []


def test_a_copied_disk_and_a_lost_act_are_told() -> None:
    assert forked((act("g", 1, "a"), act("g", 1, "b"))) == ["g/1"]
    assert missing((act("g", 1), act("g", 4), act("h", 2))) == ["g/2", "g/3", "h/1"]


def test_a_clock_that_was_set_back_does_not_turn_acts_round() -> None:
    first, second = act("g", 1, moment="2026-06-02T12:00:00Z"), act("g", 2, "b")
    assert merge([second, first]) == (first, second)


GOOD = write_bundle(bundle(*MINE), KEY)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "pas un paquet"),
        (b"PK\x03\x04 rien", "endommagé"),
        (repacked(GOOD, **{"../evil": b"x"}), "pas un paquet"),
        (repacked(GOOD, **{"pieces/../../evil": b"x"}), "pas un paquet"),
        (repacked(GOOD, **{"pieces/autre.txt": b"x"}), "modifié ou abîmé"),
        (repacked(GOOD, **{"pieces/projet.docx": b"x"}), "modifié ou abîmé"),
        (repacked(GOOD, **{"pieces/projet.docx": None}), "modifié ou abîmé"),
        (repacked(GOOD, **{"actes.json": b"[]"}), "modifié ou abîmé"),
        (repacked(GOOD, **{"manifest.json": b"{}"}), "modifié ou abîmé"),
        (repacked(GOOD, **{"signature.json": b"[1]"}), "pas un paquet"),
        (repacked(GOOD, **{"signature.json": b"[" * 99_999}), "pas un paquet"),
        (write_bundle(bundle(*MINE), STRANGER), "n'est pas de l'atelier"),
        (GOOD[: len(GOOD) // 2], "endommagé"),
    ],
)
def test_a_hostile_bundle_is_refused_with_a_sentence(data: bytes, said: str) -> None:
    assert said in refused(data)


def test_a_bundle_of_another_dossier_is_refused() -> None:
    assert read_bundle(GOOD, TRUSTED, "x.zip", dossier="snc-2026").dossier == "snc-2026"
    with pytest.raises(UnreadableFile, match="autre dossier"):
        read_bundle(GOOD, TRUSTED, "x.zip", dossier="snc-2031")


def test_a_bomb_is_not_unpacked() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("manifest.json", bytes(64 << 20))
    assert "démesuré" in refused(buffer.getvalue())


def test_a_part_needs_a_plain_name() -> None:
    with pytest.raises(ValueError, match="plain names"):
        write_bundle(replace(bundle(), parts={"../x": b""}), KEY)


@given(st.integers(0, len(GOOD) - 1), st.integers(1, 255))
@settings(max_examples=80, deadline=None)
def test_one_changed_byte_never_changes_what_is_believed(at: int, by: int) -> None:
    data = bytearray(GOOD)
    data[at] ^= by
    try:
        read = read_bundle(bytes(data), TRUSTED, "x.zip")
    except UnreadableFile:
        return
    assert read == replace(bundle(*MINE), machine="groupe-2")


ACTS = st.lists(
    st.builds(
        Act,
        st.sampled_from("abc"),
        st.integers(1, 4),
        st.sampled_from(["2026-06-02T10:00:00Z", "2026-06-02T11:00:00Z", "2026-06-01T09:00:00Z"]),
        st.just("Awa"),
        st.sampled_from(["wording", "vote"]),
        st.sampled_from(CLAUSES),
        st.sampled_from([content_of({"words": "x"}), content_of({"words": "y"})]),
    ),
    max_size=8,
)


@given(ACTS, ACTS, ACTS)
def test_merging_is_a_union(one: list[Act], other: list[Act], third: list[Act]) -> None:
    assert merge(one, one) == merge(one)
    assert merge(one, other) == merge(other, one)
    assert merge(merge(one, other), third) == merge(one, merge(other, third))
    assert set(merge(one, other)) == {*one, *other}
    assert unsettled(merge(one, other)) == unsettled(merge(other, one))


@given(ACTS)
def test_an_act_survives_its_file(acts: list[Act]) -> None:
    told = replace(bundle(), acts=merge(acts))
    assert read_bundle(write_bundle(told, KEY), TRUSTED, "x").acts == merge(acts)
    assert json.loads(content_of({"b": 1, "a": 2})) == {"a": 2, "b": 1}
