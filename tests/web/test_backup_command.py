"""`toguna backup`, `toguna restore` and `toguna worker`, as they are typed."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from django.conf import settings

from tests.web.stories import begun
from tests.web.test_backup import forget
from toguna.cli.main import main
from toguna.web.models import Dossier

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def words(tmp_path: Path) -> Path:
    file = tmp_path / "phrase"
    file.write_text("cheval pile agrafe juste\n")
    return file


def typed(*words: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


def test_a_dossier_is_saved_and_restored(tmp_path: Path, words: Path) -> None:
    story, file = begun(), tmp_path / "snc.zip"
    done = typed("backup", "snc", "-o", file, "--passphrase-file", words, "--date", "2025-07-03")
    assert done.exit_code == 0, done.output
    assert "Empreinte de la clé" in done.output
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    twice = typed("restore", file, "--passphrase-file", words)
    assert (twice.exit_code, "déjà sur ce site" in twice.output) == (2, True)
    forget(story.dossier)
    back = typed("restore", file, "--passphrase-file", words)
    assert back.exit_code == 0, back.output
    assert Dossier.objects.get().slug == "snc"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["phrase", "snc.zip"]


@pytest.mark.parametrize(
    ("command", "says"),
    [
        (("backup", "rien", "-o", "{file}"), "Il n'y a pas de dossier « rien » sur ce site"),
        (("backup", "snc", "-o", "{file}/x"), "ne peut pas être écrit"),
        (("backup", "snc", "-o", "{file}", "--date", "hier"), "hier"),
        (("restore", "{file}"), "ne peut pas être ouvert"),
        (("restore", "{words}"), "n'est pas une sauvegarde"),
    ],
)
def test_what_cannot_be_done_is_told(
    tmp_path: Path, words: Path, command: tuple[str, ...], says: str
) -> None:
    begun()
    told = [part.format(file=tmp_path / "absent.zip", words=words) for part in command]
    done = typed(*told, "--passphrase-file", words)
    assert done.exit_code == 2
    assert says in done.output.replace("\n", " ")


def test_a_short_passphrase_is_refused(tmp_path: Path, words: Path) -> None:
    begun()
    words.write_text("court\n")
    done = typed("backup", "snc", "-o", tmp_path / "x.zip", "--passphrase-file", words)
    assert (done.exit_code, "au moins 12 signes" in done.output) == (2, True)
    assert not (tmp_path / "x.zip").exists()


def test_a_worker_is_for_postgresql() -> None:
    done = typed("worker", "--until-done")
    assert done.exit_code == (0 if settings.TOGUNA.on_postgresql else 2)
    assert ("toguna serve" in done.output) is not settings.TOGUNA.on_postgresql
