"""Numbers of titles, tables and figures: one left out, one given twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from toguna.adoption.check.facts.lines import Line
from toguna.adoption.check.facts.titles import title_label
from toguna.adoption.check.model import Finding, Rule, Severity
from toguna.adoption.check.rules.typed_references import CAPTION
from toguna.adoption.check.strategy import Strategy, at_words
from toguna.consultation.references.labels import components
from toguna.messages import say

ID = "numbering"
SAME_TITLE = 60
MOST_BROKEN = 0.25
"""From this share of numbers that do not follow on, a list is not taken for one."""
ANY_NUMBER = re.compile(
    r"(?<![\w.])((?:(?:tableau|figure) )?\d{1,3}(?:\.\d{1,3})*)(?=[.):]?\s|$|\.[a-z])"
)
"""A number anywhere in the text that may be a title's, should a file have lost its style."""


@dataclass(frozen=True, slots=True, eq=False)
class _Numbered:
    """A line and its number: the list that it belongs to, its last part, how it is shown."""

    series: tuple[str, ...]
    last: int
    shown: str
    line: Line
    depth: int
    """How many numbers stand before the last one."""


def _check(strategy: Strategy) -> Iterator[Finding]:
    numbers = frozenset(
        match.group(1) for line in strategy.lines for match in ANY_NUMBER.finditer(line.folded.text)
    )
    yield from _series([n for line in strategy.lines if (n := _caption(line))], numbers)
    yield from _series([n for line in strategy.lines if (n := _title(line))], numbers)


def _caption(line: Line) -> _Numbered | None:
    match = CAPTION.match(line.folded.text)
    if match is None or line.is_heading or not line.in_body:
        return None
    rest = line.folded.text[match.end() :].lstrip()
    if rest[:1] not in (".", ":", "-", "–"):
        return None
    *series, last = components(match[2].replace("-", "."))
    word = "tableau" if match[1].startswith("tab") else "figure"
    return _numbered((word, *series), last, match.group(), line, len(series))


def _title(line: Line) -> _Numbered | None:
    label = title_label(line)
    if label is None:
        return None
    *series, last = label.components
    parent = "" if series or label.kind else line.clause.parent or ""
    shown = line.clause.number or label.number
    return _numbered((label.kind, label.shape, parent, *series), last, shown, line, len(series))


def _numbered(
    series: tuple[str, ...], last: str, shown: str, line: Line, depth: int
) -> _Numbered | None:
    return _Numbered(series, int(last), shown, line, depth) if last.isdigit() else None


def _series(found: list[_Numbered], elsewhere: frozenset[str]) -> Iterator[Finding]:
    """Compare each number with the one before it in its list; a list may begin again at 1."""
    before: dict[tuple[str, ...], _Numbered] = {}
    seen: dict[tuple[str, ...], dict[int, _Numbered]] = {}
    latest: _Numbered | None = None
    for one in _coherent(found):
        previous = before.get(one.series)
        before[one.series] = one
        if one.last == 1 and not (previous is latest and previous and previous.last == 1):
            seen[one.series] = {}
        latest = one
        twin = seen.setdefault(one.series, {}).setdefault(one.last, one)
        if twin is not one and _same_title(one, twin):
            continue  # a typed table of contents
        if twin is not one:
            yield at_words(
                ID,
                Severity.ERROR,
                say("Le numéro « {number} » est donné deux fois.", number=one.shown.strip()),
                say("Renumérotez, et vérifiez les renvois."),
                one.line,
                others=[(twin.line, 0, len(twin.line.text))],
            )
        elif (
            previous is not None
            and one.last > previous.last + 1
            and not (_between(previous, one) & elsewhere)
        ):
            yield at_words(
                ID,
                Severity.ERROR,
                say(
                    "La numérotation saute de « {before} » à « {number} ».",
                    before=previous.shown.strip(),
                    number=one.shown.strip(),
                ),
                say("Renumérotez, ou rétablissez ce qui a été retiré."),
                one.line,
                others=[(previous.line, 0, len(previous.line.text))],
            )


def _coherent(found: list[_Numbered]) -> list[_Numbered]:
    """Leave out the lists in which too many numbers do not follow: those number no titles.

    Bare figures that begin again at 1 are items of lists, set as titles.
    """
    lists: dict[tuple[str, ...], list[_Numbered]] = {}
    for one in found:
        lists.setdefault(one.series, []).append(one)
    broken = {
        series
        for series, members in lists.items()
        if sum(b.last not in (1, a.last + 1) for a, b in pairwise(members))
        > max(1, MOST_BROKEN * len(members))
        or (not series[0] and not members[0].depth and sum(one.last == 1 for one in members) > 1)
    }
    return [one for one in found if one.series not in broken]


def _between(before: _Numbered, after: _Numbered) -> frozenset[str]:
    """Give the numbers that are left out, as they would stand in the text."""
    head = "" if before.line.is_heading else f"{before.series[0]} "
    parts = [part for part in before.series[-before.depth :] if part] if before.depth else []
    return frozenset(
        head + ".".join([*parts, str(number)]) for number in range(before.last + 1, after.last)
    )


def _same_title(one: _Numbered, other: _Numbered) -> bool:
    titles = [n.line.folded.text[:SAME_TITLE].rstrip(" .0123456789") for n in (one, other)]
    return titles[0] == titles[1]


RULE = Rule(
    ID,
    say("numérotation"),
    say(
        "Les numéros des titres, des tableaux et des figures, calculés ou écrits à la main : un "
        "numéro qui manque, un numéro donné deux fois."
    ),
    _check,
)
