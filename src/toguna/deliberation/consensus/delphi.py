"""When to stop a Delphi: the level of consensus, Kendall's W and stability, all three reported.

Agreement is only looked at once opinions are stable (Dajani, Sincoff and Talley, Stability and
agreement criteria for the termination of Delphi studies, Technological Forecasting and Social
Change 13, 1979): a group whose opinions still move may agree by accident. A stable group that does
not agree has nothing to gain from one more round either; it has found its disagreement.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import Enum

import numpy as np

from toguna.deliberation.consensus.concordance import Concordance, concordance
from toguna.deliberation.consensus.means import known_mean
from toguna.deliberation.consensus.opinions import Opinions, overall
from toguna.deliberation.consensus.soft import soft_consensus
from toguna.deliberation.reading.values import shown
from toguna.deliberation.sentences import listed
from toguna.deliberation.tables import Array
from toguna.messages import Message, say


class Verdict(Enum):
    """What to do after a round."""

    AGREED = "accord"
    DISAGREED = "désaccord stable"
    OUT_OF_ROUNDS = "dernier tour"
    GO_ON = "continuer"


@dataclass(frozen=True, slots=True)
class Stopping:
    """The bounds of the stopping rule, said before the first round.

    `level` is the least degree of soft consensus, `concordance` the least Kendall's W ("strong
    agreement" from 0.7 on in Schmidt, Managing Delphi surveys using nonparametric statistical
    techniques, Decision Sciences 28, 1997), `change` the greatest mean absolute change between
    rounds, as a share of the scales, that is still stable. The significance of W is reported and
    decides nothing: two people who agree wholly agree, though chance could have done it.
    """

    level: float = 0.8
    concordance: float = 0.7
    change: float = 0.05
    rounds: int = 4


@dataclass(frozen=True, slots=True)
class Stability:
    """How far opinions moved since the round before, on judgements known in both.

    `change` is the mean absolute change as a share of the scales: the measure that decides.
    `variation` is the mean absolute change of the coefficients of variation of the judgements'
    distributions; `p_moved` is Wilcoxon's signed-rank p-value of a move of all opinions together,
    1 where none moved. Both are shown beside, as they see other things: opinions may cross.
    `judgements` are how many could be compared.
    """

    change: float
    variation: float
    p_moved: float
    judgements: int


@dataclass(frozen=True, slots=True)
class Assessment:
    """A round judged by the stopping rule: the three measures, what to do, and why.

    `concordance` is None where no order could be compared, `stability` in the first round.
    """

    level: float
    concordance: Concordance | None
    stability: Stability | None
    verdict: Verdict
    reason: Message

    @property
    def stop(self) -> bool:
        """Whether another round is of no use."""
        return self.verdict is not Verdict.GO_ON


def assess(
    current: Opinions,
    weights: Array,
    previous: Opinions | None = None,
    number: int = 1,
    stopping: Stopping | None = None,
) -> Assessment:
    """Judge the round of this `number`; `weights` of the criteria are as for `overall`."""
    bounds = stopping or Stopping()
    scores = overall(current.values, weights)
    level = soft_consensus(scores).level
    order = concordance(scores)
    moved = None if previous is None else stability(previous, current)
    verdict, reason = _verdict(level, order, moved, number, bounds)
    return Assessment(level, order, moved, verdict, reason)


def stability(previous: Opinions, current: Opinions) -> Stability | None:
    """Compare two rounds on what the same people judged in both; None where there is nothing."""
    from scipy.stats import wilcoxon

    before, after = _shared(previous, current)
    both = ~(np.isnan(before) | np.isnan(after))
    if not both.any():
        return None
    moves = (after - before)[both]
    moves = np.where(np.abs(moves) < 1e-12, 0.0, moves)
    hidden = np.where(both, 0.0, np.nan)
    variation = np.abs(_variation(after + hidden) - _variation(before + hidden))
    return Stability(
        float(np.abs(moves).mean()),
        float(known_mean(variation.ravel(), 0)),
        float(wilcoxon(moves, method="asymptotic").pvalue) if moves.any() else 1.0,
        int(both.sum()),
    )


def _shared(previous: Opinions, current: Opinions) -> tuple[Array, Array]:
    """Give the opinions of both rounds on what they share, in the order of the current one."""
    pairs = [
        (previous.people, current.people),
        (previous.options, current.options),
        (previous.criteria, current.criteria),
    ]
    shared = [[key for key in after if key in before] for before, after in pairs]
    old = [
        [before.index(key) for key in keys] for (before, _), keys in zip(pairs, shared, strict=True)
    ]
    new = [
        [after.index(key) for key in keys] for (_, after), keys in zip(pairs, shared, strict=True)
    ]
    return previous.values[np.ix_(*old)], current.values[np.ix_(*new)]


def _variation(values: Array) -> Array:
    """Give the coefficient of variation over the people of each judgement, NaN if it has none."""
    mean = known_mean(values, 0)
    spread = np.sqrt(known_mean((values - mean) ** 2, 0))
    found: Array = np.divide(spread, mean, out=np.full_like(mean, np.nan), where=mean > 0)
    return found


def _verdict(
    level: float,
    order: Concordance | None,
    moved: Stability | None,
    number: int,
    bounds: Stopping,
) -> tuple[Verdict, Message]:
    stable = moved is not None and moved.change <= bounds.change
    if stable and not _lacking(level, order, bounds):
        return Verdict.AGREED, say(
            "Les avis sont stables et concordent : un tour de plus n'apporterait rien."
        )
    if stable:
        return Verdict.DISAGREED, say(
            "Les avis ne bougent plus et ne concordent pas ({what}) : le désaccord est à trancher,"
            " non à discuter encore.",
            what=listed(_lacking(level, order, bounds)),
        )
    if number >= bounds.rounds:
        return Verdict.OUT_OF_ROUNDS, say(
            "Le nombre de tours prévu ({rounds}) est atteint sans avis stables.",
            rounds=bounds.rounds,
        )
    if moved is None:
        return Verdict.GO_ON, say(
            "Il faut au moins deux tours pour savoir si les avis sont stables."
        )
    return Verdict.GO_ON, say(
        "Les avis bougent encore ({change} % de l'échelle en moyenne, au plus {most} % pour être"
        " stables) : un tour de plus est utile.",
        change=round(100 * moved.change),
        most=round(100 * bounds.change),
    )


def _lacking(level: float, order: Concordance | None, bounds: Stopping) -> list[Message]:
    """Say what keeps a round from being a consensus."""
    lacking = []
    if math.isnan(level):
        lacking.append(say("aucun avis comparable"))
    elif level < bounds.level:
        lacking.append(say("niveau de consensus {level}", level=shown(round(level, 2))))
    if order is None:
        lacking.append(say("classements incomparables"))
    elif order.w < bounds.concordance:
        lacking.append(say("W de Kendall {w}", w=shown(round(order.w, 2))))
    return lacking
