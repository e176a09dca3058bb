"""Reading and writing the user's files, with sentences where that cannot be done."""

from __future__ import annotations

import errno
from collections.abc import Callable, Mapping
from itertools import count
from pathlib import Path

from toguna.cli.progress import ProgressBar
from toguna.consultation.dates import day_refusal
from toguna.messages import Message, say
from toguna.text.errors import UnreadableFile

Maker = Callable[[], bytes]
PIECES = "pieces"
"""Where in a dossier's folder the files are that it was made from."""
REASONS = {
    errno.EACCES: say("l'accès est refusé"),
    errno.EPERM: say("l'accès est refusé"),
    errno.EISDIR: say("c'est un dossier"),
    errno.ENOTDIR: say("ce chemin passe par un fichier"),
    errno.EROFS: say("le disque est en lecture seule"),
    errno.ENOSPC: say("le disque est plein"),
    errno.ENAMETOOLONG: say("le nom est trop long"),
    errno.EILSEQ: say("un nom de fichier a des signes que cette machine ne sait pas écrire"),
}
"""Why a machine refuses to read or write."""


def read(path: Path) -> bytes:
    """Give the bytes of a file.

    Raises:
        UnreadableFile: it is not there, or cannot be opened.
    """
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise UnreadableFile(
            say("{path} : ce fichier n'existe pas ; vérifiez le chemin.", path=path)
        ) from error
    except OSError as error:
        raise UnreadableFile(
            say(
                "{path} : ce fichier ne peut pas être ouvert ({why}).",
                path=path,
                why=_why(error),
            )
        ) from error


def check_day(date: str | None) -> None:
    """Refuse a date that is not a day.

    Raises:
        UnreadableFile: it is not one, with how to write it.
    """
    refusal = day_refusal(date)
    if refusal is not None:
        raise UnreadableFile(refusal)


def check_folder(path: Path) -> None:
    """Refuse a path to write to that is something else than a folder.

    Raises:
        UnreadableFile: it is there, and is not a folder.
    """
    if path.exists() and not path.is_dir():
        raise UnreadableFile(
            say(
                "{path} existe et n'est pas un dossier ; choisissez un autre dossier avec -o.",
                path=path,
            )
        )


def write_all(folder: Path, makers: Mapping[str, Maker], progress: ProgressBar) -> list[Path]:
    """Write files into a folder, each whole or not at all, and give their paths.

    Raises:
        UnreadableFile: one cannot be written.
    """
    written: list[Path] = []
    try:
        for number, (name, make) in enumerate(makers.items()):
            progress(say("Écriture de {file}", file=name), number, len(makers))
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            fresh = path.with_name(f".{path.name}.part")
            fresh.write_bytes(make())
            fresh.replace(path)
            written.append(path)
    except OSError as error:
        raise _not_written(Path(error.filename or folder), error) from error
    except UnicodeEncodeError as error:
        raise _not_written(folder, OSError(errno.EILSEQ, "")) from error
    progress(say("Terminé"), len(makers), len(makers))
    return written


def set_aside(path: Path, data: bytes) -> Path | None:
    """Keep a file that is about to be written over under another name, if it holds anything else.

    Somebody may have filled it in. Gives its new path, None where there is nothing to keep.

    Raises:
        UnreadableFile: it cannot be kept.
    """
    if not path.exists():
        return None
    try:
        if path.is_file() and path.read_bytes() == data:
            return None
        names = (path.with_stem(f"{path.stem} (ancienne {number})") for number in count(1))
        kept = next(name for name in names if not name.exists())
        path.rename(kept)
    except OSError as error:
        raise _not_written(path, error) from error
    return kept


def _not_written(path: Path, error: OSError) -> UnreadableFile:
    return UnreadableFile(
        say(
            "{path} : impossible d'écrire ({why}) ; le fichier est peut-être ouvert dans un "
            "autre programme.",
            path=path,
            why=_why(error),
        )
    )


def _why(error: OSError) -> Message | str | None:
    """Say in the user's language why the machine refuses."""
    return REASONS.get(error.errno or 0, error.strerror)
