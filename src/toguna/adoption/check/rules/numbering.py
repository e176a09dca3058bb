"""Numbers of titles, tables and figures: one left out, one given twice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from toguna.adoption.check.facts.lines import Line
from toguna.adoption.check.model import Finding, Rule, Severity
from toguna.adoption.check.rules.typed_references import CAPTION
from toguna.adoption.check.strategy import Strategy, at_words
from toguna.consultation.references.labels import components, label_of
from toguna.messages import say

ID = "numbering"


@dataclass(frozen=True, slots=True, eq=False)
class _Numbered:
    """A line and its number: the list that it belongs to, its last part, how it is shown."""

    series: tuple[str, ...]
    last: int
    shown: str
    line: Line


def _check(strategy: Strategy) -> Iterator[Finding]:
    yield from _series([n for line in strategy.lines if (n := _caption(line)) is not None])
    yield from _series([n for line in strategy.lines if (n := _title(line)) is not None])


def _caption(line: Line) -> _Numbered | None:
    match = CAPTION.match(line.folded.text)
    if match is None or line.is_heading or not line.in_body:
        return None
    rest = line.folded.text[match.end() :].lstrip()
    if rest[:1] not in (".", ":", "-", "–"):
        return None
    *series, last = components(match[2])
    word = "tableau" if match[1].startswith("tab") else "figure"
    return _numbered((word, *series), last, match.group(), line)


def _title(line: Line) -> _Numbered | None:
    if not line.is_heading:
        return None
    label = label_of(line.clause)
    if label is None:
        return None
    *series, last = label.components
    parent = "" if series or label.kind else line.clause.parent or ""
    shown = line.clause.number or label.number
    return _numbered((label.kind, label.shape, parent, *series), last, shown, line)


def _numbered(series: tuple[str, ...], last: str, shown: str, line: Line) -> _Numbered | None:
    return _Numbered(series, int(last), shown, line) if last.isdigit() else None


def _series(found: list[_Numbered]) -> Iterator[Finding]:
    before: dict[tuple[str, ...], _Numbered] = {}
    seen: dict[tuple[tuple[str, ...], int], _Numbered] = {}
    for one in found:
        previous = before.get(one.series)
        before[one.series] = one
        twin = seen.setdefault((one.series, one.last), one)
        if twin is not one:
            yield at_words(
                ID,
                Severity.ERROR,
                say("Le numéro « {number} » est donné deux fois.", number=one.shown.strip()),
                say("Renumérotez, et vérifiez les renvois."),
                one.line,
                others=[(twin.line, 0, len(twin.line.text))],
            )
        elif previous is not None and one.last > previous.last + 1:
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


RULE = Rule(
    ID,
    say("numérotation"),
    say(
        "Les numéros des titres, des tableaux et des figures, calculés ou écrits à la main : un "
        "numéro qui manque, un numéro donné deux fois."
    ),
    _check,
)
