"""A dossier moved whole: backed up, restored elsewhere, and the same bytes again."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Callable

import pytest
from django.apps import apps
from django.contrib.auth.hashers import check_password
from django.db.models import BinaryField

from tests.web.stories import DRAFT, PASSWORD, Story, begun
from toguna.adoption.ledger.acts import Act
from toguna.consultation.decisions.model import Disposition
from toguna.web.domain.answers import Given, give
from toguna.web.domain.backup.hanging import PERSONAL, SHARED, hanging
from toguna.web.domain.backup.reading import restore
from toguna.web.domain.backup.values import KEY, SEALED
from toguna.web.domain.backup.writing import write_backup
from toguna.web.domain.ledger import actor_of, head_of, record, signing_key
from toguna.web.domain.room.machines import key_of, own_machine
from toguna.web.domain.room.opening import open_workshop
from toguna.web.jobs.queue import enqueue
from toguna.web.models import (
    Blob,
    Dossier,
    Job,
    LedgerEntry,
    Observation,
    Organisation,
    Role,
    User,
    Workshop,
)
from toguna.web.permissions import seat_in
from toguna.web.refusal import Refused

pytestmark = pytest.mark.django_db
WORDS = "cheval pile agrafe juste"


def silent(what: object, done: int, total: int) -> None:
    """Show no progress."""


def backed_up(dossier: Dossier, **options: bool) -> bytes:
    out = io.BytesIO()
    write_backup(dossier, out, WORDS, "2025-07-03", silent, **options)
    return out.getvalue()


def restored(data: bytes, words: str = WORDS) -> Dossier:
    return restore(io.BytesIO(data), words, silent)


def rich_story() -> Story:
    """Tell a dossier with something of everything: returns, answers, a workshop, a job."""
    story = begun()
    awa = story.seat("awa", Role.RAPPORTEUR, cleared=True)
    story.sent("MJDH", DRAFT[0], DRAFT[1].replace("Premier ministre", "Président"), *DRAFT[2:])
    story.sent("MEF", DRAFT[0], DRAFT[1].replace("Premier ministre", "Conseil"), *DRAFT[2:])
    story.sent("MDAC", *DRAFT[:2], DRAFT[2].replace("trois", "deux"), DRAFT[3], restricted=True)
    first, *_ = story.consolidated()
    give(awa, story.round, [first], Given(Disposition.ACCEPTED), {first.pk: 0})
    workshop = open_workshop(
        awa, story.round, {"title": "Atelier fictif", "place": "Bamako", "days": ["2025-07-01"]}
    )
    own_machine(workshop)
    head_of(story.dossier)
    enqueue(story.dossier, "consolidate", awa.user, round=story.round.pk)
    return story


def forget(dossier: Dossier) -> None:
    """Take a dossier off the site with its people, as if it had never been there."""
    for one in reversed(hanging()):
        one.rows(dossier)._raw_delete("default")
    Blob.objects.all().delete()
    User.objects.all().delete()
    Organisation.objects.all().delete()


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def altered(data: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """Give a backup with one of its parts changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for info in old.infolist():
            part = old.read(info)
            new.writestr(info, change(part) if info.filename == name else part)
    return out.getvalue()


def test_every_model_is_of_a_dossier_or_was_said_not_to_be() -> None:
    found = {one.model for one in hanging()}
    known = found | set(SHARED) | set(PERSONAL)
    models = set(apps.get_app_config("web").get_models(include_auto_created=True))
    of_people = {User.groups.through, User.user_permissions.through}
    assert models - known == of_people


def test_every_private_key_is_known_to_be_enciphered() -> None:
    models = {one.name: one.model for one in hanging()}
    with_key = {
        name
        for name, model in models.items()
        if any(isinstance(f, BinaryField) and f.name == KEY for f in model._meta.fields)
    }
    assert with_key == set(SEALED)


def test_what_is_restored_gives_the_same_bytes() -> None:
    story = rich_story()
    first = backed_up(story.dossier)
    counts = {one.name: one.rows(story.dossier).count() for one in hanging()}
    forget(story.dossier)
    begun(slug="autre")  # other rows have taken the numbers
    dossier = restored(first)
    assert {one.name: one.rows(dossier).count() for one in hanging()} == counts
    assert counts["observation"] == 3
    assert counts["item"] > 0
    second = backed_up(dossier)
    assert parts(second) == parts(first)
    assert second == first


def test_a_restored_dossier_lives_on() -> None:
    story = rich_story()
    data, signed = backed_up(story.dossier), bytes(head_of(story.dossier).signed)
    size = LedgerEntry.objects.filter(ledger__dossier=story.dossier).count()
    forget(story.dossier)
    dossier = restored(data)
    awa = User.objects.get(username="awa")
    seat = seat_in(awa, dossier)
    assert seat is not None
    assert not awa.has_usable_password()
    assert bytes(head_of(dossier).signed) == signed
    assert signing_key(dossier).public.write().decode() == dossier.ledger.public_key
    assert key_of(Workshop.objects.get(dossier=dossier).machines.get())
    awas = record(dossier, Act.CHECKED, actor_of(seat), "suite")
    assert (awas.index, dossier.ledger.entries.count()) == (size, size + 1)
    job = Job.objects.get(dossier=dossier)
    assert dossier.rounds.get().pk == job.arguments["round"]
    assert Observation.objects.filter(round__dossier=dossier, restricted=True).count() == 1


