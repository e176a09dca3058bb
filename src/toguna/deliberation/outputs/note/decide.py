"""What remains to be decided, and room for the decision."""

from __future__ import annotations

from toguna.deliberation.outputs.findings import contradictions, firsts_of_votes, in_play, unknowns
from toguna.deliberation.outputs.note.blocks import Block, points, section
from toguna.deliberation.outputs.results import Results
from toguna.deliberation.outputs.words import figure, joined, percent
from toguna.deliberation.weights.consistency import on_scale

MOST_UNKNOWN = 3


def decide_section(results: Results) -> Block:
    """Tell what is open, and give the committee room to write its decision."""
    items = [_choice(results), _deciding(results), *_revisits(results), _unknown(results)]
    return section(
        "Ce qui reste à décider",
        points([item for item in [*items, _unsourced(results)] if item is not None]),
        {
            "kind": "decision",
            "choices": [o.key for o in results.deliberation.options
                        if o.key not in results.deliberation.ruled_out],
        },
    )  # fmt: skip


def _choice(results: Results) -> tuple[str, str]:
    options = in_play(results)
    if len(options) == 1:
        return "Le choix.", (
            f"« {options[0]} » est en tête selon les méthodes, la règle annoncée et les tirages"
            f"{_by_votes(results, options)} ; les motifs de préférer une autre option restent à "
            "dire, s'il y en a."
        )
    return "Le choix.", (
        f"{joined([f'« {option} »' for option in options])} sont en tête par une règle au moins. "
        "Aucun calcul ne les départage : c'est une question de ce qui compte."
    )


def _by_votes(results: Results, options: tuple[str, ...]) -> str:
    """Say which other options some voting rule puts first."""
    named = {option for first in firsts_of_votes(results) for option in first}
    others = [option for option in results.table.options if option in named - set(options)]
    if not others:
        return ""
    return f", mais des règles de vote y mettent aussi {joined([f'« {o} »' for o in others])}"


def _deciding(results: Results) -> tuple[str, str] | None:
    hold = results.robustness.holds["weighted_sum"]
    if hold.deciding is None:
        return None
    interval = hold.intervals[hold.deciding]
    sides = [
        (interval.below, f"sous {percent(interval.low, 1)}"),
        (interval.above, f"au-dessus de {percent(interval.high, 1)}"),
    ]
    told = [f"{side}, {joined(by)} passe en tête" for by, side in sides if by]
    return "Ce que l'on veut.", (
        f"Combien doit peser « {hold.deciding} » ? Le groupe lui donne "
        f"{percent(interval.weight, 1)} ; {' ; '.join(told)}."
    )


def _revisits(results: Results) -> list[tuple[str, str]]:
    """Tell whose comparisons contradict each other, and which one to look at again."""
    return [
        (
            f"Les comparaisons de {person}.",
            f"Elles se contredisent (ratio de cohérence {figure(ratio, 2)}, pour 0,10 admis). À "
            f"revoir d'abord : « {criteria[one.first]} » compterait {_times(one.said)} que "
            f"« {criteria[one.second]} », et d'après ses autres réponses {_times(one.implied)}.",
        )
        for person, ratio, criteria, one in contradictions(results)
    ]


def _times(ratio: float) -> str:
    """Say how many times more something counts, on the scale that people use."""
    said = on_scale(ratio)
    if said == 1:
        return "autant"
    if said > 1:
        return f"{figure(said)} fois plus"
    return f"{figure(1 / said)} fois moins"


def _unknown(results: Results) -> tuple[str, str] | None:
    found = unknowns(results)
    if not found:
        return None
    told = [
        f"« {option} » sur « {criterion} » ({number})"
        for option, criterion, number in found[:MOST_UNKNOWN]
    ]
    return "Ce que l'on ne sait pas.", (
        f"{sum(number for _, _, number in found)} réponses sont « ne sait pas », les plus "
        f"nombreuses pour {' ; '.join(told)}."
    )


def _unsourced(results: Results) -> tuple[str, str] | None:
    without = [
        (option.key, fact.text)
        for option in results.deliberation.options
        for fact in option.facts
        if not fact.source
    ]
    if not without:
        return None
    option, text = without[0]
    more = f" (et {len(without) - 1} de plus)" if len(without) > 1 else ""
    return "Ce qui est à vérifier.", f"Sans source : « {text} » ({option}){more}."
