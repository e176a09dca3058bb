"""What a delegation fills in on its telephone: one criterion, or the weights; and a ballot."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from toguna.deliberation.model import Criterion, Deliberation, Option, Scale
from toguna.deliberation.reading.lines import plain
from toguna.deliberation.reading.values import Said, judgement, number, shown
from toguna.messages import Message
from toguna.web.domain.deliberation.judging import Desk
from toguna.web.domain.deliberation.sealing import APPROVAL, GRADES
from toguna.web.models import Deliberation as Kept

UNKNOWN = "?"
WAYS: dict[str, str] = {Kept.Weighing.RANKING: "rangs", Kept.Weighing.SWING: "points"}
"""The ways to weigh, as the workbook names them."""
RATIOS = (
    ("9", "9"), ("7", "7"), ("5", "5"), ("3", "3"), ("2", "2"), ("1", "1"),
    ("1/2", "1/2"), ("1/3", "1/3"), ("1/5", "1/5"), ("1/7", "1/7"), ("1/9", "1/9"),
)  # fmt: skip


@dataclass
class Judged:
    """One option on one criterion, as it stands in the form: a point, an interval, or unknown."""

    name: str
    option: Option
    point: str = ""
    low: str = ""
    high: str = ""
    unknown: bool = False
    problem: Message | str = ""

    @property
    def hesitates(self) -> bool:
        """Whether an interval is said."""
        return bool(self.low or self.high)


def judged_rows(desk: Desk, criterion: Criterion) -> list[Judged]:
    """Give each option with what the delegation said of it, as the form shows it."""
    said = desk.judged(criterion)
    return [
        _shown(f"o{at}", option, said.get(option.key, ""), criterion.scale)
        for at, option in enumerate(desk.options)
    ]


def _shown(name: str, option: Option, text: str, scale: Scale) -> Judged:
    row = Judged(name, option)
    found = judgement(text, scale) if text else None
    if not isinstance(found, Said):
        return row
    if found.low is None or found.high is None:
        row.unknown = True
        return row
    low, high = _word(found.low, scale), _word(found.high, scale)
    if found.low == found.high:
        row.point = low
    else:
        row.low, row.high = low, high
    return row


def _word(value: float, scale: Scale) -> str:
    """Give the word of a value where there is one, or else its number."""
    return next((word for word, one in scale.words if one == value), shown(value))


def posted_rows(desk: Desk, criterion: Criterion, posted: Mapping[str, str]) -> list[Judged]:
    """Read a form; what is wrong with a row is told in it."""
    rows = []
    for at, option in enumerate(desk.options):
        name = f"o{at}"
        row = Judged(
            name,
            option,
            posted.get(name, "").strip(),
            posted.get(f"{name}-low", "").strip(),
            posted.get(f"{name}-high", "").strip(),
        )
        row.unknown = row.point == UNKNOWN or bool(posted.get(f"{name}-unknown"))
        row.problem = _problem(row, criterion.scale)
        rows.append(row)
    return rows


def _problem(row: Judged, scale: Scale) -> Message | str:
    if row.hesitates and not (row.low and row.high):
        return _("Pour un intervalle, donnez ses deux bouts, ou aucun.")
    text = cell_of(row)
    found = judgement(text, scale) if text else None
    return found if isinstance(found, Message) else ""


def cell_of(row: Judged) -> str:
    """Give what a row says, as a cell of the workbook does; "" where it says nothing."""
    if row.low and row.high:
        return f"{row.low} à {row.high}"
    return UNKNOWN if row.unknown else row.point


# Weights


@dataclass
class Weighed:
    """What a delegation says of weights, as the form shows it, with what is wrong."""

    way: str
    rows: list[tuple[str, Criterion, str]] = field(default_factory=list)
    pairs: list[tuple[str, Criterion, Criterion, str]] = field(default_factory=list)
    problem: str = ""
    other_way: bool = False
    """Whether the delegation has weighed otherwise before: in a file, by another way."""

    @property
    def places(self) -> list[str]:
        """The places of a ranking."""
        return [str(at) for at in range(1, len(self.rows) + 1)]

    def told(self) -> dict[str, Any]:
        """Give the weights as they are kept."""
        if self.pairs:
            return {
                "pairs": [[first.key, said, second.key] for _n, first, second, said in self.pairs]
            }
        return {
            "way": WAYS[self.way],
            "values": {criterion.key: said for _n, criterion, said in self.rows},
        }


def weighed_rows(desk: Desk, posted: Mapping[str, str] | None = None) -> Weighed:
    """Give the form of weights: what was posted, or else what was said."""
    way = desk.deliberation.weighing
    known = desk.weighed
    made = Weighed(way, other_way=bool(known) and not _same_way(way, known))
    if way == Kept.Weighing.PAIRWISE:
        said = {(first, second): ratio for first, ratio, second in known.get("pairs", [])}
        for at, (first, second) in enumerate(desk.pairs):
            name = f"p{at}"
            before = said.get((first.key, second.key), "")
            made.pairs.append(
                (name, first, second, before if posted is None else posted.get(name, ""))
            )
        if posted is not None and any(row[3] not in dict(RATIOS) for row in made.pairs):
            made.problem = _("Il reste des comparaisons sans réponse.")
        return made
    values = known.get("values", {}) if _same_way(way, known) else {}
    for at, criterion in enumerate(desk.criteria):
        name = f"c{at}"
        given = values.get(criterion.key, "") if posted is None else posted.get(name, "").strip()
        made.rows.append((name, criterion, given))
    if posted is not None:
        made.problem = _weights_problem(way, [row[2] for row in made.rows])
    return made


def _same_way(way: str, known: Mapping[str, Any]) -> bool:
    if way == Kept.Weighing.PAIRWISE:
        return "pairs" in known
    return bool(known.get("way") == WAYS[way])


def _weights_problem(way: str, said: Sequence[str]) -> str:
    numbers = [number(text) for text in said]
    if way == Kept.Weighing.RANKING:
        fits = all(n is not None and n == int(n) and 1 <= n <= len(said) for n in numbers)
        return "" if fits else _("Donnez une place à chaque critère ; deux peuvent être à égalité.")
    if any(n is None or not 0 <= n <= 100 for n in numbers):
        return _("Donnez de 0 à 100 points à chaque critère.")
    return "" if any(numbers) else _("Donnez des points à un critère au moins.")


# A ballot


def posted_ballot(
    rule: str, question: Deliberation, options: Sequence[Option], posted: Any
) -> dict[str, Any]:
    """Read a ballot as its rule asks for it: approvals, grades, or places."""
    names = {f"o{at}": option.key for at, option in enumerate(options)}
    if rule == APPROVAL:
        return {"approved": [key for name, key in names.items() if posted.get(name)]}
    if rule == GRADES:
        grades = {plain(grade): grade for grade in question.grades}
        given = {key: grades.get(plain(posted.get(name, "")), "") for name, key in names.items()}
        return {"grades": {key: grade for key, grade in given.items() if grade}}
    places: dict[int, list[str]] = {}
    for name, key in names.items():
        if posted.get(name, "").isdecimal():
            places.setdefault(int(posted[name]), []).append(key)
    return {"ranking": [sorted(places[place]) for place in sorted(places)]}
