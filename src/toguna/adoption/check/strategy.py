"""A strategy as the rules read it: everything that several of them need, read once."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from toguna.adoption.canevas.model import Canevas
from toguna.adoption.check.facts.acronyms import Acronyms
from toguna.adoption.check.facts.horizon import read_horizon
from toguna.adoption.check.facts.lines import Line, read_lines
from toguna.adoption.check.facts.plan import Plan, read_plan
from toguna.adoption.check.facts.tables import Grid, GridCell, GridRow, read_tables
from toguna.adoption.check.model import Finding, Severity, Spot
from toguna.messages import Message
from toguna.text.document import Document

CORE_TITLE = "{http://purl.org/dc/elements/1.1/}title"
LONGEST_WORDS = 160


def title_of(document: Document) -> str:
    """Give the title that a file says it has, "" where it says none."""
    root = document.word.package.optional_root("docProps/core.xml")
    return "" if root is None else " ".join((root.findtext(CORE_TITLE) or "").split())


class Strategy:
    """A document and the canevas that it should follow."""

    def __init__(self, document: Document, canevas: Canevas) -> None:
        self.document = document
        self.canevas = canevas

    @cached_property
    def lines(self) -> list[Line]:
        """Every line with words."""
        return read_lines(self.document)

    @cached_property
    def tables(self) -> list[Grid]:
        """Every table."""
        return read_tables(self.document, self.lines)

    @cached_property
    def plan(self) -> Plan:
        """The axes, objectives and measures."""
        return read_plan(self.lines, self.tables)

    @cached_property
    def acronyms(self) -> Acronyms:
        """The acronyms, explained and used."""
        return Acronyms(self.lines, self.tables, self.document.clauses)

    @cached_property
    def title(self) -> str:
        """The title that the file says it has."""
        return title_of(self.document)

    @cached_property
    def horizon(self) -> tuple[int, int] | None:
        """The first and last year of the plan."""
        return read_horizon(self.lines, self.title)


def at_words(
    rule: str,
    severity: Severity,
    message: Message,
    advice: Message,
    line: Line,
    start: int = 0,
    end: int | None = None,
    *,
    others: Sequence[tuple[Line, int, int]] = (),
) -> Finding:
    """Make a finding on the characters `start` to `end` of a line, the whole line if left out."""
    end = len(line.text) if end is None else end
    clauses = [line.clause.id, *(other.clause.id for other, _, _ in others)]
    return Finding(
        rule,
        severity,
        message,
        advice,
        _cut(line.text[start:end]),
        tuple(dict.fromkeys(clauses)),
        line.spot(start, end),
        tuple(other.spot(first, last) for other, first, last in others),
    )


def at_cell(
    rule: str,
    severity: Severity,
    message: Message,
    advice: Message,
    strategy: Strategy,
    grid: Grid,
    row: GridRow,
    cell: GridCell | None,
) -> Finding:
    """Make a finding on a cell, or on the row where the cell is not there."""
    target = cell or row.cells[0]
    line = grid.line_of(target)
    if line is not None:
        return at_words(rule, severity, message, advice, line)
    clause = strategy.document.clauses.at(target.story, 0) or grid.clause
    spot = Spot(target.story, 0, 0, 0)
    return Finding(rule, severity, message, advice, "", (clause.id,), spot)


def _cut(words: str) -> str:
    plain = " ".join(words.split())
    return plain if len(plain) <= LONGEST_WORDS else plain[: LONGEST_WORDS - 1].rstrip() + "…"
