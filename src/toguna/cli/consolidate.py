"""`toguna consolidate`: reads files, calls the core, writes what it gives, says what happened."""

from __future__ import annotations

import datetime
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from toguna.cli.progress import ProgressBar
from toguna.cli.summary import print_summary
from toguna.consultation.consolidate import Request, Source, consolidate
from toguna.consultation.contributors import (
    NOBODY_KNOWN,
    ContributorsList,
    guess_contributor,
    read_contributors,
)
from toguna.consultation.model import Consolidation, Contributor, Received
from toguna.consultation.options import DraftChanges
from toguna.consultation.outputs import dossier_json, matrix_xlsx, report
from toguna.messages import Message, Translate, say
from toguna.text.errors import UnreadableFile

HIDDEN_PREFIXES = (".", "~$")
"""Hidden files, and the locks that Word leaves beside an open document."""
NOBODY = Contributor("", "")
OK, UNREAD, UNUSABLE = 0, 1, 2
PLAIN_WIDTH = 160
"""Characters of a line where the output goes to a file or another program."""


@dataclass(frozen=True, slots=True)
class Arguments:
    """What the command was given."""

    draft: Path
    returns: Sequence[Path]
    output: Path
    contributors: Path | None
    matrices: Sequence[Path]
    earlier: Sequence[Path]
    draft_changes: DraftChanges
    date: str | None


def run_consolidation(arguments: Arguments, translate: Translate, *, allow_unread: bool) -> int:
    """Run the command and give its exit status: 0, 1 where a return is unread, 2 unusable."""
    console = Console(stderr=True, highlight=False)
    try:
        request, guessed = _request(arguments)
        with ProgressBar(console, translate) as progress:
            found = consolidate(request, progress)
            written = _write(found, arguments.output, progress)
    except UnreadableFile as error:
        console.print(error.message.render(translate), style="bold red", markup=False)
        return UNUSABLE
    output = Console(highlight=False, width=None if sys.stdout.isatty() else PLAIN_WIDTH)
    print_summary(output, found, guessed, written, translate)
    return UNREAD if found.unread and not allow_unread else OK


def _request(arguments: Arguments) -> tuple[Request, set[str]]:
    """Read the files; the second value names those whose contributor is a guess."""
    _check(arguments)
    known = NOBODY_KNOWN
    if arguments.contributors is not None:
        path = arguments.contributors
        known = read_contributors(_read(path), path.name)
    draft = arguments.draft.resolve()
    matrices = {path.resolve() for path in arguments.matrices}
    lists = {arguments.contributors.resolve()} if arguments.contributors else set()
    left_out = {draft, *matrices, *lists, *(path.resolve() for path in arguments.earlier)}
    files = [path for path in _files(arguments.returns, known) if path.resolve() not in left_out]
    if not files and not matrices:
        raise UnreadableFile(
            say("Aucun retour à lire : donnez des fichiers, ou un dossier qui en contient.")
        )
    received = [_received(path, known) for path in files]
    guessed = {path.name for path in files if known.of(path.name) is None}
    request = Request(
        Source(arguments.draft.name, _read(arguments.draft)),
        received,
        [Received(path.name, _read(path), NOBODY) for path in arguments.matrices],
        [Source(path.name, _read(path)) for path in arguments.earlier],
        arguments.draft_changes,
        arguments.date,
    )
    return request, guessed


def _check(arguments: Arguments) -> None:
    if arguments.date is not None and not _is_date(arguments.date):
        raise UnreadableFile(
            say(
                "Date « {date} » : écrivez-la sous la forme année-mois-jour, 2025-07-03.",
                date=arguments.date,
            )
        )
    if arguments.output.exists() and not arguments.output.is_dir():
        raise UnreadableFile(
            say(
                "{path} existe et n'est pas un dossier ; choisissez un autre dossier avec -o.",
                path=arguments.output,
            )
        )


def _is_date(text: str) -> bool:
    try:
        return datetime.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _files(paths: Iterable[Path], known: ContributorsList) -> list[Path]:
    """Give the files, those of a folder in the list's order, then in that of names, each once."""
    found: dict[Path, None] = {}
    for path in paths:
        inside = [path]
        if path.is_dir():
            inside = sorted(path.rglob("*"), key=lambda file: (known.rank(file.name), file))
        for file in inside:
            hidden = path.is_dir() and any(
                part.startswith(HIDDEN_PREFIXES) for part in file.relative_to(path).parts
            )
            if not file.is_dir() and not hidden:
                found[file] = None
    return list(found)


def _received(path: Path, known: ContributorsList) -> Received:
    contributor = known.of(path.name) or guess_contributor(path.name)
    return Received(path.name, _read(path), contributor)


def _read(path: Path) -> bytes:
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
                why=error.strerror,
            )
        ) from error


def _write(found: Consolidation, output: Path, progress: ProgressBar) -> list[Path]:
    """Write the four files, each whole or not at all."""
    makers: dict[str, Callable[[], bytes]] = {
        "consolide.docx": lambda: found.docx,
        "matrice.xlsx": lambda: matrix_xlsx.write(found),
        "rapport.pdf": lambda: report.write(found),
        "dossier.json": lambda: dossier_json.write(found),
    }
    written: list[Path] = []
    try:
        output.mkdir(parents=True, exist_ok=True)
        for number, (name, make) in enumerate(makers.items()):
            progress(say("Écriture de {file}", file=name), number, len(makers))
            path = output / name
            fresh = path.with_name(f".{name}.part")
            fresh.write_bytes(make())
            fresh.replace(path)
            written.append(path)
    except OSError as error:
        raise UnreadableFile(
            say(
                "{path} : impossible d'écrire ({why}) ; le fichier est peut-être ouvert dans un "
                "autre programme.",
                path=error.filename or output,
                why=error.strerror,
            )
        ) from error
    done: Message = say("Terminé")
    progress(done, len(makers), len(makers))
    return written
