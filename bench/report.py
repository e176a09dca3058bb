"""How a benchmark says what it found: lines for people, then one JSON object for programs."""

from __future__ import annotations

import json
from collections.abc import Mapping

Figure = int | float | str | bool | None


def print_report(title: str, lines: Mapping[str, str], figures: Mapping[str, Figure]) -> None:
    """Print a title, what was measured in words, and the figures as JSON on the last line."""
    print(title)
    width = max((len(name) for name in lines), default=0)
    for name, words in lines.items():
        print(f"  {name.ljust(width)}  {words}")
    print(json.dumps(dict(figures), ensure_ascii=False, sort_keys=True), flush=True)
