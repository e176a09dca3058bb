"""The years that a plan covers, as its title page, its title or its own words say."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from toguna.adoption.check.facts.lines import Line
from toguna.consultation.folding import fold

RANGE = re.compile(r"(?<![\d/°-])((?:19|20)\d\d)\s?(?:-|/|a|to|et)\s?((?:19|20)\d\d)(?![\d/-])")
LONGEST_PLAN = 16
FIRST_PAGE = 25
LONGEST_TITLE = 120
MOST = 0.5
"""Where no title says it, more than this share of the plan's own mentions agree, or none does."""
NAMED = re.compile(r"strateg|\bplan|politique|programme|policy|concept")
OWN = re.compile(
    r"(?:la|cette|presente|the|this) (?:presente )?(?:strategie|strategy|politique|plan)|"
    r"plan d'actions?(?: (?:de la strategie|prioritaire))?|"
    r"(?:strategie|politique) nationale de (?:la )?(?:cyber-?securite|securite numerique|"
    r"securite des systemes d'information)|"
    r"national cyber ?-?security strategy|action plan|budget (?:de la strategie|du plan)"
)
OTHER_PLAN = re.compile(
    r"preceden|ancien|anterieur|premiere strategie|previous|former|succed|remplac|replac|"
    r"acquis|bilan|issu|version|evaluation de l|follow|build(?:s|ing) on"
)
BETWEEN = 90
"""So many signs at most stand between what a plan is called and its years."""


@dataclass(frozen=True, slots=True, eq=False)
class Years:
    """Two years written as a period, and where."""

    first: int
    last: int
    line: Line
    start: int
    end: int
    own: bool
    """Whether the words before say that they are those of the plan itself."""


def periods(lines: Sequence[Line]) -> Iterator[Years]:
    """Give the periods of years that lines name."""
    for line in lines:
        text = line.folded.text
        for match in RANGE.finditer(text):
            first, last = int(match[1]), int(match[2])
            if 0 < last - first <= LONGEST_PLAN:
                sentence_start = max(text.rfind(". ", 0, match.start()) + 1, 0)
                sentence = text[sentence_start : _sentence_end(text, match.end())]
                before = text[max(sentence_start, match.start() - BETWEEN) : match.start()]
                own = bool(OWN.search(before)) and not OTHER_PLAN.search(sentence)
                start, end = line.folded_span(*match.span())
                yield Years(first, last, line, start, end, own)


def _sentence_end(text: str, start: int) -> int:
    end = text.find(". ", start)
    return len(text) if end < 0 else end


def read_horizon(lines: Sequence[Line], title: str) -> tuple[int, int] | None:
    """Give the first and last year of the plan, None where the document does not say.

    What stands before the first heading counts first, then headers and titles, then the words
    of the text that speak of the plan itself.
    """
    in_title = RANGE.search(fold(title).text)
    if in_title and 0 < int(in_title[2]) - int(in_title[1]) <= LONGEST_PLAN:
        return int(in_title[1]), int(in_title[2])
    front: list[Line] = []
    for line in lines:
        if not line.in_body or line.is_heading or len(front) == FIRST_PAGE:
            break
        front.append(line)
    margins = [
        line for line in lines if "/" not in line.story and line.clause.kind.value == "margin"
    ]
    titles = [line for line in lines if line.is_heading]
    for first in (front, margins):
        found = next((p for p in periods(first) if _is_title(p)), None)
        if found is not None:
            return found.first, found.last
    for group in (titles, lines):
        own = Counter((p.first, p.last) for p in periods(group) if p.own)
        years, count = max(own.items(), key=lambda item: item[1], default=((0, 0), 0))
        if count > MOST * own.total():
            return years
    return None


def _is_title(years: Years) -> bool:
    """Tell whether a period is part of what the document is called."""
    text = years.line.folded.text
    return years.start <= LONGEST_TITLE and (
        len(text) <= LONGEST_TITLE or bool(NAMED.search(text[: years.start]))
    )
