"""Writing the backup of a dossier: rows as they are read, one at a time, then files, then digests.

Writers need not wait: what is read is one state of the database.
"""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import IO, Any

from allauth.mfa.models import Authenticator
from django.db import connection, transaction

from toguna.consultation.consolidate import Progress
from toguna.messages import say
from toguna.web.domain.backup.hanging import (
    Hanging,
    hanging,
    is_numbered_key,
    references,
)
from toguna.web.domain.backup.naming import Names, Ranks, told_arguments, told_reference
from toguna.web.domain.backup.passphrase import Passphrase
from toguna.web.domain.backup.values import KEY, SEALED, line, told
from toguna.web.domain.ledger import signing_key
from toguna.web.domain.sealed import cipher
from toguna.web.models import Blob, Dossier, Job, Organisation, User

SCHEMA = "toguna/backup/1"
MANIFEST, SIGNATURE = "manifest.json", "manifest.sig"
PEOPLE, ORGANISATIONS = "people.jsonl", "organisations.jsonl"
ROWS = "rows/{name}.jsonl"
BLOB = "blobs/{sha256}"
CHUNK = 200
"""Rows that are read at once."""
EPOCH = (1980, 1, 1, 0, 0, 0)


def write_backup(
    dossier: Dossier,
    out: IO[bytes],
    words: str,
    date: str,
    progress: Progress,
    *,
    passwords: bool = False,
) -> str:
    """Write a dossier whole, and give the fingerprint of the key that signs the backup.

    `words` are the passphrase; `date` is the day that the backup bears; with `passwords`, people
    keep theirs, but those who have a second factor too, which does not travel.

    Raises:
        Refused: the passphrase is too short.
    """
    with one_state(), zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        key = signing_key(dossier)
        passphrase = Passphrase(words, dossier.ledger.public_key)
        writing = _Writing(archive, dossier, passphrase)
        for done, one in enumerate(hanging()):
            progress(say("Sauvegarde du dossier"), done, len(hanging()))
            writing.rows(one)
        writing.organisations()
        writing.people(with_passwords=passwords)
        writing.blobs(progress)
        manifest = line(
            {
                "schema": SCHEMA,
                "date": date,
                "dossier": dossier.slug,
                "title": dossier.title,
                "public_key": dossier.ledger.public_key,
                "fields": {one.name: sorted(f.name for f in one.fields) for one in hanging()},
                "files": writing.files,
                "blobs": len(writing.digests),
            }
        )
        archive.writestr(_info(MANIFEST), manifest)
        archive.writestr(_info(SIGNATURE), key.sign(manifest).hex())
        return key.public.fingerprint


@contextmanager
def one_state() -> Iterator[None]:
    """Read one state of the database, in whose midst others may write."""
    if connection.in_atomic_block:  # whoever began the transaction has chosen what it sees
        yield
        return
    connection.ensure_connection()
    mode = getattr(connection, "transaction_mode", None)
    if connection.vendor == "sqlite":
        connection.transaction_mode = "DEFERRED"  # type: ignore[attr-defined]  # SQLite's own
    try:
        with transaction.atomic():
            if connection.vendor == "postgresql":
                with connection.cursor() as cursor:
                    cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            yield
    finally:
        if connection.vendor == "sqlite":
            connection.transaction_mode = mode  # type: ignore[attr-defined]


class _Writing:
    """What was written so far: digests of files by name, and which blobs are asked for."""

    def __init__(self, archive: zipfile.ZipFile, dossier: Dossier, passphrase: Passphrase) -> None:
        self._archive, self._dossier, self._passphrase = archive, dossier, passphrase
        self._ranks, self._names = _ranks_of(dossier), Names()
        self.files: dict[str, dict[str, Any]] = {}
        self.digests: set[str] = set()

    def rows(self, one: Hanging) -> None:
        """Write the rows of a model."""
        columns = [field.attname for field in one.fields]
        found = one.rows(self._dossier).values_list(*columns).iterator(CHUNK)
        told_rows = (
            self._told(one, dict(zip(columns, row, strict=True)), rank)
            for rank, row in enumerate(found, start=1)
        )
        self._write(ROWS.format(name=one.name), told_rows)

    def organisations(self) -> None:
        """Write the organisations that rows name, in an order that is no database's own."""
        found = Organisation.objects.filter(pk__in=self._names.used[Organisation])
        rows = sorted(found.values("label", "name"), key=lambda row: str(row["label"]))
        self._write(ORGANISATIONS, rows)

    def people(self, *, with_passwords: bool) -> None:
        """Write the people that rows name."""
        found = sorted(
            User.objects.filter(pk__in=self._names.used[User]), key=lambda user: user.username
        )
        guarded = set(Authenticator.objects.values_list("user_id", flat=True))
        self._write(
            PEOPLE,
            (
                {
                    "username": user.username,
                    "full_name": user.full_name,
                    "language": user.language,
                    "email": user.email,
                    "is_active": user.is_active,
                    "password": self._passphrase.close(
                        user.password.encode(), f"user {user.username}"
                    )
                    if with_passwords and user.has_usable_password() and user.pk not in guarded
                    else None,
                }
                for user in found
            ),
        )

    def blobs(self, progress: Progress) -> None:
        """Write the bytes of the files that rows name."""
        for done, digest in enumerate(sorted(self.digests)):
            progress(say("Sauvegarde des fichiers"), done, len(self.digests))
            data = Blob.objects.values_list("data", flat=True).get(pk=digest)
            self._archive.writestr(
                _info(BLOB.format(sha256=digest)), bytes(data), zipfile.ZIP_STORED
            )

    def _told(self, one: Hanging, row: dict[str, Any], rank: int) -> dict[str, Any]:
        values = {field.name: told(row[field.attname]) for field in one.fields}
        for field in references(one.model):
            if field.related_model is Blob and row[field.attname] is not None:
                self.digests.add(row[field.attname])
            values[field.name] = told_reference(field, row[field.attname], self._ranks, self._names)
        if one.name in SEALED and row[KEY]:
            secret = cipher(SEALED[one.name]).decrypt(bytes(row[KEY]))
            values[KEY] = self._passphrase.close(secret, f"{one.name} {rank}")
        if one.model is Job:
            values["arguments"] = told_arguments(values["arguments"], self._ranks)
        return values

    def _write(self, name: str, rows: Iterable[Mapping[str, Any]]) -> None:
        digest, count = hashlib.sha256(), 0
        with self._archive.open(_info(name), "w") as file:
            for row in rows:
                data = line(row)
                digest.update(data)
                file.write(data)
                count += 1
        self.files[name] = {"rows": count, "sha256": digest.hexdigest()}


def _ranks_of(dossier: Dossier) -> Ranks:
    """Note the keys of all rows that the database numbers: 8 bytes each."""
    ranks = Ranks()
    for one in hanging():
        if is_numbered_key(one.model._meta.pk):
            for key in one.rows(dossier).values_list("pk", flat=True).iterator(10_000):
                ranks.add(one.model, key)
    return ranks


def _info(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, EPOCH)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o600 << 16
    return info
