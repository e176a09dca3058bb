"""Sections that the canevas requires and that the document lacks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapidfuzz import fuzz

from toguna.adoption.canevas.model import Section
from toguna.adoption.check.facts.lines import Line
from toguna.adoption.check.model import Finding, Rule, Severity
from toguna.adoption.check.strategy import Strategy
from toguna.consultation.folding import fold
from toguna.messages import say

ID = "sections"
LIKE = 90
"""From so much likeness (of 100) on, two titles are one, written carelessly."""
LONGEST_TITLE = 120


def _check(strategy: Strategy) -> Iterator[Finding]:
    titles = [_title(line) for line in strategy.lines if _may_be_title(line)]
    if not titles:
        return
    for section in strategy.canevas.sections:
        if section.required and not any(_is_called(section, title) for title in titles):
            why = section.why or say("Le canevas la demande.")
            yield Finding(
                ID,
                Severity.WARNING,
                say(
                    "La rubrique « {name} » manque (canevas « {canevas} »).",
                    name=section.name,
                    canevas=strategy.canevas.name,
                ),
                say("Ajoutez-la, ou donnez à la partie qui en tient lieu un titre qui le dise. "
                    "{why}", why=why),
            )  # fmt: skip


def _may_be_title(line: Line) -> bool:
    """Tell whether a line is a title, by its style or because it looks like one."""
    if line.is_heading:
        return True
    words = line.text.strip()
    return line.in_body and len(words) <= LONGEST_TITLE and not re.search(r"[.;,!?]$", words)


def _title(line: Line) -> str:
    return fold(f"{line.clause.number} {line.text}").text


def _is_called(section: Section, title: str) -> bool:
    words = re.sub(r"[^a-z0-9']+", " ", title).strip()
    for name in (section.name, *section.titles):
        wanted = re.sub(r"[^a-z0-9']+", " ", fold(name).text).strip()
        if re.search(rf"(?<![a-z0-9]){re.escape(wanted)}s?(?![a-z0-9])", words):
            return True
        if fuzz.ratio(wanted, re.sub(r"^[\divx. ]+", "", words)) >= LIKE:
            return True
    return False


RULE = Rule(
    ID,
    say("rubriques du canevas"),
    say(
        "Les rubriques que le canevas demande sont là, sous leur nom ou sous un autre qui le vaut. "
        "Sans --canevas : celles d'une stratégie nationale, d'après le guide de l'UIT."
    ),
    _check,
)
