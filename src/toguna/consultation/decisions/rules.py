"""What cannot stand among answers, each with the line and the way out. One function a rule."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from toguna.consultation.decisions.adopted import adopted_edit, changes_several, in_one_way
from toguna.consultation.decisions.model import Answer, Disposition, Stage
from toguna.consultation.decisions.problems import Problem
from toguna.consultation.decisions.rivals import rivals, twice_by_one
from toguna.consultation.decisions.whole_clause import is_clause_as_drafted
from toguna.consultation.folding import fold
from toguna.consultation.model import Contributor, Group, Observation
from toguna.messages import Message, say
from toguna.text.document import Document
from toguna.weave.edits import Edit

NEEDS_REASON = frozenset({
    Disposition.ACCEPTED_WITH_CHANGES,
    Disposition.REJECTED,
    Disposition.OUT_OF_SCOPE,
    Disposition.DEFERRED,
})  # fmt: skip

APART = frozenset({Disposition.DUPLICATE, Disposition.WITHDRAWN})
"""Dispositions that an observation may have beside others that ask for the same."""


@dataclass(frozen=True)
class Rights:
    """Who may validate: names of bodies or persons as they are written under "Instance".

    Where no list is given, anybody may but the contributor that made the observation.
    """

    named: frozenset[str] = field(default=frozenset())

    def allows(self, instance: str, contributor: Contributor) -> bool:
        """Tell whether an instance may validate the answer to a contributor's observation."""
        wanted = fold(instance).text
        own = {fold(contributor.label).text, fold(contributor.name).text}
        if wanted in own:
            return False
        return not self.named or wanted in {fold(name).text for name in self.named}


@dataclass(frozen=True)
class Case:
    """Everything that rules look at."""

    base: Document
    observations: Sequence[Observation]
    contributors: Sequence[Contributor]
    groups: Sequence[Group]
    answers: Mapping[str, Answer]
    rights: Rights


def violations(case: Case) -> list[Problem]:
    """Give everything that cannot stand, in the order of the rules."""
    return [problem for rule in RULES for problem in rule(case)]


def reasons_are_given(case: Case) -> Iterator[Problem]:
    """A rejected or modified observation has a reason."""
    for answer in case.answers.values():
        if answer.disposition in NEEDS_REASON and not answer.reason:
            yield Problem(
                answer.where,
                say(
                    "{id} est « {disposition} » sans motif : écrivez le motif.",
                    id=answer.observation,
                    disposition=answer.disposition.value,
                ),
                (answer.observation,),
            )


def changed_wordings_are_given(case: Case) -> Iterator[Problem]:
    """What is accepted with changes says in which words; what is adopted can be written."""
    by_id = {observation.id: observation for observation in case.observations}
    for answer in case.answers.values():
        if not answer.disposition.adopts:
            continue
        if answer.disposition is Disposition.ACCEPTED_WITH_CHANGES and not answer.wording:
            yield Problem(
                answer.where,
                say(
                    "{id} est retenue avec modification sans rédaction : écrivez la rédaction "
                    "retenue.",
                    id=answer.observation,
                ),
                (answer.observation,),
            )
        elif adopted_edit(by_id[answer.observation], answer, case.base) is None:
            observation = by_id[answer.observation]
            yield Problem(answer.where, _unplaced(observation, answer, case), (observation.id,))


def _unplaced(observation: Observation, answer: Answer, case: Case) -> Message:
    """Say what to write where an adopted answer changes no words that can be found."""
    if is_clause_as_drafted(observation, answer.wording, case.base):
        return say(
            "{id} : la rédaction retenue est celle de l'avant-projet ; donnez la suite "
            "« non retenue », ou écrivez ce qui change.",
            id=answer.observation,
        )
    if changes_several(observation):
        return say(
            "{id} change {count} passages à la fois : écrivez la rédaction retenue de chacun en "
            "entier, une ligne par passage.",
            id=answer.observation,
            count=len(observation.clauses),
        )
    if answer.disposition is Disposition.ACCEPTED_WITH_CHANGES:
        return say(
            "{id} est retenue avec modification, mais la rédaction retenue n'a pas de place dans "
            "le texte : écrivez toute la clause, avec ses seules notes (« [note] ») et ses champs, "
            "ou, pour une ligne de tableau, toutes ses cellules séparées par « | ».",
            id=answer.observation,
        )
    return say(
        "{id} est retenue mais ne dit pas quels mots changent : donnez-lui la suite « retenue "
        "avec modification » et écrivez la rédaction retenue de toute la clause.",
        id=answer.observation,
    )


def rivals_are_not_both_adopted(case: Case) -> Iterator[Problem]:
    """Two rival wordings cannot both be adopted."""
    adopted: dict[str, Edit] = {}
    for observation in case.observations:
        answer = case.answers.get(observation.id)
        edit = adopted_edit(observation, answer, case.base) if answer else None
        if edit is not None:
            adopted[observation.id] = edit
    edits = in_one_way(adopted, case.groups)
    owners = {id(edit): identifier for identifier, edit in edits.items()}
    pairs = rivals(list(edits.values()), case.base, same_sender=True)
    both = [(pair.one, pair.other) for pair in pairs] + twice_by_one(list(edits.values()))
    for one_edit, other_edit in both:
        one, other = owners[id(one_edit)], owners[id(other_edit)]
        yield Problem(
            case.answers[other].where,
            say(
                "{one} ({where}) et {other} sont retenues et changent les mêmes mots : n'en "
                "retenez qu'une, et donnez à l'autre la suite « sans objet », ou « doublon » si "
                "elles demandent la même chose.",
                one=one,
                other=other,
                where=case.answers[one].where,
            ),
            (one, other),
        )


def validators_have_the_right(case: Case) -> Iterator[Problem]:
    """Who validates has the right to."""
    contributors = {contributor.label: contributor for contributor in case.contributors}
    by_id = {observation.id: observation for observation in case.observations}
    for answer in case.answers.values():
        label = by_id[answer.observation].contributor
        contributor = contributors.get(label, Contributor(label, label))
        is_validated = answer.stage is Stage.VALIDATED
        if is_validated and not case.rights.allows(answer.instance, contributor):
            yield Problem(
                answer.where,
                say(
                    "{id} est validée par « {instance} », qui n'en a pas le droit : laissez la "
                    "suite à l'état de proposition ou faites-la valider par l'instance habilitée.",
                    id=answer.observation,
                    instance=answer.instance,
                ),
                (answer.observation,),
            )


def groups_have_one_answer(case: Case) -> Iterator[Problem]:
    """Observations that ask for the same in the same words are answered in one way.

    One that its contributor withdrew is answered by nobody.
    """
    for group in case.groups:
        if not group.identical:
            continue
        answered = [case.answers[o] for o in group.observations if o in case.answers]
        for one, other in combinations(answered, 2):
            given = {one.disposition, other.disposition}
            if len(given) > 1 and given.isdisjoint(APART):
                yield Problem(
                    other.where,
                    say(
                        "{one} ({where}) et {other} demandent la même chose (convergence {group}) "
                        "et reçoivent deux suites : donnez-leur la même, ou « doublon ».",
                        one=one.observation,
                        other=other.observation,
                        where=one.where,
                        group=group.id,
                    ),
                    (one.observation, other.observation),
                )
                break


RULES: tuple[Callable[[Case], Iterator[Problem]], ...] = (
    reasons_are_given,
    changed_wordings_are_given,
    rivals_are_not_both_adopted,
    validators_have_the_right,
    groups_have_one_answer,
)
