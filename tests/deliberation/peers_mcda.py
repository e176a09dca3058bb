"""Run by the Python of the peers' environment: problems on the standard input, scores out.

It imports nothing of Toguna. Each problem has `values`, `weights`, `types` (1 or -1),
`indifference` and `preference`; each answer has the scores by peer and method.
"""

import json
import sys

import numpy as np
from pymcdm import methods as pymcdm
from pymcdm.normalizations import vector_normalization
from pyrepo_mcda import mcda_methods as pyrepo
from pyrepo_mcda import normalizations


def answer(problem):
    values, weights, types, indifference, preference = (
        np.array(problem[key], dtype=float)
        for key in ("values", "weights", "types", "indifference", "preference")
    )
    promethee = pyrepo.PROMETHEE_II()
    linear = [promethee._linear_function] * len(weights)
    found = {
        "pymcdm topsis": pymcdm.TOPSIS(vector_normalization)(values, weights, types),
        "pymcdm promethee": pymcdm.PROMETHEE_II("vshape_2", p=preference, q=indifference)(
            values, weights, types
        ),
        "pyrepo-mcda topsis": pyrepo.TOPSIS(normalizations.vector_normalization)(
            values, weights, types
        ),
        "pyrepo-mcda promethee": promethee(
            values, weights, types, linear, p=preference, q=indifference
        ),
        "pyrepo-mcda weighted_sum": pyrepo.SAW(normalizations.minmax_normalization)(
            values, weights, types
        ),
    }
    return {name: list(scores) for name, scores in found.items()}


json.dump([answer(problem) for problem in json.load(sys.stdin)], sys.stdout)
