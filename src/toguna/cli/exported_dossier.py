"""The files of an exported dossier, in a folder or a .zip that a stranger may have made."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from toguna.adoption.ledger.entry import LEDGER_FOLDER
from toguna.cli.files import read
from toguna.messages import say
from toguna.text.errors import UnreadableFile
from toguna.text.package import Package

MAX_FILE_BYTES = 1 << 30


@dataclass(frozen=True, slots=True)
class Exported:
    """The paths of a dossier's files, from its top, and what gives their bytes (None: missing)."""

    names: Collection[str]
    read: Callable[[str], bytes | None]


def open_folder(folder: Path) -> Exported:
    """Open a dossier that is a folder; links that lead out of it are no files of it.

    Raises:
        UnreadableFile: it has no ledger. So does reading a file that is too large or closed.
    """
    top = folder.resolve()
    files = {
        path.relative_to(folder).as_posix(): path
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.resolve().is_relative_to(top)
    }
    _check_ledger(files, folder)
    return Exported(files.keys(), lambda name: read_bounded(files[name]) if name in files else None)


def open_zip(path: Path, data: bytes) -> Exported:
    """Open a dossier that is a .zip, in which one folder may hold it all.

    Raises:
        UnreadableFile: it is damaged, closed, a bomb, ambiguous, or has no ledger.
    """
    package = Package(data, path.name)
    names = [name for name in package.names if not name.endswith("/")]
    _check_no_twins(data, path)
    tops = {PurePosixPath(name).parts[0] for name in names if PurePosixPath(name).parts}
    wrapped = len(tops) == 1 and tops != {LEDGER_FOLDER}
    prefix = f"{tops.pop()}/" if wrapped else ""
    inside = {name.removeprefix(prefix): name for name in names}
    _check_ledger(inside, path)
    return Exported(
        inside.keys(), lambda name: package.read(inside[name]) if name in inside else None
    )


def read_bounded(path: Path, most: int = MAX_FILE_BYTES) -> bytes:
    """Give the bytes of a file, unless it has more than `most`.

    Raises:
        UnreadableFile: it has, or cannot be read.
    """
    if path.exists() and not path.is_file():
        raise UnreadableFile(say("{path} : ce n'est pas un fichier.", path=path))
    if path.exists() and path.stat().st_size > most:
        raise UnreadableFile(
            say("{path} : ce fichier est trop grand pour être ce qu'il devrait être.", path=path)
        )
    return read(path)


def _check_no_twins(data: bytes, path: Path) -> None:
    """Refuse an archive with two files of one name: each program would show another of them."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
    if len({name.lstrip("/") for name in names}) != len(names):
        raise UnreadableFile(
            say(
                "{path} : deux fichiers de l'archive ont le même nom ; demandez un nouvel envoi.",
                path=path,
            )
        )


def _check_ledger(names: Collection[str], path: Path) -> None:
    if not any(name.startswith(f"{LEDGER_FOLDER}/") for name in names):
        raise UnreadableFile(
            say(
                "{path} : ce n'est pas un dossier exporté avec son registre ; il y manque le "
                "sous-dossier « {folder} ».",
                path=path,
                folder=LEDGER_FOLDER,
            )
        )
