"""By which rule which option is first: where methods and votes agree, and where they do not."""

from __future__ import annotations

from toguna.deliberation.methods import method
from toguna.deliberation.outputs.findings import decisive_count
from toguna.deliberation.outputs.note.blocks import Block, picture, points, section, small
from toguna.deliberation.outputs.note.summary import (
    methods_sentence,
    rules_sentence,
    votes_sentence,
)
from toguna.deliberation.outputs.pictures.model import Picture
from toguna.deliberation.outputs.results import Results


def rules_section(results: Results, pictures: dict[str, Picture], seal: str = "") -> Block:
    """Show what each method and each rule puts first, with what it means and when it misleads."""
    votes = pictures.get("votes")
    return section(
        "Ce que donne chaque règle",
        points(
            [
                ("Les méthodes de comparaison.", methods_sentence(results)),
                ("Le vote.", votes_sentence(results)),
                ("", rules_sentence(results) if results.counts else ""),
            ]
        ),
        picture(
            "methodes", pictures["methodes"].alt,
            "Les méthodes, avec les jugements et les poids du groupe (1 : en tête ; même nombre : "
            "à égalité, ou incomparables).",
            0.8,
        ),
        None if votes is None else picture(
            "votes", votes.alt,
            "Le vote compté par chaque règle (tiret : la règle ne dit que qui est en tête).",
            0.84,
        ),
        _meanings(results),
        small(
            "Pour chaque règle, ce qu'elle veut dire et quand elle trompe est dans le classeur, "
            "feuille « Règles »."
        ),
        small(f"Règle scellée au registre avant le premier bulletin, empreinte SHA-256 {seal}.")
        if seal else None,
    )  # fmt: skip


def _meanings(results: Results) -> Block:
    """Tell what two rules mean: the sum that all know, and the one that was announced."""
    told = method("weighted_sum")
    items = [(f"{told.name}.", f"{told.meaning.render()} {told.misleads.render()}")]
    decisive = decisive_count(results)
    if decisive is not None:
        rule = decisive.rule
        name = rule.name.render()
        items.append(
            (f"{name[:1].upper()}{name[1:]}.", f"{rule.meaning.render()} {rule.misleads.render()}")
        )
    return points(items)
