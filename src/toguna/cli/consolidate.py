"""`toguna consolidate`: reads files, calls the core, writes what it gives, says what happened."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from rich.console import Console

from toguna.cli.files import (
    PIECES,
    check_day,
    check_folder,
    read,
    set_aside,
    write_all,
)
from toguna.cli.progress import ProgressBar
from toguna.cli.returns import Found, find_returns, name_of
from toguna.cli.summary import print_summary
from toguna.consultation.consolidate import Request, Source, consolidate
from toguna.consultation.contributors import (
    NOBODY_KNOWN,
    ContributorsList,
    guess_contributor,
    read_contributors,
)
from toguna.consultation.model import Consolidation, Contributor, Received, Unread
from toguna.consultation.options import DraftChanges
from toguna.consultation.outputs import matrix_xlsx
from toguna.consultation.outputs.files import MATRIX, consolidated_files
from toguna.consultation.pieces import pieces_of
from toguna.messages import Message, Translate, say
from toguna.text.errors import UnreadableFile

NOBODY = Contributor("", "")
WriteMatrix = Callable[[Request, Consolidation], bytes]
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


@dataclass(frozen=True, slots=True)
class _Notices:
    """What is to be said of the files.

    `guessed` are those whose contributor is a guess, `unread` those that could not be opened,
    `missing` those that the contributors' list names and that are not there.
    """

    guessed: set[str]
    unread: list[Unread]
    missing: list[str]


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
        request, notices = _request(arguments)
        with ProgressBar(console, translate) as progress:
            found = consolidate(request, progress)
            found.unread.extend(notices.unread)
            written, kept = _write(request, found, arguments.output, progress, matrix)
    except UnreadableFile as error:
        console.print(error.message.render(translate), style="bold red", markup=False)
        return UNUSABLE
    output = Console(highlight=False, width=None if sys.stdout.isatty() else PLAIN_WIDTH)
    print_summary(output, found, notices.guessed, written, translate)
    for said in _remarks(notices, kept):
        output.print(said.render(translate), style="yellow", markup=False, soft_wrap=True)
    return UNREAD if found.unread and not allow_unread else OK


def _remarks(notices: _Notices, kept: Path | None) -> Iterator[Message]:
    if notices.missing:
        yield say(
            "La liste des contributeurs nomme des fichiers qui ne sont pas parmi les retours : "
            "{files}.",
            files=", ".join(notices.missing),
        )
    if kept is not None:
        yield say("Une matrice était déjà là ; elle est gardée sous {path}.", path=kept)


def _request(arguments: Arguments) -> tuple[Request, _Notices]:
    """Read the files, and give what is to be said of them beside."""
    _check(arguments)
    known = NOBODY_KNOWN
    if arguments.contributors is not None:
        path = arguments.contributors
        known = read_contributors(read(path), path.name)
    draft = arguments.draft.resolve()
    matrices = {path.resolve() for path in arguments.matrices}
    lists = {arguments.contributors.resolve()} if arguments.contributors else set()
    left_out = {draft, *matrices, *lists, *(path.resolve() for path in arguments.earlier)}
    files = [
        found
        for found in find_returns(arguments.returns, known)
        if found.path.resolve() not in left_out
    ]
    if not files and not matrices:
        raise UnreadableFile(
            say("Aucun retour à lire : donnez des fichiers, ou un dossier qui en contient.")
        )
    received, unread = _received(files, known)
    notices = _Notices(
        {name_of(one.path) for one in files if known.of(str(one.path)) is None},
        unread,
        known.missing(str(one.path) for one in files),
    )
    request = Request(
        Source(name_of(arguments.draft), read(arguments.draft)),
        received,
        [Received(name_of(path), read(path), NOBODY) for path in arguments.matrices],
        [Source(name_of(path), read(path)) for path in arguments.earlier],
        arguments.draft_changes,
        arguments.date,
    )
    return request, notices


def _check(arguments: Arguments) -> None:
    check_day(arguments.date)
    check_folder(arguments.output)


def _received(
    files: Iterable[Found], known: ContributorsList
) -> tuple[list[Received], list[Unread]]:
    """Read the returns; one in a folder that cannot be opened is listed as unread."""
    received: list[Received] = []
    unread: list[Unread] = []
    for found in files:
        name = name_of(found.path)
        contributor = known.of(str(found.path)) or guess_contributor(name)
        try:
            received.append(Received(name, read(found.path), contributor))
        except UnreadableFile as error:
            if found.named:
                raise
            unread.append(Unread(name, contributor.label, error.message))
    return received, unread


def _write(
    request: Request,
    found: Consolidation,
    output: Path,
    progress: ProgressBar,
    write_matrix: WriteMatrix,
) -> tuple[list[Path], Path | None]:
    """Write the four files and the pieces; the second value is a matrix that was kept aside."""
    matrix = write_matrix(request, found)
    makers = consolidated_files(found, matrix)
    pieces = {piece.path: partial(bytes, piece.data) for piece in pieces_of(request)}
    kept = set_aside(output / MATRIX, matrix)
    written = write_all(output, makers, progress)
    write_all(output / PIECES, pieces, progress)
    return written, kept
