"""What was said in each round: judgements and weights."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from toguna.deliberation.model import (
    Comparison,
    Criterion,
    DirectWeights,
    Judgement,
    PairwiseWeights,
    RankedWeights,
    SwingWeights,
    Weighing,
)
from toguna.deliberation.reading.fields import complete, figure, find
from toguna.deliberation.reading.forms import COMPARISONS, JUDGEMENTS, WAYS, WEIGHTS
from toguna.deliberation.reading.frame import Frame
from toguna.deliberation.reading.lines import Cell, Line, Names, Problems, Tables, plain
from toguna.deliberation.reading.values import judgement, number, whole
from toguna.messages import Message

STRONGEST = 9
"""The end of Saaty's scale."""
MOST_POINTS = 100

Judged = dict[tuple[str, str, str], Judgement]
Weighed = dict[str, list[Weighing]]


@dataclass(slots=True)
class Round:
    """What was said anew in one round."""

    judged: Judged = field(default_factory=dict)
    weighed: Weighed = field(default_factory=dict)


class SaidReader:
    """Reads opinions against the frame that they refer to."""

    def __init__(self, frame: Frame, problems: Problems) -> None:
        self._problems = problems
        self._frame = frame
        self._people = Names({p.key: p.name for p in frame.people})
        self._options = Names({o.key: o.name for o in frame.options})
        self._criteria = Names({c.key: c.name for c in frame.criteria})
        self._by_key = {criterion.key: criterion for criterion in frame.criteria}
        self._above = {criterion.parent for criterion in frame.criteria}

    def rounds(self, tables: Tables) -> dict[int, Round]:
        """Give what each round said anew, by its number, in order; round 1 is always there."""
        rounds: dict[int, Round] = {1: Round()}
        for line in tables.get(JUDGEMENTS.key, []):
            if complete(line, JUDGEMENTS, self._problems):
                self._judge(line, rounds)
        for line in tables.get(WEIGHTS.key, []):
            if complete(line, WEIGHTS, self._problems):
                self._weigh(line, rounds)
        self._compare(tables.get(COMPARISONS.key, []), rounds)
        return dict(sorted(rounds.items()))

    def _round(self, line: Line, rounds: dict[int, Round]) -> Round:
        number_of = whole(line.text("round") or "1")
        if number_of is None:
            self._problems.tell(line.place("round"), "le tour est un nombre : 1, 2...")
            return Round()
        return rounds.setdefault(number_of, Round())

    def _cells(self, line: Line, known: Sequence[str]) -> list[tuple[Criterion, Cell]]:
        """Give the cells of a line that stand under a criterion, in the order of the criteria."""
        found = []
        for name, cell in line.cells.items():
            if name in known:
                continue
            key = self._criteria.find(name)
            if key is None:
                self._problems.tell(
                    cell.where,
                    "« {name} » n'est pas un critère ; les noms courts sont : {known}.",
                    name=name,
                    known=self._criteria.known(),
                )
            else:
                found.append((self._by_key[key], cell))
        order = list(self._by_key)
        return sorted(found, key=lambda pair: order.index(pair[0].key))

    def _judge(self, line: Line, rounds: dict[int, Round]) -> None:
        person = find(line, "person", self._people, self._problems)
        option = find(line, "option", self._options, self._problems)
        judged = self._round(line, rounds).judged
        for criterion, cell in self._cells(line, [f.key for f in JUDGEMENTS.fields]):
            if criterion.key in self._above:
                self._problems.tell(
                    cell.where,
                    "ce critère est détaillé par d'autres : jugez ceux-ci et videz cette case.",
                )
                continue
            said = judgement(cell.text, criterion.scale)
            if isinstance(said, Message):
                self._problems.add(cell.where, said)
            elif person is not None and option is not None:
                key = (person, option, criterion.key)
                if key in judged:
                    self._problems.tell(
                        cell.where,
                        "« {person} » a déjà jugé « {option} » sur ce critère dans ce tour : ne "
                        "gardez qu'une des deux lignes.",
                        person=person,
                        option=option,
                    )
                judged[key] = Judgement(*key, said.low, said.high, cell.text)

    def _weigh(self, line: Line, rounds: dict[int, Round]) -> None:
        person = find(line, "person", self._people, self._problems)
        ways = {plain(french): way for french, way in WAYS.items()}
        way = ways.get(plain(line.text("way")))
        if way is None:
            self._problems.tell(
                line.place("way"),
                "« {text} » : les manières de peser sont {known} ; des comparaisons vont sur leur "
                "propre feuille.",
                text=line.text("way"),
                known=", ".join(WAYS),
            )
        given = {}
        for criterion, cell in self._cells(line, [f.key for f in WEIGHTS.fields]):
            value = number(cell.text)
            if value is None or not _fits(way, value):
                self._problems.tell(
                    cell.where,
                    "« {text} » : écrivez un nombre (poids : zéro ou plus ; points : de 0 à 100 ; "
                    "rangs : 1, 2, 3...).",
                    text=cell.text,
                )
            else:
                given[criterion.key] = value
        if person is None or way is None:
            return
        if not any(given.values()):
            self._problems.tell(line.where, "aucun critère n'a de poids : donnez-en, ou effacez "
                                "la ligne.")  # fmt: skip
            return
        self._add(self._round(line, rounds), line, _weighing(person, way, given))

    def _add(self, said: Round, line: Line, weighing: Weighing) -> None:
        already = said.weighed.setdefault(weighing.person, [])
        before = {criterion for one in already for criterion in weighed_by(one)}
        twice = [criterion for criterion in weighed_by(weighing) if criterion in before]
        if twice:
            self._problems.tell(
                line.where,
                "« {person} » pèse deux fois {criteria} dans le même tour : n'en gardez qu'une.",
                person=weighing.person,
                criteria=", ".join(twice),
            )
        already.append(weighing)

    def _compare(self, lines: Sequence[Line], rounds: dict[int, Round]) -> None:
        """Gather the comparisons of each person, level of the tree by level."""
        levels: dict[tuple[int, str, str], list[Comparison]] = {}
        firsts: dict[tuple[int, str, str], Line] = {}
        for line in lines:
            if not complete(line, COMPARISONS, self._problems):
                continue
            said = self._round(line, rounds)
            found = self._comparison(line)
            if found is not None:
                person, parent, comparison = found
                number_of = next((n for n, one in rounds.items() if one is said), 1)
                key = (number_of, person, parent)
                self._once(line, comparison, levels.setdefault(key, []))
                firsts.setdefault(key, line)
        for (number_of, person, parent), comparisons in levels.items():
            weighing = PairwiseWeights(person, tuple(comparisons), parent)
            self._add(rounds[number_of], firsts[number_of, person, parent], weighing)

    def _once(self, line: Line, comparison: Comparison, others: list[Comparison]) -> None:
        pair = {comparison.first, comparison.second}
        if any({other.first, other.second} == pair for other in others):
            self._problems.tell(
                line.where, "cette personne a déjà comparé ces deux critères dans ce tour : ne "
                "gardez qu'une des deux lignes.",
            )  # fmt: skip
        others.append(comparison)

    def _comparison(self, line: Line) -> tuple[str, str, Comparison] | None:
        person = find(line, "person", self._people, self._problems)
        first = find(line, "first", self._criteria, self._problems)
        second = find(line, "second", self._criteria, self._problems)
        ratio = figure(line, "ratio", self._problems)
        if ratio is not None and not 1 / STRONGEST <= ratio <= STRONGEST:
            self._problems.tell(
                line.place("ratio"),
                "ce nombre va de 1 (autant) à 9 (absolument plus), ou de 1/9 à 1 en sens inverse.",
            )  # fmt: skip
            return None
        if person is None or first is None or second is None or ratio is None:
            return None
        parent = self._by_key[first].parent
        if first == second or self._by_key[second].parent != parent:
            self._problems.tell(
                line.place("second"),
                "on compare deux critères différents du même niveau (qui détaillent le même).",
            )  # fmt: skip
            return None
        return person, parent, Comparison(first, second, ratio)


