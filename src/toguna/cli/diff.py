"""`toguna diff`: two versions of a text held against each other."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.text import Text

from toguna.cli.files import read, write_all
from toguna.cli.language import chosen_language
from toguna.cli.progress import ProgressBar
from toguna.cli.redlines import PLAIN_WIDTH, output, redline
from toguna.consultation.consolidate import Source
from toguna.consultation.versions import html
from toguna.consultation.versions.comparison import compare_versions, read_version
from toguna.consultation.versions.model import ClauseDiff, Comparison, Fate
from toguna.consultation.versions.tracked import tracked
from toguna.consultation.versions.words import (
    FATES,
    SIGNS,
    counted,
    fate_of,
    followers,
    name_of,
)
from toguna.messages import Translate, say
from toguna.text.clauses import ClauseKind
from toguna.text.content import Atoms
from toguna.text.errors import UnreadableFile

SAME, DIFFERENT, UNREADABLE = 0, 1, 2
INDENT = 4


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the command was given."""

    old: Path
    new: Path
    form: str
    output: Path | None
    author: str
    color: bool


def run_diff(wanted: Wanted, translate: Translate) -> int:
    """Run the command: 0 where both say the same, 1 where they differ, 2 where one is unread."""
    try:
        versions = (
            Source(wanted.old.name, read(wanted.old)),
            Source(wanted.new.name, read(wanted.new)),
        )
        comparison = _compared(*versions)
        if wanted.form == "terminal" and wanted.output is None:
            print_comparison(output(color=wanted.color), comparison, translate)
        else:
            _write(wanted, comparison, versions, translate)
    except UnreadableFile as error:
        message = error.message.render(translate)
        Console(stderr=True, highlight=False).print(message, style="bold red", markup=False)
        return UNREADABLE
    return SAME if comparison.same else DIFFERENT


def _compared(old: Source, new: Source) -> Comparison:
    atoms = Atoms()
    return compare_versions(
        read_version(old.data, old.file, atoms), read_version(new.data, new.file, atoms)
    )


def _write(
    wanted: Wanted, comparison: Comparison, versions: tuple[Source, Source], translate: Translate
) -> None:
    old, new = versions
    makers: dict[str, Callable[[], bytes]] = {
        "html": lambda: html.write(comparison, (old.file, new.file), translate, chosen_language()),
        "docx": lambda: tracked(old, new, wanted.author),
        "terminal": lambda: _plain(comparison, translate),
    }
    data = makers[wanted.form]()
    path = wanted.output
    if path is not None:
        with ProgressBar(Console(stderr=True), translate) as progress:
            write_all(path.parent, {path.name: lambda: data}, progress)
    elif wanted.form == "html":
        sys.stdout.buffer.write(data)
    else:
        raise UnreadableFile(say("Donnez avec -o le nom du fichier DOCX à écrire."))


def _plain(comparison: Comparison, translate: Translate) -> bytes:
    stream = io.StringIO()
    print_comparison(Console(file=stream, width=PLAIN_WIDTH, no_color=True), comparison, translate)
    return stream.getvalue().encode("utf-8", "replace")


def print_comparison(console: Console, comparison: Comparison, translate: Translate) -> None:
    """Print what differs, clause by clause, then the counts."""
    printer = _Printer(console, comparison, translate)
    for diff in comparison.differences():
        printer.clause(diff)
    printer.counts()


class _Printer:
    def __init__(self, console: Console, comparison: Comparison, translate: Translate) -> None:
        self._console = console
        self._comparison = comparison
        self._translate = translate
        self._followers = followers(comparison)

    def clause(self, diff: ClauseDiff, depth: int = 0) -> None:
        """Print one clause, and what differs inside it."""
        if diff.fate is Fate.SAME or (diff.follows and diff.fate is Fate.MOVED):
            return
        if diff.fate is Fate.CHANGED and diff.clause.kind is ClauseKind.ROW:
            self._inside(diff, depth)
            return
        pad = " " * (INDENT * depth)
        fate = fate_of(diff).render(self._translate)
        title = f"{pad}{SIGNS[diff.fate]} {name_of(self._comparison, diff)} : {fate}"
        count = self._followers[diff.clause.id]
        if count:
            follow = say("avec {count} clause(s) qui la suivent sans changer", count=count)
            title += f" ({follow.render(self._translate)})"
        self._line(Text(title, style="bold"))
        if diff.segments:
            words = redline(diff.segments)
            self._line(Text(f"{pad}  ").append_text(words))
        elif diff.fate is Fate.MOVED and diff.clause.kind is ClauseKind.ROW:
            self._line(Text(f"{pad}  {diff.clause.text}"))
        self._inside(diff, depth + 1)

    def _inside(self, diff: ClauseDiff, depth: int) -> None:
        for inner in diff.inner:
            self.clause(inner, depth)

    def counts(self) -> None:
        """Print how many clauses became what."""
        if self._comparison.same:
            same = say("Les deux versions disent la même chose.")
            self._line(Text(same.render(self._translate)))
            return
        numbers = ", ".join(
            f"{FATES[fate].render(self._translate)} {number}"
            for fate, number in counted(self._comparison)
        )
        total = say("Clauses : {numbers}.", numbers=numbers)
        self._line(Text(total.render(self._translate), style="bold"))

    def _line(self, text: Text) -> None:
        self._console.print(text, soft_wrap=True)
