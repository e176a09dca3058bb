"""Making the rows of a dossier anew, what they name by its key of this site."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models import ForeignKey, Model

from toguna.web.domain.backup.hanging import Hanging, is_numbered_key, references
from toguna.web.domain.backup.naming import (
    NAMED,
    Names,
    Ranks,
    read_arguments,
    read_reference,
)
from toguna.web.domain.backup.passphrase import Passphrase
from toguna.web.domain.backup.values import KEY, SEALED, read
from toguna.web.domain.sealed import cipher
from toguna.web.models import Blob, Job


class Filling:
    """The rows made so far, and what they name that was not there yet.

    `blobs` are the digests of the files that came along: a row that names another one would show
    what some other dossier of the site keeps.
    """

    def __init__(self, passphrase: Passphrase, blobs: Collection[str]) -> None:
        self._passphrase, self._blobs = passphrase, blobs
        self._ranks, self._names = Ranks(), Names()
        self._later: list[tuple[type[Model], Any, ForeignKey[Any, Any], Any]] = []
        self._made: set[type[Model]] = set()
        self._rank = 0

    def add(self, one: Hanging, told: dict[str, Any]) -> None:
        """Make one row.

        Raises:
            LookupError: it names what is not there. So it may be with ValueError and TypeError.
        """
        self._rank = 1 if one.model not in self._made else self._rank + 1
        self._made.add(one.model)
        row, later = self._row(one, told)
        # As it was told: no moment of saving is put in, and a key that is taken is an error.
        row.save_base(raw=True, force_insert=True)
        if is_numbered_key(one.model._meta.pk):
            self._ranks.add(one.model, row.pk)
        self._later += [(one.model, row.pk, field, value) for field, value in later]

    def finish(self) -> None:
        """Write what rows name that was made after them."""
        for model, key, field, value in self._later:
            target = read_reference(field, value, self._ranks, self._names)
            model._default_manager.filter(pk=key).update(**{field.attname: target})

    def _row(
        self, one: Hanging, told: dict[str, Any]
    ) -> tuple[Model, list[tuple[ForeignKey[Any, Any], Any]]]:
        values: dict[str, Any] = {}
        later = []
        named = {field.name: field for field in references(one.model)}
        for field in one.fields:
            if field.name not in told:  # the backup is older than the column
                continue
            value = told[field.name]
            if field.name in named and named[field.name].related_model is Blob:
                values[field.attname] = self._blob(value)
            elif field.name not in named:
                values[field.attname] = read(field, value)
            elif value is not None and self._is_later(one.model, named[field.name]):
                later.append((named[field.name], value))
                values[field.attname] = None
            else:
                values[field.attname] = read_reference(
                    named[field.name], value, self._ranks, self._names
                )
        if one.name in SEALED and told[KEY]:
            secret = self._passphrase.open(told[KEY], f"{one.name} {self._rank}")
            values[KEY] = cipher(SEALED[one.name]).encrypt(secret)
        if one.model is Job:
            values["arguments"] = read_arguments(values["arguments"], self._ranks)
        return one.model(**values), later

    def _blob(self, digest: str | None) -> str | None:
        if digest is not None and digest not in self._blobs:
            raise LookupError(digest)
        return digest

    def _is_later(self, model: type[Model], field: ForeignKey[Any, Any]) -> bool:
        """Tell whether what a column names may be made after its row."""
        target = field.related_model
        shared = target in NAMED or target is Blob
        return field.null and not shared and (target is model or target not in self._made)
