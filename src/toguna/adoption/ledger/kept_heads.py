"""Holding a ledger against signed heads that somebody kept from before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from toguna.adoption.ledger.contents import Contents
from toguna.adoption.ledger.exported import roots_at
from toguna.adoption.ledger.head import Head
from toguna.adoption.ledger.problems import Problem
from toguna.messages import say


def known_problems(contents: Contents, known: Sequence[Head]) -> Iterator[Problem]:
    """Hold the ledger against heads from before, which a shorter or other ledger cannot hide."""
    roots = roots_at(contents.leaves, {head.size for head in known})
    own = {head.dossier for head in contents.heads}
    for head in known:
        if contents.key is not None and not head.is_signed_by(contents.key):
            message = say(
                "La signature du {at} que vous avez gardée n'est pas de la clé de ce dossier.",
                at=head.at,
            )
        elif own and head.dossier not in own:
            message = say(
                "La signature du {at} que vous avez gardée est d'un autre dossier, « {dossier} ».",
                at=head.at,
                dossier=head.dossier,
            )
        elif head.size > len(contents.leaves):
            message = say(
                "Le registre est coupé : il a {size} écritures, il en avait {known} le {at}.",
                size=len(contents.leaves),
                known=head.size,
                at=head.at,
            )
        elif roots[head.size] != head.root:
            message = say(
                "Le registre a été réécrit : ses {known} premières écritures ne sont pas celles "
                "qui ont été signées le {at}.",
                known=head.size,
                at=head.at,
            )
        else:
            continue
        yield Problem(message)
