"""Everything that was said and computed, as data for other programs.

The form is described by `schema/deliberation.schema.json` and by
`docs/reference/deliberation.md`. Numbers are rounded to nine significant
digits, beyond which processors differ; what is not known is null.
"""

from __future__ import annotations

import json
import math
from dataclasses import asdict, is_dataclass
from enum import Enum
from fractions import Fraction
from typing import Any

import numpy as np

from toguna.deliberation.agencies.table import steps
from toguna.deliberation.methods import method
from toguna.deliberation.outputs.agreeing import STOPPING, TOLERANCE
from toguna.deliberation.outputs.results import Results
from toguna.deliberation.votes.minutes import Count

SCHEMA = "toguna/deliberation/1"
DIGITS = 9

Data = dict[str, Any]


def write(results: Results) -> bytes:
    """Write JSON: UTF-8, two-space indent, the same bytes every time."""
    text = json.dumps(plain(deliberation_data(results)), ensure_ascii=False, indent=2)
    return text.encode("utf-8", "replace") + b"\n"


def deliberation_data(results: Results) -> Data:
    """Give everything as plain data."""
    last = results.deliberation
    options, criteria = results.table.options, results.table.criteria
    people = results.said.people
    return {
        "schema": SCHEMA,
        "date": last.date,
        "fictitious": last.fictitious,
        "question": last.question,
        "context": last.context,
        "options": [asdict(option) for option in last.options],
        "criteria": [asdict(criterion) for criterion in last.criteria],
        "constraints": [asdict(constraint) for constraint in last.constraints],
        "people": [asdict(person) for person in last.people],
        "rule": None if last.rule is None else asdict(last.rule),
        "grades": last.grades,
        "rounds": [
            {
                "round": one.round,
                "judgements": [asdict(judgement) for judgement in one.judgements],
                "weighings": [
                    {"way": type(w).__name__.removesuffix("Weights").lower(), **asdict(w)}
                    for w in one.weighings
                ],
            }
            for one in results.rounds
        ],
        "ballots": [asdict(ballot) for ballot in last.ballots],
        "group": {
            "values": {
                option: dict(zip(criteria, row, strict=True))
                for option, row in zip(options, results.table.values, strict=True)
            },
            "weights": dict(zip(criteria, results.weights, strict=True)),
        },
        "by_person": {
            person: {
                "weights": dict(zip(criteria, weights, strict=True)),
                "weighted_sums": dict(zip(options, worth, strict=True)),
            }
            for person, weights, worth in zip(
                people, results.individual, results.worth, strict=True
            )
        },
        "methods": _methods(results),
        "votes": [_vote(count) for count in results.counts],
        "consensus": _consensus(results),
        "robustness": results.robustness.as_json(),
        "agencies": [step._asdict() for step in steps(results.agencies)],
    }


def plain(value: Any) -> Any:
    """Give a value as JSON can carry it."""
    if is_dataclass(value) and not isinstance(value, type):
        return plain(asdict(value))
    if isinstance(value, dict):
        return {str(key): plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple | np.ndarray):
        return [plain(inner) for inner in value]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, bool | np.bool_):
        return bool(value)
    if isinstance(value, float | np.floating | Fraction):
        number = float(value)
        return float(f"{number:.{DIGITS}g}") if math.isfinite(number) else None
    return value


def _consensus(results: Results) -> Data:
    found = results.agreeing
    return {
        "stopping": asdict(STOPPING),
        "rounds": [
            {
                "round": one.round,
                "level": assessed.level,
                "by_criterion": levels,
                "kendall_w": None if assessed.concordance is None else asdict(assessed.concordance),
                "stability": None if assessed.stability is None else asdict(assessed.stability),
                "verdict": assessed.verdict,
                "reason": assessed.reason.render(),
            }
            for one, assessed, levels in zip(
                results.rounds, found.assessments, found.by_criterion, strict=True
            )
        ],
        "on_weights": found.on_weights,
        "by_person": dict(zip(found.opinions.people, found.distances.people, strict=True)),
        "distances": [asdict(one) for one in found.distances.judgements],
        "nearer": {
            "tolerance": TOLERANCE,
            "changes": [asdict(one) for one in found.nearer.changes],
        },
        "enough": None
        if found.enough is None
        else {
            "level": STOPPING.level,
            "changes": [asdict(one) for one in found.enough.changes],
        },
    }


def _methods(results: Results) -> list[Data]:
    agreement = results.methods
    found: list[Data] = []
    for row, (key, order) in enumerate(agreement.orders.items()):
        known = method(key)
        found.append(
            {
                "key": key,
                "name": known.name,
                "formula": known.formula_version,
                "order": order,
                "scores": results.scores[key],
                "tau": dict(zip(agreement.orders, agreement.tau[row], strict=True)),
            }
        )
    return found + [
        {"key": key, "name": method(key).name, "refused": message.render()}
        for key, message in agreement.refused.items()
    ]


def _vote(count: Count) -> Data:
    told: Data = {
        "key": count.rule.key,
        "name": count.rule.name.render(),
        "formula": count.rule.formula_version,
    }
    if count.outcome is None:
        return {**told, "refused": "" if count.refusal is None else count.refusal.render()}
    outcome = count.outcome
    return {
        **told,
        "winners": outcome.winners,
        "order": outcome.order,
        "scores": dict(outcome.scores),
        "pairwise": outcome.pairwise,
    }
