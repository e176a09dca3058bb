"""National cybersecurity agencies, and under whom each has stood, as sources tell it.

A fact has its source or is not there: what no page says is shown as such. The anchoring of an
agency is a dated history, in law and in practice apart; two sources that disagree are both kept.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from enum import Enum
from itertools import combinations

from toguna.messages import Message, say


class Kind(Enum):
    """What kind of body an agency stands under; the words are those of the data."""

    PRESIDENCY = "présidence"
    PRIME_MINISTER = "premier ministre"
    DIGITAL = "ministère du numérique"
    REGULATOR = "régulateur"
    SECURITY = "sécurité ou intérieur"
    DEFENCE = "défense"
    OTHER_MINISTRY = "autre ministère"
    INDEPENDENT = "autorité indépendante"
    MIXED = "mixte"
    UNDECIDED = "non tranché"

    @property
    def message(self) -> Message:
        """The kind as it is shown."""
        return _KINDS[self]


_KINDS = {
    Kind.PRESIDENCY: say("présidence"),
    Kind.PRIME_MINISTER: say("premier ministre"),
    Kind.DIGITAL: say("ministère du numérique"),
    Kind.REGULATOR: say("régulateur"),
    Kind.SECURITY: say("sécurité ou intérieur"),
    Kind.DEFENCE: say("défense"),
    Kind.OTHER_MINISTRY: say("autre ministère"),
    Kind.INDEPENDENT: say("autorité indépendante"),
    Kind.MIXED: say("mixte"),
    Kind.UNDECIDED: say("non tranché"),
}


class Basis(Enum):
    """Whether a text says so, or it was seen to be so without a text being named."""

    LAW = "droit"
    PRACTICE = "pratique"

    @property
    def message(self) -> Message:
        """The basis as it is shown."""
        return say("en droit") if self is Basis.LAW else say("en pratique")


class Confidence(Enum):
    """How far a fact can be believed.

    High: an official text or the agency's own page was read; medium: press or a third party;
    low: a single indirect source; none: no source.
    """

    HIGH = "élevée"
    MEDIUM = "moyenne"
    LOW = "faible"
    NONE = "aucune"

    @property
    def message(self) -> Message:
        """The confidence as it is shown."""
        return _CONFIDENCES[self]


_CONFIDENCES = {
    Confidence.HIGH: say("élevée"),
    Confidence.MEDIUM: say("moyenne"),
    Confidence.LOW: say("faible"),
    Confidence.NONE: say("aucune"),
}

SOURCELESS = say("sans source")


@dataclass(frozen=True, slots=True)
class Sourced:
    """A fact and the addresses of the pages it was read on; "" with none where no page says."""

    text: str = ""
    sources: tuple[str, ...] = ()
    confidence: Confidence = Confidence.NONE


NO_SOURCE = Sourced()


@dataclass(frozen=True, slots=True)
class Moment:
    """A day, a month or a year ("2019-03-01", "2019-03", "2019").

    `at_latest` tells that things were so by then, and may have been for longer.
    """

    text: str
    at_latest: bool = False

    @property
    def first(self) -> datetime.date:
        """The first day that it may be."""
        return datetime.date.fromisoformat(self.text + "-01" * ((10 - len(self.text)) // 3))

    @property
    def last(self) -> datetime.date:
        """The last day that it may be."""
        first = self.first
        if len(self.text) == len("2019"):
            return first.replace(month=12, day=31)
        if len(self.text) == len("2019-03"):
            later = first.replace(day=28) + datetime.timedelta(days=4)
            return later - datetime.timedelta(days=later.day)
        return first

    @property
    def year(self) -> str:
        """The year alone."""
        return self.text[:4]


@dataclass(frozen=True, slots=True)
class Anchoring:
    """One step of an agency's history: under which body it stood, from when, and who says so.

    It is in force where `until` is None and `ended` is not set; where `ended` is set and `until`
    is None, it is not known how long it lasted.
    """

    since: Moment
    body: str
    kind: Kind
    basis: Basis
    sources: tuple[str, ...]
    confidence: Confidence
    looked_up: str
    until: Moment | None = None
    ended: bool = False
    instrument: str = ""
    note: str = ""

    @property
    def in_force(self) -> bool:
        """Whether the agency stands there still, as far as sources tell."""
        return self.until is None and not self.ended

    def overlaps(self, other: Anchoring) -> bool:
        """Tell whether both are said to hold at one time; an unknown end overlaps nothing."""
        return self._first_end() > other.since.first and other._first_end() > self.since.first

    def _first_end(self) -> datetime.date:
        if self.until is not None:
            return self.until.first
        return self.since.first if self.ended else datetime.date.max


@dataclass(frozen=True, slots=True)
class Agency:
    """A country's agency, or what stands for one; `code` is the country's, of two letters."""

    code: str
    group: str
    country: str
    acronym: str
    name: Sourced
    year: Sourced
    instrument: Sourced
    looked_up: str
    note: Sourced = NO_SOURCE
    anchorings: tuple[Anchoring, ...] = ()

    def on(self, basis: Basis) -> tuple[Anchoring, ...]:
        """Give the steps in law or in practice, the earliest first."""
        return tuple(step for step in self.anchorings if step.basis is basis)

    def now(self, basis: Basis) -> tuple[Anchoring, ...]:
        """Give where it stands now in law or in practice; several where sources disagree."""
        return tuple(step for step in self.on(basis) if step.in_force)

    @property
    def disputed(self) -> tuple[Anchoring, ...]:
        """The steps that another one of the same basis contradicts."""
        rivals = {
            step
            for basis in Basis
            for pair in combinations(self.on(basis), 2)
            if pair[0].overlaps(pair[1])
            for step in pair
        }
        return tuple(step for step in self.anchorings if step in rivals)
