"""Where the ministries differ, who is far from the others, and what would bring them closer."""

from __future__ import annotations

import math

from toguna.consultation.outputs.words import number_of
from toguna.deliberation.consensus.adjustments import Change
from toguna.deliberation.consensus.ahp import band
from toguna.deliberation.consensus.delphi import Assessment
from toguna.deliberation.outputs.agreeing import STOPPING, TOLERANCE
from toguna.deliberation.outputs.note.blocks import Block, picture, points, section, table
from toguna.deliberation.outputs.pictures.model import Picture
from toguna.deliberation.outputs.results import Results
from toguna.deliberation.outputs.words import figure, joined, percent

MOST_FAR, MOST_CHANGES = 6, 6
NAMED = 3


def differ_section(results: Results, pictures: dict[str, Picture]) -> Block:
    """Show where people differ, by every measure, and what would bring them closer."""
    drawn = pictures.get("consensus")
    return section(
        "Où ils diffèrent",
        _rounds(results),
        points([("Sur les jugements.", _verdict(results)), ("Sur les poids.", _weights(results))]),
        None if drawn is None else picture(
            "consensus", drawn.alt,
            "Le niveau de consensus sur chaque critère, du plus disputé au plus partagé.", 0.72,
        ),
        picture(
            "poids", pictures["poids"].alt,
            "Ce que pèse chaque critère : un cercle par personne, un losange pour le groupe ; aux "
            "deux bouts, qui lui donne le moins et le plus.",
            0.74,
        ),
        *_far_blocks(results),
        points([("Ce qui rapprocherait.", _nearer(results))]),
    )  # fmt: skip


def _far_blocks(results: Results) -> list[Block]:
    rows = _furthest(results)
    if not rows:
        return []
    heads = ["Qui", "Sur quoi", "dit", "les autres"]
    return [
        points([("Qui est loin des autres.", _far(results))]),
        table(heads, rows, [0.8, 2.6, 0.8, 0.8]),
    ]


def _rounds(results: Results) -> Block:
    rows = [
        [str(one.round), figure(found.level, 2), _w(found), _moved(found)]
        for one, found in zip(results.rounds, results.agreeing.assessments, strict=True)
    ]
    heads = ["Tour", "Niveau de consensus", "W de Kendall (ordres semblables)", "Avis déplacés"]
    return table(heads, rows, [0.5, 1, 1.4, 1.2])


def _w(found: Assessment) -> str:
    order = found.concordance
    if order is None:
        return "–"
    chance = figure(order.p_permutation, 2) if order.p_permutation >= 0.01 else "moins de 0,01"
    return f"{figure(order.w, 2)} (p = {chance})".replace("p = moins de", "p < ")


def _moved(found: Assessment) -> str:
    if found.stability is None:
        return "–"
    return f"de {percent(found.stability.change, 1)} de l'échelle en moyenne"


def _verdict(results: Results) -> str:
    now = results.agreeing.now
    levels = results.agreeing.by_criterion[-1]
    if math.isnan(now.level):
        return "Trop peu d'avis pour les comparer."
    order = sorted(levels, key=lambda criterion: (levels[criterion], criterion))
    disputed = joined([f"« {criterion} »" for criterion in order[:NAMED]])
    return (
        f"{now.reason.render()} Les critères les plus disputés : {disputed}. Un niveau élevé ne "
        "suffit pas à dire qu'il y a consensus : il faut aussi que les ordres se ressemblent (W "
        f"d'au moins {figure(STOPPING.concordance, 1)})."
    )


def _weights(results: Results) -> str:
    found = results.agreeing.on_weights
    if found is None:
        return "Trop peu de personnes ont pesé tous les critères pour les comparer."
    degree = f"{band(found).render()} (indice de Goepel : {percent(found)})"
    return f"L'accord sur ce qui compte est {degree}."


def _far(results: Results) -> str:
    apart = results.agreeing.distances.people
    people = results.agreeing.opinions.people
    order = sorted(
        (float(-distance), person)
        for person, distance in zip(people, apart, strict=True)
        if not math.isnan(distance)
    )
    told = [f"{person} ({percent(-distance)} de l'échelle)" for distance, person in order[:NAMED]]
    return f"En moyenne, {joined(told)} ; ce n'est pas un tort. Les jugements les plus éloignés :"


def _furthest(results: Results) -> list[list[str]]:
    units = {leaf.key: leaf.scale.unit for leaf in results.deliberation.leaves}
    return [
        [
            one.person,
            f"« {one.option} », {one.criterion}",
            _value(one.said, units[one.criterion]),
            _value(one.others, units[one.criterion]),
        ]
        for one in results.agreeing.distances.judgements[:MOST_FAR]
    ]


def _value(value: float, unit: str) -> str:
    return f"{figure(value)} {unit}".strip()


def _nearer(results: Results) -> str:
    agreed = results.agreeing
    if not agreed.distances.judgements:
        return ""
    text = ""
    if agreed.enough is not None:
        text = (
            f"Pour atteindre un niveau de {figure(STOPPING.level, 2)}, les plus petits changements "
            f"sont {_changes(agreed.enough.changes)}. "
        )
    changes = agreed.nearer.changes
    aim = f"à plus de {percent(TOLERANCE)} de l'échelle d'un avis commun"
    if not changes:
        return f"{text}Aucun jugement n'est {aim}."
    return (
        f"{text}Pour qu'aucun jugement ne soit {aim}, il suffirait de "
        f"{_changes(changes)}. C'est par là que la discussion est utile ; personne n'est tenu de "
        "changer d'avis."
    )


def _changes(changes: tuple[Change, ...]) -> str:
    """Tell changes, the greatest number of them in the workbook."""
    told = [
        f"{one.person}, « {one.option} », {one.criterion} : de {figure(one.before)} à "
        f"{figure(one.after)}"
        for one in changes[:MOST_CHANGES]
    ]
    rest = len(changes) - len(told)
    more = f" ; les {rest} autres dans le classeur" if rest else ""
    return f"{number_of(len(changes), 'changement')} ({' ; '.join(told)}{more})"
