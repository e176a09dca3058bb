"""The first page: what a minister should know, and what remains to be decided."""

from __future__ import annotations

import math
from collections.abc import Mapping

from toguna.consultation.outputs.words import number_of
from toguna.deliberation.outputs.findings import (
    decisive_count,
    first_by_person,
    firsts_of_methods,
    firsts_of_votes,
    in_play,
    leading_shares,
)
from toguna.deliberation.outputs.note.blocks import Block, points, section, small, table
from toguna.deliberation.outputs.results import Results
from toguna.deliberation.outputs.words import figure, joined, method_names, percent, rule_names

Firsts = Mapping[tuple[str, ...], tuple[str, ...]]
LEADERS, MOST_NAMES = 3, 12


def summary_section(results: Results) -> Block:
    """Tell all of it on one page."""
    items = [
        _options(results),
        _people(results),
        consensus_item(results),
        ("La solidité.", robustness_sentence(results)),
        ("La règle annoncée.", announced_sentence(results)),
        ("Le vote.", votes_sentence(results)),
        _choice(results),
    ]
    return section(
        "L'essentiel",
        points(items),
        _dashboard(results),
        small(
            "Combien de fois chaque option est en tête ; une égalité compte pour chacune. "
            "Cette note montre ce qui découle de ce qui a été dit, selon plusieurs règles. Elle "
            "ne recommande aucune option : le comité décide."
        ),
    )


def _dashboard(results: Results) -> Block:
    """Tell of each option how often it is first, by whatever one looks at."""
    people, methods = first_by_person(results), firsts_of_methods(results)
    votes, shares = firsts_of_votes(results), leading_shares(results)
    rows = [
        [
            option,
            _count(people, option),
            _count(methods, option),
            *([_count(votes, option)] if votes else []),
            _span(*shares.get(option, (0.0, 0.0))),
        ]
        for option in results.table.options
    ]
    heads = [
        "En tête pour…",
        number_of(_total(people), "personne"),
        number_of(_total(methods), "méthode"),
        *([f"{_total(votes)} règles de vote"] if votes else []),
        "les pondérations tirées",
    ]
    return table(heads, rows, [1.5, *[1.0] * (len(heads) - 1)])


def _count(firsts: Firsts, option: str) -> str:
    return str(sum(len(keys) for first, keys in firsts.items() if option in first))


def _total(firsts: Firsts) -> int:
    return sum(map(len, firsts.values()))


def _choice(results: Results) -> tuple[str, str]:
    options = in_play(results)
    if len(options) == 1:
        return "", ""
    return "Reste à choisir", (
        f"entre {joined([f'« {option} »' for option in options])}, chacune en tête d'une règle au "
        "moins : aucun calcul ne les départage, et ce qui les distingue est dit plus loin."
    )


def _options(results: Results) -> tuple[str, str]:
    deliberation = results.deliberation
    options = number_of(len(deliberation.options), "option")
    text = f"{options} et {number_of(len(deliberation.leaves), 'critère')}."
    for option, constraints in deliberation.ruled_out.items():
        texts = joined([c.source or c.name for c in constraints])
        text += f" « {option} » est écartée par un texte ({texts}) et n'entre dans aucun calcul."
    return "Les options.", text


def _people(results: Results) -> tuple[str, str]:
    deliberation = results.deliberation
    eligible = set(results.table.options)
    said = [j for j in deliberation.judgements if j.option in eligible]
    unknown = sum(judgement.low is None for judgement in said)
    rounds = number_of(len(results.rounds), "tour")
    return "Qui a parlé.", (
        f"{number_of(len(deliberation.people), 'personne')} de "
        f"{number_of(len(deliberation.organisations), 'structure')}, en {rounds} : "
        f"{number_of(len(said), 'jugement')} sur les options qui restent, dont {unknown} « ne sait "
        "pas »."
    )


def preferences_sentence(results: Results) -> str:
    """Say whose own answers put which option first."""
    told = [
        f"{firsts_words(first)} pour {len(people)} ({_names(people)})"
        for first, people in first_by_person(results).items()
    ]
    return f"D'après les réponses de chacun, vient en tête : {' ; '.join(told)}."


def _names(people: tuple[str, ...]) -> str:
    named = ", ".join(people[:MOST_NAMES])
    return named if len(people) <= MOST_NAMES else f"{named}..."


def firsts_words(first: tuple[str, ...]) -> str:
    """Name the options of a first place."""
    names = joined([f"« {option} »" for option in first])
    return f"{names} à égalité" if len(first) > 1 else names


