"""The tree of criteria, with the scale and the thresholds of those that are judged."""

from __future__ import annotations

from toguna.deliberation.model import Criterion, Direction, Scale, Thresholds
from toguna.deliberation.reading.fields import at_least, figure, find, keyed
from toguna.deliberation.reading.forms import CRITERIA
from toguna.deliberation.reading.lines import Line, Names, Problems, Tables, plain
from toguna.deliberation.reading.values import number, pairs, shown

ABSTRACT = Scale(0.0, 1.0)
"""The scale of a criterion that is judged through those that detail it."""


def read_criteria(tables: Tables, problems: Problems) -> tuple[Criterion, ...]:
    """Read the criteria, in order; none where they detail one another in a circle."""
    lines = keyed(tables.get(CRITERIA.key, []), CRITERIA, problems)
    at_least(1, len(lines), CRITERIA, problems)
    names = Names({line.text("key"): line.text("name") for line in lines})
    parents = {}
    for line in lines:
        parent = find(line, "parent", names, problems) if line.text("parent") else ""
        parents[line.text("key")] = parent or ""
    for line in lines:
        if _in_a_circle(line.text("key"), parents):
            problems.tell(
                line.place("parent"),
                "les critères se détaillent en rond : un critère ne peut pas faire partie de "
                "lui-même.",
            )
            return ()
    above = set(parents.values())
    return tuple(
        _criterion(
            line,
            parents[key := line.text("key")],
            ABSTRACT if key in above else _scale(line, problems),
            problems,
        )
        for line in lines
    )


def _in_a_circle(key: str, parents: dict[str, str]) -> bool:
    seen = set()
    while key:
        if key in seen:
            return True
        seen.add(key)
        key = parents.get(key, "")
    return False


def _criterion(line: Line, parent: str, scale: Scale, problems: Problems) -> Criterion:
    key = line.text("key")
    return Criterion(
        key=key,
        name=line.text("name") or key,
        scale=scale,
        direction=_direction(line, problems),
        description=line.text("description"),
        parent=parent,
        thresholds=_thresholds(line, problems),
    )


def _direction(line: Line, problems: Problems) -> Direction:
    said = plain(line.text("direction")) or Direction.MORE.value
    if said not in [direction.value for direction in Direction]:
        problems.tell(
            line.place("direction"),
            "« {text} » : écrivez « plus » si mieux vaut plus, « moins » si mieux vaut moins.",
            text=line.text("direction"),
        )
        return Direction.MORE
    return Direction(said)


def _scale(line: Line, problems: Problems) -> Scale:
    low, high = figure(line, "low", problems), figure(line, "high", problems)
    if low is None or high is None or low >= high:
        problems.tell(
            line.place("low"),
            "l'échelle va d'un nombre à un nombre plus grand : remplissez les deux cases, par "
            "exemple 1 et 5.",
        )
        return ABSTRACT
    words = []
    for word, value in pairs(line.text("words")):
        level = number(value)
        if level is None or not low <= level <= high:
            problems.tell(
                line.place("words"),
                "« {word} » : donnez à chaque mot un nombre de {low} à {high} (fort = {high}).",
                word=word,
                low=shown(low),
                high=shown(high),
            )
        else:
            words.append((word, level))
    return Scale(low, high, line.text("unit"), tuple(sorted(words, key=lambda pair: pair[1])))


def _thresholds(line: Line, problems: Problems) -> Thresholds:
    indifference, preference, veto = (
        figure(line, field, problems) for field in ("indifference", "preference", "veto")
    )
    low, high = indifference or 0.0, preference if preference is not None else indifference or 0.0
    if not 0 <= low <= high or (veto is not None and veto < high):
        problems.tell(
            line.place("preference"),
            "les seuils vont en croissant depuis zéro : égalité, puis préférence, puis veto.",
        )
        return Thresholds()
    return Thresholds(low, high, veto)
