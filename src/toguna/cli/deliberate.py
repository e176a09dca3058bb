"""`toguna deliberate`: from what people said to what a committee needs to decide."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.text import Text

from toguna.cli.files import Maker, check_day, check_folder, read, write_all
from toguna.cli.progress import ProgressBar
from toguna.consultation.decisions.problems import Problem
from toguna.deliberation.agencies.model import Agency
from toguna.deliberation.agencies.reading import read_agencies
from toguna.deliberation.agencies.timeline import timeline
from toguna.deliberation.method import Unfit
from toguna.deliberation.outputs import data, workbook
from toguna.deliberation.outputs.note import writer
from toguna.deliberation.outputs.pictures.registry import pictures
from toguna.deliberation.outputs.results import SAMPLES, SEED, Draw, Results, examine
from toguna.deliberation.reading import read_deliberation
from toguna.deliberation.reading.blank import empty_workbook
from toguna.messages import Message, Translate, say
from toguna.text.errors import UnreadableFile

OK, REFUSED, UNUSABLE = 0, 1, 2
NOTE, RESULTS, DATA, IMAGES = "note.pdf", "resultats.xlsx", "deliberation.json", "images"
AGENCIES, ANCHORINGS = "agences.csv", "ancrages.csv"
TOLD = 200
"""Problems that are told at once."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the command was given."""

    file: Path
    output: Path
    agencies: Path | None = None
    date: str | None = None
    samples: int = SAMPLES
    seed: int = SEED


class _Refused(Exception):
    """What was read cannot stand."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(problems)
        self.problems = problems


def run_deliberation(wanted: Wanted, translate: Translate) -> int:
    """Run the command: 0 when all is written, 1 where what was said is refused, 2."""
    return _guarded(lambda: _deliberate(wanted, translate), translate)


def write_empty(path: Path, translate: Translate) -> int:
    """Write an empty workbook where nothing stands yet: 0, or 2 where it cannot be written."""
    return _guarded(lambda: _write_empty(path, translate), translate)


def _guarded(work: Callable[[], None], translate: Translate) -> int:
    """Do some work; what goes wrong is told in sentences."""
    errors = Console(stderr=True, highlight=False)

    def tell(message: Message, style: str = "bold red") -> None:
        errors.print(Text(message.render(translate), style=style), soft_wrap=True)

    try:
        work()
    except UnreadableFile as error:
        tell(error.message)
        return UNUSABLE
    except _Refused as refused:
        count = len(refused.problems)
        tell(say("Rien n'a été écrit : {count} point(s) à régler.", count=count))
        for problem in refused.problems[:TOLD]:
            tell(say("{where} : {reason}", where=problem.where, reason=problem.message), "")
        if count > TOLD:
            tell(
                say(
                    "Et {count} autre(s) : réglez d'abord ceux-ci, puis recommencez.",
                    count=count - TOLD,
                ),
                "",
            )
        return REFUSED
    return OK


def _write_empty(path: Path, translate: Translate) -> None:
    if path.suffix.lower() != ".xlsx":
        raise UnreadableFile(
            say("{path} : le classeur vide est un fichier .xlsx ; donnez-lui ce nom.", path=path)
        )
    if path.exists():
        raise UnreadableFile(
            say("{path} existe déjà et n'est pas écrasé ; donnez un autre nom.", path=path)
        )
    with ProgressBar(Console(stderr=True), translate) as progress:
        write_all(path.parent, {path.name: empty_workbook}, progress)
    _tell(say("Écrit : {path}", path=path), translate)


def _deliberate(wanted: Wanted, translate: Translate) -> None:
    with ProgressBar(Console(stderr=True), translate) as progress:
        progress(say("Lecture"), 0, 1)
        check_day(wanted.date)
        check_folder(wanted.output)
        reading = read_deliberation(read(wanted.file), wanted.file.name, wanted.date)
        if reading.problems:
            raise _Refused(reading.problems)
        agencies = () if wanted.agencies is None else _agencies(wanted.agencies)
        try:
            results = examine(reading.rounds, agencies, Draw(wanted.seed, wanted.samples), progress)
        except Unfit as unfit:
            raise _Refused([Problem(wanted.file.name, unfit.message)]) from unfit
        paths = write_all(wanted.output, _makers(results), progress)
    images = [path for path in paths if path.parent.name == IMAGES]
    for path in paths[: len(paths) - len(images)]:
        _tell(say("Écrit : {path}", path=path), translate)
    folder = wanted.output / IMAGES
    _tell(say("Écrit : {path} ({count} fichiers)", path=folder, count=len(images)), translate)


def _tell(message: Message, translate: Translate) -> None:
    Console(highlight=False).print(Text(message.render(translate)), soft_wrap=True)


def _agencies(folder: Path) -> tuple[Agency, ...]:
    """Read the comparison of agencies.

    Raises:
        UnreadableFile: a table is not there or is none.
        _Refused: something in them is wrong.
    """
    files = [folder / name for name in (AGENCIES, ANCHORINGS)]
    found = read_agencies(read(files[0]), read(files[1]), (files[0].name, files[1].name))
    if found.problems:
        raise _Refused(found.problems)
    return found.agencies


def _makers(results: Results) -> dict[str, Maker]:
    drawn = pictures(results)
    makers: dict[str, Maker] = {
        NOTE: lambda: writer.write(results, drawn),
        RESULTS: lambda: workbook.write(results),
        DATA: lambda: data.write(results),
    }
    for key, picture in drawn.items():
        makers[f"{IMAGES}/{key}.svg"] = picture.svg
        makers[f"{IMAGES}/{key}.png"] = picture.png
    if results.agencies:
        sheet = timeline(results.agencies)
        makers[f"{IMAGES}/agences.svg"] = sheet.svg
        makers[f"{IMAGES}/agences.png"] = sheet.png
    return makers
