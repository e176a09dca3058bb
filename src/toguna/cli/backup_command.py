"""The options of `toguna backup` and `toguna restore`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from toguna.cli.language import speak
from toguna.cli.options import PATH

_ = speak()
DATA = click.option(
    "--data",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    default=Path("toguna-data"),
    show_default=True,
    help=_("Le dossier de la base de données ; sans effet si DATABASE_URL est défini."),
)
PASSPHRASE = click.option(
    "--passphrase-file",
    "passphrase",
    type=PATH,
    metavar="FILE",
    help=_(
        "Le fichier dont la première ligne est la phrase de passe. À défaut, elle est demandée."
    ),
)


@click.command(
    help=_(
        "Sauvegarde un dossier entier (DOSSIER : son nom dans l'adresse de ses pages) dans un "
        "seul fichier : textes, retours, observations, suites, atelier, adoption, personnes, "
        "registre. La clé du registre y est chiffrée par une phrase de passe ; le reste ne l'est "
        "pas, observations restreintes comprises : gardez ce fichier comme le dossier lui-même."
    ),
    short_help=_("Sauvegarde un dossier entier dans un fichier."),
    epilog=_(
        "Exemple : toguna backup snc -o snc.zip. Code de retour : 0 si la sauvegarde est écrite, "
        "2 sinon."
    ),
)
@click.argument("dossier", metavar="DOSSIER")
@click.option(
    "-o", "--output", type=PATH, metavar="FILE", required=True, help=_("Le fichier à écrire.")
)
@DATA
@PASSPHRASE
@click.option(
    "--with-passwords",
    is_flag=True,
    help=_(
        "Emporte aussi, chiffrés, les mots de passe (leurs empreintes) ; sauf ceux des personnes "
        "qui ont un second facteur, car lui ne voyage pas."
    ),
)
@click.option(
    "--date",
    metavar="D",
    help=_("La date que porte la sauvegarde, par exemple 2025-07-03."),
)
def backup(**options: object) -> None:
    """Back a dossier up."""
    from toguna.cli.backup import Backup, run_backup

    sys.exit(run_backup(Backup(**options), _))  # type: ignore[arg-type]  # named and typed above


@click.command(
    help=_(
        "Restaure sur ce site le dossier d'une sauvegarde (FILE), sur SQLite comme sur "
        "PostgreSQL : tout, ou rien si le fichier est abîmé ou si le dossier est déjà là. Les "
        "personnes gardent leur nom d'utilisateur ; celles qui n'avaient pas de compte ici "
        "choisissent un mot de passe par le lien que donne l'administrateur."
    ),
    short_help=_("Restaure un dossier sauvegardé."),
    epilog=_(
        "Exemple : toguna restore snc.zip. Code de retour : 0 si le dossier est restauré, 2 sinon."
    ),
)
@click.argument("file", type=PATH, metavar="FILE")
@DATA
@PASSPHRASE
def restore(**options: object) -> None:
    """Restore a dossier."""
    from toguna.cli.backup import Restore, run_restore

    sys.exit(run_restore(Restore(**options), _))  # type: ignore[arg-type]  # named and typed above
