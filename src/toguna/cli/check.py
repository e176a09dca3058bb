"""`toguna check`: reads a strategy, asks the rules, says or writes what they found."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

import click
from rich.console import Console

from toguna.adoption.canevas.reading import default_canevas, read_canevas
from toguna.adoption.check.model import Report, Severity
from toguna.adoption.check.outputs import comments, report, sarif, text
from toguna.adoption.check.registry import chosen_rules, known_rules
from toguna.adoption.check.runner import check
from toguna.adoption.check.strategy import title_of
from toguna.cli.files import check_day, read, write_all
from toguna.cli.progress import ProgressBar
from toguna.messages import Translate, say
from toguna.text.document import Document
from toguna.text.errors import UnreadableFile
from toguna.text.formats import read_text

CLEAN, ERRORS, UNREADABLE = 0, 1, 2
BINARY = frozenset({"docx", "pdf"})
"""Formats that are written to a file, never to a terminal."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the command was given."""

    file: Path
    canevas: Path | None
    form: str
    output: Path | None
    rules: tuple[str, ...]
    skip: tuple[str, ...]
    date: str | None


def run_check(wanted: Wanted, translate: Translate) -> int:
    """Run the command: 0 without errors, 1 with some, 2 where something cannot be read."""
    try:
        document, found = _checked(wanted)
        data = _made(wanted, document, found, translate)
        if wanted.output is None:
            click.echo(data, nl=False)
        else:
            with ProgressBar(Console(stderr=True), translate) as progress:
                write_all(wanted.output.parent, {wanted.output.name: lambda: data}, progress)
            click.echo(text.summary(found).render(translate))
    except UnreadableFile as error:
        message = error.message.render(translate)
        Console(stderr=True, highlight=False).print(message, style="bold red", markup=False)
        return UNREADABLE
    return ERRORS if found.of(Severity.ERROR) else CLEAN


def print_rules(translate: Translate) -> None:
    """Say what each rule looks at."""
    for line in text.rules_lines(known_rules(), translate):
        click.echo(line)


def _checked(wanted: Wanted) -> tuple[Document, Report]:
    if wanted.output is None and wanted.form in BINARY:
        raise UnreadableFile(
            say("Donnez avec -o le nom du fichier {form} à écrire.", form=wanted.form.upper())
        )
    if wanted.output is not None and wanted.output.resolve() == wanted.file.resolve():
        raise UnreadableFile(
            say("{path} : le document vérifié n'est pas écrasé ; donnez un autre nom avec -o.",
                path=wanted.output)
        )  # fmt: skip
    check_day(wanted.date)
    try:
        rules = chosen_rules(wanted.rules, wanted.skip)
    except KeyError as error:
        raise UnreadableFile(
            say("Règle « {rule} » inconnue : voir toguna check --list-rules.", rule=error.args[0])
        ) from error
    canevas = default_canevas()
    if wanted.canevas is not None:
        canevas = read_canevas(read(wanted.canevas), wanted.canevas.name)
    document = Document(read_text(read(wanted.file), wanted.file.name))
    return document, check(document, canevas, rules)


def _made(wanted: Wanted, document: Document, found: Report, translate: Translate) -> bytes:
    if wanted.form == "sarif":
        return sarif.write(found, document, translate)
    if wanted.form == "docx":
        date = f"{wanted.date}T00:00:00Z" if wanted.date else None
        return comments.write(document, found, date, translate)
    if wanted.form == "pdf":
        return report.write(found, document, title_of(document), wanted.date)
    encoding = "utf-8" if wanted.output else sys.stdout.encoding or "utf-8"
    words = "\n".join(text.lines(found, document.clauses, translate)) + "\n"
    return words.encode(encoding, "replace")
