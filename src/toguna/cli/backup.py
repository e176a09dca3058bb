"""`toguna backup` and `toguna restore`: a dossier in one file, and back on any site."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import click
from rich.console import Console

from toguna.cli.files import check_day, read
from toguna.cli.progress import ProgressBar
from toguna.cli.site import open_site
from toguna.messages import Message, Translate, say
from toguna.text.errors import UnreadableFile

MINE = 0o600
"""Who else is on the machine must not read a backup."""


@dataclass(frozen=True, slots=True)
class Backup:
    """What `toguna backup` was given."""

    dossier: str
    output: Path
    data: Path
    passphrase: Path | None
    with_passwords: bool
    date: str | None


@dataclass(frozen=True, slots=True)
class Restore:
    """What `toguna restore` was given."""

    file: Path
    data: Path
    passphrase: Path | None


def run_backup(arguments: Backup, translate: Translate) -> int:
    """Back a dossier up, and give the exit status."""
    return _told(lambda: _back_up(arguments, translate), translate)


def run_restore(arguments: Restore, translate: Translate) -> int:
    """Restore a dossier, and give the exit status."""
    return _told(lambda: _restore(arguments, translate), translate)


def _told(act: Callable[[], Message], translate: Translate) -> int:
    """Do an act and say what it did, or why it could not be done."""
    console, errors = Console(highlight=False), Console(stderr=True, highlight=False)
    from toguna.web.refusal import Refused

    try:
        done = act()
    except (Refused, UnreadableFile) as error:
        told = error.message.render(translate)
        errors.print(told, style="bold red", markup=False, soft_wrap=True)
        return 2
    console.print(done.render(translate), markup=False, soft_wrap=True)
    return 0


def _back_up(arguments: Backup, translate: Translate) -> Message:
    check_day(arguments.date)
    open_site(arguments.data)
    from toguna.web.domain.backup.writing import write_backup
    from toguna.web.domain.start import prepare_database
    from toguna.web.models import Dossier

    prepare_database()
    dossier = Dossier.objects.select_related("ledger").filter(slug=arguments.dossier).first()
    if dossier is None:
        raise UnreadableFile(_no_such_dossier(arguments.dossier))
    words = _passphrase(arguments.passphrase, translate, again=True)
    part = arguments.output.with_name(f".{arguments.output.name}.part")
    try:
        part.touch(MINE)
        with (
            part.open("w+b") as out,
            ProgressBar(Console(stderr=True), translate) as progress,
        ):
            fingerprint = write_backup(
                dossier,
                out,
                words,
                arguments.date or "",
                progress,
                passwords=arguments.with_passwords,
            )
        part.replace(arguments.output)
    except OSError as error:
        raise UnreadableFile(
            say(
                "{path} : ce fichier ne peut pas être écrit ({why}).",
                path=arguments.output,
                why=error.strerror,
            )
        ) from error
    finally:
        part.unlink(missing_ok=True)
    return say(
        "{path} : le dossier « {title} » est sauvegardé ({size} octets). Empreinte de la clé de "
        "son registre : {fingerprint}",
        path=arguments.output,
        title=dossier.title,
        size=arguments.output.stat().st_size,
        fingerprint=fingerprint,
    )


def _restore(arguments: Restore, translate: Translate) -> Message:
    open_site(arguments.data)
    from toguna.web.domain.backup.reading import restore
    from toguna.web.domain.ledger import fingerprint
    from toguna.web.domain.start import prepare_database

    words = _passphrase(arguments.passphrase, translate, again=False)
    prepare_database()
    try:
        with (
            arguments.file.open("rb") as file,
            ProgressBar(Console(stderr=True), translate) as progress,
        ):
            dossier = restore(file, words, progress)
    except OSError as error:
        raise UnreadableFile(
            say(
                "{path} : ce fichier ne peut pas être ouvert ({why}).",
                path=arguments.file,
                why=error.strerror,
            )
        ) from error
    return say(
        "Le dossier « {title} » est restauré ({entries} écritures au registre). Empreinte de la "
        "clé de son registre, à comparer : {fingerprint}",
        title=dossier.title,
        entries=dossier.ledger.size,
        fingerprint=fingerprint(dossier),
    )


def _no_such_dossier(slug: str) -> Message:
    from toguna.web.models import Dossier

    known = ", ".join(Dossier.objects.order_by("slug").values_list("slug", flat=True))
    return say(
        "Il n'y a pas de dossier « {slug} » sur ce site ; il y a : {known}.",
        slug=slug,
        known=known or "—",
    )


def _passphrase(file: Path | None, translate: Translate, *, again: bool) -> str:
    """Give the passphrase, from its file or as it is typed."""
    if file is not None:
        try:
            return read(file).decode("utf-8-sig").partition("\n")[0].rstrip("\r")
        except UnicodeDecodeError as error:
            raise UnreadableFile(
                say("{path} : ce fichier n'est pas du texte en UTF-8.", path=file)
            ) from error
    if not sys.stdin.isatty():
        raise UnreadableFile(
            say("Il n'y a personne à qui demander la phrase de passe : --passphrase-file FILE.")
        )
    asked = translate("Phrase de passe")
    typed: str = click.prompt(asked, hide_input=True, confirmation_prompt=again, err=True)
    return typed
