"""An exported dossier is checked whole: whatever is altered is found, and named."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.adoption.ledger.story import FILES, Ledger, acts, entry, heads, key, ledger, sha256
from toguna.adoption.ledger.acts import Act
from toguna.adoption.ledger.check_dossier import DossierCheck, check_dossier
from toguna.adoption.ledger.check_receipt import check_receipt
from toguna.adoption.ledger.entry import entry_bytes, read_entry
from toguna.adoption.ledger.exported import ENTRIES, HEADS, KEY, LEAVES, export_files, leaves_bytes
from toguna.adoption.ledger.hashing import leaf_hash
from toguna.adoption.ledger.head import Head, head_bytes, sign_head
from toguna.adoption.ledger.withheld import Withheld
from toguna.text.errors import UnreadableFile

STORY = ledger()
SOUND = STORY.exported()
COUNT = len(STORY.entries)


def checked(files: Mapping[str, bytes], known: Sequence[Head] = ()) -> DossierCheck:
    return check_dossier(files.get, files.keys(), known=known)


def lines(entries: Sequence[bytes]) -> bytes:
    return b"".join(data + b"\n" for data in entries)


def with_entries(entries: Sequence[bytes]) -> dict[str, bytes]:
    return {**SOUND, ENTRIES: lines(entries)}


def said(found: DossierCheck) -> str:
    return " ".join(str(problem.message) for problem in found.problems)


def forged(index: int, subject: str) -> bytes:
    """A well-formed entry that was never signed."""
    return entry_bytes(replace(read_entry(STORY.entries[0]), index=index, subject=subject))


def test_a_sound_dossier_holds() -> None:
    found = checked(SOUND, known=STORY.heads)

    assert found.holds
    assert (found.size, found.head, found.key) == (COUNT, STORY.heads[1], STORY.signer.public)
    assert found.files == ("avant-projet.md", "textes/final.md")
    assert found.uncited == ("note.txt",)


def test_an_export_is_the_same_each_time() -> None:
    assert ledger().exported() == SOUND
    assert set(SOUND) == {ENTRIES, HEADS, LEAVES, KEY, *FILES}


@settings(deadline=None)
@given(st.data())
def test_no_byte_of_the_ledger_or_of_a_cited_file_is_changed_unseen(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(sorted(SOUND.keys() - {"note.txt"})))
    place = data.draw(st.integers(0, len(SOUND[name]) - 1))
    whole = bytearray(SOUND[name])
    whole[place] ^= data.draw(st.integers(1, 255))

    assert not checked({**SOUND, name: bytes(whole)}).holds


@pytest.mark.parametrize("name", sorted(SOUND.keys() - {"note.txt"}))
def test_a_missing_or_cut_file_is_named(name: str) -> None:
    without = {path: data for path, data in SOUND.items() if path != name}

    assert name in said(checked(without))
    assert not checked({**SOUND, name: SOUND[name][:-1]}).holds
    assert not checked({**SOUND, name: SOUND[name] + b"\n"}).holds
    assert not checked({**SOUND, name: b""}).holds


@pytest.mark.parametrize("index", range(COUNT))
def test_an_altered_entry_is_named(index: int) -> None:
    entries = list(STORY.entries)
    entries[index] = forged(index, "autre")
    found = checked(with_entries(entries))

    assert [problem.index for problem in found.problems if "altérée" in str(problem.message)] == [
        index
    ]


@pytest.mark.parametrize("index", range(COUNT))
def test_a_removed_entry_is_named(index: int) -> None:
    found = checked(with_entries(STORY.entries[:index] + STORY.entries[index + 1 :]))

    assert f"L'écriture n° {index} a été retirée." in said(found)


@pytest.mark.parametrize("place", range(COUNT + 1))
def test_an_inserted_entry_is_named(place: int) -> None:
    entries = [*STORY.entries[:place], forged(place, "ajout"), *STORY.entries[place:]]
    found = checked(with_entries(entries))

    assert found.problems[0].index == place
    assert f"ligne {place + 1}" in said(found) or "aucune signature" in said(found)


def test_several_alterations_are_told_apart() -> None:
    entries = list(STORY.entries)
    entries[2:4] = [forged(2, "a"), forged(3, "b")]
    del entries[6]
    entries.append(forged(9, "c"))
    found = checked(with_entries(entries))

    assert said(found).split(". ") == [
        "Les écritures n° 2 à 3 ont été altérées",
        "L'écriture n° 6 a été retirée",
        "Le registre a une écriture de trop, à la ligne 9 : elle y a été ajoutée ou répétée.",
    ]


@pytest.mark.parametrize("index", range(COUNT))
def test_a_repeated_entry_is_found(index: int) -> None:
    entries = [*STORY.entries[: index + 1], *STORY.entries[index:]]

    assert not checked(with_entries(entries)).holds


@settings(deadline=None)
@given(st.permutations(range(COUNT)))
def test_another_order_is_found(order: list[int]) -> None:
    found = checked(with_entries([STORY.entries[index] for index in order]))

    assert found.holds == (order == list(range(COUNT)))
    assert found.holds or "L'ordre des écritures a été changé" in said(found)


@settings(deadline=None)
@given(st.lists(st.sampled_from([*STORY.entries, forged(3, "x"), b"", b"{}"]), max_size=12))
def test_no_other_list_of_entries_passes(entries: list[bytes]) -> None:
    assert checked(with_entries(entries)).holds == (entries == STORY.entries)


def test_without_its_list_of_leaves_the_signatures_say_between_which_entries() -> None:
    entries = list(STORY.entries)
    entries[5] = forged(5, "autre")
    leaves = leaves_bytes(map(leaf_hash, entries))
    found = checked({**with_entries(entries), LEAVES: leaves})

    assert "du n° 4 au n° 8" in said(found)


def test_the_list_of_leaves_alone_may_be_wrong() -> None:
    found = checked({**SOUND, LEAVES: b""})

    assert [LEAVES in str(problem.message) for problem in found.problems] == [True]
    assert "celles qui ont été signées" in said(found)


def test_many_alterations_are_told_in_few_lines() -> None:
    story = ledger(middle=300)
    every_other = [
        forged(index, "autre") if index % 2 else data for index, data in enumerate(story.entries)
    ]
    files = {**story.exported(), ENTRIES: lines(every_other)}

    assert 0 < len(checked(files).problems) <= 21
    assert len(checked({**files, ENTRIES: b"?\n" * 300}).problems) <= 25


def resigned(entries: list[bytes], seed: int) -> dict[str, bytes]:
    """What somebody with a key can make of other entries."""
    signer = key(seed)
    made = Ledger(entries, signer, heads(entries, [4, len(entries)], signer))
    return {
        ENTRIES: lines(entries),
        HEADS: b"".join(head_bytes(head) + b"\n" for head in made.heads),
        LEAVES: leaves_bytes(map(leaf_hash, entries)),
        KEY: signer.public.write(),
        **FILES,
    }


def test_a_ledger_signed_by_another_key_is_seen_by_the_published_one() -> None:
    files = resigned(STORY.entries, 2)

    assert checked(files).holds
    assert not check_dossier(files.get, files.keys(), STORY.signer.public).holds
    assert "n'est pas de la clé" in said(checked(files, known=STORY.heads[:1]))


def test_a_ledger_cut_with_its_last_heads_is_only_seen_by_a_head_kept_from_before() -> None:
    cut = resigned(STORY.entries[:6], 1)

    assert checked(cut).holds
    found = checked(cut, known=[STORY.heads[1]])
    assert "Le registre est coupé : il a 6 écritures, il en avait 9" in said(found)
    assert checked(cut, known=STORY.heads[:1]).holds


def test_a_ledger_written_anew_is_only_seen_by_a_head_kept_from_before() -> None:
    anew = resigned([forged(0, "autre"), *STORY.entries[1:]], 1)

    assert checked(anew).holds
    assert "Le registre a été réécrit" in said(checked(anew, known=STORY.heads[1:]))


def test_what_is_signed_and_wrong_is_found_too() -> None:
    swapped = [*STORY.entries[:2], STORY.entries[3], STORY.entries[2], *STORY.entries[4:]]

    assert "l'ordre n'est pas celui des numéros" in said(checked(resigned(swapped, 1)))
    assert not checked(resigned([*STORY.entries, b"{}"], 1)).holds
    doubled = [*STORY.entries[:5], *STORY.entries[4:]]
    assert not checked(resigned(doubled, 1)).holds


SHOWN = export_files(STORY.entries, STORY.heads, STORY.signer.public, FILES, withheld=[7])


def test_a_sealed_entry_may_be_withheld_from_a_copy_and_the_heads_still_hold() -> None:
    found = checked(SHOWN, known=STORY.heads)

    assert found.holds
    assert (found.size, found.withheld) == (COUNT, (7,))
    assert b"obs-sec" not in SHOWN[ENTRIES]
    assert check_receipt(STORY.receipt(7).write()).receipt.head in STORY.heads


@settings(deadline=None)
@given(st.data())
def test_no_byte_of_a_copy_that_withholds_is_changed_unseen(data: st.DataObject) -> None:
    whole = bytearray(SHOWN[ENTRIES])
    start = bytes(whole).index(b'{"index":7')
    place = data.draw(st.integers(start, len(whole) - 1))
    whole[place] ^= data.draw(st.integers(1, 255))

    assert not checked({**SHOWN, ENTRIES: bytes(whole)}).holds


def test_only_what_cannot_be_guessed_is_withheld() -> None:
    for index in (0, -1, COUNT):
        with pytest.raises(ValueError, match="withheld"):
            export_files(STORY.entries, STORY.heads, STORY.signer.public, FILES, withheld=[index])


def test_a_withheld_line_has_the_number_of_its_place() -> None:
    line = Withheld(7, leaf_hash(STORY.entries[7])).write()
    wrong = SHOWN[ENTRIES].replace(line, replace(Withheld.read(line), index=8).write())

    assert not checked({**SHOWN, ENTRIES: wrong}).holds


def of_another(index: int) -> bytes:
    """An entry of another dossier, which the same key signs for."""
    return entry_bytes(replace(read_entry(STORY.entries[index]), dossier="autre"))


def test_entries_and_heads_of_another_dossier_are_found_under_the_same_key() -> None:
    mixed = resigned([*STORY.entries[:5], of_another(5), *STORY.entries[6:]], 1)
    first = STORY.heads[0]
    other = sign_head(STORY.signer, "autre", first.size, first.root, first.at)
    signed = lines([head_bytes(other), head_bytes(STORY.heads[1])])

    assert [problem.index for problem in checked(mixed).problems] == [5]
    assert "ne suit pas la précédente" in said(checked({**SOUND, HEADS: signed}))
    assert "d'un autre dossier" in said(checked(SOUND, known=[other]))


def test_a_list_of_leaves_longer_than_what_was_signed_names_nothing() -> None:
    entries = [*STORY.entries[:5], forged(5, "autre"), *STORY.entries[6:]]
    longer = SOUND[LEAVES] + leaves_bytes([leaf_hash(b"")])
    found = checked({**with_entries(entries), LEAVES: longer})

    assert "retirée." not in said(found)
    assert "du n° 4 au n° 8" in said(found)


Edit = Callable[[list[bytes]], list[bytes]]


@pytest.mark.parametrize(
    "edit",
    [lambda it: it[::-1], lambda it: it + it[-1:], lambda it: it[:1], lambda it: [b"{}", *it]],
    ids=["reversed", "repeated", "cut", "inserted"],
)
def test_heads_that_do_not_follow_each_other_are_found(edit: Edit) -> None:
    edited = edit([head_bytes(head) for head in STORY.heads])

    assert not checked({**SOUND, HEADS: lines(edited)}).holds


def test_a_head_of_more_entries_in_the_middle_is_no_crash() -> None:
    signer = STORY.signer
    bigger = heads(acts(20), [20], signer)
    edited = [STORY.heads[0], *bigger, STORY.heads[1]]

    assert not checked({**SOUND, HEADS: lines(list(map(head_bytes, edited)))}).holds


def test_a_cited_file_that_changed_is_named_with_the_entry_that_cites_it() -> None:
    (problem,) = checked({**SOUND, "textes/final.md": b"autre"}).problems

    assert problem.index == COUNT - 1
    assert "textes/final.md" in str(problem.message)


def test_a_file_that_a_later_entry_cites_anew_is_held_against_that_one() -> None:
    newer = {"avant-projet.md": sha256(b"deux")}
    again = entry_bytes(entry(COUNT, Act.RECEIVED, "tour-2", files=newer))
    files = resigned([*STORY.entries, again], 1)

    assert checked({**files, "avant-projet.md": b"deux"}).holds
    assert checked(files).problems[0].index == COUNT


@pytest.mark.parametrize("name", [ENTRIES, HEADS, LEAVES])
def test_a_ledger_made_to_exhaust_the_machine_is_refused(name: str) -> None:
    with pytest.raises(UnreadableFile, match="trop grand"):
        checked({**SOUND, name: b"\n" * 1_000_001})
    with pytest.raises(UnreadableFile, match="trop grand"):
        checked({**SOUND, name: bytes((256 << 20) + 1)})


def test_what_would_not_verify_is_not_exported() -> None:
    public, entries, signed = STORY.signer.public, STORY.entries, STORY.heads

    for wrong in (
        lambda: export_files(entries[:-1], signed, public, FILES),
        lambda: export_files(entries, signed[::-1], public, FILES),
        lambda: export_files(entries, [], public, FILES),
        lambda: export_files(entries, signed, key(2).public, FILES),
        lambda: export_files(entries, signed, public, {}),
        lambda: export_files(entries, signed, public, {**FILES, "textes/final.md": b""}),
        lambda: export_files(entries, signed, public, {**FILES, "../x": b""}),
        lambda: export_files(entries[::-1], signed, public, FILES),
    ):
        with pytest.raises(ValueError, match=r"head|final\.md|avant-projet|inside|stands"):
            wrong()
