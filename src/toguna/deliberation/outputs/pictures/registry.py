"""All the pictures of a deliberation, in the order in which they are told."""

from __future__ import annotations

from toguna.deliberation.outputs.pictures.consensus import consensus
from toguna.deliberation.outputs.pictures.judgements import positions, profile
from toguna.deliberation.outputs.pictures.model import Picture
from toguna.deliberation.outputs.pictures.robust import first_ranks, intervals
from toguna.deliberation.outputs.pictures.rules import method_grid, vote_grid
from toguna.deliberation.outputs.pictures.weights import weights
from toguna.deliberation.outputs.results import Results

DRAWERS = (profile, positions, consensus, weights, method_grid, vote_grid, first_ranks, intervals)


def pictures(results: Results) -> dict[str, Picture]:
    """Draw every picture that there is something to show in, by its key."""
    found = (draw(results) for draw in DRAWERS)
    return {picture.key: picture for picture in found if picture is not None}
