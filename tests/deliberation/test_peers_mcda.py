"""TOPSIS, PROMETHEE and the weighted sum against pymcdm and pyrepo-mcda on random problems."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import numpy as np
import pytest

from tests.conftest import ORACLES
from tests.deliberation.mcda import rank, scores, table

PEERS = Path(__file__).with_name("peers_mcda.py")
PYTHON = ORACLES / "mcda" / "bin" / "python"


def random_problems(count: int) -> list[dict[str, list[float] | list[list[float]]]]:
    generator = np.random.default_rng(20)
    problems = []
    for _ in range(count):
        options, criteria = generator.integers(3, 9, 2)
        indifference = generator.uniform(0, 10, criteria)
        problems.append(
            {
                "values": generator.uniform(1, 100, (options, criteria)).tolist(),
                "weights": generator.dirichlet(np.ones(criteria)).tolist(),
                "types": generator.choice([1, -1], criteria).tolist(),
                "indifference": indifference.tolist(),
                "preference": (indifference + generator.uniform(1, 30, criteria)).tolist(),
            }
        )
    return problems


@pytest.mark.needs_oracles
def test_the_peers_give_the_same_scores_on_two_hundred_random_problems() -> None:
    problems = random_problems(200)
    run = subprocess.run(
        [PYTHON, PEERS], input=json.dumps(problems), capture_output=True, text=True, check=True
    )
    compared = 0
    for problem, answers in zip(problems, json.loads(run.stdout), strict=True):
        costs = tuple(np.flatnonzero(np.array(problem["types"]) < 0).tolist())
        ours = table(
            problem["values"],
            costs=costs,
            indifference=problem["indifference"],
            preference=problem["preference"],
        )
        for name, theirs in answers.items():
            key = name.split()[-1]
            given = {"normalisation": "range"} if key == "weighted_sum" else {}
            found = scores(rank(key, ours, problem["weights"], **given), ours)
            np.testing.assert_allclose(found, theirs, atol=1e-9, err_msg=name)
            compared += 1
    assert compared == 200 * 5
