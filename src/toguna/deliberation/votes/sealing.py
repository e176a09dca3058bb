"""The seal of what a vote is counted by, made before the first ballot.

The terms of a vote (the rule with its parameters and formula version, the weights, who has how
many voices, the options, the grades) as bytes that do not depend on how they were entered, and
their SHA-256. The ledger keeps the payload; a count by other terms is refused.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

from toguna.deliberation.model import Deliberation, Rule
from toguna.deliberation.sentences import listed
from toguna.deliberation.tables import eligible
from toguna.messages import Message, say

FORM = "toguna/vote-terms/1"
"""The form of the sealed bytes; another form has another name here."""


@dataclass(frozen=True, slots=True)
class Terms:
    """All that decides how ballots become a result.

    `weights` are the weights of criteria where the rule is a method that takes some; `voices` are
    by person; `options` are the keys of those that stand, `ruled_out` of those that do not;
    `grades` go from the worst to the best.
    """

    question: str
    rule: Rule
    options: tuple[str, ...]
    voices: Mapping[str, float]
    weights: Mapping[str, float] = field(default_factory=dict)
    grades: tuple[str, ...] = ()
    ruled_out: tuple[str, ...] = ()
    round: int = 1


class TermsDiffer(Exception):
    """A count is by other terms than those that were sealed; `message` says which differ."""

    def __init__(self, message: Message) -> None:
        super().__init__(str(message))
        self.message = message


@dataclass(frozen=True, slots=True)
class Sealed:
    """Terms as they go into the ledger: canonical JSON in UTF-8, and its SHA-256 in hexadecimal."""

    payload: bytes
    digest: str


def terms_of(deliberation: Deliberation, weights: Mapping[str, float] | None = None) -> Terms:
    """Give the terms by which a question will be settled.

    Raises:
        ValueError: the question has no rule yet.
    """
    if deliberation.rule is None:
        raise ValueError("the question has no rule")
    return Terms(
        deliberation.question,
        deliberation.rule,
        tuple(option.key for option in eligible(deliberation)),
        {person.key: person.voices for person in deliberation.people},
        weights or {},
        deliberation.grades,
        tuple(deliberation.ruled_out),
        deliberation.round,
    )


def sealed(terms: Terms) -> Sealed:
    """Seal terms: the same terms give the same bytes, in whatever order they were entered.

    The order of options and people does not matter, that of grades does.

    Raises:
        ValueError: a weight or a number of voices is not a finite number.
    """
    payload = json.dumps(
        _plain(terms), ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    ).encode()
    return Sealed(payload, hashlib.sha256(payload).hexdigest())


def matches(digest: str, terms: Terms) -> bool:
    """Say whether terms are those of a seal."""
    return sealed(terms).digest == digest


def check_seal(seal: Sealed, terms: Terms) -> None:
    """Refuse terms that are not those of a seal.

    Raises:
        TermsDiffer: they differ, or the seal's digest is not that of its payload.
    """
    if hashlib.sha256(seal.payload).hexdigest() != seal.digest:
        raise TermsDiffer(
            say("Le scellé est altéré : son empreinte n'est pas celle de son contenu.")
        )
    if matches(seal.digest, terms):
        return
    before = json.loads(seal.payload)
    after = json.loads(sealed(terms).payload)
    changed = [name for key, name in _NAMES.items() if before.get(key) != after[key]]
    raise TermsDiffer(
        say(
            "Le décompte est refusé : {what} ne correspond pas à ce qui a été scellé avant le"
            " premier bulletin.",
            what=listed(changed),
        )
    )


def _plain(terms: Terms) -> dict[str, object]:
    rule = terms.rule
    return {
        "form": FORM,
        "question": _text(terms.question),
        "round": terms.round,
        "method": rule.method,
        "parameters": {_text(key): _text(value) for key, value in rule.parameters.items()},
        "formula": rule.formula,
        "tie_break": _text(rule.tie_break),
        "options": sorted(map(_text, terms.options)),
        "ruled_out": sorted(map(_text, terms.ruled_out)),
        "voices": {_text(key): float(value) for key, value in terms.voices.items()},
        "weights": {_text(key): float(value) for key, value in terms.weights.items()},
        "grades": [_text(grade) for grade in terms.grades],
    }


def _text(words: str) -> str:
    """Give the same characters for what is seen as the same ("é" may be one or two)."""
    return unicodedata.normalize("NFC", words)


_NAMES = {
    "form": say("la forme du scellé"),
    "question": say("la question"),
    "round": say("le tour"),
    "method": say("la règle"),
    "parameters": say("les paramètres de la règle"),
    "formula": say("la version de la formule"),
    "tie_break": say("la façon de départager"),
    "options": say("la liste des options"),
    "ruled_out": say("les options écartées"),
    "voices": say("le nombre de voix de chacun"),
    "weights": say("les poids"),
    "grades": say("l'échelle de mentions"),
}
