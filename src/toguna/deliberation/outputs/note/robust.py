"""How much hangs on the weights that were retained, and on who was in the room."""

from __future__ import annotations

from toguna.consultation.outputs.words import number_of
from toguna.deliberation.outputs.findings import labels_of, swayed
from toguna.deliberation.outputs.note.blocks import Block, picture, points, section, small, table
from toguna.deliberation.outputs.note.summary import robustness_sentence
from toguna.deliberation.outputs.pictures.model import Picture
from toguna.deliberation.outputs.results import Results
from toguna.deliberation.outputs.words import figure, joined, percent
from toguna.deliberation.robustness.results import ToWin

MOST_CHANGES, MOST_SWAYED = 3, 6
METHOD = "weighted_sum"


def robust_section(results: Results, pictures: dict[str, Picture]) -> Block:
    """Show how often options are first, and what would change it."""
    to_win, held = _to_win(results), pictures.get("intervalles")
    return section(
        "Ce qui tient, ce qui bascule",
        points([("", robustness_sentence(results)), ("Qui pèse.", _without(results))]),
        picture(
            "solidite", pictures["solidite"].alt,
            "Part des pondérations tirées où l'option est première, par méthode ; trait noir : "
            "l'intervalle de confiance à 95 %. Les options absentes ne le sont jamais.",
            0.74,
        ),
        small(
            "Les tirages moyennent les notes de chacun, avec ses propres poids ; les méthodes plus "
            "haut partent des jugements et des poids moyens. Les deux peuvent différer."
        ),
        None if held is None else picture(
            "intervalles", held.alt, f"{held.title} : la barre ; trait noir : le poids actuel.",
            0.88,
        ),
        table(
            ["Pour passer en tête", "en changeant les poids", "ou en relevant les jugements"],
            to_win,
            [1.1, 2, 1.7],
        ) if to_win else None,
    )  # fmt: skip


def _without(results: Results) -> str:
    changed = swayed(results, METHOD)
    if not changed:
        return (
            "Quelle que soit la structure que l'on retire, la même option reste le plus souvent "
            "première par la somme pondérée."
        )
    told = [
        f"sans {labels_of(results, organisation)}, « {option} » est première dans {percent(share)} "
        "des cas"
        for organisation, (option, share) in list(changed.items())[:MOST_SWAYED]
    ]
    rest = len(changed) - len(told)
    more = f" ; et {number_of(rest, 'autre cas')} dans le classeur" if rest else ""
    return f"Par la somme pondérée, {' ; '.join(told)}{more}."


def _to_win(results: Results) -> list[list[str]]:
    now = dict(zip(results.table.criteria, results.weights.tolist(), strict=True))
    leaders = results.robustness.holds[METHOD].order[0]
    return [
        [option, _by_weights(needed, now), _by_judgements(needed)]
        for option, needed in results.robustness.to_win.items()
        if option not in leaders
    ]


def _by_weights(needed: ToWin, now: dict[str, float]) -> str:
    other = needed.weights[METHOD]
    if other is None:
        return "aucun poids ne la met en tête"
    moves = sorted(now, key=lambda criterion: -abs(other.weights[criterion] - now[criterion]))
    told = [
        f"{criterion} de {percent(now[criterion])} à {percent(other.weights[criterion])}"
        for criterion in moves[:MOST_CHANGES]
        if abs(other.weights[criterion] - now[criterion]) >= 0.005
    ]
    if not told:
        return "presque rien : un demi-point de pourcentage suffit"
    return f"déplacer {percent(other.change / 2)} du poids : {', '.join(told)}"


def _by_judgements(needed: ToWin) -> str:
    better = needed.judgements
    if better is None:
        return "aucun relèvement n'y suffit"
    return joined([f"{key} à {figure(value)}" for key, value in better.judgements.items()])
