"""The next steps of who looks at a dossier, in words, each with where it is done."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import NoReverseMatch, reverse
from django.utils.translation import ngettext_lazy

from toguna.consultation.decisions.model import Disposition, Stage
from toguna.web.domain.table import MINE, NONE
from toguna.web.domain.waiting import Wait, Waiting
from toguna.web.models import Dossier


@dataclass(frozen=True)
class Place:
    """Where something is done: the page's name, whether it is a round's, what it looks for."""

    name: str
    of_round: bool = False
    query: Mapping[str, str] | None = None


WORDS = {
    Wait.ROOM: ngettext_lazy(
        "L'atelier est en cours : rejoignez-le.",
        "%(n)s ateliers sont en cours : rejoignez-les.",
        "n",
    ),
    Wait.MAKE_ROUND: ngettext_lazy(
        "Préparez le premier tour de consultation.",
        "Préparez le premier tour de consultation.",
        "n",
    ),
    Wait.OPEN_ROUND: ngettext_lazy(
        "Le tour est prêt : relisez-le, puis ouvrez-le.",
        "Le tour est prêt : relisez-le, puis ouvrez-le.",
        "n",
    ),
    Wait.DEPOSITS: ngettext_lazy(
        "%(n)s fichier déposé n'est pas encore transmis.",
        "%(n)s fichiers déposés ne sont pas encore transmis.",
        "n",
    ),
    Wait.PASS_ON: ngettext_lazy(
        "%(n)s retour attend votre validation pour partir.",
        "%(n)s retours attendent votre validation pour partir.",
        "n",
    ),
    Wait.SENT_BACK: ngettext_lazy(
        "%(n)s retour est renvoyé par votre autorité : à reprendre.",
        "%(n)s retours sont renvoyés par votre autorité : à reprendre.",
        "n",
    ),
    Wait.REPLY: ngettext_lazy(
        "Votre structure n'a pas encore répondu à ce tour.",
        "Votre structure n'a pas encore répondu à ce tour.",
        "n",
    ),
    Wait.UNSENT: ngettext_lazy(
        "%(n)s observation écrite n'est pas encore transmise.",
        "%(n)s observations écrites ne sont pas encore transmises.",
        "n",
    ),
    Wait.AT_AUTHORITY: ngettext_lazy(
        "%(n)s retour attend la validation de votre autorité.",
        "%(n)s retours attendent la validation de votre autorité.",
        "n",
    ),
    Wait.OPINE: ngettext_lazy(
        "%(n)s suite validée attend votre avis.", "%(n)s suites validées attendent votre avis.", "n"
    ),
    Wait.CONSOLIDATE: ngettext_lazy(
        "%(n)s retour arrivé ou retiré depuis la dernière consolidation.",
        "%(n)s retours arrivés ou retirés depuis la dernière consolidation.",
        "n",
    ),
    Wait.UNREAD: ngettext_lazy(
        "%(n)s retour est illisible : demandez un nouvel envoi.",
        "%(n)s retours sont illisibles : demandez de nouveaux envois.",
        "n",
    ),
    Wait.LATE: ngettext_lazy(
        "La date limite du tour est dépassée : relancez, prolongez ou clôturez.",
        "La date limite du tour est dépassée : relancez, prolongez ou clôturez.",
        "n",
    ),
    Wait.SILENT: ngettext_lazy(
        "%(n)s structure consultée n'a pas encore répondu.",
        "%(n)s structures consultées n'ont pas encore répondu.",
        "n",
    ),
    Wait.ASSIGNED: ngettext_lazy(
        "%(n)s observation vous est attribuée et n'a pas de suite.",
        "%(n)s observations vous sont attribuées et n'ont pas de suite.",
        "n",
    ),
    Wait.ANSWER: ngettext_lazy(
        "%(n)s observation n'a pas encore de suite.",
        "%(n)s observations n'ont pas encore de suite.",
        "n",
    ),
    Wait.VALIDATE: ngettext_lazy(
        "%(n)s suite proposée est à valider.", "%(n)s suites proposées sont à valider.", "n"
    ),
    Wait.ARBITRATE: ngettext_lazy(
        "%(n)s observation est renvoyée à votre arbitrage.",
        "%(n)s observations sont renvoyées à votre arbitrage.",
        "n",
    ),
    Wait.NO_AUTHORITY: ngettext_lazy(
        "%(n)s structure a un point focal, mais pas d'autorité pour transmettre.",
        "%(n)s structures ont un point focal, mais pas d'autorité pour transmettre.",
        "n",
    ),
    Wait.NO_RAPPORTEUR: ngettext_lazy(
        "Personne n'est encore rapporteur de ce dossier.",
        "Personne n'est encore rapporteur de ce dossier.",
        "n",
    ),
}
PLACES = {
    Wait.ROOM: Place("workshop"),
    Wait.MAKE_ROUND: Place("round_new"),
    Wait.OPEN_ROUND: Place("round", of_round=True),
    Wait.DEPOSITS: Place("deposit", of_round=True),
    Wait.PASS_ON: Place("my_returns"),
    Wait.SENT_BACK: Place("my_returns"),
    Wait.REPLY: Place("round", of_round=True),
    Wait.UNSENT: Place("writing_review"),
    Wait.AT_AUTHORITY: Place("my_returns"),
    Wait.OPINE: Place("my_returns"),
    Wait.CONSOLIDATE: Place("round", of_round=True),
    Wait.UNREAD: Place("round", of_round=True),
    Wait.LATE: Place("round", of_round=True),
    Wait.SILENT: Place("round", of_round=True),
    Wait.ASSIGNED: Place("observations", query={"disposition": NONE, "desk": MINE}),
    Wait.ANSWER: Place("observations", query={"disposition": NONE}),
    Wait.VALIDATE: Place("observations", query={"stage": Stage.PROPOSED.value}),
    Wait.ARBITRATE: Place("observations", query={"disposition": Disposition.REFERRED.value}),
    Wait.NO_AUTHORITY: Place("people"),
    Wait.NO_RAPPORTEUR: Place("people"),
}


@dataclass(frozen=True)
class Step:
    """A next step: what waits, in words, and the page where it is done ("" where there is none)."""

    told: str
    url: str


def steps(dossier: Dossier, waiting: Iterable[Waiting]) -> list[Step]:
    """Say what waits."""
    return [Step(WORDS[one.what] % {"n": one.count}, _url(dossier, one)) for one in waiting]


def _url(dossier: Dossier, waiting: Waiting) -> str:
    place = PLACES[waiting.what]
    values: tuple[object, ...] = (dossier.slug,)
    if place.of_round and waiting.round is not None:
        values = (dossier.slug, waiting.round.number)
    try:
        url = reverse(place.name, args=values)
    except NoReverseMatch:
        return ""
    return f"{url}?{urlencode(place.query)}" if place.query else url