def test_passwords_travel_only_when_asked_and_never_without_the_second_factor() -> None:
    from allauth.mfa.models import Authenticator

    story = begun()
    Authenticator.objects.create(user=story.people["fatou"], type="totp", data={})
    data = backed_up(story.dossier, passwords=True)
    assert b"pbkdf2" not in parts(data)["people.jsonl"]
    forget(story.dossier)
    restored(data)
    assert check_password(PASSWORD, User.objects.get(username="awa").password)
    assert not User.objects.get(username="fatou").has_usable_password()


def test_restoring_twice_is_refused() -> None:
    story = begun()
    data = backed_up(story.dossier)
    with pytest.raises(Refused, match="déjà sur ce site"):
        restored(data)


def test_somebody_else_of_the_same_user_name_gets_no_seat() -> None:
    story = begun()
    data = backed_up(story.dossier)
    forget(story.dossier)
    User.objects.create(username="awa", full_name="Quelqu'un d'autre")
    with pytest.raises(Refused, match="changez le nom d'utilisateur"):
        restored(data)
    assert not Dossier.objects.exists()
    assert not User.objects.exclude(username="awa").exists()


def test_another_passphrase_is_refused() -> None:
    story = begun()
    data = backed_up(story.dossier)
    forget(story.dossier)
    with pytest.raises(Refused, match="phrase de passe"):
        restored(data, "une autre phrase de passe")
    assert not Dossier.objects.exists()


PARTS = ["manifest.json", "manifest.sig", "people.jsonl", "rows/version.jsonl", "rows/ledger.jsonl"]


@pytest.mark.parametrize("part", PARTS)
def test_a_changed_part_is_refused_and_nothing_half_done(part: str) -> None:
    story = begun()
    data = altered(backed_up(story.dossier), part, lambda old: old.replace(b"0", b"1", 3) + b" ")
    forget(story.dossier)
    with pytest.raises(Refused):
        restored(data)
    for model in (Dossier, User, Blob, Organisation):
        assert not model._default_manager.exists()


@pytest.mark.parametrize("keep", [0, 10, 1000, -100])
def test_a_file_that_was_cut_is_refused(keep: int) -> None:
    story = begun()
    data = backed_up(story.dossier)
    forget(story.dossier)
    with pytest.raises(Refused, match="abîmé"):
        restored(data[:keep])
    assert not Dossier.objects.exists()


def test_a_backup_signed_by_somebody_else_is_refused() -> None:
    """Who changes a row and the manifest's digests cannot sign it again."""
    story = begun()
    data = backed_up(story.dossier)
    manifest = json.loads(parts(data)["manifest.json"])
    manifest["title"] = "Autre titre"
    changed = json.dumps(manifest).encode()
    forget(story.dossier)
    with pytest.raises(Refused, match="abîmé"):
        restored(altered(data, "manifest.json", lambda old: changed))


def test_a_newer_backup_says_so() -> None:
    story = begun()
    key = signing_key(story.dossier)
    data = backed_up(story.dossier)
    manifest = json.loads(parts(data)["manifest.json"])
    manifest["fields"]["hologram"] = ["id"]
    changed = json.dumps(manifest).encode()
    data = altered(data, "manifest.json", lambda old: changed)
    data = altered(data, "manifest.sig", lambda old: key.sign(changed).hex().encode())
    forget(story.dossier)
    with pytest.raises(Refused, match="plus récente"):
        restored(data)


def test_nobody_comes_with_a_backup_to_administer_the_site() -> None:
    story = begun()
    data, key = backed_up(story.dossier), signing_key(story.dossier)

    def raised(people: bytes) -> bytes:
        rows = [json.loads(line) | {"is_superuser": True} for line in people.splitlines()]
        return b"".join(json.dumps(row).encode() + b"\n" for row in rows)

    people = raised(parts(data)["people.jsonl"])
    manifest = json.loads(parts(data)["manifest.json"])
    manifest["files"]["people.jsonl"]["sha256"] = hashlib.sha256(people).hexdigest()
    signed = json.dumps(manifest).encode()
    for name, made in (
        ("people.jsonl", people),
        ("manifest.json", signed),
        ("manifest.sig", key.sign(signed).hex().encode()),
    ):
        data = altered(data, name, lambda old, made=made: made)
    forget(story.dossier)
    restored(data)
    assert User.objects.filter(username="awa").exists()
    assert not User.objects.filter(is_superuser=True).exists()
