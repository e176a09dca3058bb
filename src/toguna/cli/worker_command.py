"""`toguna worker`: does the background work of a site on PostgreSQL, on any machine."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from toguna.cli.language import speak
from toguna.cli.site import open_site
from toguna.messages import say

_ = speak()


@click.command(
    help=_(
        "Fait le travail de fond (consolidation, textes, pièces) d'un site sur PostgreSQL ; "
        "autant de commandes, sur autant de machines, qu'on veut. Sur un seul ordinateur, "
        "toguna serve le fait lui-même."
    ),
    short_help=_("Fait le travail de fond d'un site sur PostgreSQL."),
    epilog=_(
        "DATABASE_URL et TOGUNA_SECRET_KEY sont ceux du site. Ctrl+C finit le travail en cours, "
        "puis arrête. Code de retour : 0, ou 2 si le site n'est pas sur PostgreSQL."
    ),
)
@click.option("--until-done", is_flag=True, help=_("S'arrête quand il n'y a plus rien à faire."))
def worker(*, until_done: bool) -> None:
    """Do background work."""
    open_site(Path("toguna-data"))
    from django.conf import settings

    if not settings.TOGUNA.on_postgresql:
        told = say(
            "Le site n'est pas sur PostgreSQL (DATABASE_URL) : toguna serve y fait lui-même le "
            "travail de fond."
        )
        click.echo(told.render(_), err=True)
        sys.exit(2)
    from toguna.web.workers import work

    work(wait=not until_done)
