"""The commands on versions and rounds, as they are typed; each imports what it needs when run."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from toguna.cli.language import speak

_ = speak()
EXISTING = click.Path(path_type=Path)
COLOR = click.option(
    "--no-color", is_flag=True, help=_("Sans couleurs ; les signes suffisent à tout dire.")
)


@click.command(
    help=_(
        "Compare deux versions d'un texte (V1, puis V2 : DOCX, ODT ou Markdown), clause par "
        "clause : ajouts, suppressions, modifications au mot près, déplacements, numéros, "
        "tableaux par lignes et cellules, notes."
    ),
    short_help=_("Compare deux versions d'un texte."),
    epilog=_(
        "Exemple : toguna diff avant-projet.docx final.docx --format html -o ecarts.html. Code de "
        "retour : 0 si les deux disent la même chose, 1 si elles diffèrent, 2 si l'une est "
        "illisible."
    ),
)
@click.argument("old", type=EXISTING, metavar="V1")
@click.argument("new", type=EXISTING, metavar="V2")
@click.option(
    "--format",
    "form",
    type=click.Choice(["terminal", "html", "docx"]),
    default="terminal",
    show_default=True,
    help=_(
        "Au terminal, en une page web (html), ou dans le fichier de V1 lui-même avec des "
        "modifications suivies qui donnent V2 (docx)."
    ),
)
@click.option("-o", "--output", type=EXISTING, metavar="FILE", help=_("Le fichier à écrire."))
@click.option(
    "--author",
    metavar="NAME",
    default="V2",
    show_default=True,
    help=_("L'auteur des modifications suivies."),
)
@COLOR
def diff(
    old: Path, new: Path, form: str, output: Path | None, author: str, *, no_color: bool
) -> None:
    """Compare two versions."""
    from toguna.cli.diff import Wanted, run_diff

    sys.exit(run_diff(Wanted(old, new, form, output, author, color=not no_color), _))
