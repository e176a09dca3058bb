"""How often something may be tried: who is slowed down, and who is not."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.http import HttpRequest
from django.test import RequestFactory, override_settings
from hypothesis import given, settings
from hypothesis import strategies as st

from toguna.web.limits import address_of, limited
from toguna.web.refusal import Refused

pytestmark = pytest.mark.django_db  # counts are in the database on PostgreSQL
DAY = 24 * 3600
"""Windows of a day: a test does not meet the turn of one, but at midnight."""


def asked_from(address: str, **headers: str) -> HttpRequest:
    return RequestFactory().get("/", REMOTE_ADDR=address, headers=headers)


@pytest.fixture(autouse=True)
def _fresh() -> None:
    cache.clear()


def test_too_many_are_refused_with_how_long_to_wait() -> None:
    for _ in range(3):
        limited(asked_from("10.0.0.1"), "essai", per_address=(3, DAY))
    with pytest.raises(Refused, match=r"réessayez dans \d+ secondes") as refused:
        limited(asked_from("10.0.0.1"), "essai", per_address=(3, DAY))
    assert refused.value.status == 429
    limited(asked_from("10.0.0.2"), "essai", per_address=(3, DAY))
    limited(asked_from("10.0.0.1"), "autre", per_address=(3, DAY))


def test_a_key_is_counted_whoever_asks() -> None:
    limited(asked_from("10.0.0.1"), "essai", per_key=(1, DAY), key="compte")
    limited(asked_from("10.0.0.1"), "essai", per_key=(1, DAY), key="autre compte")
    with pytest.raises(Refused):
        limited(asked_from("10.0.0.2"), "essai", per_key=(1, DAY), key="compte")


def test_a_flood_of_other_counts_makes_none_forgotten() -> None:
    limited(asked_from("10.0.0.1"), "essai", per_address=(1, DAY))
    for number in range(500):
        limited(asked_from("10.0.0.2"), "essai", per_key=(1, DAY), key=str(number))
    with pytest.raises(Refused):
        limited(asked_from("10.0.0.1"), "essai", per_address=(1, DAY))


def test_all_together_are_counted() -> None:
    for last in range(2):
        limited(asked_from(f"10.0.0.{last}"), "essai", everywhere=(2, DAY))
    with pytest.raises(Refused):
        limited(asked_from("10.0.0.9"), "essai", everywhere=(2, DAY))


@settings(max_examples=15, deadline=None)
@given(st.lists(st.booleans(), max_size=12), st.integers(1, 4))
def test_only_failures_count(outcomes: list[bool], most: int) -> None:
    cache.clear()
    failures = 0
    for succeeds in outcomes:
        if failures >= most:
            with pytest.raises(Refused):
                limited(asked_from("10.0.0.1"), "essai", per_address=(most, DAY))
            continue
        attempt = limited(asked_from("10.0.0.1"), "essai", per_address=(most, DAY))
        if succeeds:
            attempt.spare()
        else:
            failures += 1


def test_an_address_that_a_visitor_makes_up_is_not_believed() -> None:
    forged = {"X-Forwarded-For": "192.0.2.7"}
    assert address_of(asked_from("10.0.0.1", **forged)) == "10.0.0.1"
    with override_settings(ALLAUTH_TRUSTED_PROXY_COUNT=1):
        behind = {"X-Forwarded-For": "192.0.2.7, 198.51.100.4"}
        assert address_of(asked_from("10.0.0.1", **behind)) == "198.51.100.4"
