"""On a strategy in which everything is right, no rule says anything."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.adoption.plans import SMALL, Plan, checked, markdown
from toguna.adoption.check.registry import known_rules

COSTS = st.integers(0, 4_000)


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    years = draw(st.integers(2, 5))
    measures = st.lists(st.tuples(*[COSTS] * years), min_size=1, max_size=3)
    objectives = st.lists(measures, min_size=2, max_size=3)
    axes = draw(st.lists(objectives, min_size=2, max_size=2))
    return Plan(axes, first=draw(st.integers(2024, 2032)))


def told(report: object) -> list[str]:
    return [f"{f.rule}: {f.message}" for f in report.findings]  # type: ignore[attr-defined]


def test_a_clean_strategy_is_met_with_silence() -> None:
    assert told(checked(markdown(SMALL))) == []


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(plans())
def test_whatever_the_numbers(plan: Plan) -> None:
    assert told(checked(markdown(plan))) == []


def test_every_rule_has_an_id_of_its_own_and_says_what_it_looks_at() -> None:
    rules = known_rules()

    assert len({rule.id for rule in rules}) == len(rules) >= 20
    assert all(rule.about.render() and rule.name.render() for rule in rules)
