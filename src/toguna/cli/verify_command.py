"""The command that checks a receipt or a ledger, as it is typed; the work is done in `verify`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from toguna.cli.language import speak
from toguna.cli.options import PATH

_ = speak()


@click.command(
    help=_(
        "Vérifie, sans réseau, un récépissé, ou le registre d'un dossier exporté (FILE : le "
        "fichier du récépissé, le dossier, ou son archive .zip) : chaque écriture, chaque "
        "signature, chaque fichier cité. Dit quelle écriture a été altérée, retirée, ajoutée ou "
        "déplacée."
    ),
    short_help=_("Vérifie un récépissé ou le registre d'un dossier."),
    epilog=_(
        "Exemple : toguna verify recepisse.json --key cle-publiee.pem. Code de retour : 0 si tout "
        "tient, 1 si quelque chose ne tient pas, 2 si un fichier est illisible ou la commande mal "
        "écrite."
    ),
)
@click.argument("file", type=PATH, metavar="FILE")
@click.option(
    "--key",
    type=PATH,
    metavar="PEM",
    help=_(
        "La clé que l'administration a publiée. À défaut, celle du fichier sert, et son empreinte "
        "est à comparer."
    ),
)
@click.option(
    "--head",
    "heads",
    type=PATH,
    metavar="FILE",
    multiple=True,
    help=_(
        "Une signature du registre gardée d'avant (une ligne de ledger/heads.jsonl, ou ce fichier "
        "entier) : un registre coupé ou réécrit se voit alors (peut être répété)."
    ),
)
@click.option(
    "--receipt",
    "receipts",
    type=PATH,
    metavar="FILE",
    multiple=True,
    help=_("Un récépissé gardé d'avant, pour la même raison (peut être répété)."),
)
@click.option(
    "--opening",
    type=PATH,
    metavar="FILE",
    help=_("Pour un récépissé : le contenu non public que l'écriture tient scellé."),
)
def verify(
    file: Path,
    key: Path | None,
    heads: tuple[Path, ...],
    receipts: tuple[Path, ...],
    opening: Path | None,
) -> None:
    """Check a receipt or a dossier's ledger."""
    from toguna.cli.verify import Given, run_verify

    sys.exit(run_verify(Given(file, key, heads, receipts, opening), _))
