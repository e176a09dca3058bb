"""`toguna consolidate`: reads files, calls the core, writes what it gives, says what happened."""

from __future__ import annotations

import datetime
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from rich.console import Console

from toguna.cli.files import Maker, check_folder, read, set_aside, write_all
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
from toguna.consultation.pieces import pieces_of
from toguna.messages import Translate, say
from toguna.text.errors import UnreadableFile

HIDDEN_PREFIXES = (".", "~$")
"""Hidden files, and the locks that Word leaves beside an open document."""
NOBODY = Contributor("", "")
WriteMatrix = Callable[[Request, Consolidation], bytes]
MATRIX, PIECES = "matrice.xlsx", "pieces"
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


def plain_matrix(request: Request, found: Consolidation) -> bytes:
    """Write the matrix of a consolidation that stands alone."""
    return matrix_xlsx.write(found)


def run_consolidation(
    arguments: Arguments,
    translate: Translate,
    *,
    allow_unread: bool,
    matrix: WriteMatrix = plain_matrix,
) -> int:
    """Run the command and give its exit status: 0, 1 where a return is unread, 2 unusable.

    `matrix` writes the matrix: a dossier of several rounds has more to say in it.
    """
    console = Console(stderr=True, highlight=False)
    try:
        request, guessed = _request(arguments)
        with ProgressBar(console, translate) as progress:
            found = consolidate(request, progress)
            written, kept = _write(request, found, arguments.output, progress, matrix)
    except UnreadableFile as error:
        console.print(error.message.render(translate), style="bold red", markup=False)
        return UNUSABLE
    output = Console(highlight=False, width=None if sys.stdout.isatty() else PLAIN_WIDTH)
    print_summary(output, found, guessed, written, translate)
    if kept is not None:
        said = say("Une matrice était déjà là ; elle est gardée sous {path}.", path=kept)
        output.print(said.render(translate), style="yellow", markup=False, soft_wrap=True)
    return UNREAD if found.unread and not allow_unread else OK


def _request(arguments: Arguments) -> tuple[Request, set[str]]:
    """Read the files; the second value names those whose contributor is a guess."""
    _check(arguments)
    known = NOBODY_KNOWN
    if arguments.contributors is not None:
        path = arguments.contributors
        known = read_contributors(read(path), path.name)
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
        Source(arguments.draft.name, read(arguments.draft)),
        received,
        [Received(path.name, read(path), NOBODY) for path in arguments.matrices],
        [Source(path.name, read(path)) for path in arguments.earlier],
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
    check_folder(arguments.output)


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
    return Received(path.name, read(path), contributor)


def _write(
    request: Request,
    found: Consolidation,
    output: Path,
    progress: ProgressBar,
    write_matrix: WriteMatrix,
) -> tuple[list[Path], Path | None]:
    """Write the four files and the pieces; the second value is a matrix that was kept aside."""
    matrix = write_matrix(request, found)
    makers: dict[str, Maker] = {
        "consolide.docx": lambda: found.docx,
        MATRIX: lambda: matrix,
        "rapport.pdf": lambda: report.write(found),
        "dossier.json": lambda: dossier_json.write(found),
    }
    pieces = {piece.path: partial(bytes, piece.data) for piece in pieces_of(request)}
    kept = set_aside(output / MATRIX, matrix)
    written = write_all(output, makers, progress)
    write_all(output / PIECES, pieces, progress)
    return written, kept
