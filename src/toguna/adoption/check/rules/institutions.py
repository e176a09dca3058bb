"""An institution named under two names, or with two acronyms."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from rapidfuzz import fuzz

from toguna.adoption.check.facts.acronyms import Meaning, telling_words
from toguna.adoption.check.facts.lines import Line
from toguna.adoption.check.model import Finding, Rule, Severity
from toguna.adoption.check.strategy import Strategy, at_words
from toguna.messages import say

ID = "institutions"
HEADS = (
    "Ministère|Agence|Autorité|Direction|Comité|Commission|Conseil|Secrétariat|Observatoire|"
    "Haute Autorité|Office|Institut|Banque|Ministry|Agency|Authority|Committee"
)
CAPITAL_WORD = r"(?:[LlDd][’'])?[A-ZÀ-Ý][\w-]*"
NAME = re.compile(
    rf"(?<![\w-])(?:{HEADS})(?:\s+(?:national|nationale|général|générale|interministériel|"
    rf"interministérielle|centrale))?(?:,?\s+(?:(?:de|du|des|et|la|les|à|au|aux|pour|of|the|and|en|"
    rf"chargée?)\s+|(?:et\s+)?(?:de|à)\s+l[’'])*(?:{CAPITAL_WORD}|(?:numérique|nationale?|générale?|"
    rf"territoriale?|supérieure?|scientifique|sociale?|civile|publique?)(?=\W)))+"
)
SAME_WORD = 85
FEWEST_WORDS = 3
"""A name of fewer telling words is too short to say that two are one."""


@dataclass(frozen=True, slots=True, eq=False)
class _Named:
    name: str
    words: tuple[str, ...]
    line: Line
    start: int
    end: int


def _check(strategy: Strategy) -> Iterator[Finding]:
    yield from _two_acronyms(strategy)
    yield from _two_names(strategy)


def _two_acronyms(strategy: Strategy) -> Iterator[Finding]:
    first: dict[tuple[str, ...], Meaning] = {}
    for meaning in (*strategy.acronyms.listed, *strategy.acronyms.explained):
        words = telling_words(meaning.meaning)
        if not meaning.sure or len(words) < FEWEST_WORDS:
            continue
        known = first.setdefault(words, meaning)
        if known.acronym.rstrip("s") != meaning.acronym.rstrip("s"):
            yield at_words(
                ID,
                Severity.ERROR,
                say(
                    "« {name} » a deux sigles : {first} et {second}.",
                    name=meaning.meaning,
                    first=known.acronym,
                    second=meaning.acronym,
                ),
                say("Gardez un seul sigle."),
                meaning.line,
                meaning.start,
                meaning.end,
                others=[(known.line, known.start, known.end)],
            )


def _two_names(strategy: Strategy) -> Iterator[Finding]:
    named: dict[tuple[str, ...], list[_Named]] = {}
    for line in strategy.lines:
        for match in NAME.finditer(line.text):
            words = telling_words(match.group())
            if len(words) >= FEWEST_WORDS:
                named.setdefault(words, []).append(
                    _Named(match.group(), words, line, *match.span())
                )
    for one, other in combinations(named, 2):
        if one != other and _are_one(one, other):
            usual, odd = sorted((named[one], named[other]), key=len, reverse=True)
            first = odd[0]
            yield at_words(
                ID,
                Severity.WARNING,
                say(
                    "« {name} » est nommé ailleurs « {usual} ».",
                    name=first.name,
                    usual=usual[0].name,
                ),
                say("Donnez à une institution un seul nom."),
                first.line,
                first.start,
                first.end,
                others=[(usual[0].line, usual[0].start, usual[0].end)],
            )


def _are_one(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Tell whether two names hold the same words in another order or number."""
    if len(one) != len(other) or one[0] != other[0]:
        return False
    left = list(other)
    for word in one:
        match = next((w for w in left if _same_word(word, w)), None)
        if match is None:
            return False
        left.remove(match)
    return True


def _same_word(one: str, other: str) -> bool:
    return one.rstrip("sx") == other.rstrip("sx") or (
        min(len(one), len(other)) >= 8 and fuzz.ratio(one, other) >= SAME_WORD + 5
    )


RULE = Rule(
    ID,
    say("noms des institutions"),
    say(
        "Une institution a un seul nom et un seul sigle : les mêmes mots dans un autre ordre ou un "
        "autre nombre, ou deux sigles pour une même forme longue, sont signalés."
    ),
    _check,
)
