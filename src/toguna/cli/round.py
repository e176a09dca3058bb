"""`toguna round`: the rounds of a dossier, opened, consolidated, closed and listed."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from toguna.cli.consolidate import UNUSABLE, Arguments, run_consolidation
from toguna.cli.files import PIECES
from toguna.cli.redlines import output
from toguna.cli.round_folder import RoundFolder, put_aside
from toguna.consultation.consolidate import Request
from toguna.consultation.decisions.files import DECISIONS
from toguna.consultation.decisions.model import Stage
from toguna.consultation.model import Consolidation
from toguna.consultation.options import DraftChanges
from toguna.consultation.outputs import dossier_json, matrix_xlsx
from toguna.consultation.pieces import MANIFEST, pieces_of
from toguna.consultation.rounds import steps
from toguna.consultation.rounds.alerts import Alert, dropped, of_new_draft
from toguna.consultation.rounds.chapter import Chapter
from toguna.consultation.rounds.model import Refused, Round, State
from toguna.consultation.rounds.recall import Recalled, recall
from toguna.consultation.rounds.said import register_of
from toguna.consultation.versions.comparison import read_version
from toguna.messages import Message, Translate, say
from toguna.text.content import Atoms
from toguna.text.errors import UnreadableFile

OK = 0
EVERY = frozenset({"all", "toutes"})
STATES = {State.OPEN: say("ouvert"), State.CLOSED: say("clos")}


@dataclass(frozen=True, slots=True)
class Returns:
    """What `toguna round consolidate` was given.

    `keep` are the observations whose earlier answer is proposed again, or `all`; `replace` tells
    that returns consolidated before may be left out.
    """

    files: Sequence[Path]
    contributors: Path | None
    matrices: Sequence[Path]
    earlier: Sequence[Path]
    date: str | None
    keep: Sequence[str]
    replace: bool
    allow_unread: bool


class RoundCommands:
    """The acts on one dossier, each with what it says; every one gives its exit status."""

    def __init__(self, folder: Path, translate: Translate) -> None:
        self._folder = RoundFolder(folder)
        self._translate = translate
        self._console = output(color=True)

    def _say(self, message: Message, style: str = "") -> None:
        text = Text(message.render(self._translate), style=style)
        self._console.print(text, soft_wrap=True)

    def run(self, act: Callable[[], int]) -> int:
        """Do something; say why where it cannot be done."""
        try:
            return act()
        except (Refused, UnreadableFile) as error:
            text = Text(error.message.render(self._translate), style="bold red")
            Console(stderr=True, highlight=False).print(text, soft_wrap=True)
            return UNUSABLE

    def open(self, draft: Path, label: str | None, date: str | None) -> int:
        """Open a round, and tell what its draft changes without saying so."""
        rounds = self._folder.rounds_or_none_yet()
        number = len(rounds.all) + 1
        steps.check_open(rounds, date)
        folder, kept = self._folder.keep_draft(number, draft)
        now = steps.opened(rounds, label, kept, folder, date)
        self._folder.save(now)
        self._say(say("Tour {number} ouvert : {path}", number=number,
                      path=self._folder.path / folder), "bold")  # fmt: skip
        if rounds.last is not None:
            atoms = Atoms()
            book = self._folder.book(rounds.all[-1:], atoms)
            self._alerts(of_new_draft(read_version(draft.read_bytes(), draft.name, atoms), book))
            self._still_open(book.chapters[-1])
        return OK

    def _still_open(self, last: Chapter) -> None:
        for said in last.unsettled:
            self._say(
                say(
                    "À reprendre : {id} ({disposition}) – {words}",
                    id=said.id,
                    disposition=last.answers[said.id].disposition.value,
                    words=said.words,
                )
            )

    def close(self, date: str | None, *, force: bool) -> int:
        """Close the open round, and tell what is only proposed or was dropped."""
        rounds = self._folder.rounds()
        current = rounds.open
        consolidated = current is not None and self._folder.is_consolidated(current)
        if current is None or not consolidated:
            self._folder.save(steps.closed(rounds, None, date, force=force))
            self._say(say("Tour {number} fermé.", number=len(rounds.all)), "bold")
            return OK
        book = self._folder.book(rounds.all, Atoms())
        chapter = book.chapters.pop()
        now = steps.closed(rounds, chapter.unanswered, date, force=force)
        self._folder.save(now)
        self._say(say("Tour {number} fermé.", number=current.number), "bold")
        if chapter.unanswered:
            self._say(say("Sans suite : {ids}.", ids=", ".join(chapter.unanswered)), "yellow")
        proposed = [a.observation for a in chapter.answers.values() if a.stage is Stage.PROPOSED]
        if proposed:
            self._say(
                say("{count} suite(s) ne sont que proposées : {ids}.",
                    count=len(proposed), ids=", ".join(proposed)), "yellow",
            )  # fmt: skip
        self._alerts(dropped(chapter.register, chapter.draft, book))
        return OK

    def reopen(self, date: str | None) -> int:
        """Undo the closing of the newest round."""
        now = steps.reopened(self._folder.rounds(), date)
        self._folder.save(now)
        self._say(say("Tour {number} rouvert.", number=len(now.all)), "bold")
        return OK

    def show(self) -> int:
        """List the rounds."""
        table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
        for title in (say("Tour"), say("Projet"), say("Ouvert le"), say("État"),
                      say("Observations"), say("Avec une suite")):  # fmt: skip
            table.add_column(title.render(self._translate), overflow="fold")
        for one in self._folder.rounds().all:
            chapter = self._folder.chapter(one, Atoms())
            answered = len(chapter.register) - len(chapter.unanswered)
            cells = [
                one.label, one.draft.file, one.opened or "–",
                STATES[one.state].render(self._translate), str(len(chapter.register)),
                str(answered),
            ]  # fmt: skip
            table.add_row(*(Text(cell) for cell in cells))
        self._console.print(table)
        return OK

    def consolidate(self, returns: Returns) -> int:
        """Consolidate what came back in the open round."""
        rounds = self._folder.rounds()
        current = rounds.open
        if current is None:
            raise Refused(
                say("Aucun tour n'est ouvert : ouvrez-en un (toguna round open) ou rouvrez le "
                    "dernier (toguna round reopen).")
            )  # fmt: skip
        self._check_apart(returns.files)
        earlier = rounds.all[:-1]
        arguments = Arguments(
            self._folder.draft(current),
            returns.files,
            self._folder.out(current),
            returns.contributors,
            returns.matrices,
            [*self._folder.versions(current, earlier), *returns.earlier],
            DraftChanges.KEEP,
            returns.date,
        )
        memory = _Memory(self._folder, current, earlier, returns)
        status = run_consolidation(
            arguments, self._translate, allow_unread=returns.allow_unread, matrix=memory.matrix
        )
        if memory.recalled is not None:
            self._recalled(memory.recalled, memory.kept)
            self._alerts(memory.alerts)
        return status

    def _check_apart(self, files: Iterable[Path]) -> None:
        """Refuse a folder of returns that holds the dossier: its own files are no returns."""
        here = self._folder.path.resolve()
        for path in files:
            if here.is_relative_to(path.resolve()):
                raise Refused(
                    say(
                        "{path} contient le dossier lui-même : mettez les retours dans un dossier "
                        "à part, et donnez celui-là.",
                        path=path,
                    )
                )

    def _recalled(self, recalled: Sequence[Recalled], kept: Iterable[str]) -> None:
        again = set(kept)
        for one in recalled:
            told = say("{id} : {told}", id=one.observation, told=one.told)
            if one.observation in again:
                told = say("{told} [reprise comme proposition]", told=told)
            self._say(told)
        if recalled:
            self._say(
                say("{count} observation(s) déjà traitée(s) à un tour précédent.",
                    count=len(recalled)), "bold",
            )  # fmt: skip

    def _alerts(self, alerts: Iterable[Alert]) -> None:
        for alert in alerts:
            self._say(say("Attention – {message}", message=alert.message), "yellow")


class _Memory:
    """What earlier rounds have to say in the matrix of the present one."""

    def __init__(
        self, folder: RoundFolder, current: Round, earlier: Sequence[Round], returns: Returns
    ) -> None:
        self._folder = folder
        self._out = folder.out(current)
        self._earlier = earlier
        self._returns = returns
        self.recalled: list[Recalled] | None = None
        self.kept: list[str] = []
        self.alerts: list[Alert] = []

    def matrix(self, request: Request, found: Consolidation) -> bytes:
        """Write the matrix, with the answers of earlier rounds; nothing known is written over."""
        self._guard(request)
        book = self._folder.book(self._earlier, found.document.word.atoms)
        register = register_of(dossier_json.dossier(found), found.document)
        self.recalled = recall(register, found.document, book)
        self.alerts = dropped(register, found.document, book)
        proposals = {
            one.observation: one.proposal
            for one in self.recalled
            if one.proposal is not None and self._is_wanted(one)
        }
        self.kept = list(proposals)
        told = {one.observation: one.told.render() for one in self.recalled}
        return matrix_xlsx.write(found, proposals, told)

    def _is_wanted(self, one: Recalled) -> bool:
        return bool({one.observation, *EVERY} & set(self._returns.keep))

    def _guard(self, request: Request) -> None:
        """Refuse to leave out what was consolidated before; set aside what is replaced."""
        manifest = self._out / PIECES / MANIFEST
        if not manifest.exists():
            return
        before = _pieces(manifest.read_bytes())
        now = _pieces(next(p.data for p in pieces_of(request) if p.path == MANIFEST))
        if before == now:
            return
        lost = sorted({file for file, _ in before} - {file for file, _ in now})
        if not self._returns.replace and lost:
            raise UnreadableFile(
                say(
                    "Ce tour contient déjà {files}, qui ne sont pas parmi les retours donnés : "
                    "donnez-les aussi, ou confirmez avec --replace.",
                    files=", ".join(lost),
                )
            )
        if not self._returns.replace and (self._out / DECISIONS).exists():
            raise UnreadableFile(
                say(
                    "Des suites sont déjà données dans ce tour, et d'autres retours peuvent "
                    "changer les numéros des observations : confirmez avec --replace (les suites "
                    "sont gardées de côté)."
                )
            )
        for path in (self._out / PIECES, self._out / DECISIONS):
            put_aside(path)


def _pieces(manifest: bytes) -> list[tuple[str, str]]:
    told = json.loads(manifest)
    return [(entry["file"], entry["sha256"]) for entry in told["pieces"]]
