"""The rule that was announced, held against those that this program knows."""

from __future__ import annotations

from toguna.deliberation.methods import methods
from toguna.deliberation.model import Rule
from toguna.deliberation.reading.lines import Line, Names, Problems
from toguna.deliberation.reading.values import pairs
from toguna.deliberation.votes.registry import voting_rules


def read_rule(line: Line, problems: Problems) -> Rule | None:
    """Read the rule; None where none was announced. Its formula is this program's if left out."""
    parameters = dict(pairs(line.text("parameters")))
    said = [line.text(field) for field in ("method", "tie_break", "formula")]
    if not any(said) and not parameters:
        return None
    names = {rule.key: rule.name.render() for rule in voting_rules()}
    names |= {method.key: method.name for method in methods()}
    key = Names(names).find(said[0])
    if key is None:
        problems.tell(
            line.place("method"),
            "la règle « {text} » n'est pas connue ; les règles sont : {known}.",
            text=said[0],
            known=", ".join(names.values()),
        )
        return None
    if not said[1]:
        problems.tell(
            line.place("method"), "dites aussi ce que l'on fait d'une égalité (départage)."
        )
    _check_parameters(line, key, parameters, problems)
    return Rule(key, said[1], _formula(line, key, problems), parameters)


def _formula(line: Line, key: str, problems: Problems) -> str:
    versions = {rule.key: rule.formula_version for rule in voting_rules()}
    versions |= {method.key: method.formula_version for method in methods()}
    written = line.text("formula")
    if written and written != versions[key]:
        problems.tell(
            line.place("formula"),
            "la formule annoncée est « {text} », celle de ce programme est « {ours} » : comptez "
            "avec le programme de l'annonce, ou annoncez-la de nouveau avant le premier bulletin.",
            text=written,
            ours=versions[key],
        )
    return versions[key]


def _check_parameters(line: Line, key: str, parameters: dict[str, str], problems: Problems) -> None:
    """Tell the parameters that the rule does not take; "shape.Coût" is one of "shape"."""
    taken = next((method.parameters for method in methods() if method.key == key), {})
    for name in parameters:
        if name.partition(".")[0] not in taken:
            problems.tell(
                line.place("parameters"),
                "cette règle n'a pas de paramètre « {name} » ({known}).",
                name=name,
                known=", ".join(taken) or "elle n'en a aucun",
            )
