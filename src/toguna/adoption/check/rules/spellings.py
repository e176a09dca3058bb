"""A term written several ways: cyber-sécurité and cybersécurité, Etat and État."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator

from toguna.adoption.check.facts.lines import Line
from toguna.adoption.check.model import Finding, Rule, Severity
from toguna.adoption.check.strategy import Strategy, at_words
from toguna.consultation.folding import fold
from toguna.messages import say

ID = "spellings"
WORD = re.compile(r"(?<!\w)[A-Za-zÀ-ÿŒœ]+(?:[-‑][A-Za-zÀ-ÿŒœ]+)*(?!\w)")
PREFIXES = ("cyber", "télé", "tele", "multi", "inter", "auto", "inter", "micro", "géo", "socio")
APART = re.compile(
    rf"(?<![\w-])(?P<prefix>{'|'.join(PREFIXES)}) (?P<rest>[^\W\d_]{{4,}})", re.IGNORECASE
)
SHORTEST = 8
"""Shorter words with a hyphen and without are often two words ("est-il", "mi-temps")."""
SHORTEST_ACCENTED = 5
SOFT = "‑"
Place = tuple[Line, int, int]


def _check(strategy: Strategy) -> Iterator[Finding]:
    groups: dict[str, dict[str, list[Place]]] = defaultdict(lambda: defaultdict(list))
    for line in strategy.lines:
        for word, start, end in _words(line):
            groups[_key(word)][_form(word)].append((line, start, end))
    for forms in groups.values():
        if len(forms) > 1:
            yield from _compare(forms)


def _words(line: Line) -> Iterator[tuple[str, int, int]]:
    text = line.text
    for match in WORD.finditer(text):
        if len(match.group()) >= 4 and not match.group().isupper():
            yield match.group(), *match.span()
    for match in APART.finditer(text):
        yield match.group(), *match.span()


def _key(word: str) -> str:
    return re.sub(r"[- ]", "", fold(word).text)


def _form(word: str) -> str:
    """Give a word without the capital that a sentence or a title gives it."""
    return unicodedata.normalize("NFC", word.replace(SOFT, "-")).lower()


def _compare(forms: dict[str, list[Place]]) -> Iterator[Finding]:
    usual = max(forms, key=lambda form: (len(forms[form]), form))
    for form, places in forms.items():
        if form != usual and _differs(form, usual, places, forms[usual]):
            line, start, end = places[0]
            yield at_words(
                ID,
                Severity.WARNING,
                say(
                    "« {word} » ({count} fois) est écrit « {usual} » ailleurs ({times} fois).",
                    word=line.text[start:end],
                    count=len(places),
                    usual=_shown(usual, places[0]),
                    times=len(forms[usual]),
                ),
                say("Choisissez une seule graphie."),
                line,
                start,
                end,
                others=places[1:],
            )


def _shown(usual: str, odd: Place) -> str:
    """Give the usual form with a capital where the odd one has it."""
    return usual[0].upper() + usual[1:] if _written(odd)[0].isupper() else usual


def _written(place: Place) -> str:
    line, start, end = place
    return line.text[start:end]


def _differs(form: str, usual: str, places: list[Place], others: list[Place]) -> bool:
    """Tell whether two forms are one term written two ways, not two words."""
    if form.replace(" ", "-").replace("-", "") == usual.replace(" ", "-").replace("-", ""):
        return len(usual.replace("-", "")) >= SHORTEST and not _is_question(form, usual)
    if re.sub("[- ]", "", form) != form or re.sub("[- ]", "", usual) != usual:
        return False
    return _accents_differ(form, usual) or (
        _bare_capital(places, usual) or _bare_capital(others, form)
    )


def _is_question(form: str, usual: str) -> bool:
    return any(re.search(r"-(?:t-)?(?:il|elle|on|ils|elles|nous|vous|ce|la|le|ci)$", word)
               for word in (form, usual))  # fmt: skip


def _accents_differ(form: str, usual: str) -> bool:
    """Tell whether two words bear different accents on one letter ("évènement", "événement")."""
    if len(form) != len(usual) or len(form) < SHORTEST_ACCENTED:
        return False
    different = [(a, b) for a, b in zip(form, usual, strict=True) if a != b]
    return len(different) == 1 and set(different[0]) == {"é", "è"}


def _bare_capital(places: list[Place], accented: str) -> bool:
    """Tell whether words begin with a capital that lacks its accent ("Etat" for "État")."""
    first = unicodedata.normalize("NFD", accented[0])
    return len(first) > 1 and all(
        _written(place)[0] == first[0].upper() and _written(place)[1:].lower() == accented[1:]
        for place in places
    )


RULE = Rule(
    ID,
    say("graphies"),
    say(
        "Un terme s'écrit d'une seule façon : trait d'union (cyber-sécurité, cybersécurité, cyber "
        "sécurité), accent sur la capitale (Etat, État), accent (évènement, événement)."
    ),
    _check,
)
