"""`toguna history`: the life of one clause over all the rounds of a dossier."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.text import Text

from toguna.cli.files import write_all
from toguna.cli.language import chosen_language
from toguna.cli.progress import ProgressBar
from toguna.cli.redlines import PLAIN_WIDTH, output, redline
from toguna.cli.round_folder import RoundFolder
from toguna.consultation.rounds import history_html, history_json
from toguna.consultation.rounds.history import Life, Period, Stage, life_of
from toguna.consultation.rounds.history_html import ABSENT, told
from toguna.consultation.rounds.model import Refused
from toguna.messages import Message, Translate, say
from toguna.text.content import Atoms
from toguna.text.errors import UnreadableFile

OK, UNUSABLE = 0, 2


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the command was given."""

    folder: Path
    clause: str
    form: str
    output: Path | None
    color: bool


def run_history(wanted: Wanted, translate: Translate) -> int:
    """Run the command and give its exit status."""
    try:
        folder = RoundFolder(wanted.folder)
        book = folder.book(folder.rounds().all, Atoms())
        life = life_of(book, wanted.clause)
        if wanted.output is None and wanted.form == "terminal":
            print_life(output(color=wanted.color), life, translate)
            return OK
        makers: dict[str, Callable[[], bytes]] = {
            "terminal": lambda: _plain(life, translate),
            "html": lambda: history_html.write(life, translate, chosen_language()),
            "json": lambda: history_json.write(life),
        }
        _write(wanted.output, makers[wanted.form](), translate)
    except (Refused, UnreadableFile) as error:
        text = Text(error.message.render(translate), style="bold red")
        Console(stderr=True, highlight=False).print(text, soft_wrap=True)
        return UNUSABLE
    return OK


def _write(path: Path | None, data: bytes, translate: Translate) -> None:
    if path is None:
        sys.stdout.buffer.write(data)
        return
    with ProgressBar(Console(stderr=True), translate) as progress:
        write_all(path.parent, {path.name: lambda: data}, progress)


def _plain(life: Life, translate: Translate) -> bytes:
    stream = io.StringIO()
    print_life(Console(file=stream, width=PLAIN_WIDTH, no_color=True), life, translate)
    return stream.getvalue().encode("utf-8", "replace")


def print_life(console: Console, life: Life, translate: Translate) -> None:
    """Print the life of a clause, round by round."""
    _Printer(console, translate).life(life)


class _Printer:
    def __init__(self, console: Console, translate: Translate) -> None:
        self._console = console
        self._translate = translate

    def life(self, life: Life) -> None:
        title = say("Histoire de la clause : {name}", name=life.name)
        self._line(Text(title.render(self._translate), style="bold"))
        for period in life.periods:
            self._line(Text(""))
            self._line(Text(f"== {period.round.label}", style="bold"))
            self._period(period)

    def _period(self, period: Period) -> None:
        self._stage(say("Projet"), period.draft)
        for asked in period.asked:
            self._line(Text(f"  • {asked.said.id} ({asked.said.contributor})", style="bold"))
            for name, value in told(asked, self._translate):
                self._line(Text(f"    {name} : {value}"))
        if period.final is not None:
            self._stage(say("Version finale"), period.final)

    def _stage(self, name: Message, stage: Stage) -> None:
        cited = f" ({stage.cited})" if stage.cited else ""
        self._line(Text(f"  {name.render(self._translate)}{cited}", style="italic"))
        if not stage.cited:
            self._line(Text(f"    {ABSENT.render(self._translate)}"))
        for line in redline(stage.redline, whole=True).split("\n"):
            self._line(Text("    ").append_text(line))

    def _line(self, text: Text) -> None:
        self._console.print(text, soft_wrap=True)
