"""What a drafter left for later: TODO, XX, "à compléter", highlighted words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from toguna.adoption.check.facts.lines import Line
from toguna.adoption.check.model import Finding, Rule, Severity
from toguna.adoption.check.strategy import Strategy, at_words
from toguna.messages import say
from toguna.text.ooxml import Element, W

ID = "leftovers"
LATER = (
    r"(?:à|a) (?:compléter|completer|préciser|preciser|définir|definir|déterminer|determiner|"
    r"confirmer|vérifier|verifier|actualiser|insérer|inserer|renseigner)"
)
SIGNS = re.compile(
    r"\b(?-i:TODO|FIXME|TBD|TBC)\b|(?<![\w-])(?-i:XX|X{4,})(?![\w-])(?! ?e\b)|"
    r"\bxx/xx/\w+|\b20XX\b|\?{3,}|\blorem ipsum\b|"
    rf"[\[(]\s*{LATER}[^\])]{{0,60}}[\])]|^\W*{LATER}\W*$|(?<=: ){LATER}\W*$|"
    r"\[(?:insérer|insert|nom|date|montant|titre|xxx?)[^\]]{0,40}\]",
    re.IGNORECASE | re.MULTILINE,
)
WHITE = frozenset({"none", "white"})


def _check(strategy: Strategy) -> Iterator[Finding]:
    for line in strategy.lines:
        taken: list[tuple[int, int]] = []
        for match in SIGNS.finditer(line.text):
            words = match.group().strip()
            taken.append(match.span())
            yield at_words(
                ID,
                Severity.ERROR,
                say("Un reste de rédaction : « {words} ».", words=words),
                say("Complétez, ou retirez."),
                line,
                *match.span(),
            )
        yield from _highlighted(line, taken)


def _highlighted(line: Line, taken: list[tuple[int, int]]) -> Iterator[Finding]:
    """Words that somebody marked with a highlighter, each run of them once."""
    spans: list[list[int]] = []
    offset = 0
    for leaf in line.paragraph.leaves:
        size = len(leaf.text)
        if size and leaf.run is not None and _is_marked(leaf.run.find(f"{W}rPr/{W}highlight")):
            if spans and spans[-1][1] == offset:
                spans[-1][1] = offset + size
            else:
                spans.append([offset, offset + size])
        offset += size
    for first, last in spans:
        start = next((i for i, at in enumerate(line.traced.starts) if at >= first), 0)
        end = start + sum(first <= at < last for at in line.traced.starts)
        words = line.text[start:end].strip()
        if words and not any(start < b and a < end for a, b in taken):
            yield at_words(
                ID,
                Severity.WARNING,
                say("Des mots sont restés surlignés : « {words} ».", words=words),
                say("Tranchez ce qui devait l'être, puis ôtez le surlignage."),
                line,
                start,
                end,
            )


def _is_marked(highlight: Element | None) -> bool:
    return highlight is not None and highlight.get(W + "val") not in WHITE


RULE = Rule(
    ID,
    say("restes de rédaction"),
    say(
        "« TODO », « XX », « 20XX », « ??? », « (à compléter) », « [insérer…] » et les mots restés "
        "surlignés. « à préciser par décret » dans une phrase n'en est pas un."
    ),
    _check,
)
