"""Options that several commands take, said the same way everywhere."""

from __future__ import annotations

from pathlib import Path

import click

from toguna.cli.language import speak

_ = speak()
PATH = click.Path(path_type=Path)
WRITTEN_DATE = click.option(
    "--date",
    metavar="D",
    help=_("La date que portent les documents écrits, par exemple 2025-07-03."),
)
ALLOW_UNREAD = click.option(
    "--allow-unread",
    is_flag=True,
    help=_("Termine avec succès même si un retour n'a pas pu être lu."),
)