def methods_sentence(results: Results) -> str:
    """Say which methods put which option first, and whether they agree."""
    firsts = firsts_of_methods(results)
    names = method_names()
    return _agreement(firsts, names, "méthode") + _refusals(
        {names[key]: message.render() for key, message in results.methods.refused.items()}
    )


def announced_sentence(results: Results) -> str:
    """Say what the announced rule gives, where it is a method that compares; "" otherwise."""
    rule = results.deliberation.rule
    if rule is None or rule.method not in results.methods.orders:
        return ""
    first = results.methods.firsts[rule.method]
    tie = f" ; départage prévu : {rule.tie_break}" if len(first) > 1 else ""
    return f"{method_names()[rule.method]} : {firsts_words(first)}{tie}."


def votes_sentence(results: Results) -> str:
    """Say what the announced rule gives."""
    if results.uncounted is not None:
        return f"Les bulletins n'ont pas pu être comptés : {results.uncounted.render()}"
    ballots = results.deliberation.ballots
    if not ballots:
        return "Le comité n'a pas encore voté."
    text = f"{number_of(len(ballots), 'bulletin')}."
    decisive = decisive_count(results)
    rule = results.deliberation.rule
    if decisive is None or rule is None:
        return f"{text} Le vote n'est pas la règle annoncée."
    text += f" Règle annoncée, {decisive.rule.name.render()} : "
    if decisive.outcome is None:
        return f"{text}elle ne s'applique pas ({decisive.refusal})."
    winners = decisive.outcome.winners
    tie = f" ; départage prévu : {rule.tie_break}" if len(winners) > 1 else ""
    others = [first for first in firsts_of_votes(results) if first != winners]
    differ = " D'autres règles donneraient un autre résultat." if others else ""
    return f"{text}{firsts_words(winners)}{tie}.{differ}"


def rules_sentence(results: Results) -> str:
    """Say what each voting rule would give, all ties kept."""
    names = rule_names()
    refused = {
        names[count.rule.key]: count.refusal.render() for count in results.counts if count.refusal
    }
    return _agreement(firsts_of_votes(results), names, "règle") + _refusals(refused)


def _agreement(firsts: Firsts, names: Mapping[str, str], noun: str) -> str:
    total = sum(len(keys) for keys in firsts.values())
    told = [
        f"{firsts_words(first)} selon {len(keys)} ({', '.join(names[key] for key in keys)})"
        for first, keys in firsts.items()
    ]
    agree = len(firsts) == 1 and total > 1
    judgement = "Toutes s'accordent" if agree else "Elles ne s'accordent pas"
    verdict = f" {judgement}." if total > 1 else ""
    return f"Sur {number_of(total, noun)}, en tête : {' ; '.join(told)}.{verdict}"


def _refusals(refused: Mapping[str, str]) -> str:
    return "".join(f" {name} n'a pas pu être appliquée : {why}" for name, why in refused.items())


def robustness_sentence(results: Results) -> str:
    """Say how often which options come first, and what decides it."""
    robust = results.robustness
    shares = leading_shares(results)
    told = [
        f"« {option} » est première dans {_span(low, high)} des cas selon la méthode"
        for option, (low, high) in list(shares.items())[:LEADERS]
    ]
    text = (
        f"Sur {number_of(robust.samples, 'tirage')} de pondérations compatibles avec ce que chacun "
        f"a dit (à {percent(robust.margin)} près), {' ; '.join(told)}."
    )
    hold = robust.holds["weighted_sum"]
    if hold.deciding is not None:
        interval = hold.intervals[hold.deciding]
        text += (
            f" Le critère qui décide est « {hold.deciding} » : il pèse "
            f"{percent(interval.weight, 1)}, et un écart de {percent(interval.change or 0.0, 1)} "
            "suffit à changer la tête de la somme pondérée."
        )
    return text


def _span(low: float, high: float) -> str:
    """Say between which shares; one where they are told alike."""
    ends = (percent(low), percent(high))
    return ends[0] if ends[0] == ends[1] else f"{ends[0]} à {ends[1]}"


def consensus_item(results: Results) -> tuple[str, str]:
    """Say how far the group agrees, by measures that see different things."""
    now = results.agreeing.now
    if math.isnan(now.level):
        return "Le consensus.", "Trop peu d'avis pour les comparer."
    order = "" if now.concordance is None else f", W de Kendall {figure(now.concordance.w, 2)}"
    return "Le consensus.", (f"Niveau {figure(now.level, 2)} sur 1{order}. {now.reason.render()}")
