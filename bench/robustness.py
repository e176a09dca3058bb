"""Robustness of a decision: speed against a loop over pymcdm, and whether both name the same first.

`python -m bench.robustness` makes a deliberation of 10 options, 12 criteria and 50 people in 12
organisations, of whom some gave numbers, some a ranking and some nothing, and who judged by
intervals; then it examines its robustness with 100,000 weightings each, as the program does. The
peer takes a few weightings of each person, drawn from the same sets, through pymcdm's TOPSIS,
PROMETHEE II and weighted sum of drawn judgements (SMAA), one after the other, without validation.
Its time is scaled by the number of weightings; both are measured in turn in several rounds.
"""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Iterator
from statistics import median
from time import perf_counter, process_time

import numpy as np

from bench.report import Figure, print_report
from toguna.deliberation.model import (
    Criterion,
    Deliberation,
    Direction,
    DirectWeights,
    Judgement,
    Option,
    Person,
    RankedWeights,
    Scale,
    SwingWeights,
    Thresholds,
    Weighing,
)
from toguna.deliberation.robustness.compatible import compatible
from toguna.deliberation.robustness.examination import robustness
from toguna.deliberation.robustness.kernels import SCORES, Judge, judge
from toguna.deliberation.tables import Array, Table, judgements_of, table_of

OPTIONS, CRITERIA, PEOPLE, ORGANISATIONS = 10, 12, 50, 12
SAMPLES = 100_000
PEER_SAMPLES = 20
"""How many weightings of each person the peer takes in a round."""
ROUNDS = 5


def main() -> None:
    """Measure everything and print it."""
    deliberation = made(11)
    robustness(deliberation, 1, 1_000)  # starts what has to start
    has_peer = importlib.util.find_spec("pymcdm") is not None
    ours: list[float] = []
    ours_cpu: list[float] = []
    peers: list[float] = []
    for turn in range(ROUNDS):
        wall, cpu = perf_counter(), process_time()
        robustness(deliberation, turn, SAMPLES)
        ours.append(perf_counter() - wall)
        ours_cpu.append(process_time() - cpu)
        if has_peer:
            peers.append(peer_seconds(deliberation, turn))
    agreed, compared = agreement(deliberation, 1) if has_peer else (None, None)
    seconds = median(ours)
    scaled = median(peers) * SAMPLES / PEER_SAMPLES if peers else None
    figures: dict[str, Figure] = {
        "seconds": round(seconds, 3),
        "seconds_least": round(min(ours), 3),
        "cpu_seconds": round(median(ours_cpu), 3),
        "ratio_to_pymcdm": None if scaled is None else round(scaled / seconds),
        "pymcdm_seconds_scaled": None if scaled is None else round(scaled),
        "pymcdm_weightings_timed": PEOPLE * PEER_SAMPLES * ROUNDS if peers else None,
        "same_first": agreed,
        "compared": compared,
        "load": round(os.getloadavg()[0], 1),
        "cores": os.cpu_count(),
    }
    print_report("Robustness of a decision", lines(figures), figures)


def lines(figures: dict[str, Figure]) -> dict[str, str]:
    """Say the figures in words."""
    return {
        "50 people, 100,000 weightings each": f"{figures['seconds']} s (aim: under 3), "
        f"{figures['cpu_seconds']} s of processor time",
        "a loop over pymcdm, scaled": "not installed, so not measured"
        if figures["ratio_to_pymcdm"] is None
        else f"{figures['pymcdm_seconds_scaled']} s, by {figures['pymcdm_weightings_timed']} "
        f"weightings (ratio {figures['ratio_to_pymcdm']}, aim: at least 100)",
        "same first option as pymcdm": f"{figures['same_first']} of {figures['compared']}",
    }


# The deliberation


def made(seed: int) -> Deliberation:
    """Make a deliberation; fictitious."""
    chance = np.random.default_rng(seed)
    options = tuple(Option(f"o{place}", f"Option {place}") for place in range(OPTIONS))
    criteria = tuple(
        Criterion(
            f"c{place}",
            f"Critère {place}",
            Scale(0.0, 10.0),
            Direction.LESS if place % 4 == 3 else Direction.MORE,
            thresholds=Thresholds(0.5, 3.0),
        )
        for place in range(CRITERIA)
    )
    people = tuple(
        Person(f"p{place}", f"Personne {place}", f"Organisation {place % ORGANISATIONS}")
        for place in range(PEOPLE)
    )
    merits = chance.uniform(2, 8, (OPTIONS, CRITERIA))
    judgements = [
        judgement
        for person in people
        for judgement in judged(person, options, criteria, merits, chance)
    ]
    return Deliberation(
        question="Sous quelle autorité placer l'agence ?",
        options=options,
        criteria=criteria,
        people=people,
        judgements=tuple(judgements),
        weighings=tuple(weighed(people, criteria, chance)),
        fictitious=True,
    )


