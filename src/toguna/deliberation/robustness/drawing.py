"""Weightings drawn for everybody, block after block, of which only counts are kept.

A block of weightings is the unit of work and of chance: each person has, for each block, a
generator of its own made from the seed, the person's place and the block's. Threads share the
blocks out as they come (NumPy lets go of the interpreter), so that the result does not depend on
how many there are.
"""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial, reduce

import numpy as np
from numpy.typing import NDArray

from toguna.deliberation.robustness.kernels import SCORES, Judge
from toguna.deliberation.robustness.products import summed_product
from toguna.deliberation.robustness.ranks import places
from toguna.deliberation.robustness.sampling import Weightings
from toguna.deliberation.tables import Array

BLOCK = 8192
"""How many weightings are drawn at once; another number draws others."""


@dataclass(frozen=True, eq=False)
class Panel:
    """Who judges, one entry a person: what was said, which weightings, voices, organisation.

    `voices` has shape (people,); `organisation` the place of each person's, of shape (people,).
    """

    judges: tuple[Judge, ...]
    weightings: tuple[Weightings, ...]
    voices: Array
    organisation: NDArray[np.int64]

    @property
    def organisations(self) -> int:
        """How many organisations judge."""
        return int(self.organisation.max(initial=-1)) + 1


@dataclass(frozen=True, eq=False)
class Tally:
    """What was counted over weightings.

    `people` has shape (people, methods, options, ranks), `group` (methods, options, ranks), and
    `without` (organisations, methods, options): how often an option is first for the others.
    `favouring`, (options, criteria), sums the weightings that put an option first under SMAA.
    """

    people: Array
    group: Array
    without: Array
    favouring: Array

    def __add__(self, other: Tally) -> Tally:
        """Count over both."""
        return Tally(
            self.people + other.people,
            self.group + other.group,
            self.without + other.without,
            self.favouring + other.favouring,
        )


def tally(panel: Panel, seed: int, samples: int, threads: int | None = None) -> Tally:
    """Draw `samples` weightings for each person, and count the ranks that each method gives.

    The group's score of an option is the mean of its people's, by their voices, each with a
    weighting of its own (for PROMETHEE: Macharis, Brans and Mareschal, 1998, Journal of Decision
    Systems 7). `threads` is how many work at once, as many as there are processors by default.
    """
    sizes = [min(BLOCK, samples - start) for start in range(0, samples, BLOCK)]
    work = partial(_block, panel, seed)
    with ThreadPoolExecutor(threads or os.cpu_count()) as pool:
        return reduce(Tally.__add__, pool.map(work, range(len(sizes)), sizes))


def _block(panel: Panel, seed: int, block: int, size: int) -> Tally:
    """Draw one block of weightings for each person, and count."""
    options, criteria = panel.judges[0].worth.shape
    people = np.zeros((len(panel.judges), len(SCORES), options, options))
    favouring = np.zeros((options, criteria))
    voices = panel.voices / panel.voices.sum()
    scores = np.zeros((panel.organisations, len(SCORES), options, size))
    for person, (said, weightings) in enumerate(zip(panel.judges, panel.weightings, strict=True)):
        stream = np.random.SeedSequence(seed, spawn_key=(person, block))
        generator = np.random.Generator(np.random.PCG64(stream))
        weights = weightings.draw(generator, size)
        summed = scores[panel.organisation[person]]
        for place, (method, score) in enumerate(SCORES.items()):
            own = score(said, weights, generator)
            ranks = places(own)
            people[person, place] = ranks.counted()
            if method == "smaa":
                favouring += summed_product(ranks.first, weights)
            own *= voices[person]
            summed[place] += own
    return Tally(people, *_group(scores), favouring)


def _group(scores: Array) -> tuple[Array, Array]:
    """Count the group's ranks, and the first ranks without each organisation.

    `scores` has shape (organisations, methods, options, weightings).
    """
    everybody = scores.sum(axis=0)
    group = np.array([places(method).counted() for method in everybody])
    without = [
        [places(method).first.sum(axis=1) for method in everybody - organisation]
        for organisation in scores
    ]
    return group, np.array(without)
