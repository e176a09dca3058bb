"""A small clean strategy, made from numbers, and how the tests ask the rules about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from toguna.adoption.canevas.model import Canevas
from toguna.adoption.canevas.reading import default_canevas
from toguna.adoption.check.model import Finding, Report
from toguna.adoption.check.registry import chosen_rules
from toguna.adoption.check.runner import check
from toguna.text.document import Document
from toguna.text.formats import read_text

LEADS = ("ANC", "MINUM", "MINFI")
NUMBERS = "zéro un deux trois quatre cinq six sept huit neuf dix".split()
ACTS = ("Adopter la loi", "Ouvrir le centre", "Former les agents", "Tenir le registre",
        "Publier le guide", "Relier les sites")  # fmt: skip


@dataclass(frozen=True)
class Measure:
    """One measure: its number, what is done, and its costs a year."""

    number: str
    title: str
    lead: str
    partner: str
    costs: tuple[int, ...]


@dataclass(frozen=True)
class Plan:
    """A plan: measures by axis and objective, all of them over the same years."""

    axes: Sequence[Sequence[Sequence[tuple[int, ...]]]]
    first: int = 2026
    extra: str = field(default="")

    @property
    def years(self) -> list[int]:
        return [self.first + n for n in range(len(self.axes[0][0][0]))]

    def measures(self, axis: int) -> list[Measure]:
        found = []
        for o, objective in enumerate(self.axes[axis], start=1):
            for m, costs in enumerate(objective, start=1):
                count = sum(map(len, self.axes[axis][: o - 1])) + m + axis
                found.append(
                    Measure(
                        f"{axis + 1}.{o}.{m}",
                        f"{ACTS[count % len(ACTS)]} de la zone {axis + 1}{o}{m}",
                        LEADS[count % 3],
                        LEADS[(count + 1) % 3],
                        costs,
                    )
                )
        return found


def grouped(number: int) -> str:
    return f"{number:,}".replace(",", " ")


def table(*rows: Sequence[object]) -> str:
    lines = ["| " + " | ".join(map(str, row)) + " |" for row in rows]
    return "\n".join([lines[0], "|" + " --- |" * len(rows[0]), *lines[1:]])


def markdown(plan: Plan) -> str:
    """Write a plan as a strategy in which everything is right."""
    first, last = plan.years[0], plan.years[-1]
    every = [m for axis in range(len(plan.axes)) for m in plan.measures(axis)]
    objectives = sum(map(len, plan.axes))
    total = sum(sum(m.costs) for m in every)
    by_axis = [
        [sum(m.costs[y] for m in plan.measures(a)) for y in range(len(plan.years))]
        for a in range(len(plan.axes))
    ]
    parts = [
        f"Stratégie nationale de cybersécurité {first}-{last}",
        "# Sigles",
        table(("Sigle", "Signification"), ("ANC", "Agence nationale du cyberespace"),
              ("MINFI", "Ministère des Finances"), ("MINUM", "Ministère du Numérique")),
        "# 1. Contexte",
        "Le pays ouvre ses services en ligne. Le plan d'action est au chapitre 5 ; les coûts sont "
        "au Tableau 2 et les rôles à la section 4.1.",
        "# 2. Diagnostic",
        "L'ANC, le MINFI et le MINUM ont mené l'enquête du 3 mars 2025.",
        "# 3. Vision et principes",
        f"En {last}, chacun se fie aux services en ligne.",
        "# 4. Gouvernance",
        "## 4.1. Pilotage",
        "Le comité se réunit deux fois par an.",
        "## 4.2. Exécution",
        "L'ANC exécute. L'Annexe A donne la fiche.",
        "# 5. Plan d'action",
        f"La stratégie compte {NUMBERS[len(plan.axes)]} axes, {NUMBERS[objectives]} objectifs et "
        f"{len(every)} mesures.",
    ]  # fmt: skip
    for a, axis in enumerate(plan.axes):
        parts.append(f"## Axe {a + 1} : domaine {a + 1}")
        for o, _ in enumerate(axis, start=1):
            parts.append(f"### Objectif {a + 1}.{o} : résultat {a + 1}{o}")
            parts.append("Ce qui suit y conduit.")
            prefix = f"{a + 1}.{o}."
            parts += [
                f"{m.number} {m.title}. Le travail commence en {first}."
                for m in plan.measures(a) if m.number.startswith(prefix)
            ]  # fmt: skip
    parts += [
        "Tableau 1. Plan d'action (coûts en millions de FCFA)",
        table(
            ("N°", "Mesure", "Chef de file", "Structures associées", "Échéance", "Indicateur",
             "Coût"),
            *((m.number, m.title, m.lead, m.partner, f"Décembre {last}", "Acte signé",
               grouped(sum(m.costs))) for m in every),
            ("", "Total", "", "", "", "", grouped(total)),
        ),
        "# 6. Budget et financement",
        f"Le coût global de la stratégie est de {grouped(total)} millions de FCFA.",
        "Tableau 2. Budget par axe (millions de FCFA)",
        table(
            ("Axe", *plan.years, "Total"),
            *((f"Axe {a + 1}", *map(grouped, row), grouped(sum(row)))
              for a, row in enumerate(by_axis)),
            ("Total", *(grouped(sum(column)) for column in zip(*by_axis, strict=True)),
             grouped(total)),
        ),
        "# 7. Suivi et évaluation",
        "Tableau 3. Indicateurs",
        table(("Indicateur", "Référence 2025", f"Cible {last}", "Source de vérification"),
              ("Actes signés", 0, len(every), "Journal officiel"),
              ("Agents formés", 20, 200, "Registre"), ("Sites reliés", 1, 9, "Registre")),
        "# 8. Risques",
        "Le retard est le premier ; il appelle une réserve.",
        "# Annexe A : fiche",
        "La fiche tient en une page.",
        plan.extra,
    ]  # fmt: skip
    return "\n\n".join(part for part in parts if part) + "\n"


SMALL = Plan(axes=(
    (((120, 80, 40), (10, 20, 30)), ((1_200, 900, 0),)),
    (((55, 45, 35),), ((5, 5, 5), (60, 70, 80))),
))  # fmt: skip


def checked(text: str, *rules: str, canevas: Canevas | None = None) -> Report:
    document = Document(read_text(text.encode(), "strategie.md"))
    return check(document, canevas or default_canevas(), chosen_rules(rules))


def found(text: str, rule: str) -> list[Finding]:
    return list(checked(text, rule).findings)


def changed(old: str, new: str, text: str | None = None, count: int = 1) -> str:
    """Give the small strategy with some words changed, which must be there."""
    source = markdown(SMALL) if text is None else text
    assert old in source, old
    return source.replace(old, new, count)
