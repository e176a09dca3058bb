"""On which clause is an observation that does not say so? What others say tells.

Some observations are linked to clauses: a person confirmed it, or they name the clause. Links
spread from text to like text (label spreading, Zhou et al. 2004) and each further link of a
clause counts for less, so that a clause on which many speak does not swallow the others.
Confirming a link therefore teaches the program at once, without any training.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from toguna.consultation.meaning.likeness import DIGITS, Likeness, Numbers

NEAREST = 20
"""Texts that a text takes links from."""
SHARPNESS = 3
"""Power of likeness: the nearest texts count for much more than the others."""
OTHER_KIND = 0.7
"""What likeness counts between a text that changes a clause and one that adds beside one."""
SPREAD = 0.8
"""Share of a link that goes on from each text to those around it."""

Links = Mapping[str, float]
"""From the id of a clause to how sure a link to it is, from 0 to 1."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A clause on which a text may be; `score` only orders the suggestions of one text."""

    clause: str
    score: float


class Linker:
    """Suggests clauses for texts from the links of other texts.

    `adding` tells of each text whether it adds something beside a clause, as far as one knows.
    Works on some thousands of texts: time grows with the cube of their number.
    """

    def __init__(self, texts: Sequence[str], adding: Sequence[bool] = ()) -> None:
        likeness = Likeness(texts).between_all
        if adding:
            kinds = np.array(adding)
            likeness = likeness * np.where(kinds[:, None] == kinds[None, :], 1, OTHER_KIND)
        self._reach = _reach(likeness)

    def suggest(self, links: Sequence[Links]) -> list[list[Suggestion]]:
        """Rank the clauses for each text by the links of the other texts, its own left out."""
        clauses = sorted({clause for each in links for clause in each})
        given = np.zeros((len(links), len(clauses)))
        for row, each in enumerate(links):
            for column, clause in enumerate(clauses):
                given[row, column] = each.get(clause, 0.0)
        own = np.diag(self._reach)[:, None] * given
        scores = np.round((self._reach @ given - own) / np.sqrt(1 + given.sum(axis=0)), DIGITS)
        return [_ranked(clauses, row) for row in scores]


def _ranked(clauses: Sequence[str], scores: Numbers) -> list[Suggestion]:
    order = np.argsort(-scores, kind="stable")
    return [Suggestion(clauses[i], float(scores[i])) for i in order if scores[i] > 0]


def _reach(likeness: Numbers) -> Numbers:
    """Give how much of a link of each text (column) comes to each (row), over all ways."""
    near = likeness.copy()
    np.fill_diagonal(near, 0)
    if len(near) > NEAREST:
        least = np.sort(near, axis=1)[:, -NEAREST][:, None]
        near = np.where(near >= least, near, 0)
    near = near**SHARPNESS
    near = np.maximum(near, near.T)
    degree = np.sqrt(near.sum(axis=1))
    degree[degree == 0] = 1
    flow: Numbers = near / np.outer(degree, degree)
    return np.linalg.inv(np.eye(len(flow)) - SPREAD * flow).astype(np.float64)
