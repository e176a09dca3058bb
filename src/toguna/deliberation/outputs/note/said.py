"""What the ministries said of the options, and what weighs for each."""

from __future__ import annotations

from toguna.deliberation.outputs.findings import unweighing
from toguna.deliberation.outputs.note.blocks import Block, paragraph, picture, section, small
from toguna.deliberation.outputs.note.summary import preferences_sentence
from toguna.deliberation.outputs.pictures.model import Picture
from toguna.deliberation.outputs.results import Results
from toguna.deliberation.outputs.words import joined


def said_section(results: Results, pictures: dict[str, Picture]) -> Block:
    """Show the group's judgements and each person's order."""
    profile, positions = pictures["profil"], pictures["positions"]
    units = [
        f"{leaf.key} en {leaf.scale.unit}" if leaf.scale.unit else ""
        for leaf in results.deliberation.leaves
    ]
    less = [leaf.key for leaf in results.deliberation.leaves if leaf.direction.value == "moins"]
    told = ", ".join(unit for unit in units if unit)
    note = f" ({told})" if told else ""
    better = f" Pour {joined(less)}, mieux vaut moins." if less else ""
    return section(
        "Ce que les ministères ont dit",
        picture(
            "profil", profile.alt,
            f"Moyenne des jugements{note}. Plus c'est sombre, plus c'est favorable.{better}",
        ),
        paragraph(preferences_sentence(results)),
        picture(
            "positions", positions.alt,
            f"{positions.title}. Ce qu'une personne ne sait pas est pris à la moyenne du groupe.",
            0.86,
        ),
        small(_unheard(results)) if _unheard(results) else None,
    )  # fmt: skip


def _unheard(results: Results) -> str:
    silent = unweighing(results)
    if not silent:
        return ""
    return (
        f"{joined(silent)} n'ont pas pesé tous les critères : les poids du groupe en tiennent lieu."
    )