def judged(
    person: Person,
    options: tuple[Option, ...],
    criteria: tuple[Criterion, ...],
    merits: Array,
    chance: np.random.Generator,
) -> Iterator[Judgement]:
    """Judge every option on every criterion by an interval; one time in twenty, "don't know"."""
    seen = np.clip(merits + chance.normal(0, 1.5, merits.shape), 0, 9)
    width = chance.uniform(0, 1, merits.shape)
    for row, option in enumerate(options):
        for column, criterion in enumerate(criteria):
            low, knows = float(seen[row, column]), chance.random() > 0.05
            ends = (low, low + float(width[row, column])) if knows else (None, None)
            yield Judgement(person.key, option.key, criterion.key, *ends)


def weighed(
    people: tuple[Person, ...], criteria: tuple[Criterion, ...], chance: np.random.Generator
) -> Iterator[Weighing]:
    """Weigh the criteria, in turn by numbers, by a ranking, by points, and not at all."""
    keys = [criterion.key for criterion in criteria]
    for place, person in enumerate(people):
        numbers = dict(zip(keys, chance.integers(5, 100, CRITERIA).astype(float), strict=True))
        match place % 4:
            case 0:
                yield DirectWeights(person.key, numbers)
            case 1:
                yield RankedWeights(person.key, tuple((keys[c],) for c in chance.permutation(12)))
            case 2:
                yield SwingWeights(person.key, numbers)


# The peer


def peer_seconds(deliberation: Deliberation, seed: int) -> float:
    """Time a loop over pymcdm on a few weightings of each person; drawing them is not counted."""
    problems = list(drawn(deliberation, seed))
    start = perf_counter()
    for problem in problems:
        for weights, utilities in zip(problem.weights.T, problem.judgements, strict=True):
            peer_firsts(problem.middle, weights, utilities)
    return perf_counter() - start


class Problem:
    """What a person said, and weightings and judgements drawn from it."""

    def __init__(self, low: Table, middle: Table, high: Table, weights: Array, seed: int) -> None:
        self.middle = middle
        self.weights = weights
        self.judge: Judge = judge(low, middle, high)
        chance = np.random.default_rng(seed)
        shape = (weights.shape[1], *self.judge.least.shape)
        self.judgements = self.judge.least + chance.random(shape) * self.judge.spread


def drawn(deliberation: Deliberation, seed: int) -> Iterator[Problem]:
    """Draw weightings for each person from those compatible with what it said."""
    said = judgements_of(deliberation)
    for place, person in enumerate(said.people):
        low = np.where(np.isnan(said.low[place]), 0.0, said.low[place])
        high = np.where(np.isnan(said.high[place]), 10.0, said.high[place])
        tables = (table_of(deliberation, values) for values in (low, (low + high) / 2, high))
        generator = np.random.default_rng((seed, place))
        weights = compatible(deliberation, person).draw(generator, PEER_SAMPLES)
        yield Problem(*tables, weights, seed)


def peer_firsts(table: Table, weights: Array, utilities: Array) -> tuple[int, int, int]:
    """Give the first option by pymcdm's TOPSIS, PROMETHEE II and weighted sum."""
    from pymcdm.methods import PROMETHEE_II, TOPSIS, WSM
    from pymcdm.normalizations import vector_normalization

    types = np.where(table.maximise, 1, -1)
    gains = np.ones(len(weights))
    topsis = TOPSIS(vector_normalization)
    # one ranking uses up the preference functions of a PROMETHEE_II
    promethee = PROMETHEE_II("vshape_2", table.preference, table.indifference)
    summed = WSM(lambda column, cost: column)
    ranked = (
        topsis.rank(topsis(table.values, weights, types, validation=False)),
        promethee.rank(promethee(table.values, weights, types, validation=False)),
        summed.rank(summed(utilities, weights, gains, validation=False)),
    )
    return tuple(int(np.argmin(ranks)) for ranks in ranked)


def agreement(deliberation: Deliberation, seed: int) -> tuple[int, int]:
    """Count the weightings in which TOPSIS and PROMETHEE name the same first as pymcdm's."""
    same = compared = 0
    chance = np.random.default_rng(seed)
    for problem in drawn(deliberation, seed):
        ours = [
            SCORES[key](problem.judge, problem.weights, chance).argmax(axis=0)
            for key in ("topsis", "promethee")
        ]
        for place, weights in enumerate(problem.weights.T):
            theirs = peer_firsts(problem.middle, weights, problem.judgements[place])
            same += sum(own[place] == first for own, first in zip(ours, theirs, strict=False))
            compared += len(ours)
    return int(same), compared


if __name__ == "__main__":
    main()
