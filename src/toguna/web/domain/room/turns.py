"""Many small writes that come at once are written together, each refused or done by itself.

When a vote opens, two hundred telephones write within two seconds. On SQLite each would wait for
the disk, and for the lock by sleeping. Here whoever gets the turn does what all others brought
meanwhile in one transaction: nobody is told that a vote was taken before it is on the disk.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from typing import Generic, TypeVar

from django.db import transaction

from toguna.web.refusal import Refused

T = TypeVar("T")
MOST = 50
"""How much is written together, so that the first does not wait for the last of a crowd."""


class _Brought(Generic[T]):
    """What somebody brought: the work, and what came of it."""

    def __init__(self, work: Callable[[], T]) -> None:
        self.work = work
        self.done = False
        self.given: list[T] = []
        self.error: Exception | None = None

    def run(self) -> None:
        """Do the work."""
        try:
            self.given = [self.work()]
        except Refused as refused:
            self.error = refused

    def result(self) -> T:
        """Give what came of it."""
        if self.error is not None:
            raise self.error
        return self.given[0]


class Turns(Generic[T]):
    """Lets threads take turns at writing, each for all that wait."""

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._waiting: deque[_Brought[T]] = deque()

    def take(self, work: Callable[[], T]) -> T:
        """Have some work done within a transaction that is on the disk when this returns.

        Work refuses before it writes anything: no savepoint is made for each.

        Raises:
            Refused: the work refuses.
            Exception: the transaction failed; then nothing of what it had was written.
        """
        mine = _Brought(work)
        self._waiting.append(mine)
        while not mine.done:
            with self._turn:
                if not mine.done:
                    self._do_waiting()
        return mine.result()

    def _do_waiting(self) -> None:
        brought = [self._waiting.popleft() for _ in range(min(MOST, len(self._waiting)))]
        try:
            with transaction.atomic():
                for one in brought:
                    one.run()
        except Exception as error:  # the disk is full: it is raised again for each of them
            for one in brought:
                one.error = error
        for one in brought:
            one.done = True
