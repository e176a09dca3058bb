"""The command line: one command a room. What a command needs is imported when it runs."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from toguna import __version__
from toguna.cli.backup_command import backup, restore
from toguna.cli.check_command import check
from toguna.cli.deliberate_command import deliberate
from toguna.cli.language import speak
from toguna.cli.options import ALLOW_UNREAD, PATH, WRITTEN_DATE
from toguna.cli.serve_command import serve
from toguna.cli.verify_command import verify
from toguna.cli.version_commands import diff, history, rounds
from toguna.cli.worker_command import worker
from toguna.consultation.options import DraftChanges

_ = speak()


@click.group(
    name="toguna",
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    help=_(
        "Toguna : d'un avant-projet et des retours des ministères à un texte consolidé, sans rien "
        "perdre."
    ),
    epilog=_("Aide sur une commande : toguna COMMANDE --help. En anglais : LANG=en toguna --help."),
)
@click.version_option(__version__, prog_name="toguna", help=_("Affiche la version."))
def main() -> None:
    """Set what every command shares."""


@main.command(
    help=_(
        "Consolide un avant-projet (DRAFT) et ses retours (RETURN : fichiers, ou dossiers qui les "
        "contiennent) : copies DOCX ou ODT, matrices XLSX, ODS ou CSV, lettres DOCX. Écrit dans "
        "le dossier OUT le projet consolidé (consolide.docx), la matrice de traitement "
        "(matrice.xlsx), le rapport d'atelier (rapport.pdf) et toutes les données (dossier.json)."
    ),
    short_help=_("Consolide un avant-projet et ses retours."),
    epilog=_(
        "Exemple : toguna consolidate avant-projet.docx retours/ --contributors contributeurs.csv "
        "-o consolidation. Code de retour : 0 si tout a été lu, 1 si un retour n'a pas pu l'être "
        "(voir --allow-unread), 2 si la commande est mal écrite ou l'avant-projet illisible."
    ),
)
@click.argument("draft", type=PATH, metavar="DRAFT")
@click.argument("returns", type=PATH, metavar="RETURN...", nargs=-1)
@click.option(
    "-o",
    "--output",
    type=PATH,
    metavar="OUT",
    default=Path("consolidation"),
    show_default=True,
    help=_("Le dossier où écrire."),
)
@click.option(
    "--contributors",
    type=PATH,
    metavar="FILE",
    help=_(
        "Qui a envoyé quoi : un CSV avec les colonnes file, label, name. À défaut, le sigle est "
        "pris dans le nom du fichier."
    ),
)
@click.option(
    "--matrix",
    "matrices",
    type=PATH,
    metavar="FILE",
    multiple=True,
    help=_("Une matrice commune, où la colonne « structure » dit qui parle (peut être répété)."),
)
@click.option(
    "--earlier",
    type=PATH,
    metavar="FILE",
    multiple=True,
    help=_(
        "Une version antérieure de l'avant-projet : les copies faites sur elle sont reportées sur "
        "l'actuelle (peut être répété)."
    ),
)
@click.option(
    "--draft-changes",
    type=click.Choice([choice.value for choice in DraftChanges]),
    default=DraftChanges.KEEP.value,
    show_default=True,
    help=_(
        "Que faire des modifications suivies de l'avant-projet lui-même : les garder (keep), les "
        "accepter (accept) ou les refuser (reject)."
    ),
)
@WRITTEN_DATE
@ALLOW_UNREAD
def consolidate(
    draft: Path,
    returns: tuple[Path, ...],
    draft_changes: str,
    *,
    allow_unread: bool,
    **options: object,
) -> None:
    """Consolidate a draft with its returns."""
    from toguna.cli.consolidate import Arguments, run_consolidation

    arguments = Arguments(
        draft=draft,
        returns=returns,
        draft_changes=DraftChanges(draft_changes),
        **options,  # type: ignore[arg-type]  # named and typed by the options above
    )
    sys.exit(run_consolidation(arguments, _, allow_unread=allow_unread))


@main.command(
    help=_(
        "Lit la matrice rendue (par défaut OUT/matrice.xlsx) et écrit dans le dossier OUT tout ce "
        "qui en découle : le texte final (final.docx, final-suivi.docx, final.pdf, final.html, "
        "final.akn.xml), la traçabilité (tracabilite.xlsx), une lettre et une matrice pour chaque "
        "contributeur, une fiche d'arbitrage pour chaque divergence ouverte, le relevé des "
        "décisions. Ce qui ne peut pas tenir est refusé, avec la feuille, la ligne et le moyen "
        "d'en sortir ; rien n'est alors écrit."
    ),
    short_help=_("Écrit le texte final à partir des suites données."),
    epilog=_(
        "Code de retour : 0 si tout est écrit, 1 si des suites ne peuvent pas tenir, 2 si un "
        "fichier ne peut pas être lu."
    ),
)
@click.argument("folder", type=PATH, metavar="OUT")
@click.option(
    "--matrix",
    type=PATH,
    metavar="FILE",
    help=_("La matrice remplie, si ce n'est pas OUT/matrice.xlsx."),
)
@click.option(
    "--reaction",
    "reactions",
    type=PATH,
    metavar="FILE",
    multiple=True,
    help=_(
        "La matrice rendue par un contributeur avec son avis sur les suites : seul cet avis est "
        "repris (peut être répété)."
    ),
)
@click.option(
    "--rights",
    type=PATH,
    metavar="FILE",
    help=_("Les instances habilitées à valider, une par ligne. À défaut, toutes le sont."),
)
@WRITTEN_DATE
@click.option(
    "--letters",
    type=PATH,
    metavar="FILE",
    help=_("Les réglages des lettres de réponse (en-tête, signature, délai), en TOML."),
)
@click.option(
    "--draft-answers",
    is_flag=True,
    help=_(
        "Écrit une matrice où seules les suites sûres sont proposées (corrections de forme que "
        "personne ne conteste), à compléter."
    ),
)
def decide(folder: Path, *, draft_answers: bool, **options: object) -> None:
    """Write the final text from the answers."""
    from toguna.cli.decide import Arguments, run_decision

    arguments = Arguments(folder, draft_answers=draft_answers, **options)  # type: ignore[arg-type]
    sys.exit(run_decision(arguments, _))


@main.command(
    "verify-answers",
    help=_(
        "Vérifie un dossier décidé : chaque observation reçue a une suite, et chaque observation "
        "retenue se lit dans le texte final (OUT/final.docx)."
    ),
    short_help=_("Vérifie les suites contre le texte final."),
    epilog=_("Code de retour : 0 si tout y est, 1 sinon, 2 si un fichier ne peut pas être lu."),
)
@click.argument("folder", type=PATH, metavar="OUT")
def verify_answers(folder: Path) -> None:
    """Hold the answers against the final text."""
    from toguna.cli.decide import run_verification

    sys.exit(run_verification(folder, _))


for command in (backup, check, deliberate, diff, history, restore, rounds, serve, verify, worker):
    main.add_command(command)


def run() -> None:
    """Run the command line; where a console is not in UTF-8, no sign makes it fail."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")
    main()
