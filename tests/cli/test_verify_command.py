"""`toguna verify` as it is typed, before and after something was changed."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.adoption.ledger.story import DOSSIER, FILES, OPENING, heads, key, ledger
from toguna.adoption.ledger.exported import ENTRIES, HEADS, export_files
from toguna.adoption.ledger.head import head_bytes
from toguna.cli.main import main

STORY = ledger()
SOUND = STORY.exported()
FINGERPRINT = STORY.signer.public.fingerprint


def run(*words: object) -> Result:
    return CliRunner().invoke(main, ["verify", *map(str, words)])


def written(folder: Path, files: Mapping[str, bytes]) -> Path:
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder


def zipped(path: Path, files: Mapping[str, bytes], top: str = "") -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(top + name, data)
    return path


@pytest.fixture
def dossier(tmp_path: Path) -> Path:
    return written(tmp_path / "dossier", SOUND)


@pytest.fixture
def receipt(tmp_path: Path) -> Path:
    path = tmp_path / "recepisse.json"
    path.write_bytes(STORY.receipt(7).write())
    return path


@pytest.fixture
def published(tmp_path: Path) -> Path:
    path = tmp_path / "publiee.pem"
    path.write_bytes(STORY.signer.public.write())
    return path


def test_a_sound_dossier_ends_with_0_and_a_summary(dossier: Path) -> None:
    done = run(dossier)

    assert done.exit_code == 0
    for words in (
        DOSSIER,
        "Écritures : 9",
        FINGERPRINT,
        "cite, et dont rien",
        "note.txt",
        "--head",
    ):
        assert words in done.output


def test_one_byte_changed_ends_with_1_and_the_entry(dossier: Path) -> None:
    path = dossier / ENTRIES
    data = path.read_bytes()
    path.write_bytes(data.replace(b"obs-0003", b"obs-0004"))
    done = run(dossier)

    assert done.exit_code == 1
    assert "L'écriture n° 3 a été altérée." in done.output
    assert "Demandez une nouvelle copie" in done.output
    path.write_bytes(data)
    assert run(dossier).exit_code == 0


def test_a_cited_file_that_changed_ends_with_1_and_its_name(dossier: Path) -> None:
    (dossier / "textes" / "final.md").write_bytes(FILES["textes/final.md"] + b" ")
    done = run(dossier)

    assert done.exit_code == 1
    assert "textes/final.md" in done.output
    assert "n° 8" in done.output


def test_entries_that_a_copy_does_not_show_are_counted(tmp_path: Path) -> None:
    shown = export_files(STORY.entries, STORY.heads, STORY.signer.public, FILES, withheld=[7])
    done = run(written(tmp_path / "public", shown))

    assert done.exit_code == 0
    assert "ne montre pas : 1 (n° 7)" in done.output


@pytest.mark.parametrize("top", ["", "dossier-2026/"])
def test_an_archive_is_checked_as_a_folder(tmp_path: Path, top: str) -> None:
    good = zipped(tmp_path / "dossier.zip", SOUND, top)
    bad = zipped(tmp_path / "mauvais.zip", {**SOUND, HEADS: b""}, top)

    assert run(good).output == run(written(tmp_path / "dossier", SOUND)).output
    assert run(good).exit_code == 0
    assert run(bad).exit_code == 1


def test_a_receipt_is_checked_with_the_published_key_or_without(
    receipt: Path, published: Path, tmp_path: Path
) -> None:
    alone, against = run(receipt), run(receipt, "--key", published)
    other = tmp_path / "autre.pem"
    other.write_bytes(key(2).public.write())

    assert (alone.exit_code, against.exit_code) == (0, 0)
    assert FINGERPRINT in alone.output
    assert "comparez cette empreinte" in alone.output
    assert "que vous avez donnée" in against.output
    assert run(receipt, "--key", other).exit_code == 1


def test_a_changed_receipt_ends_with_1(receipt: Path) -> None:
    receipt.write_bytes(receipt.read_bytes().replace(b"obs-sec", b"obs-0sec"))
    done = run(receipt)

    assert done.exit_code == 1
    assert "ne tient pas" in done.output


def test_a_sealed_content_is_opened(receipt: Path, tmp_path: Path) -> None:
    good, bad = tmp_path / "ouverture.json", tmp_path / "autre.json"
    good.write_bytes(OPENING.write())
    bad.write_bytes(replace(OPENING, content=b"autre").write())

    assert "scellé est bien celui" in run(receipt, "--opening", good).output
    assert run(receipt, "--opening", bad).exit_code == 1
    assert "voir --opening" in run(receipt).output


def test_a_dossier_cut_with_its_heads_is_seen_by_what_was_kept(
    tmp_path: Path, receipt: Path
) -> None:
    entries = STORY.entries[:6]
    signed = heads(entries, [6], STORY.signer)
    cut = written(tmp_path / "coupe", export_files(entries, signed, STORY.signer.public, FILES))
    old, first = tmp_path / "heads.jsonl", tmp_path / "head.json"
    old.write_bytes(SOUND[HEADS])
    first.write_bytes(head_bytes(STORY.heads[0]))

    assert run(cut).exit_code == 0
    assert "Signatures gardées d'avant : 1" in run(cut, "--head", first).output
    for kept in (("--head", old), ("--receipt", receipt)):
        done = run(cut, *kept)
        assert done.exit_code == 1
        assert "coupé" in done.output


def test_a_name_in_a_dossier_does_not_command_the_terminal(tmp_path: Path) -> None:
    files = {**SOUND, "\x1b[31mrouge\u202e.md": b""}
    done = run(written(tmp_path / "dossier", files))

    assert done.exit_code == 0
    assert "\x1b" not in done.output
    assert "\u202e" not in done.output


def bomb(path: Path) -> Path:
    return zipped(path, {**SOUND, "zeros": bytes(64 << 20)})


def twins(path: Path) -> Path:
    """An archive in which two files have one name, made by changing the name of the second."""
    zipped(path, {**SOUND, ENTRIES[:-1] + "?": SOUND[ENTRIES]})
    path.write_bytes(path.read_bytes().replace(ENTRIES[:-1].encode() + b"?", ENTRIES.encode()))
    return path


def test_what_cannot_be_read_ends_with_2_and_one_sentence(tmp_path: Path, dossier: Path) -> None:
    text = tmp_path / "texte.json"
    text.write_text("rien", encoding="utf-8")
    huge = tmp_path / "immense.json"
    with huge.open("wb") as file:
        file.truncate(1 << 33)
    pipe = tmp_path / "tube"
    os.mkfifo(pipe)
    cut = zipped(tmp_path / "coupe.zip", SOUND)
    cut.write_bytes(cut.read_bytes()[:-30])
    empty = tmp_path / "vide"
    empty.mkdir()

    for words in (
        [text],
        [huge],
        [pipe],
        [cut],
        [empty],
        [tmp_path / "absent"],
        [bomb(tmp_path / "bombe.zip")],
        [twins(tmp_path / "jumeaux.zip")],
        [zipped(tmp_path / "autre.zip", FILES)],
        [dossier, "--key", text],
        [dossier, "--head", text],
        [dossier, "--receipt", text],
        [dossier, "--opening", text],
        [text, "--head", text],
    ):
        done = run(*words)
        assert (done.exit_code, done.stdout) == (2, ""), words
        assert done.stderr.strip()
        assert "Traceback" not in done.stderr


def test_a_link_that_leads_out_of_the_dossier_is_no_file_of_it(dossier: Path) -> None:
    outside = dossier.parent / "ailleurs.md"
    outside.write_bytes(FILES["avant-projet.md"])
    (dossier / "avant-projet.md").unlink()
    (dossier / "avant-projet.md").symlink_to(outside)
    done = run(dossier)

    assert done.exit_code == 1
    assert "avant-projet.md : ce fichier manque" in done.output
