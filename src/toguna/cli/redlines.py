"""Redlines on a terminal: marked by signs first, by colours where there are some."""

from __future__ import annotations

import sys
from collections.abc import Iterable

from rich.console import Console
from rich.text import Text

from toguna.consultation.outputs.wordings import Segment

PLAIN_WIDTH = 160
"""Characters of a line where the output goes to a file or another program."""
LONG, END = 90, 30
"""Of kept words longer than `LONG`, so many characters are shown at each end."""
SIGNS = {"keep": ("", ""), "del": ("[-", "-]"), "add": ("{+", "+}")}
STYLES = {"keep": "", "del": "red strike", "add": "green underline"}


def output(*, color: bool) -> Console:
    """Give the standard output; without colours where none are wanted or NO_COLOR is set."""
    width = None if sys.stdout.isatty() else PLAIN_WIDTH
    return Console(highlight=False, width=width, no_color=None if color else True)


def redline(segments: Iterable[Segment], *, whole: bool = False) -> Text:
    """Give a redline; long stretches that stay are shortened unless `whole`."""
    text = Text()
    for segment in segments:
        words = segment.text if whole or segment.kind != "keep" else _shortened(segment.text)
        before, after = SIGNS[segment.kind]
        text.append(f"{before}{words}{after}", STYLES[segment.kind])
    return text


def _shortened(words: str) -> str:
    return words if len(words) <= LONG else f"{words[:END]} […] {words[-END:]}"
