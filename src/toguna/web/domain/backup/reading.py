"""Restoring a dossier from its backup: all of it in one transaction, or nothing."""

from __future__ import annotations

import hashlib
import json
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from typing import IO, Any

from django.contrib.auth.hashers import make_password
from django.db import DataError, IntegrityError, transaction

from toguna.adoption.ledger.keys import PublicKey
from toguna.consultation.consolidate import Progress
from toguna.messages import say
from toguna.text.errors import UnreadableFile
from toguna.web.domain.backup.filling import Filling
from toguna.web.domain.backup.hanging import hanging
from toguna.web.domain.backup.passphrase import Passphrase
from toguna.web.domain.backup.writing import (
    BLOB,
    MANIFEST,
    ORGANISATIONS,
    PEOPLE,
    ROWS,
    SCHEMA,
    SIGNATURE,
)
from toguna.web.domain.ledger import check_kept
from toguna.web.models import Blob, Dossier, Job, Organisation, User
from toguna.web.refusal import Refused

LONGEST_LINE = 256 * 1024 * 1024
MOST_BLOB = 1 << 30
PERSON = ("username", "full_name", "language", "email", "is_active")
"""What is taken of a person: nobody comes with a backup to administer the site."""
DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    UnreadableFile,
)
"""What reading a file ends in that is not what a backup was."""


def restore(file: IO[bytes], words: str, progress: Progress) -> Dossier:
    """Make the dossier of a backup on this site.

    `words` are the passphrase. Jobs that were not done are waiting.

    Raises:
        Refused: the file is damaged or something else, the passphrase is another, or the dossier,
            or somebody else of the same user name, is here already.
    """
    try:
        with zipfile.ZipFile(file) as archive, transaction.atomic():
            return _restored(_Backup(archive), words, progress)
    except IntegrityError as error:
        raise Refused(
            say(
                "Une partie de ce dossier est déjà sur ce site, sous un autre nom ; rien n'a été "
                "restauré."
            ),
            409,
        ) from error
    except (*DAMAGED, DataError) as error:
        raise _damaged() from error


def _restored(backup: _Backup, words: str, progress: Progress) -> Dossier:
    manifest = backup.manifest
    _check_new(manifest)
    passphrase = Passphrase(words, manifest["public_key"])
    _organisations(backup)
    _people(backup, passphrase)
    filling = Filling(passphrase, _blobs(backup, progress))
    for done, one in enumerate(hanging()):
        progress(say("Restauration du dossier"), done, len(hanging()))
        for row in backup.rows(ROWS.format(name=one.name), absent=one.name):
            filling.add(one, row)
    filling.finish()
    dossier = Dossier.objects.get(slug=manifest["dossier"])
    check_kept(dossier)
    if dossier.ledger.public_key != manifest["public_key"]:
        raise _damaged()
    Job.objects.filter(dossier=dossier, state=Job.State.RUNNING).update(state=Job.State.QUEUED)
    return dossier


class _Backup:
    """The parts of a backup, each held against the manifest's digest as it is read."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self.manifest = self._checked_manifest()

    def _checked_manifest(self) -> dict[str, Any]:
        data = self._archive.read(MANIFEST)
        manifest: dict[str, Any] = json.loads(data)
        if manifest["schema"] != SCHEMA:
            raise Refused(
                say("Cette sauvegarde vient d'une version de Toguna que celle-ci ne connaît pas.")
            )
        key = PublicKey.read(manifest["public_key"].encode())
        if not key.verifies(bytes.fromhex(self._archive.read(SIGNATURE).decode()), data):
            raise _damaged()
        known = {one.name: {field.name for field in one.fields} for one in hanging()}
        for name, fields in manifest["fields"].items():
            if not set(fields) <= known.get(name, set()):
                raise Refused(
                    say(
                        "Cette sauvegarde vient d'une version plus récente de Toguna (« {name} ») "
                        "; mettez ce site à jour, puis recommencez.",
                        name=name,
                    )
                )
        return manifest

    def rows(self, name: str, *, absent: str = "") -> Iterator[dict[str, Any]]:
        """Give the rows of a part, none where the backup is older than its model (`absent`)."""
        if absent and absent not in self.manifest["fields"]:
            return
        told = self.manifest["files"][name]
        digest, count = hashlib.sha256(), 0
        with self._archive.open(name) as file:
            while line := file.readline(LONGEST_LINE):
                digest.update(line)
                count += 1
                yield json.loads(line)
        if digest.hexdigest() != told["sha256"] or count != told["rows"]:
            raise _damaged()

    def blobs(self) -> Iterator[tuple[str, bytes]]:
        """Give the files' bytes with their digests."""
        prefix = BLOB.format(sha256="")
        infos = [info for info in self._archive.infolist() if info.filename.startswith(prefix)]
        if len(infos) != self.manifest["blobs"]:
            raise _damaged()
        for info in infos:
            if info.file_size > MOST_BLOB:
                raise _damaged()
            data = self._archive.read(info)
            digest = hashlib.sha256(data).hexdigest()
            if digest != info.filename.removeprefix(prefix):
                raise _damaged()
            yield digest, data


def _check_new(manifest: Mapping[str, Any]) -> None:
    if Dossier.objects.filter(slug=manifest["dossier"]).exists():
        raise Refused(
            say(
                "Le dossier « {title} » ({slug}) est déjà sur ce site : on ne restaure pas par-"
                "dessus. Rien n'a été fait.",
                title=manifest["title"],
                slug=manifest["dossier"],
            ),
            409,
        )


def _organisations(backup: _Backup) -> None:
    for row in backup.rows(ORGANISATIONS):
        Organisation.objects.get_or_create(label=row["label"], defaults={"name": row["name"]})


def _people(backup: _Backup, passphrase: Passphrase) -> None:
    """Make the people who are not here yet; who is here keeps the password of here."""
    for row in backup.rows(PEOPLE):
        closed = row["password"]
        here = User.objects.filter(username=row["username"]).first()
        if here is None:
            secret = (
                make_password(None)
                if closed is None
                else passphrase.open(closed, f"user {row['username']}").decode()
            )
            User.objects.create(**{name: row[name] for name in PERSON}, password=secret)
        elif here.full_name != row["full_name"]:
            raise Refused(
                say(
                    "Le compte « {name} » est ici celui de {here}, et dans la sauvegarde celui de "
                    "{there} : changez le nom d'utilisateur de l'un des deux, puis recommencez. "
                    "Rien n'a été restauré.",
                    name=here.username,
                    here=str(here),
                    there=row["full_name"] or here.username,
                ),
                409,
            )


def _blobs(backup: _Backup, progress: Progress) -> set[str]:
    """Keep the files, and give their digests."""
    total = backup.manifest["blobs"]
    digests: set[str] = set()
    for done, (digest, data) in enumerate(backup.blobs()):
        progress(say("Restauration des fichiers"), done, total)
        Blob.objects.get_or_create(sha256=digest, defaults={"size": len(data), "data": data})
        digests.add(digest)
    return digests


def _damaged() -> Refused:
    return Refused(
        say(
            "Ce fichier n'est pas une sauvegarde de Toguna, ou il est abîmé ; rien n'a été "
            "restauré."
        )
    )
