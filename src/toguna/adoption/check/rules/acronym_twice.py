"""Acronyms explained twice: with different meanings, or needlessly again."""

from __future__ import annotations

from collections.abc import Iterator

from rapidfuzz import fuzz

from toguna.adoption.check.facts.acronyms import Meaning, telling_words
from toguna.adoption.check.model import Finding, Rule, Severity
from toguna.adoption.check.strategy import Strategy, at_words
from toguna.consultation.folding import fold
from toguna.messages import say

ID = "acronym-twice"
SAME_MEANING = 90
"""From so much likeness (of 100) on, two explanations are one, written carelessly."""


def _check(strategy: Strategy) -> Iterator[Finding]:
    acronyms = strategy.acronyms
    first: dict[str, Meaning] = {}
    again: dict[tuple[str, str | None], Meaning] = {}
    told: set[str] = set()
    for meaning in (*acronyms.listed, *acronyms.explained):
        if not meaning.sure:
            continue
        known = first.setdefault(meaning.acronym, meaning)
        if known is meaning:
            continue
        if not _alike(known.meaning, meaning.meaning):
            yield _different(known, meaning)
        elif known.listed and meaning.listed:
            yield _repeated(known, meaning)
        elif not meaning.listed and meaning.line.in_body and not meaning.line.is_heading:
            section = meaning.acronym, meaning.line.clause.parent
            earlier = again.setdefault(section, meaning)
            if earlier is not meaning and meaning.acronym not in told:
                told.add(meaning.acronym)
                yield _repeated(earlier, meaning)


def _alike(one: str, other: str) -> bool:
    """Tell whether two explanations say the same; one may go on in another language."""
    first, second = fold(one).text, fold(other).text
    shorter, longer = sorted((telling_words(one), telling_words(other)), key=len)
    return {word.rstrip("s") for word in shorter} <= {word.rstrip("s") for word in longer} or any(
        fuzz.ratio(part.strip(), whole) >= SAME_MEANING
        for whole, text in ((first, second), (second, first))
        for part in text.replace("(", ":").split(":")
    )


def _different(known: Meaning, meaning: Meaning) -> Finding:
    return at_words(
        ID,
        Severity.ERROR,
        say(
            "« {acronym} » a deux sens : « {first} » et « {second} ».",
            acronym=meaning.acronym,
            first=known.meaning,
            second=meaning.meaning,
        ),
        say("Gardez-en un seul, ou prenez un autre sigle."),
        meaning.line,
        meaning.start,
        meaning.end,
        others=[(known.line, known.start, known.end)],
    )


def _repeated(known: Meaning, meaning: Meaning) -> Finding:
    return at_words(
        ID,
        Severity.NOTE,
        say("« {acronym} » est expliqué deux fois.", acronym=meaning.acronym),
        say("Une fois suffit : gardez le sigle seul."),
        meaning.line,
        meaning.start,
        meaning.end,
        others=[(known.line, known.start, known.end)],
    )


RULE = Rule(
    ID,
    say("sigles expliqués deux fois"),
    say(
        "Un sigle a un seul sens dans tout le document ; il ne figure pas deux fois dans la table, "
        "et n'est pas expliqué deux fois dans la même section."
    ),
    _check,
)
