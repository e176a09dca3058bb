"""The command that deliberates, as it is typed; what it needs is imported when it runs."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from toguna.cli.language import speak
from toguna.cli.options import PATH, WRITTEN_DATE

_ = speak()
SAMPLES, SEED = 100_000, 0
"""How many weightings are drawn, and by which seed, where nothing is said."""


@click.command(
    help=_(
        "Lit une question et ce que chacun en dit (FILE : classeur XLSX ou ODS, ou TOML) : "
        "options, faits, critères, contraintes, jugements, poids, bulletins. Écrit dans le "
        "dossier OUT la note pour le comité (note.pdf), les images (images/), le classeur des "
        "résultats (resultats.xlsx) et toutes les données (deliberation.json). Le programme "
        "montre ce qui découle de ce qui a été dit, selon plusieurs règles, et avec quelle "
        "solidité ; il ne recommande rien. Ce qui est faux dans FILE est refusé, avec la "
        "feuille, la ligne, la colonne et le moyen d'en sortir ; rien n'est alors écrit."
    ),
    short_help=_("Éclaire un choix disputé, sans le faire."),
    epilog=_(
        "Pour commencer : toguna deliberate --new ancrage.xlsx, remplir, puis toguna deliberate "
        "ancrage.xlsx --agencies samples/agences -o ancrage. Code de retour : 0 si tout est écrit, "
        "1 si FILE est refusé, 2 si un fichier est illisible ou la commande mal écrite."
    ),
)
@click.argument("file", type=PATH, metavar="[FILE]", required=False)
@click.option(
    "--new",
    type=PATH,
    metavar="FILE",
    help=_("Écrit un classeur vide à remplir, avec son mode d'emploi et un exemple par feuille."),
)
@click.option(
    "-o",
    "--output",
    type=PATH,
    metavar="OUT",
    default=Path("deliberation"),
    show_default=True,
    help=_("Le dossier où écrire."),
)
@click.option(
    "--agencies",
    type=PATH,
    metavar="DIR",
    help=_(
        "Un dossier avec la comparaison des agences nationales (agences.csv, ancrages.csv), à "
        "montrer à côté des options."
    ),
)
@WRITTEN_DATE
@click.option(
    "--samples",
    type=click.IntRange(100, 10_000_000),
    metavar="N",
    default=SAMPLES,
    show_default=True,
    help=_("Combien de pondérations sont tirées pour chaque personne."),
)
@click.option(
    "--seed",
    type=click.IntRange(0),
    metavar="N",
    default=SEED,
    show_default=True,
    help=_("La graine des tirages : la même donne les mêmes fichiers."),
)
def deliberate(file: Path | None, new: Path | None, **options: object) -> None:
    """Show what follows from what people said."""
    from toguna.cli.deliberate import Wanted, run_deliberation, write_empty

    if new is not None:
        sys.exit(write_empty(new, _))
    if file is None:
        raise click.UsageError(
            _("Donnez le classeur de la délibération, ou --new pour en avoir un vide.")
        )
    wanted = Wanted(
        file=file,
        **options,  # type: ignore[arg-type]  # named and typed by the options above
    )
    sys.exit(run_deliberation(wanted, _))
