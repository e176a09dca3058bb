"""A matrix without headings: its columns are told apart by what they hold."""

from __future__ import annotations

import re
from collections.abc import Callable
from statistics import mean

from toguna.consultation.citing import names_only_places
from toguna.consultation.matrix.header import Header
from toguna.consultation.matrix.headings import Column
from toguna.consultation.sheets import Sheet

LONG = 30
"""The mean length from which a column holds sentences."""
MOST = 0.6
NUMBER = re.compile(r"^[0-9]{1,4}[.)]?$")


def guessed_header(sheet: Sheet) -> Header | None:
    """Give what each column seems to hold, None where none holds long texts.

    The column of the longest texts holds the observations. What is neither numbers nor places
    is taken as part of them, so that nothing is lost.
    """
    columns = {
        index: [row.own[index] for row in sheet.rows if index in row.own]
        for index in range(sheet.width)
    }
    columns = {index: texts for index, texts in columns.items() if texts}
    longest = max(columns, key=lambda index: mean(map(len, columns[index])), default=None)
    if longest is None or mean(map(len, columns[longest])) < LONG:
        return None
    kinds = {index: _kind(texts) for index, texts in columns.items()}
    kinds[longest] = Column.OBSERVATION
    return Header(0, 0, kinds, iso=False, texts={})


def _kind(texts: list[str]) -> Column:
    if _share(texts, lambda text: bool(NUMBER.match(text))) >= MOST:
        return Column.NUMBER
    if _share(texts, names_only_places) >= MOST:
        return Column.REFERENCE
    return Column.OBSERVATION


def _share(texts: list[str], test: Callable[[str], bool]) -> float:
    return sum(map(test, texts)) / len(texts)