def _fits(way: str | None, value: float) -> bool:
    if way == "ranking":
        return value >= 1 and value == int(value)
    return value >= 0 and (way != "swing" or value <= MOST_POINTS)


def _weighing(person: str, way: str, given: dict[str, float]) -> Weighing:
    if way == "direct":
        return DirectWeights(person, given)
    if way == "swing":
        return SwingWeights(person, given)
    places = sorted(set(given.values()))
    order = tuple(tuple(key for key in given if given[key] == place) for place in places)
    return RankedWeights(person, order)


def weighed_by(weighing: Weighing) -> tuple[str, ...]:
    """Give the criteria that a weighing weighs, by key."""
    match weighing:
        case DirectWeights():
            return tuple(weighing.weights)
        case SwingWeights():
            return tuple(weighing.points)
        case RankedWeights():
            return tuple(key for place in weighing.order for key in place)
        case PairwiseWeights():
            both = ((one.first, one.second) for one in weighing.comparisons)
            return tuple(dict.fromkeys(key for pair in both for key in pair))


def added(before: Round, anew: Round) -> Round:
    """Give what holds after a round: what was said anew in it, and all else as before.

    A person who weighs anew replaces all its weights.
    """
    return replace(
        before, judged={**before.judged, **anew.judged}, weighed={**before.weighed, **anew.weighed}
    )
