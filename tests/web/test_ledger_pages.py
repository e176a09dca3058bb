"""The ledger on the web: entries in sentences, receipts, the export that `toguna verify` checks."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.web.adoption_stories import (
    SECRET,
    adopted,
    entries,
    page_of,
    published,
    story_of_adoption,
    worked,
)
from tests.web.stories import Story
from toguna.adoption.ledger.acts import Act
from toguna.adoption.ledger.entry import read_entry
from toguna.cli.main import main
from toguna.web.domain.export import is_sealed
from toguna.web.domain.ledger import SITE, record
from toguna.web.domain.returns import Sending, send
from toguna.web.models import DossierExport, LedgerEntry, LedgerHead, Return, ReturnState, Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def story() -> Story:
    """A dossier in which a ministry sent an open file, another a restricted one."""
    told = story_of_adoption()
    for name, label, restricted in (("mariam", "MJDH", False), ("seydou", "MDAC", True)):
        seat = told.seat(name, Role.AUTHORITY, label)
        row = told.sent(label, "Une ligne de plus.", restricted=restricted)
        row.filename = f"{label} complément secret.docx" if restricted else row.filename
        row.sent_by, row.state = seat.user, ReturnState.DEPOSITED
        row.save()
        send(seat, row, Sending(seat.organisation, restricted))
    told.seat("nana", Role.AGENCY)
    worked()
    return told


def verify(*words: object) -> Result:
    return CliRunner().invoke(main, ["verify", *map(str, words)])


def exported(story: Story, name: str, folder: Path) -> Path:
    """Let somebody export the dossier in the page, and keep the file."""
    client = story.client(name)
    assert client.post(story.url("registre/exporter/")).status_code == 302
    worked()
    row = DossierExport.objects.latest("id")
    answer = client.get(story.url(f"registre/export/{row.pk}/"))
    assert answer.status_code == 200
    path = folder / f"{name}.zip"
    path.write_bytes(b"".join(answer.streaming_content))
    return path


def contents(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def rewritten(path: Path, files: dict[str, bytes]) -> Path:
    changed = path.with_name(f"autre-{path.name}")
    with zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return changed


def test_entries_are_told_in_plain_sentences_the_newest_first(story: Story) -> None:
    adopted(story)
    page = page_of(story.client("nana"), story.url("registre/"))
    last = len(entries(story)) - 1
    assert page.index(f"Écriture n° {last}") < page.index(f"Écriture n° {last - 1}")
    for words in ("étape : Conseil des ministres : adopté", "est figée par Awa Exemple",
                  "MJDH.docx", "suite(s) validées"):  # fmt: skip
        assert words in page


def test_what_others_sent_is_told_once_the_round_is_closed(story: Story, tmp_path: Path) -> None:
    received = next(e for e in entries(story) if e.act.value == "reçu" and e.files)
    url = story.url(f"registre/{received.index}/")
    client = story.client("ibrahim")
    for page in (page_of(client, url), page_of(client, story.url("registre/"))):
        assert "MJDH" not in page
        assert "se voit à la clôture du tour" in page
    assert client.post(url + "recepisse/").status_code == 404
    assert "MJDH.docx" in page_of(story.client("mariam"), url), "one's own is seen at once"
    assert story.client("mariam").post(url + "recepisse/").status_code == 200
    story.client("awa").post(story.url("tour/1/clore/"))
    story.round.refresh_from_db()
    assert story.round.closed is not None
    assert "MJDH.docx" in page_of(client, url)
    assert client.post(url + "recepisse/").status_code == 200


def test_entries_are_found_by_act_and_by_subject(story: Story) -> None:
    adopted(story)
    client = story.client("yacouba")
    by_act = page_of(client, story.url("registre/?act=approuvé"))
    assert by_act.count('class="card entry"') == 3
    by_subject = page_of(client, story.url("registre/?subject=etape-conseil-de-cabinet"))
    assert by_subject.count('class="card entry"') == 1
    for unknown in ("act=inconnu", "subject=tour-99"):
        assert "Aucune ne répond à ce filtre" in page_of(client, story.url(f"registre/?{unknown}"))


def test_many_entries_come_by_pages(story: Story) -> None:
    for number in range(60):
        record(story.dossier, Act.LINKED, SITE, "tour-1", {"observations": {}, "n": number})
    first = page_of(story.client("yacouba"), story.url("registre/"))
    assert first.count('class="card entry"') == 50
    assert "Plus anciennes" in first
    second = page_of(story.client("yacouba"), story.url("registre/?page=2"))
    assert second.count('class="card entry"') == len(entries(story)) - 50


def sealed(story: Story) -> LedgerEntry:
    """Give the entry of the restricted return."""
    found = [row for row in LedgerEntry.objects.exclude(opening=None)
             if is_sealed(read_entry(bytes(row.canonical)))]  # fmt: skip
    return found[-1]


def test_restricted_content_is_a_commitment_and_not_even_a_subject(story: Story) -> None:
    row = sealed(story)
    url = story.url(f"registre/{row.index}/")
    for name in ("yacouba", "nana", "moussa"):
        client = story.client(name)
        pages = [page_of(client, url), page_of(client, story.url("registre/"))]
        assert all("ontenu restreint (engagement" in page for page in pages)
        assert not any("MDAC" in page or SECRET in page or "secret" in page for page in pages)
        assert "tour 1" not in pages[0]
        assert "reçu" not in pages[0]
        assert client.post(url + "recepisse/").status_code == 404
        for filter_ in ("act=reçu", "subject=tour-1"):
            found = page_of(client, story.url(f"registre/?{filter_}"))
            assert f"Écriture n° {row.index}<" not in found
    page = page_of(story.client("awa"), url)
    assert "MDAC complément secret.docx" in page
    assert f"Écriture n° {row.index}<" in page_of(
        story.client("awa"), story.url("registre/?subject=tour-1")
    )


def test_the_receipt_of_every_entry_holds(story: Story, tmp_path: Path) -> None:
    adopted(story)
    client = story.client("awa")
    for entry in entries(story):
        answer = client.post(story.url(f"registre/{entry.index}/recepisse/"))
        path = tmp_path / f"{entry.index}.json"
        path.write_bytes(b"".join(answer.streaming_content))
        done = verify(path)
        assert done.exit_code == 0, done.output
    assert "Ce récépissé tient" in done.output


def test_a_receipt_given_to_a_contributor_holds_and_opens(story: Story, tmp_path: Path) -> None:
    one = Return.objects.get(filename__contains="secret")
    client = story.client("seydou")
    for name in ("recepisse", "ouverture"):
        answer = client.get(story.url(f"retours/{one.pk}/{name}/"))
        (tmp_path / f"{name}.json").write_bytes(b"".join(answer.streaming_content))
    done = verify(tmp_path / "recepisse.json", "--opening", tmp_path / "ouverture.json")
    assert done.exit_code == 0
    assert "est bien celui qui est donné" in done.output


def test_an_exported_dossier_verifies_and_one_byte_names_the_entry(
    story: Story, tmp_path: Path
) -> None:
    adopted(story)
    published(story)
    path = exported(story, "nana", tmp_path)
    done = verify(path)
    assert done.exit_code == 0, done.output
    assert f"Écritures : {len(entries(story))}" in done.output
    assert "Écritures que cette copie ne montre pas : 1" in done.output
    files = contents(path)
    name = next(name for name in files if "/retours/tour-1/" in name)
    broken = {**files, name: files[name][:-1] + bytes([files[name][-1] ^ 1])}
    done = verify(rewritten(path, broken))
    received = next(e.index for e in entries(story) if e.act.value == "reçu" and e.files)
    assert done.exit_code == 1
    assert f"n° {received}" in done.output
    ledger = next(name for name in files if name.endswith("entries.jsonl"))
    altered = {**files, ledger: files[ledger].replace(b"Awa Exemple", b"Eva Exemple", 1)}
    done = verify(rewritten(path, altered))
    figee = next(e.index for e in entries(story) if e.act.value == "figé")
    assert done.exit_code == 1
    assert f"n° {figee}" in done.output


def test_every_file_of_an_export_is_cited_but_for_how_to_read_it(
    story: Story, tmp_path: Path
) -> None:
    adopted(story)
    done = verify(exported(story, "nana", tmp_path))
    assert "Fichiers qu'aucune écriture ne cite, et dont rien n'est donc dit : 1" in done.output
    assert "LISEZ-MOI.txt" in done.output


def test_an_export_holds_against_a_head_that_was_kept(story: Story, tmp_path: Path) -> None:
    client = story.client("yacouba")
    client.post(story.url("registre/signer/"))
    kept = tmp_path / "tetes.jsonl"
    kept.write_bytes(b"".join(client.get(story.url("registre/tetes/")).streaming_content))
    key = tmp_path / "cle.pem"
    key.write_bytes(b"".join(client.get(story.url("registre/cle/")).streaming_content))
    adopted(story)
    path = exported(story, "nana", tmp_path)
    done = verify(path, "--head", kept, "--key", key)
    assert done.exit_code == 0
    assert LedgerHead.objects.count() >= 2


def test_an_export_for_who_is_not_cleared_has_nothing_restricted(
    story: Story, tmp_path: Path
) -> None:
    adopted(story)
    published(story)
    everything = b"".join(
        data + name.encode() for name, data in _opened(contents(exported(story, "nana", tmp_path)))
    )
    assert b"MDAC" not in everything
    assert "complément secret".encode() not in everything
    full = contents(exported(story, "awa", tmp_path))
    assert any("ouvertures/" in name for name in full)
    assert [name for name in full if "/restreint/retours/tour-1/" in name]
    assert verify(tmp_path / "awa.zip").exit_code == 0


def _opened(files: dict[str, bytes]) -> list[tuple[str, bytes]]:
    """Give files with those inside Word files, but for the text that was adopted.

    That its words changed is public; who asked for it is not.
    """
    found = []
    for name, data in files.items():
        if data.startswith(b"PK"):
            with zipfile.ZipFile(io.BytesIO(data)) as inner:
                found += [(name, inner.read(one)) for one in inner.namelist()]
        else:
            found.append((name, data))
    return [(name, data.replace(SECRET.encode(), b"")) for name, data in found]


def test_the_export_is_for_who_sees_the_returns_of_all(story: Story, tmp_path: Path) -> None:
    for name in ("yacouba", "moussa"):
        client = story.client(name)
        assert client.post(story.url("registre/exporter/")).status_code == 403
        assert "Exporter le dossier" not in page_of(client, story.url("registre/"))
    exported(story, "awa", tmp_path)
    full = DossierExport.objects.get()
    answer = story.client("nana").get(story.url(f"registre/export/{full.pk}/"))
    assert answer.status_code == 404, "that of the cleared is not for who is not"
