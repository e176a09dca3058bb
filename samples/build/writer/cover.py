"""The cover: whose document it is, what it is, and that it is invented."""

from __future__ import annotations

from dataclasses import dataclass

from ..ooxml.xml import Element, el
from ..typography import typo
from .blocks import paragraph
from .context import Context
from .drawing import inline_picture
from .headers import FICTION
from .runs import run

WARNING = (
    "Ce texte, ses chiffres, ses montants, ses échéances et les personnes citées ont été inventés "
    "pour essayer un logiciel. Il n'engage aucune administration et ne reproduit aucun document "
    "officiel. Les rares faits tirés du monde réel portent leur source en note."
)


@dataclass(frozen=True)
class Edition:
    """What differs between this year's draft and last year's."""

    name: str
    years: str
    status: str
    date: str
    author: str
    created: str
    modified: str

    @property
    def header(self) -> tuple[str, str]:
        return f"Stratégie nationale de cybersécurité {self.years}", f"{self.status} – {self.date}"


def cover(ctx: Context, edition: Edition) -> list[Element]:
    def line(key: str, style: str, words: str, *marks: Element) -> Element:
        return paragraph(ctx, f"cover {key}", style, [run(typo(words), *marks)])

    picture = inline_picture(ctx, "couverture", 15.0, 7.5, "Un toguna relié à un réseau")
    return [
        line("country", "Couverture", "RÉPUBLIQUE DU MALI", el("w:b")),
        line("motto", "Couverture", "Un Peuple – Un But – Une Foi", el("w:i")),
        line("ministry", "Couverture", "Ministère de la Communication, de l'Économie numérique et "
             "de la Modernisation de l'Administration"),
        paragraph(ctx, "cover picture", "Couverture", [picture],
                  el("w:spacing", {"w:before": 480, "w:after": 240})),
        line("title", "CouvertureTitre", "Stratégie nationale de cybersécurité"),
        line("years", "CouvertureSousTitre", f"et son plan d'action {edition.years}"),
        line("status", "Couverture", f"{edition.status} soumis aux observations des départements "
             "ministériels et des structures associées"),
        line("date", "Couverture", edition.date[0].upper() + edition.date[1:]),
        paragraph(ctx, "cover warning", "Avertissement",
                  [run(typo(f"{FICTION}. "), el("w:b")), run(typo(WARNING))]),
    ]  # fmt: skip
