"""The French words and figures that the outputs share."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from toguna.deliberation.methods import methods
from toguna.deliberation.orders import Order
from toguna.deliberation.votes.registry import voting_rules

HARD_SPACE = "\u00a0"


def figure(value: float, digits: int = 1) -> str:
    """Give a number as it is written in French: "4,2"; a whole one has no decimals.

    What is not known is a dash.
    """
    if math.isnan(value):
        return "–"
    text = f"{value:.{digits}f}".replace(".", ",")
    text = text.rstrip("0").rstrip(",") if "," in text else text
    return "0" if text in ("-0", "") else text.replace("-", "\u2212")


def percent(share: float, digits: int = 0) -> str:
    """Give a share in percent: "82 %"; what is not nothing and not all is never told as such."""
    least = 10.0**-digits / 2
    shown = share * 100
    if 0 < shown < least:
        return f"moins de {figure(2 * least, digits)}{HARD_SPACE}%"
    if 100 - least < shown < 100:
        return f"plus de {figure(100 - 2 * least, digits)}{HARD_SPACE}%"
    return f"{figure(shown, digits)}{HARD_SPACE}%"


def listed(words: Sequence[str]) -> str:
    """Give things one after the other, in a sentence."""
    return " ; ".join(words)


def joined(words: Sequence[str]) -> str:
    """Give a few names as a sentence does: "A, B et C"."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} et {words[-1]}"


def order_words(order: Order) -> str:
    """Give an order in words: "A, puis B et C à égalité, puis D"."""
    places = [joined(tied) + (" à égalité" if len(tied) > 1 else "") for tied in order]
    return ", puis ".join(places)


def method_names() -> Mapping[str, str]:
    """Give the names of the methods by their keys."""
    return {method.key: method.name for method in methods()}


def rule_names() -> Mapping[str, str]:
    """Give the names of the voting rules by their keys, with a capital."""
    names = {rule.key: rule.name.render() for rule in voting_rules()}
    return {key: name[:1].upper() + name[1:] for key, name in names.items()}
