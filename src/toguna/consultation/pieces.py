"""The pieces of a dossier: what a consolidation was made from, kept so that it can be made again.

Because the same pieces give the same consolidation, with the same numbers for observations, what
is decided later needs nothing else than the pieces and the answers.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from toguna.consultation.consolidate import Request, Source
from toguna.consultation.model import Contributor, Received
from toguna.consultation.options import DraftChanges
from toguna.messages import say
from toguna.text.errors import UnreadableFile

SCHEMA = "toguna/pieces/1"
MANIFEST = "pieces.json"
DRAFT, RETURN, COMMON, EARLIER = "projet", "retours", "matrices", "versions"


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece: where it is kept in the dossier, and its bytes."""

    path: str
    data: bytes


def pieces_of(request: Request) -> list[Piece]:
    """Give the files that a request was made of, the manifest last, with where each is kept."""
    keeper = _Keeper()
    entries = [keeper.keep(DRAFT, request.draft.file, request.draft.data)]
    entries += [keeper.received(RETURN, one) for one in request.returns]
    entries += [keeper.received(COMMON, one) for one in request.common]
    entries += [keeper.keep(EARLIER, one.file, one.data) for one in request.earlier]
    manifest = {
        "schema": SCHEMA,
        "date": request.date,
        "draft_changes": request.draft_changes.value,
        "pieces": entries,
    }
    text = json.dumps(manifest, ensure_ascii=False, indent=2) + "\n"
    return [*keeper.pieces, Piece(MANIFEST, text.encode())]


class _Keeper:
    def __init__(self) -> None:
        self.pieces: list[Piece] = []
        self._taken: set[str] = set()

    def keep(self, role: str, file: str, data: bytes) -> dict[str, Any]:
        """Keep a file under its own name, or one like it where that is taken."""
        name = PurePosixPath(file.replace("\\", "/")).name
        path, number = f"{role}/{name}", 1
        while path.casefold() in self._taken:
            number += 1
            path = f"{role}/{PurePosixPath(name).stem} ({number}){PurePosixPath(name).suffix}"
        self._taken.add(path.casefold())
        self.pieces.append(Piece(path, data))
        return {
            "role": role, "file": file, "path": path, "sha256": hashlib.sha256(data).hexdigest(),
        }  # fmt: skip

    def received(self, role: str, one: Received) -> dict[str, Any]:
        """Keep a return, with who sent it."""
        entry = self.keep(role, one.file, one.data)
        return {**entry, "label": one.contributor.label, "name": one.contributor.name}


def request_from(manifest: bytes, read: Callable[[str], bytes]) -> Request:
    """Give the request that a manifest tells of; `read` gives the bytes of a piece by its path.

    Raises:
        UnreadableFile: the manifest is not one, or a piece is not what it was.
    """
    told = _parsed(manifest)
    found = list(_checked(told["pieces"], read))
    drafts = [Source(entry["file"], data) for entry, data in found if entry["role"] == DRAFT]
    if len(drafts) != 1:
        raise _no_manifest()
    return Request(
        drafts[0],
        [_received(entry, data) for entry, data in found if entry["role"] == RETURN],
        [_received(entry, data) for entry, data in found if entry["role"] == COMMON],
        [Source(entry["file"], data) for entry, data in found if entry["role"] == EARLIER],
        DraftChanges(told["draft_changes"]),
        told["date"],
    )


def _parsed(manifest: bytes) -> dict[str, Any]:
    try:
        told = json.loads(manifest)
        if told["schema"] != SCHEMA or not {"pieces", "draft_changes", "date"} <= told.keys():
            raise _no_manifest()
    except (ValueError, KeyError, TypeError) as error:
        raise _no_manifest() from error
    return dict(told)


def _no_manifest() -> UnreadableFile:
    return UnreadableFile(
        say(
            "{file} : ce n'est pas la liste des pièces d'un dossier ; refaites la consolidation "
            "avec toguna consolidate.",
            file=MANIFEST,
        )
    )


def _checked(
    entries: Iterable[dict[str, str]], read: Callable[[str], bytes]
) -> Iterator[tuple[dict[str, str], bytes]]:
    for entry in entries:
        if ".." in PurePosixPath(entry["path"]).parts or entry["path"].startswith("/"):
            raise _no_manifest()
        data = read(entry["path"])
        if hashlib.sha256(data).hexdigest() != entry["sha256"]:
            raise UnreadableFile(
                say(
                    "{file} : cette pièce du dossier a été modifiée depuis la consolidation ; "
                    "refaites-la avec toguna consolidate.",
                    file=entry["path"],
                )
            )
        yield entry, data


def _received(entry: dict[str, str], data: bytes) -> Received:
    return Received(entry["file"], data, Contributor(entry["label"], entry["name"]))
