"""`toguna decide` and `toguna verify-answers`: from the answers to everything that follows."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from rich.console import Console
from rich.text import Text

from toguna.cli.files import (
    PIECES,
    Maker,
    check_day,
    read,
    set_aside,
    write_all,
)
from toguna.cli.progress import ProgressBar
from toguna.consultation.consolidate import Prepared, prepare, written
from toguna.consultation.decisions import record
from toguna.consultation.decisions.files import DECISIONS, FINAL, decided_files
from toguna.consultation.decisions.final import decide
from toguna.consultation.decisions.model import Answer, Final, Stage
from toguna.consultation.decisions.outputs import arbitration
from toguna.consultation.decisions.problems import Problem
from toguna.consultation.decisions.returned import Reading, read_answers
from toguna.consultation.decisions.rights import read_rights
from toguna.consultation.decisions.rules import Case, Rights, violations
from toguna.consultation.decisions.safe import safe_answers
from toguna.consultation.decisions.verify import Verification, verify
from toguna.consultation.model import Observation
from toguna.consultation.outputs import matrix_xlsx
from toguna.consultation.outputs.files import MATRIX
from toguna.consultation.pieces import MANIFEST, request_from
from toguna.consultation.sheets import read_sheets
from toguna.messages import Message, Translate, say
from toguna.text.content import Atoms
from toguna.text.document import Document
from toguna.text.docx.document import read_word
from toguna.text.errors import UnreadableFile

OK, REFUSED, UNUSABLE = 0, 1, 2
DRAFT_ANSWERS = "matrice-preremplie.xlsx"
TOLD = 200
"""Points to settle that are told at once."""


@dataclass(frozen=True, slots=True)
class Arguments:
    """What `toguna decide` was given."""

    folder: Path
    matrix: Path | None = None
    reactions: Sequence[Path] = ()
    rights: Path | None = None
    date: str | None = None
    letters: Path | None = None
    draft_answers: bool = False


@dataclass(slots=True)
class _Answers:
    """The answers so far, and what cannot stand among the new ones."""

    given: dict[str, Answer] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def run_decision(arguments: Arguments, translate: Translate) -> int:
    """Run `toguna decide` and give its exit status: 0, 1 where answers cannot stand, 2."""
    return _Shell(translate).run(lambda shell: shell.decide(arguments))


def run_verification(folder: Path, translate: Translate) -> int:
    """Run `toguna verify-answers`: 0 where all is disposed of and stands, 1 where not, 2."""
    return _Shell(translate).run(lambda shell: shell.verify(folder))


class _Shell:
    """Runs a command and says what happened."""

    def __init__(self, translate: Translate) -> None:
        self._translate = translate
        self._errors = Console(stderr=True, highlight=False)
        self._output = Console(highlight=False)

    def run(self, command: Callable[[_Shell], int]) -> int:
        """Run a command; what cannot be read is one sentence, not a traceback."""
        try:
            return command(self)
        except UnreadableFile as error:
            self._say(error.message, style="bold red", console=self._errors)
            return UNUSABLE

    def _say(self, message: Message, style: str = "", console: Console | None = None) -> None:
        text = Text(message.render(self._translate), style=style)
        (console or self._output).print(text, soft_wrap=True)

    # toguna decide

    def decide(self, arguments: Arguments) -> int:
        """Read the answers, refuse what cannot stand, write everything that follows."""
        folder = arguments.folder
        with ProgressBar(self._errors, self._translate) as progress:
            prepared = _prepared(folder, arguments.date, progress)
            if arguments.draft_answers:
                return self._draft_answers(prepared, folder, progress)
            answers = self._answers(prepared, arguments)
            if answers.problems:
                return self._refuse(answers.problems)
            settings = _settings(arguments.letters)
            progress(say("Écriture du texte final"), 0, 1)
            final = decide(prepared, answers.given)
            progress(say("Lettres, matrices et fiches d'arbitrage"), 0, 1)
            makers = decided_files(final, prepared, settings)
            _drop_settled(folder, makers)
            paths = write_all(folder, makers, progress)
        self._tell(final, verify(prepared, answers.given, final.document), paths)
        return OK

    def _draft_answers(self, prepared: Prepared, folder: Path, progress: ProgressBar) -> int:
        consolidation = written(prepared)
        answers = safe_answers(consolidation)
        data = matrix_xlsx.write(consolidation, answers)
        kept = set_aside(folder / DRAFT_ANSWERS, data)
        (path,) = write_all(folder, {DRAFT_ANSWERS: lambda: data}, progress)
        self._say(
            say(
                "{count} suites proposées (corrections de forme que personne ne conteste) dans "
                "{path} ; complétez-la, puis : toguna decide {folder} --matrix {path}",
                count=len(answers),
                path=path,
                folder=folder,
            )
        )
        if kept is not None:
            self._say(say("Une matrice était déjà là ; elle est gardée sous {path}.", path=kept))
        return OK

    def _answers(self, prepared: Prepared, arguments: Arguments) -> _Answers:
        known = prepared.observations
        stored = arguments.folder / DECISIONS
        before = (
            record.read(read(stored), stored.name, prepared.observations) if stored.exists() else {}
        )
        path = arguments.matrix or arguments.folder / MATRIX
        found = _Answers(before)
        if arguments.matrix is not None or not arguments.reactions:
            reading = _read_matrix(path, known)
            if not before and not reading.answers and not reading.problems:
                reading.problems.append(_nothing_answered(path))
            merged, problems = record.merge(before, reading.answers)
            found = _Answers(merged, [*reading.problems, *problems])
            found.problems += violations(self._case(prepared, merged, arguments.rights))
        for reaction in arguments.reactions:
            self._react(found, reaction, known)
        return found

    def _case(self, prepared: Prepared, answers: Mapping[str, Answer], rights: Path | None) -> Case:
        return Case(
            prepared.base,
            prepared.observations,
            prepared.contributors,
            prepared.groups,
            answers,
            Rights() if rights is None else read_rights(read(rights), rights.name),
        )

    def _react(self, found: _Answers, path: Path, known: Sequence[Observation]) -> None:
        """Take over what a contributor says of the answers to its own observations."""
        reading = _read_matrix(path, known)
        labels = frozenset(identifier.rpartition("-")[0] for identifier in reading.answers)
        found.given, problems = record.react(found.given, reading.answers, labels)
        found.problems += [*reading.problems, *problems]

    def _refuse(self, problems: Sequence[Problem]) -> int:
        self._say(
            say("Rien n'a été écrit : {count} point(s) à régler.", count=len(problems)),
            style="bold red",
            console=self._errors,
        )
        for problem in problems[:TOLD]:
            line = problem.message
            if problem.where:
                line = say("{where} : {reason}", where=problem.where, reason=problem.message)
            self._say(line, console=self._errors)
        if len(problems) > TOLD:
            self._say(
                say("Et {count} autre(s) : réglez d'abord ceux-ci, puis recommencez.",
                    count=len(problems) - TOLD),
                console=self._errors,
            )  # fmt: skip
        return REFUSED

    def _tell(self, final: Final, found: Verification, paths: Sequence[Path]) -> None:
        root = paths[0].parent
        for path in (path for path in paths if path.parent == root):
            self._say(say("Écrit : {path}", path=path))
        inside = Counter(path.parent for path in paths if path.parent != root)
        for folder, count in inside.items():
            self._say(say("Écrit : {path} ({count} fichiers)", path=folder, count=count))
        proposed = sum(answer.stage is Stage.PROPOSED for answer in final.answers.values())
        if proposed:
            self._say(
                say(
                    "{count} suite(s) ne sont que proposées : le texte final est provisoire tant "
                    "qu'une instance ne les a pas validées.",
                    count=proposed,
                ),
                style="yellow",
            )
        if final.moot:
            self._say(
                say(
                    "{count} observation(s) sans suite n'ont plus d'objet, d'autres mots étant "
                    "adoptés ; proposez « sans objet » : {ids}.",
                    count=len(final.moot),
                    ids=", ".join(final.moot),
                ),
                style="yellow",
            )
        self._tell_verification(found)

    def _tell_verification(self, found: Verification) -> None:
        self._say(
            say(
                "{received} observations reçues, {disposed} avec une suite, {waiting} en attente ; "
                "{adopted} retenues, dont {standing} se lisent dans le texte final.",
                received=found.received,
                disposed=found.disposed,
                waiting=len(found.waiting),
                adopted=len(found.adopted),
                standing=len(found.adopted) - len(found.missing),
            ),
            style="bold",
        )
        for identifier in found.missing:
            self._say(
                say("{id} : retenue, mais ses mots ne sont pas dans le texte final.",
                    id=identifier),
                style="bold red",
            )  # fmt: skip

    # toguna verify-answers

    def verify(self, folder: Path) -> int:
        """Hold the final text on disk against the answers on disk."""
        with ProgressBar(self._errors, self._translate) as progress:
            prepared = _prepared(folder, None, progress)
        stored, path = folder / DECISIONS, folder / FINAL
        answers = record.read(read(stored), stored.name, prepared.observations)
        final = Document(read_word(read(path), path.name, Atoms()))
        found = verify(prepared, answers, final)
        self._tell_verification(found)
        if found.waiting:
            self._say(say("En attente d'une suite : {ids}.", ids=", ".join(found.waiting)))
        return OK if found.holds else REFUSED


def _nothing_answered(path: Path) -> Problem:
    return Problem(
        "",
        say(
            "{file} : aucune suite n'est donnée ; remplissez la colonne « Suite donnée », ou "
            "partez des suites sûres avec --draft-answers.",
            file=path.name,
        ),
    )


def _read_matrix(path: Path, known: Sequence[Observation]) -> Reading:
    """Read the answers of a matrix to the observations that the dossier has."""
    says = {observation.id: (observation.before, observation.after) for observation in known}
    return read_answers(read_sheets(read(path), path.name), list(says), says)


def _prepared(folder: Path, date: str | None, progress: ProgressBar) -> Prepared:
    """Read and compare the pieces of a dossier again."""
    pieces = folder / PIECES
    if not (pieces / MANIFEST).exists():
        raise UnreadableFile(
            say(
                "{folder} : ce n'est pas un dossier consolidé ; donnez celui que toguna "
                "consolidate a écrit.",
                folder=folder,
            )
        )
    request = request_from(read(pieces / MANIFEST), lambda path: read(pieces / path))
    check_day(date)
    if date is not None:
        request = replace(request, date=date)
    return prepare(request, progress)


def _drop_settled(folder: Path, makers: Mapping[str, Maker]) -> None:
    """Remove the arbitration sheets of conflicts that have been settled since."""
    sheets = folder / arbitration.FOLDER
    for path in sorted(sheets.glob("D-*")) if sheets.is_dir() else ():
        if path.is_file() and f"{arbitration.FOLDER}/{path.name}" not in makers:
            path.unlink()


def _settings(path: Path | None) -> dict[str, str]:
    """Read what letters say of who sends them: a TOML file of names and values."""
    if path is None:
        return {}
    try:
        told = tomllib.loads(read(path).decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UnreadableFile(
            say(
                "{file} : les réglages des lettres ne peuvent pas être lus ({why}) ; écrivez un "
                'fichier TOML, par exemple : place = "Bamako".',
                file=path.name,
                why=error,
            )
        ) from error
    return {name: str(value) for name, value in told.items()}
