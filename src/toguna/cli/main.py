"""The command line: one command a room. What a command needs is imported when it runs."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from toguna import __version__
from toguna.cli.language import chosen_language
from toguna.consultation.options import DraftChanges
from toguna.messages import translation

_ = translation(chosen_language())

app = typer.Typer(
    name="toguna",
    help=_(
        "Toguna : d'un avant-projet et des retours des ministères à un texte consolidé, sans rien "
        "perdre."
    ),
    epilog=_("Aide sur une commande : toguna COMMANDE --help. En anglais : LANG=en toguna --help."),
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"toguna {__version__}")
        raise typer.Exit


@app.callback()
def main(
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_show_version, is_eager=True, help=_("Affiche la version.")
        ),
    ] = False,
) -> None:
    """Set what every command shares."""


@app.command(
    help=_(
        "Consolide un avant-projet et ses retours (copies DOCX ou ODT, matrices XLSX, ODS ou CSV, "
        "lettres DOCX) : écrit dans le dossier OUT le projet consolidé (consolide.docx), la "
        "matrice de traitement (matrice.xlsx), le rapport d'atelier (rapport.pdf) et toutes les "
        "données (dossier.json)."
    ),
    epilog=_(
        "Exemple : toguna consolidate avant-projet.docx retours/ --contributors contributeurs.csv "
        "-o consolidation. Code de retour : 0 si tout a été lu, 1 si un retour n'a pas pu l'être "
        "(voir --allow-unread), 2 si la commande est mal écrite ou l'avant-projet illisible."
    ),
)
def consolidate(  # noqa: PLR0913 - one parameter an option
    draft: Annotated[
        Path,
        typer.Argument(
            metavar="DRAFT", help=_("L'avant-projet envoyé aux ministères (DOCX, ODT, Markdown).")
        ),
    ],
    returns: Annotated[
        list[Path],
        typer.Argument(
            metavar="RETURN...", help=_("Les retours : fichiers, ou dossiers qui les contiennent.")
        ),
    ],
    output: Annotated[
        Path,
        typer.Option("-o", "--output", metavar="OUT", help=_("Le dossier où écrire.")),
    ] = Path("consolidation"),
    contributors: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help=_(
                "Qui a envoyé quoi : un CSV avec les colonnes file, label, name. À défaut, le "
                "sigle est pris dans le nom du fichier."
            ),
        ),
    ] = None,
    matrix: Annotated[
        list[Path] | None,
        typer.Option(
            metavar="FILE",
            help=_(
                "Une matrice commune, où la colonne « structure » dit qui parle (peut être répété)."
            ),
        ),
    ] = None,
    earlier: Annotated[
        list[Path] | None,
        typer.Option(
            metavar="FILE",
            help=_(
                "Une version antérieure de l'avant-projet : les copies faites sur elle sont "
                "reportées sur l'actuelle (peut être répété)."
            ),
        ),
    ] = None,
    draft_changes: Annotated[
        DraftChanges,
        typer.Option(
            help=_(
                "Que faire des modifications suivies de l'avant-projet lui-même : les garder "
                "(keep), les accepter (accept) ou les refuser (reject)."
            )
        ),
    ] = DraftChanges.KEEP,
    date: Annotated[
        str | None,
        typer.Option(
            metavar="D",
            help=_("La date que portent les documents écrits, par exemple 2025-07-03."),
        ),
    ] = None,
    allow_unread: Annotated[
        bool,
        typer.Option(
            "--allow-unread", help=_("Termine avec succès même si un retour n'a pas pu être lu.")
        ),
    ] = False,
) -> None:
    """Consolidate a draft with its returns."""
    from toguna.cli.consolidate import Arguments, run_consolidation

    arguments = Arguments(
        draft, returns, output, contributors, matrix or [], earlier or [], draft_changes, date
    )
    status = run_consolidation(arguments, _, allow_unread=allow_unread)
    raise typer.Exit(status)


def run() -> None:
    """Run the command line; where a console is not in UTF-8, no sign makes it fail."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")
    app()
