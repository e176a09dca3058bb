"""What people upload, taken as hostile: how much, how many, whether there is room, which names.

What is in a file is judged by the core, when it is read.
"""

from __future__ import annotations

import re
import shutil
import tempfile
import unicodedata
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest

from toguna.messages import Message, say

MOST_FILES = 60
"""How many files are taken at once."""
MARGIN = 200 * 1024 * 1024
"""Bytes that must be left on the disk."""
LONGEST_NAME = 150
NOT_SHOWN = ("Cc", "Cf", "Co", "Cs", "Zl", "Zp")
"""Unicode's sorts of characters that are not seen, or that change what is seen around them."""


class LimitedUploads(FileUploadHandler):
    """Drops what is too much as it comes in, before it fills memory or disk, and notes why.

    A file is dropped at its first bytes that are too many, not at its start: Django closes the
    files of all handlers then, and theirs must be this one.
    """

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self._bytes = self._files = 0
        self._no_room = False

    def handle_raw_input(
        self,
        input_data: Any,
        meta: Mapping[str, Any],
        content_length: int,
        boundary: Any,
        encoding: str | None = None,
    ) -> None:
        """Look whether there is room for all of it: once as it comes in, once where it is kept."""
        self._no_room = not has_room(2 * content_length)

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin to count the bytes of a file."""
        super().new_file(*args, **kwargs)
        self._files += 1
        self._bytes = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Let bytes through, up to the limit."""
        self._bytes += len(raw_data)
        if self._no_room or self._files > MOST_FILES or self._bytes > settings.TOGUNA.uploads:
            _note(self.request, self._why())
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Leave the file to the handlers that keep it."""

    def _why(self) -> Message:
        file = clean_name(self.file_name or "")
        if self._no_room:
            return say(
                "{file} : il n'y a plus assez de place sur le disque du serveur ; rien n'a été "
                "reçu. Prévenez l'administrateur, puis recommencez.",
                file=file,
            )
        if self._files > MOST_FILES:
            return say(
                "{file} : {most} fichiers au plus sont reçus à la fois ; envoyez celui-ci ensuite.",
                file=file,
                most=MOST_FILES,
            )
        return say(
            "{file} : ce fichier dépasse {most} Mo ; allégez ses images, ou demandez à "
            "l'administrateur du site de relever la limite (TOGUNA_UPLOAD_MB).",
            file=file,
            most=settings.TOGUNA.uploads // (1024 * 1024),
        )


def has_room(size: int) -> bool:
    """Tell whether some bytes more can be kept, in the data folder and where uploads come in."""
    places = [tempfile.gettempdir()]
    if settings.TOGUNA.data.is_dir():
        places.append(str(settings.TOGUNA.data))
    return all(shutil.disk_usage(place).free > size + MARGIN for place in places)


def _note(request: HttpRequest | None, why: Message) -> None:
    if request is not None:
        request.__dict__.setdefault("dropped_uploads", []).append(why)


def dropped(request: HttpRequest) -> list[Message]:
    """Tell which files of a request were not taken in, and why."""
    len(request.FILES)  # reading them is what drops some
    return list(request.__dict__.get("dropped_uploads", ()))


def clean_name(name: str) -> str:
    """Give a file's name without folders and without characters that deceive the eye."""
    last = re.split(r"[\\/]", unicodedata.normalize("NFC", name))[-1]
    shown = "".join(c for c in last if unicodedata.category(c) not in NOT_SHOWN)
    stem, dot, suffix = " ".join(shown.split()).strip(". ").rpartition(".")
    if not dot or not stem or len(suffix) > 10:
        return (stem + dot + suffix)[:LONGEST_NAME] or "fichier"
    return f"{stem[: LONGEST_NAME - len(suffix) - 1]}.{suffix}"
