"""How often something may be tried: counts kept in the cache, refused with how long to wait.

Two hundred people of a hall come from one address where its Wi-Fi has one (NAT), so a limit by
address alone is wide, and counts failures alone where a try can be told to have succeeded
(`Attempt.spare`): people who type what is right are never in the way of each other. What stops
guessing is the limit by key, the thing that is guessed at (an account, a printed code).

Windows are fixed: at most twice the number passes around the turn of one, which is no harm here.
"""

from __future__ import annotations

import hashlib
import time
from dataclasses import dataclass

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest

from toguna.messages import say
from toguna.web.refusal import Refused

Rate = tuple[int, int]
"""How many times in how many seconds."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """One counted try: the counters that it is in."""

    counters: tuple[str, ...]

    def spare(self) -> None:
        """Take it out of the count, because it succeeded."""
        for counter in self.counters:
            try:
                cache.decr(counter)
            except ValueError:  # its window is over
                continue


def limited(
    request: HttpRequest,
    name: str,
    *,
    per_address: Rate | None = None,
    per_key: Rate | None = None,
    key: str = "",
    everywhere: Rate | None = None,
) -> Attempt:
    """Count a try of the act `name`, and refuse it when there were too many.

    `per_address` is for who asks, `per_key` for what is asked for (`key`), `everywhere` for all.

    Raises:
        Refused: there were too many (429), with how long to wait.
    """
    wanted = (
        (per_address, f"address:{address_of(request)}"),
        (per_key, f"key:{key}"),
        (everywhere, "all"),
    )
    counters = tuple(_count(name, rate, what) for rate, what in wanted if rate is not None)
    return Attempt(counters)


def address_of(request: HttpRequest) -> str:
    """Give the address of who asks; behind a proxy, the one that the proxy says."""
    return str(get_adapter().get_client_ip(request))


def _count(name: str, rate: Rate, what: str) -> str:
    times, seconds = rate
    now = int(time.time())
    digest = hashlib.sha256(what.encode()).hexdigest()[:32]
    counter = f"toguna:limit:{name}:{seconds}:{now // seconds}:{digest}"
    cache.add(counter, 0, seconds * 2)
    if cache.incr(counter) > times:
        raise Refused(
            say(
                "Trop de tentatives : réessayez dans {seconds} secondes. Ce que vous aviez saisi "
                "n'a pas été examiné.",
                seconds=seconds - now % seconds,
            ),
            429,
        )
    return counter
