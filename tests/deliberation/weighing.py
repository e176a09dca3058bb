"""A small tree of criteria, for the tests of weights and tables (fictitious)."""

from __future__ import annotations

from toguna.deliberation.model import (
    Comparison,
    Constraint,
    Criterion,
    Deliberation,
    Direction,
    Judgement,
    Option,
    PairwiseWeights,
    Person,
    Scale,
    Thresholds,
    Weighing,
)

SCALE = Scale(1, 5)

CRITERIA = (
    Criterion("autorite", "Autorité", SCALE),
    Criterion("moyens", "Moyens", SCALE),
    Criterion("budget", "Budget", Scale(0, 100, "millions"), Direction.LESS, parent="moyens"),
    Criterion(
        "experts", "Experts", SCALE, parent="moyens", thresholds=Thresholds(0.5, 1.0, veto=3.0)
    ),
)
"""Authority, and means: budget and experts."""

PEOPLE = (
    Person("awa", "Awa (fictive)", "Justice", voices=3.0),
    Person("issa", "Issa (fictif)", "Défense"),
)


def deliberation(
    *weighings: Weighing,
    judgements: tuple[Judgement, ...] = (),
    constraints: tuple[Constraint, ...] = (),
) -> Deliberation:
    return Deliberation(
        question="Sous quelle autorité ? (exemple fictif)",
        options=(Option("pm", "Primature"), Option("reg", "Régulateur"), Option("sec", "Sécurité")),
        criteria=CRITERIA,
        people=PEOPLE,
        judgements=judgements,
        weighings=weighings,
        constraints=constraints,
        fictitious=True,
    )


def compared(person: str, parent: str, *said: tuple[str, str, float]) -> PairwiseWeights:
    return PairwiseWeights(person, tuple(Comparison(*one) for one in said), parent)
