"""The folder of a dossier of several rounds: what is read from it and written to it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from itertools import count
from pathlib import Path

from rich.console import Console

from toguna.cli.files import PIECES, check_folder, read, write_all
from toguna.cli.progress import ProgressBar
from toguna.consultation.decisions import record
from toguna.consultation.decisions.files import DECISIONS, FINAL
from toguna.consultation.decisions.model import Answer
from toguna.consultation.outputs.files import DATA
from toguna.consultation.pieces import EARLIER, MANIFEST, request_from
from toguna.consultation.rounds import stored
from toguna.consultation.rounds.chapter import Book, Chapter
from toguna.consultation.rounds.model import Kept, Refused, Round, Rounds
from toguna.consultation.rounds.said import read_register
from toguna.consultation.rounds.steps import free_folder
from toguna.consultation.versions.comparison import read_version
from toguna.messages import say
from toguna.text.content import Atoms
from toguna.text.document import Document
from toguna.text.errors import UnreadableFile

DOSSIER, DRAFT = "dossier.json", "projet"


class RoundFolder:
    """One dossier on disk: `dossier.json`, and a folder a round."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def rounds(self) -> Rounds:
        """Read the rounds.

        Raises:
            Refused: there is no dossier there.
            UnreadableFile: `dossier.json` cannot be read.
        """
        if not (self.path / DOSSIER).exists():
            raise Refused(
                say(
                    "{folder} : il n'y a pas de dossier ici ; commencez par toguna round open "
                    "{folder} --draft FICHIER.",
                    folder=self.path,
                )
            )
        return self.rounds_or_none_yet()

    def rounds_or_none_yet(self) -> Rounds:
        """Read the rounds of a dossier that may be about to begin."""
        check_folder(self.path)
        file = self.path / DOSSIER
        return stored.read(read(file), str(file)) if file.exists() else Rounds()

    def save(self, rounds: Rounds) -> None:
        """Write the rounds, whole or not at all."""
        self._write(self.path, DOSSIER, stored.write(rounds))

    def keep_draft(self, number: int, draft: Path) -> tuple[str, Kept]:
        """Copy a draft into a new folder for its round; give the folder's name and the copy.

        Raises:
            UnreadableFile: it cannot be read as a text, or not be written.
        """
        data = read(draft)
        read_version(data, draft.name, Atoms())
        there = self.path.iterdir() if self.path.is_dir() else ()
        folder = free_folder(number, {path.name.casefold() for path in there})
        name = draft.name.replace("\\", "_")
        self._write(self.path / folder / DRAFT, name, data)
        digest = hashlib.sha256(data).hexdigest()
        return folder, Kept(draft.name, f"{folder}/{DRAFT}/{name}", digest)

    def out(self, one: Round) -> Path:
        """Give the folder of a round: what `toguna consolidate` and `decide` write is there."""
        return self.path / one.folder

    def draft(self, one: Round) -> Path:
        """Give the file of a round's draft, which is still what was sent out.

        Raises:
            UnreadableFile: it is gone, or somebody has changed it.
        """
        path = self.path / one.draft.path
        if hashlib.sha256(read(path)).hexdigest() != one.draft.sha256:
            raise UnreadableFile(
                say(
                    "{file} : ce projet a été modifié depuis l'ouverture du tour ; remettez le "
                    "fichier d'origine.",
                    file=path,
                )
            )
        return path

    def answers(self, one: Round) -> dict[str, Answer]:
        """Read the answers of a round, none where none were given."""
        path = self.out(one) / DECISIONS
        return record.read(read(path), str(path)) if path.exists() else {}

    def is_consolidated(self, one: Round) -> bool:
        """Tell whether returns of a round were consolidated."""
        return (self.out(one) / DATA).exists()

    def chapter(self, one: Round, atoms: Atoms) -> Chapter:
        """Read everything that a round left."""
        path = self.draft(one)
        draft = read_version(path.read_bytes(), one.draft.file, atoms)
        data = self.out(one) / DATA
        register = read_register(read(data), str(data), draft) if data.exists() else []
        return Chapter(one, draft, register, self.answers(one), self._final(one, atoms))

    def versions(self, current: Round, earlier: Iterable[Round]) -> list[Path]:
        """Give the texts that old copies may have been made on, each once, the newest first.

        They are the drafts of earlier rounds, and the older versions that were given in them.
        """
        known = {current.draft.sha256}
        found: list[Path] = []
        for one in sorted(earlier, key=lambda one: -one.number):
            for path in (self.draft(one), *self._given_versions(one)):
                digest = hashlib.sha256(read(path)).hexdigest()
                if digest not in known:
                    known.add(digest)
                    found.append(path)
        return found

    def _given_versions(self, one: Round) -> list[Path]:
        pieces = self.out(one) / PIECES
        if not (pieces / MANIFEST).exists():
            return []
        request = request_from(read(pieces / MANIFEST), lambda path: read(pieces / path))
        known = {source.data for source in request.earlier}
        folder = pieces / EARLIER
        there = sorted(folder.iterdir()) if folder.is_dir() else []
        return [path for path in there if read(path) in known]

    def _final(self, one: Round, atoms: Atoms) -> Document | None:
        path = self.out(one) / FINAL
        return read_version(read(path), str(path), atoms) if path.exists() else None

    def book(self, rounds: Iterable[Round], atoms: Atoms) -> Book:
        """Read several rounds."""
        return Book([self.chapter(one, atoms) for one in rounds])

    def _write(self, folder: Path, name: str, data: bytes) -> None:
        with ProgressBar(Console(stderr=True), str) as progress:
            write_all(folder, {name: lambda: data}, progress)


def put_aside(path: Path) -> Path | None:
    """Keep what stands at a path under a name of its own; give it, None where nothing stands."""
    if not path.exists():
        return None
    names = (path.with_name(f"{path.stem} (ancien {n}){path.suffix}") for n in count(1))
    kept = next(name for name in names if not name.exists())
    path.rename(kept)
    return kept
