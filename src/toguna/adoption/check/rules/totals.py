"""Totals of tables that do not add up: by row, by column, by group, and shares."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from toguna.adoption.check.facts.amounts import Figure, figure
from toguna.adoption.check.facts.tables import Grid, GridRow
from toguna.adoption.check.model import Finding, Rule, Severity
from toguna.adoption.check.strategy import Strategy, at_cell
from toguna.messages import say

ID = "totals"
TOTAL_COLUMN = re.compile(r"^(?:\w+ )?(?:total|totaux)\b|\btotal$|^ensemble$")
YEAR = re.compile(r"(?:^|\D)(?:19|20)\d\d$")
BLANK = frozenset({"", "-", "–", "—", "0"})
NOT_ADDED = re.compile(r"%|\bpart\b|taux|unit|numero|^n°|quantite|moyen|reference|cible|indic|rang")
SHARE_HEADING = re.compile(r"%|\bpart\b|pourcentage|share|proportion")
FEWEST = 2


def _check(strategy: Strategy) -> Iterator[Finding]:
    for grid in strategy.tables:
        if grid.width < 2 or len(grid.data) < FEWEST:
            continue
        yield from _row_totals(strategy, grid)
        yield from _column_totals(strategy, grid)
        yield from _group_totals(strategy, grid)
        yield from _shares(strategy, grid)


# Totals at the end of rows


def _row_totals(strategy: Strategy, grid: Grid) -> Iterator[Finding]:
    column = next((c for c, h in enumerate(grid.headings) if TOTAL_COLUMN.search(h)), None)
    if column is None or column != grid.width - 1 or column < FEWEST:
        return
    parts = [
        c for c in range(1, column)
        if not NOT_ADDED.search(grid.headings[c]) and _numeric(grid, c)
    ]  # fmt: skip
    years = [c for c in parts if YEAR.search(grid.headings[c])]
    parts = years if len(years) >= FEWEST else parts
    if len(parts) < FEWEST:
        return
    sums = [(row, total, added) for row in grid.data if (found := _sum(row, parts, column))
            for total, added in (found,)]  # fmt: skip
    wrong = [(row, total, added) for row, total, added in sums if not _equal(total, added)]
    if len(wrong) * 2 >= len(sums) and not (len(years) >= FEWEST and len(sums) == 1):
        return  # the column is the total of something else
    for row, total, added in wrong:
        yield _wrong(strategy, grid, row, column, total, sum(f.value for f in added))


def _sum(row: GridRow, parts: Sequence[int], column: int) -> tuple[Figure, list[Figure]] | None:
    total = _figure(row, column)
    added = [_figure(row, part) for part in parts]
    known = [f for f in added if f is not None]
    blanks = sum(_text(row, part) in BLANK for part in parts)
    if total is None or total.percent or len(known) < FEWEST or len(known) + blanks < len(parts):
        return None
    return total, known


# Totals at the foot of columns


def _column_totals(strategy: Strategy, grid: Grid) -> Iterator[Finding]:
    foot = next((row for row in reversed(grid.data) if row.is_total), None)
    if foot is None or foot.is_subtotal:
        return
    above = [row for row in grid.data if row.number < foot.number]
    groups = [row for row in above if grid.is_group(row)]
    subtotals = [row for row in above if row.is_total]
    plain = [row for row in above if not grid.is_group(row) and not row.is_total]
    since = [row for row in plain if not subtotals or row.number > subtotals[-1].number]
    found: list[tuple[int, Figure, float | None]] = []
    for column in range(1, grid.width):
        total = _figure(foot, column)
        if total is None or _is_year(total):
            continue
        ways = [
            figures
            for rows in (plain, groups, subtotals, since, [*groups, *since], [*subtotals, *since])
            if (figures := _column(rows, column)) is not None
        ]
        if not ways:
            continue
        right = any(_equal(total, figures) for figures in ways)
        found.append((column, total, None if right else sum(f.value for f in ways[0])))
    wrong = [(column, total, added) for column, total, added in found if added is not None]
    if len(wrong) * 2 > len(found) and len(found) > 1:
        return  # the row is no sum of those above
    for column, total, added in wrong:
        if len(found) > 1 or grid.unit is not None or total.percent:
            yield _wrong(strategy, grid, foot, column, total, added)


def _column(rows: Sequence[GridRow], column: int) -> list[Figure] | None:
    """Give the figures of a column, None where some words stand in it."""
    figures: list[Figure] = []
    for row in rows:
        cell = row.at(column)
        if cell is None or cell.span > 1 or cell.continues or cell.text.strip() in BLANK:
            continue
        number = figure(cell.text)
        if number is None:
            return None
        figures.append(number)
    return figures if len(figures) >= FEWEST else None


# Rows that name a group of rows and give their total


def _group_totals(strategy: Strategy, grid: Grid) -> Iterator[Finding]:
    groups = [row for row in grid.data if grid.is_group(row)]
    found: list[tuple[GridRow, int, Figure, list[Figure]]] = []
    for group, following in zip_longest(groups, groups[1:]):
        members = [
            row
            for row in grid.data
            if row.number > group.number
            and (following is None or row.number < following.number)
            and not row.is_total
        ]
        for cell in group.cells[1:]:
            total, figures = figure(cell.text), _column(members, cell.column)
            if cell.span == 1 and total is not None and figures is not None:
                found.append((group, cell.column, total, figures))
    wrong = [entry for entry in found if not _equal(entry[2], entry[3])]
    if len(wrong) * 2 <= len(found) or (len(found) == 1 and grid.unit is not None):
        for group, column, total, figures in wrong:
            yield _wrong(strategy, grid, group, column, total, sum(f.value for f in figures))


# Shares


def _shares(strategy: Strategy, grid: Grid) -> Iterator[Finding]:
    foot = next((row for row in reversed(grid.data) if row.is_total), None)
    shares = [c for c, heading in enumerate(grid.headings) if SHARE_HEADING.search(heading)]
    if foot is None or len(shares) != 1 or shares[0] < 1:
        return
    column, amount = shares[0], shares[0] - 1
    whole = _figure(foot, amount)
    if whole is None or whole.percent or not whole.value:
        return
    rows = [row for row in grid.data if row is not foot and not grid.is_group(row)]
    found = [
        (row, share, 100 * part.value / whole.value)
        for row in rows
        if (share := _figure(row, column)) and (part := _figure(row, amount))
    ]
    wrong = [
        (row, share, right)
        for row, share, right in found
        if abs(share.value - right) > 0.5 * 10**-share.decimals + 1e-6
    ]
    if len(found) >= FEWEST and len(wrong) * 2 <= len(found):
        for row, share, right in wrong:
            yield at_cell(
                ID,
                Severity.ERROR,
                say(
                    "La part est de {right} %, et non de {given} %.",
                    right=_shown(round(right, max(1, share.decimals))),
                    given=_shown(share.value),
                ),
                say("Corrigez la part, ou le montant."),
                strategy,
                grid,
                row,
                row.at(column),
            )


# What they share


def _text(row: GridRow, column: int) -> str:
    cell = row.at(column)
    return "" if cell is None else cell.text.strip()


def _figure(row: GridRow, column: int) -> Figure | None:
    cell = row.at(column)
    return None if cell is None or cell.span > 1 else figure(cell.text)


def _numeric(grid: Grid, column: int) -> bool:
    texts = [_text(row, column) for row in grid.data if not grid.is_group(row)]
    filled = [text for text in texts if text not in BLANK]
    return bool(filled) and all(figure(text) is not None for text in filled)


def _is_year(number: Figure) -> bool:
    return number.decimals == 0 and 1990 <= number.value <= 2100


def _equal(total: Figure, added: Sequence[Figure]) -> bool:
    """Tell whether figures add up to a total; each may be rounded where there are decimals."""
    rounded = total.percent or any(f.decimals for f in (total, *added))
    decimals = (
        max([total.decimals, *(f.decimals for f in added)])
        if not total.percent
        else (total.decimals)
    )
    slack = 0.5 * 10**-decimals * (len(added) + 1) if rounded else 0.0
    return abs(total.value - sum(f.value for f in added)) <= slack + 1e-6


def _shown(value: float) -> str:
    text = f"{value:,.10f}".rstrip("0").rstrip(".")
    return text.replace(",", " ").replace(".", ",")


def _wrong(
    strategy: Strategy, grid: Grid, row: GridRow, column: int, total: Figure, added: float
) -> Finding:
    return at_cell(
        ID,
        Severity.ERROR,
        say(
            "Le total ne tombe pas juste : {total} est écrit, les lignes font {added}.",
            total=_shown(total.value),
            added=_shown(round(added, 6)),
        ),
        say("Vérifiez le total et ce qui le compose."),
        strategy,
        grid,
        row,
        row.at(column),
    )


RULE = Rule(
    ID,
    say("totaux des tableaux"),
    say(
        "Les totaux de ligne, de colonne et de groupe, et les parts en pourcentage, tombent juste "
        "(aux arrondis près). Une ligne ou une colonne dont la plupart des totaux ne sont pas des "
        "sommes est laissée de côté."
    ),
    _check,
)
