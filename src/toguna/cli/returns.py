"""Which files are returns: those that are given, and those in the folders that are given."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from toguna.cli.files import PIECES
from toguna.consultation.contributors import ContributorsList
from toguna.consultation.pieces import MANIFEST

HIDDEN_PREFIXES = (".", "~$")
"""Hidden files, and the locks that Word leaves beside an open document."""
WRITTEN_FOLDERS = frozenset({PIECES, "arbitrages", "lettres", "matrices"})
WRITTEN_FILES = re.compile(
    r"consolide\.docx|rapport\.pdf|dossier\.json|decisions\.json|tracabilite\.xlsx"
    r"|final(-suivi)?\.(docx|pdf|html|akn\.xml)"
    r"|matrice(-[a-z]+)*( \(ancienne [0-9]+\))?\.xlsx"
)
"""What the program writes beside the pieces of a consolidation."""


@dataclass(frozen=True, slots=True)
class Found:
    """A file that is a return. `named` tells that it was given itself, not the folder it is in."""

    path: Path
    named: bool


def find_returns(paths: Iterable[Path], known: ContributorsList) -> list[Found]:
    """Give the files, those of a folder in the list's order, then in that of names, each once.

    What an earlier consolidation wrote there is no return.
    """
    found: dict[Path, Found] = {}
    for path in paths:
        if path.is_dir():
            for file in sorted(_inside(path), key=lambda file: (known.rank(str(file)), file)):
                found.setdefault(file, Found(file, named=False))
        else:
            found[path] = Found(path, named=True)
    return list(found.values())


def _inside(folder: Path) -> Iterator[Path]:
    everything = list(folder.rglob("*"))
    dossiers = [file.parents[1] for file in everything if file.parts[-2:] == (PIECES, MANIFEST)]
    for file in everything:
        hidden = any(p.startswith(HIDDEN_PREFIXES) for p in file.relative_to(folder).parts)
        # A link that leads nowhere is no file, but somebody believes that it is a return.
        is_file = file.is_file() or (file.is_symlink() and not file.exists())
        if is_file and not hidden and not any(_is_written(file, dossier) for dossier in dossiers):
            yield file


def _is_written(file: Path, dossier: Path) -> bool:
    if not file.is_relative_to(dossier):
        return False
    first, *rest = file.relative_to(dossier).parts
    return first in WRITTEN_FOLDERS if rest else WRITTEN_FILES.fullmatch(first) is not None


def name_of(path: Path) -> str:
    """Give a file's name as a person reads it, whatever encoding its disk has it in."""
    written = os.fsencode(path.name)
    try:
        return written.decode("utf-8")
    except UnicodeDecodeError:
        return written.decode("cp1252", "replace")
