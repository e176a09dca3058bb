"""The frame of a deliberation: its question, options, criteria, constraints and people."""

from __future__ import annotations

from dataclasses import dataclass

from toguna.consultation.dates import day_refusal
from toguna.deliberation.agencies.model import Kind
from toguna.deliberation.agencies.reading import kind_named
from toguna.deliberation.model import Constraint, Criterion, Fact, Option, Person, Rule
from toguna.deliberation.reading.criteria import read_criteria
from toguna.deliberation.reading.fields import at_least, complete, find, keyed, voices, yes
from toguna.deliberation.reading.forms import CONSTRAINTS, FACTS, OPTIONS, PEOPLE, QUESTION
from toguna.deliberation.reading.lines import Line, Names, Problems, Tables
from toguna.deliberation.reading.rule import read_rule
from toguna.deliberation.reading.values import parts


@dataclass(frozen=True, slots=True)
class Frame:
    """What is asked, of what, of whom: what judgements, weights and votes refer to."""

    question: str
    context: str
    date: str | None
    fictitious: bool
    grades: tuple[str, ...]
    rule: Rule | None
    options: tuple[Option, ...]
    criteria: tuple[Criterion, ...]
    constraints: tuple[Constraint, ...]
    people: tuple[Person, ...]


def read_frame(tables: Tables, problems: Problems) -> Frame:
    """Read all that is not an opinion."""
    lines = tables.get(QUESTION.key) or [Line(f"feuille « {QUESTION.sheet} »", {})]
    question = lines[0]
    if not question.text("question"):
        problems.tell(question.where, "la question manque : écrivez-la en une phrase.")
    options = _options(tables, problems)
    return Frame(
        question.text("question"),
        question.text("context"),
        _date(question, problems),
        yes(question, "fictitious", problems),
        tuple(parts(question.text("grades"))),
        read_rule(question, problems),
        options,
        read_criteria(tables, problems),
        _constraints(tables, Names({o.key: o.name for o in options}), problems),
        _people(tables, problems),
    )


def _date(line: Line, problems: Problems) -> str | None:
    date = line.text("date") or None
    refusal = day_refusal(date)
    if refusal is not None:
        problems.add(line.place("date"), refusal)
        return None
    return date


def _options(tables: Tables, problems: Problems) -> tuple[Option, ...]:
    lines = keyed(tables.get(OPTIONS.key, []), OPTIONS, problems)
    at_least(2, len(lines), OPTIONS, problems)
    names = Names({line.text("key"): line.text("name") for line in lines})
    facts: dict[str, list[Fact]] = {}
    for line in tables.get(FACTS.key, []):
        if not complete(line, FACTS, problems):
            continue
        option = find(line, "option", names, problems)
        if option is not None:
            fact = Fact(line.text("text"), line.text("source"), line.text("date"))
            facts.setdefault(option, []).append(fact)
    for line in lines:
        _check_kinds(line, problems)
    return tuple(
        Option(
            key=(key := line.text("key")),
            name=line.text("name") or key,
            description=line.text("description"),
            facts=tuple(facts.get(key, ())),
            kind=line.text("kind"),
        )
        for line in lines
    )


def _check_kinds(line: Line, problems: Problems) -> None:
    for word in parts(line.text("kind")):
        if kind_named(word) is None:
            problems.tell(
                line.place("kind"),
                "« {word} » n'est pas un genre de tutelle connu ({known}).",
                word=word,
                known=", ".join(kind.value for kind in Kind),
            )


def _constraints(tables: Tables, options: Names, problems: Problems) -> tuple[Constraint, ...]:
    constraints = []
    for line in keyed(tables.get(CONSTRAINTS.key, []), CONSTRAINTS, problems):
        out = []
        for name in parts(line.text("rules_out")):
            option = options.find(name)
            if option is None:
                problems.tell(
                    line.place("rules_out"),
                    "l'option « {name} » n'est pas connue ; les noms courts sont : {known}.",
                    name=name,
                    known=options.known(),
                )
            else:
                out.append(option)
        constraints.append(
            Constraint(
                line.text("key"), line.text("name"), tuple(out), line.text("source"),
                line.text("reason"),
            )
        )  # fmt: skip
    ruled_out = {option for constraint in constraints for option in constraint.rules_out}
    if ruled_out and len(ruled_out) == len(options.keys):
        problems.tell(
            f"feuille « {CONSTRAINTS.sheet} »",
            "ensemble, les contraintes écartent toutes les options : il ne reste rien à décider.",
        )
    return tuple(constraints)


def _people(tables: Tables, problems: Problems) -> tuple[Person, ...]:
    lines = keyed(tables.get(PEOPLE.key, []), PEOPLE, problems)
    at_least(1, len(lines), PEOPLE, problems)
    return tuple(
        Person(
            key=(key := line.text("key")),
            name=line.text("name") or key,
            organisation=line.text("organisation"),
            voices=voices(line, problems),
        )
        for line in lines
    )
