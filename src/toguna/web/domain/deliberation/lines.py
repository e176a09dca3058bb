"""A deliberation of the site as lines of the workbook, and back: the core reads both alike."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from toguna.consultation.decisions.problems import Problem
from toguna.deliberation.model import (
    Deliberation as Core,
)
from toguna.deliberation.model import (
    DirectWeights,
    PairwiseWeights,
    RankedWeights,
    SwingWeights,
    Weighing,
)
from toguna.deliberation.reading import Reading, read_lines, read_tables
from toguna.deliberation.reading.blank import filled_workbook
from toguna.deliberation.reading.forms import (
    COMPARISONS,
    CONSTRAINTS,
    CRITERIA,
    FACTS,
    JUDGEMENTS,
    OPTIONS,
    PEOPLE,
    QUESTION,
    WEIGHTS,
    Form,
)
from toguna.deliberation.reading.frame import Frame, read_frame
from toguna.deliberation.reading.lines import Cell, Line, Problems, Tables
from toguna.deliberation.reading.said import Round, SaidReader
from toguna.deliberation.reading.values import shown
from toguna.messages import Message, say
from toguna.web.models import DelegationSaid, Deliberation

FRAME = (QUESTION, OPTIONS, FACTS, CRITERIA, CONSTRAINTS, PEOPLE)
"""The sheets of what is asked, of what, of whom."""
Rows = dict[str, list[dict[str, str]]]
Said = dict[tuple[int, str], tuple[dict[str, dict[str, str]], dict[str, Any]]]
"""What was judged and weighed, by the number of the round and the key of the person."""


def tables_of(lines: Mapping[str, list[dict[str, str]]]) -> Tables:
    """Give the lines of the frame as the core reads them."""
    return {form.key: list(_told(form, lines.get(form.key, []))) for form in FRAME}


def _told(form: Form, rows: Iterable[Mapping[str, str]]) -> Iterator[Line]:
    headings = {field.key: field.heading for field in form.fields}
    for number, row in enumerate(rows, 1):
        where = f"{form.sheet}, n° {number}"
        cells = {
            key: Cell(text, f"{where}, {headings.get(key, key)}")
            for key, text in row.items()
            if text.strip()
        }
        yield Line(where, cells)


def frame_of(lines: Rows) -> tuple[Frame, Problems]:
    """Read the frame, with all that is wrong in it."""
    problems = Problems()
    return read_frame(tables_of(lines), problems), problems


def sentence(problem: Problem) -> Message:
    """Tell a problem with its place, as pages and refusals do."""
    return say("{where} : {reason}", where=problem.where, reason=problem.message)


def question_of(deliberation: Deliberation) -> Core:
    """Give the question as the core knows it, without what was said; it must be right."""
    frame, _ = frame_of(deliberation.lines)
    return Core(
        frame.question, frame.options, frame.criteria, frame.people,
        constraints=frame.constraints, rule=frame.rule, grades=frame.grades,
        context=frame.context, date=frame.date, fictitious=frame.fictitious,
    )  # fmt: skip


def all_tables(deliberation: Deliberation, upto: int | None = None) -> Tables:
    """Give all lines, with what was said in the rounds up to one of them."""
    said = DelegationSaid.objects.filter(round__deliberation=deliberation).select_related("round")
    if upto is not None:
        said = said.filter(round__number__lte=upto)
    tables = tables_of(deliberation.lines)
    for form in (JUDGEMENTS, WEIGHTS, COMPARISONS):
        tables[form.key] = []
    for one in said.order_by("round__number", "person"):
        common = {"round": str(one.round.number), "person": one.person}
        for form, row in _said_rows(one):
            tables[form.key] += _told(form, [{**common, **row}])
    return tables


def _said_rows(one: DelegationSaid) -> Iterator[tuple[Form, dict[str, str]]]:
    by_option: dict[str, dict[str, str]] = {}
    for criterion, judged in one.judged.items():
        for option, words in judged.items():
            by_option.setdefault(option, {})[criterion] = words
    for option, judged in by_option.items():
        yield JUDGEMENTS, {"option": option, **judged}
    if one.weighed.get("values"):
        yield WEIGHTS, {"way": one.weighed["way"], **one.weighed["values"]}
    for first, ratio, second in one.weighed.get("pairs", []):
        yield COMPARISONS, {"first": first, "ratio": ratio, "second": second}


def rounds_of(
    deliberation: Deliberation, upto: int | None = None, day: str | None = None
) -> Reading:
    """Read the deliberation after each round, or what is wrong or lacking.

    `day` is the one that what is made of it carries, the file's own if left out.
    """
    return read_lines(all_tables(deliberation, upto), Problems(), day)


def workbook_of(deliberation: Deliberation) -> bytes:
    """Write everything into the workbook, as it can be read again."""
    return filled_workbook(all_tables(deliberation), deliberation.question)


def taken(data: bytes, filename: str) -> tuple[Rows, Said, Problems]:
    """Read a workbook or TOML into lines, what was said in it, and what is wrong with it.

    Ballots are left aside: the committee votes in the page.

    Raises:
        UnreadableFile: it cannot be read at all.
    """
    problems = Problems()
    tables = read_tables(data, filename, problems)
    frame = read_frame(tables, problems)
    rounds = SaidReader(frame, problems).rounds(tables)
    rows = {
        form.key: [
            {key: cell.text for key, cell in line.cells.items()}
            for line in tables.get(form.key, [])
        ]
        for form in FRAME
    }
    said: Said = {}
    for number, one in rounds.items():
        for person in frame.people:
            judged, weighed = _judged(one, person.key), _weighed(one.weighed.get(person.key, []))
            if judged or weighed:
                said[number, person.key] = judged, weighed
    return rows, said, problems


def _judged(said: Round, person: str) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for (who, option, criterion), judgement in said.judged.items():
        if who == person:
            found.setdefault(criterion, {})[option] = judgement.said
    return found


def _weighed(weighings: list[Weighing]) -> dict[str, Any]:
    """Give weights as lines have them; comparisons of all levels together."""
    pairs = []
    for weighing in weighings:
        match weighing:
            case RankedWeights():
                places = enumerate(weighing.order, 1)
                return _line("rangs", {key: n for n, place in places for key in place})
            case SwingWeights():
                return _line("points", weighing.points)
            case DirectWeights():
                return _line("directs", weighing.weights)
            case PairwiseWeights():
                pairs += [[c.first, _ratio(c.ratio), c.second] for c in weighing.comparisons]
    return {"pairs": pairs} if pairs else {}


def _line(way: str, values: Mapping[str, float]) -> dict[str, Any]:
    return {"way": way, "values": {key: shown(value) for key, value in values.items()}}


def _ratio(ratio: float) -> str:
    return shown(ratio) if ratio >= 1 else f"1/{shown(1 / ratio)}"
