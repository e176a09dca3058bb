"""A progress bar on the error stream, in the user's language."""

from __future__ import annotations

from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from toguna.messages import Message, Translate

LONGEST = 44


class ProgressBar:
    """Shows what is being done; called by the core with a message and two counts."""

    def __init__(self, console: Console, translate: Translate) -> None:
        self._translate = translate
        self._bar = Progress(
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=console,
            transient=True,
            disable=not console.is_terminal,
        )
        self._task = self._bar.add_task("", total=None)

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._bar.stop()

    def __call__(self, what: Message, done: int, total: int) -> None:
        words = what.render(self._translate)
        shown = words if len(words) <= LONGEST else words[: LONGEST - 1] + "…"
        self._bar.update(self._task, description=f"{shown:<{LONGEST}}", completed=done, total=total)
