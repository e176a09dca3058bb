"""Years outside the plan: deadlines and budgets after its end, budgets before its start."""

from __future__ import annotations

import re
from collections.abc import Iterator

from toguna.adoption.check.facts.columns import Role
from toguna.adoption.check.model import Finding, Rule, Severity
from toguna.adoption.check.strategy import Strategy, at_cell, at_words
from toguna.messages import say

ID = "years"
YEAR = re.compile(r"(?<![\d.,°/-])(20[0-9]\d)(?![\d°])")
YEAR_HEADING = re.compile(r"(?:^|\s)(20\d\d)$")
COSTS = re.compile(r"budget|cout|financement|depense|echeancier|cost")
PROMISE = re.compile(
    r"(?:au plus tard|d'ici(?: a| la fin)?|avant (?:la )?fin|avant le|a l'echeance|by the end of|"
    r"no later than)[^.;]{0,40}?(?<![\d°/-])(20\d\d)(?![\d°])"
)
BEYOND = re.compile(
    r"\bvision\b|long terme|au-dela|prochaine|suivante|generation|agenda|apres le plan"
)


def _check(strategy: Strategy) -> Iterator[Finding]:
    if strategy.horizon is None:
        return
    first, last = strategy.horizon
    yield from _deadlines(strategy, last)
    yield from _budget_columns(strategy, first, last)
    yield from _promises(strategy, last)


def _deadlines(strategy: Strategy, last: int) -> Iterator[Finding]:
    for row in strategy.plan.rows:
        for column in row.table.roles.get(Role.DEADLINE, []):
            cell = row.row.at(column)
            years = [] if cell is None else [int(y) for y in YEAR.findall(cell.text)]
            if cell is not None and years and max(years) > last:
                yield at_cell(
                    ID,
                    Severity.ERROR,
                    say(
                        "Une échéance en {year}, alors que le plan s'achève en {last}.",
                        year=max(years),
                        last=last,
                    ),
                    say("Avancez l'échéance, ou dites que la mesure dépasse le plan."),
                    strategy,
                    row.table.grid,
                    row.row,
                    cell,
                )


def _budget_columns(strategy: Strategy, first: int, last: int) -> Iterator[Finding]:
    for grid in strategy.tables:
        years = {
            column: int(match[1])
            for column, heading in enumerate(grid.headings)
            if (match := YEAR_HEADING.search(heading)) is not None
        }
        inside = [year for year in years.values() if first <= year <= last]
        if len(inside) < 2 or not (COSTS.search(grid.caption.lower()) or grid.unit is not None):
            continue
        for column, year in years.items():
            if not first <= year <= last:
                row = next((r for r in grid.rows if str(year) in (r.at(column) or r.cells[0]).text),
                           grid.rows[0])  # fmt: skip
                yield at_cell(
                    ID,
                    Severity.ERROR,
                    say(
                        "Le budget a une colonne {year} ; le plan couvre {first}-{last}.",
                        year=year,
                        first=first,
                        last=last,
                    ),
                    say("Accordez les années du budget et celles du plan."),
                    strategy,
                    grid,
                    row,
                    row.at(column),
                )


def _promises(strategy: Strategy, last: int) -> Iterator[Finding]:
    for line in strategy.lines:
        if not line.in_body or BEYOND.search(line.folded.text):
            continue
        for match in PROMISE.finditer(line.folded.text):
            if int(match[1]) > last:
                start, end = line.folded_span(*match.span())
                yield at_words(
                    ID,
                    Severity.WARNING,
                    say(
                        "Le texte promet pour {year} ; le plan s'achève en {last}.",
                        year=match[1],
                        last=last,
                    ),
                    say("Avancez la date, ou dites que la promesse dépasse le plan."),
                    line,
                    start,
                    end,
                )


RULE = Rule(
    ID,
    say("années hors du plan"),
    say(
        "Les échéances du plan d'action, les colonnes d'années du budget et les promesses datées "
        "du texte (« au plus tard en… », « d'ici à… ») restent dans les années que le plan couvre."
    ),
    _check,
)
