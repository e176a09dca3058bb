"""What many ask for at once is made once: the first who asks makes it, the others wait."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

T = TypeVar("T")


class Shared(Generic[T]):
    """Values by a name that says all that they depend on; the oldest go where there are too many.

    With `seconds`, a value is made anew when it is older than that.
    """

    def __init__(self, most: int = 128, seconds: float = float("inf")) -> None:
        self._most, self._seconds = most, seconds
        self._lock = threading.Lock()
        self._making: dict[Hashable, threading.Lock] = {}
        self._made: dict[Hashable, tuple[float, T]] = {}

    def get(self, name: Hashable, make: Callable[[], T]) -> T:
        """Give the value of a name, made where there is none yet."""
        found = self._fresh(name)
        if found is not None:
            return found[1]
        with self._lock:
            making = self._making.setdefault(name, threading.Lock())
        try:
            with making:
                found = self._fresh(name)
                if found is None:
                    found = (time.monotonic(), make())
                    self._keep(name, found)
        finally:
            with self._lock:
                self._making.pop(name, None)
        return found[1]

    def _fresh(self, name: Hashable) -> tuple[float, T] | None:
        found = self._made.get(name)
        is_old = found is not None and time.monotonic() - found[0] > self._seconds
        return None if is_old else found

    def _keep(self, name: Hashable, made: tuple[float, T]) -> None:
        with self._lock:
            self._made.pop(name, None)
            while len(self._made) >= self._most:
                del self._made[next(iter(self._made))]
            self._made[name] = made
