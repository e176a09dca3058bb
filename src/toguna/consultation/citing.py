"""Recognising, in what people write, the words that name a place ("page 12", "l'axe 2").

Only recognised here, never resolved: what they lead to is the business of `references`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from toguna.consultation.folding import Traced, fold
from toguna.consultation.references.words import KINDS, ORDINALS, RANKS

_WORDS = "|".join(re.escape(word) for word in sorted(KINDS, key=len, reverse=True) if len(word) > 2)
_UNIT = rf"(?:(?:{_WORDS})\b\.?|(?<![a-z])(?:pp?|al|os)\b\.?|§)"
_ADJECTIVES = r"(?:\s?(?:strategique|specifique|prioritaire|operationnel(?:le)?)s?)?"
_NUMBER = (
    r"(?:[ivx]+(?:\.[0-9]+)*(?![a-z0-9])|[0-9]+(?:[.-][0-9a-z]+)*(?![a-z])"
    r"|[a-h](?:[.-]?[0-9]+(?:\.[0-9]+)*)?(?![a-z0-9'])\)?)(?:\s?\([0-9a-z]{1,2}\))?"
)
_RANK = rf"(?:{'|'.join(ORDINALS)}|[0-9]+(?:er|ere|e|eme|nd|nde))"
_PLACE = re.compile(
    rf"(?<![a-z0-9]){_UNIT}{_ADJECTIVES}\s?(?:(?:n\s?°|n[or]\.?|numero|:)\s?)?{_NUMBER}"
    rf"(?:\s?(?:,|et|ou|a|-|/)\s?{_NUMBER}(?![a-z0-9.]))*"
    rf"|(?<![a-z0-9]){_RANK}\s{_UNIT}"
)
_NAMED = re.compile(
    r"^(?:introduction|conclusion|preambule|resume(?: executif)?|avant-propos|contexte|diagnostic|"
    r"vision|principes directeurs|gouvernance|cadre logique|plan d'actions?|budget|glossaire|"
    r"sigles(?: et acronymes)?|acronymes|annexes|page de garde|couverture|table des matieres|"
    r"sommaire|executive summary|suivi[- ](?:et[- ])?evaluation)\b"
)
_JOINING = re.compile(
    r"[\s,;:./()\[\]\"~–-]|\b(?:a|au|aux|dans|de|des|du|d'|en|et|l'|la|le|les|sur|sous|concernant|"
    r"intitule|titre|meme|bas|fin|debut|haut|voir)(?![a-z])|(?<![a-z])[dl]'"
)
_LEADING = re.compile(
    r"^(?:(?:sur|pour|concernant|quant a|au niveau|au titre|s'agissant|en ce qui concerne|"
    r"relativement a|a propos|a|au|aux|dans|de|du|des|l'|la|le|les|d'|d)(?![a-z])\s?|[dl]')*"
)


_LONE_A = re.compile(r"(?<=[^\W\d]\s)[àa](?=[^\w)'’])")
"""The preposition or verb after a word: folded, "une action à mener" would name "action a"."""


def _fold(text: str) -> Traced:
    return fold(_LONE_A.sub("~", text))


def places_in(text: str) -> list[str]:
    """Give the words that name places, in the order of the text and as they are written."""
    traced = _fold(text)
    return [
        text[slice(*traced.span(match.start(), match.end()))]
        for match in _PLACE.finditer(traced.text)
    ]


def names_only_places(text: str) -> bool:
    """Tell whether a text does nothing but name places ("Page 12, Axe 2, objectif 2.1")."""
    folded = _fold(text).text
    rest, count = _PLACE.subn("", folded)
    if not count:
        named = _NAMED.match(folded)
        rest, count = (folded[named.end() :], 1) if named else (folded, 0)
    return count > 0 and not _JOINING.sub("", rest)


def opens_with_place(text: str) -> bool:
    """Tell whether a text starts by naming a place, as a title does ("AXE 1 : LE DROIT")."""
    folded = _fold(text).text
    start = _start_of_words(folded)
    return bool(_PLACE.match(folded, start) or _NAMED.match(folded[start:]))


def from_place(text: str) -> str:
    """Give a text from the place that it opens with on ("Sur l'axe 2" is "axe 2"), else whole."""
    traced = _fold(text)
    start = _start_of_words(traced.text)
    if start == 0 or not opens_with_place(text):
        return text
    return text[traced.span(start, start)[0] :]


def units(text: str) -> Iterator[tuple[str, int]]:
    """Give the kinds of parts that a text names ("axis"), each with its depth."""
    for match in _PLACE.finditer(_fold(text).text):
        for word in re.findall(r"[a-z]+(?:-[a-z]+)?|§", match[0]):
            if word in KINDS:
                kind = KINDS[word] if KINDS[word] in RANKS else "section"
                yield kind, RANKS[kind]
                break


def _start_of_words(folded: str) -> int:
    leading = _LEADING.match(folded)
    return leading.end() if leading else 0


def join_places(outer: str, inner: str) -> str:
    """Join the place that a title gives with the one that a line gives, the wider one first.

    A line that names a part of the same kind, or a wider one, needs no title's help.
    """
    if not outer or not inner:
        return outer or inner
    if fold(outer).text in fold(inner).text:
        return inner
    widest = min((depth for _, depth in units(outer)), default=None)
    own = [depth for kind, depth in units(inner) if kind != "page"]
    if widest is not None and own and min(own) <= widest:
        return inner
    return f"{outer}, {inner}"
