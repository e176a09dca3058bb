"""The commands on versions and rounds, as they are typed; each imports what it needs when run."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from toguna.cli.language import speak
from toguna.cli.options import ALLOW_UNREAD, PATH

_ = speak()
COLOR = click.option(
    "--no-color", is_flag=True, help=_("Sans couleurs ; les signes suffisent à tout dire.")
)
FOLDER = click.argument("folder", type=PATH, metavar="FOLDER")
DATE = click.option("--date", metavar="D", help=_("Le jour de cet acte, par exemple 2025-07-03."))


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
@click.argument("old", type=PATH, metavar="V1")
@click.argument("new", type=PATH, metavar="V2")
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
@click.option("-o", "--output", type=PATH, metavar="FILE", help=_("Le fichier à écrire."))
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


@click.command(
    help=_(
        "Raconte la vie d'une clause (CLAUSE : « Axe 2, objectif 2.1 », un titre ou un "
        "identifiant) sur tous les tours du dossier FOLDER : ses mots dans chaque version, les "
        "observations, les réponses et leurs motifs, les mots retenus."
    ),
    short_help=_("Raconte la vie d'une clause sur tous les tours."),
    epilog=_('Exemple : toguna history dossier "Axe 2, objectif 2.1" --format html -o vie.html'),
)
@FOLDER
@click.argument("clause", metavar="CLAUSE")
@click.option(
    "--format",
    "form",
    type=click.Choice(["terminal", "html", "json"]),
    default="terminal",
    show_default=True,
    help=_("Au terminal, en une page web (html) ou en données (json)."),
)
@click.option("-o", "--output", type=PATH, metavar="FILE", help=_("Le fichier à écrire."))
@COLOR
def history(folder: Path, clause: str, form: str, output: Path | None, *, no_color: bool) -> None:
    """Tell the life of a clause."""
    from toguna.cli.history import Wanted, run_history

    sys.exit(run_history(Wanted(folder, clause, form, output, color=not no_color), _))


@click.group(
    name="round",
    help=_(
        "Les tours de consultation d'un dossier : un seul dossier FOLDER les garde tous, avec un "
        "sous-dossier par tour. Rien n'y est jamais détruit."
    ),
    short_help=_("Ouvre, consolide, ferme et liste les tours d'un dossier."),
    epilog=_(
        "Exemple : toguna round open dossier --draft avant-projet.docx, puis toguna round "
        "consolidate dossier retours/, toguna decide dossier/tour-1 et toguna round close dossier."
    ),
)
def rounds() -> None:
    """Set what the acts on rounds share."""


@rounds.command(
    "open",
    help=_("Ouvre un tour sur un projet ; crée le dossier au premier."),
    short_help=_("Ouvre un tour."),
)
@FOLDER
@click.option(
    "--draft", type=PATH, metavar="FILE", required=True, help=_("Le projet envoyé pour avis.")
)
@click.option("--label", metavar="NAME", help=_("Le nom du tour ; « Tour 2 » à défaut."))
@DATE
def open_round(folder: Path, draft: Path, label: str | None, date: str | None) -> None:
    """Open a round."""
    from toguna.cli.round import RoundCommands

    commands = RoundCommands(folder, _)
    sys.exit(commands.run(lambda: commands.open(draft, label, date)))


@rounds.command(
    "consolidate",
    help=_(
        "Consolide dans le tour ouvert les retours donnés (RETURN : fichiers ou dossiers), comme "
        "toguna consolidate. Les projets des tours précédents servent de versions antérieures ; "
        "ce qu'un tour précédent a déjà traité est montré avec sa réponse."
    ),
    short_help=_("Consolide les retours du tour ouvert."),
)
@FOLDER
@click.argument("returns", type=PATH, metavar="RETURN...", nargs=-1)
@click.option("--contributors", type=PATH, metavar="FILE", help=_("Qui a envoyé quoi (CSV)."))
@click.option(
    "--matrix",
    "matrices",
    type=PATH,
    metavar="FILE",
    multiple=True,
    help=_("Une matrice commune (peut être répété)."),
)
@click.option(
    "--earlier",
    type=PATH,
    metavar="FILE",
    multiple=True,
    help=_("Une version antérieure de plus (peut être répété)."),
)
@click.option(
    "--keep",
    metavar="ID",
    multiple=True,
    help=_(
        "Reprend comme proposition la réponse d'un tour précédent à cette observation (peut être "
        "répété ; « all » : toutes)."
    ),
)
@click.option(
    "--replace",
    is_flag=True,
    help=_("Remplace ce qui était déjà consolidé dans ce tour ; l'ancien est gardé de côté."),
)
@ALLOW_UNREAD
@DATE
def consolidate_round(folder: Path, returns: tuple[Path, ...], **options: object) -> None:
    """Consolidate what came back."""
    from toguna.cli.round import Returns, RoundCommands

    given = Returns(files=returns, **options)  # type: ignore[arg-type]  # typed by the options above
    commands = RoundCommands(folder, _)
    sys.exit(commands.run(lambda: commands.consolidate(given)))


@rounds.command(
    "close",
    help=_("Ferme le tour ouvert, quand chaque observation a une suite."),
    short_help=_("Ferme le tour ouvert."),
)
@FOLDER
@click.option("--force", is_flag=True, help=_("Ferme même si des observations sont sans suite."))
@DATE
def close_round(folder: Path, date: str | None, *, force: bool) -> None:
    """Close a round."""
    from toguna.cli.round import RoundCommands

    commands = RoundCommands(folder, _)
    sys.exit(commands.run(lambda: commands.close(date, force=force)))


@rounds.command(
    "reopen",
    help=_("Rouvre le dernier tour : sa fermeture est annulée, et reste notée."),
    short_help=_("Rouvre le dernier tour."),
)
@FOLDER
@DATE
def reopen_round(folder: Path, date: str | None) -> None:
    """Undo the closing of the newest round."""
    from toguna.cli.round import RoundCommands

    commands = RoundCommands(folder, _)
    sys.exit(commands.run(lambda: commands.reopen(date)))


@rounds.command("list", help=_("Liste les tours du dossier."))
@FOLDER
def list_rounds(folder: Path) -> None:
    """List the rounds."""
    from toguna.cli.round import RoundCommands

    commands = RoundCommands(folder, _)
    sys.exit(commands.run(commands.show))
