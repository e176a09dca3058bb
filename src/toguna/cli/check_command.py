"""The command that checks a strategy, as it is typed; what it needs is imported when it runs."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from toguna.cli.language import speak
from toguna.cli.options import PATH, WRITTEN_DATE

_ = speak()


@click.command(
    help=_(
        "Lit une stratégie (FILE : DOCX, ODT ou Markdown) comme le ferait un secrétaire général "
        "sévère : renvois, numéros, sigles, graphies, mesures sans responsable, totaux faux, "
        "années hors du plan, rubriques qui manquent au canevas, restes de rédaction."
    ),
    short_help=_("Relit une stratégie avant sa transmission."),
    epilog=_(
        "Exemple : toguna check projet.docx --format docx -o projet-annote.docx. Code de retour : "
        "0 sans erreur (avertissements et remarques compris), 1 s'il y a des erreurs, 2 si un "
        "fichier est illisible ou la commande mal écrite."
    ),
)
@click.argument("file", type=PATH, metavar="FILE", required=False)
@click.option(
    "--canevas",
    type=PATH,
    metavar="FILE",
    help=_(
        "Les rubriques demandées : TOML, CSV (section, titres, obligatoire) ou un document dont "
        "on prend le plan. À défaut, celles d'une stratégie nationale, d'après le guide de l'UIT."
    ),
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "sarif", "docx", "pdf"]),
    default="text",
    show_default=True,
    help=_(
        "Au terminal (text), pour les machines (sarif), en commentaires dans une copie du "
        "document (docx), en un rapport (pdf)."
    ),
)
@click.option("-o", "--output", type=PATH, metavar="FILE", help=_("Le fichier à écrire."))
@click.option(
    "--rules",
    metavar="ID,ID...",
    default="",
    help=_("Seulement ces règles (voir --list-rules)."),
)
@click.option("--skip", metavar="ID,ID...", default="", help=_("Toutes les règles sauf celles-ci."))
@WRITTEN_DATE
@click.option("--list-rules", is_flag=True, help=_("Dit ce que chaque règle regarde."))
def check(file: Path | None, rules: str, skip: str, *, list_rules: bool, **options: object) -> None:
    """Check a strategy."""
    from toguna.cli.check import Wanted, print_rules, run_check

    if list_rules:
        print_rules(_)
        return
    if file is None:
        raise click.UsageError(_("Donnez le document à vérifier."))
    wanted = Wanted(
        file=file,
        rules=_ids(rules),
        skip=_ids(skip),
        **options,  # type: ignore[arg-type]  # named and typed by the options above
    )
    sys.exit(run_check(wanted, _))


def _ids(written: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in written.split(",") if word.strip())
