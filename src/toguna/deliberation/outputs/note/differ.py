"""Where the ministries differ, who is far from the others, and what would bring them closer."""

from __future__ import annotations

from toguna.deliberation.outputs.note.blocks import Block, picture, section
from toguna.deliberation.outputs.pictures.model import Picture
from toguna.deliberation.outputs.results import Results


def differ_section(results: Results, pictures: dict[str, Picture]) -> Block:
    """Show where people differ."""
    del results
    return section(
        "Où ils diffèrent",
        picture(
            "poids", pictures["poids"].alt,
            "Ce que pèse chaque critère : un cercle par personne, un losange pour le groupe ; aux "
            "deux bouts, qui lui donne le moins et le plus.",
            0.8,
        ),
    )  # fmt: skip
