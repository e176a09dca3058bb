"""The options of `toguna serve`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from toguna.cli.language import speak

_ = speak()


@click.command(
    "serve",
    help=_(
        "Ouvre le dossier dans un navigateur : consultation, table du rapporteur, salle "
        "d'atelier, adoption. Sur un seul ordinateur, sans réseau ; avec --lan, pour toute la "
        "salle. La base de données et le secret du site sont dans le dossier --data."
    ),
    short_help=_("Ouvre le dossier dans un navigateur."),
    epilog=_(
        "Exemples : toguna serve --demo (dossier fictif) ; toguna serve --lan --port 8080. "
        "Les autres réglages viennent de l'environnement : voir docs/reference/settings.md."
    ),
)
@click.option(
    "--host",
    metavar="H",
    default="127.0.0.1",
    show_default=True,
    help=_("L'adresse où écouter."),
)
@click.option(
    "--port", metavar="P", type=int, default=8000, show_default=True, help=_("Le port où écouter.")
)
@click.option(
    "--data",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    default=Path("toguna-data"),
    show_default=True,
    help=_("Le dossier de la base de données."),
)
@click.option(
    "--lan",
    is_flag=True,
    help=_("Écoute pour la salle, et montre l'adresse et son code QR."),
)
@click.option(
    "--demo",
    is_flag=True,
    help=_("Ouvre le dossier d'exemple, fictif, où l'on entre sans mot de passe."),
)
@click.option(
    "--browser/--no-browser",
    default=True,
    show_default=True,
    help=_("Ouvre ou non le navigateur."),
)
def serve(**options: object) -> None:
    """Serve the site."""
    from toguna.cli.serve import Arguments, run_server

    sys.exit(run_server(Arguments(**options), _))  # type: ignore[arg-type]  # named and typed above
