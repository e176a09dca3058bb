"""Where the words of a published text come from, without what is withheld.

Of a withheld observation only the decision is shown, who took it and when: not who asked, not
for what, not why; of a clause that went because of one, nothing. Where anything is withheld no
observation's number is shown either, since one that is missing would tell that there was one.
"""

from __future__ import annotations

from collections.abc import Iterable

from toguna.consultation.decisions.model import Answer, Final
from toguna.consultation.decisions.outputs.final_html import removed, wordings
from toguna.consultation.model import Observation
from toguna.consultation.outputs.wordings import against
from toguna.consultation.outputs.words import full_name, short_date
from toguna.text.html.origins import Gone, Origin
from toguna.text.rendering.inline import clean

BY_DECISION = "décision"
"""Stands for who asked where that is not told."""


class PublishedOrigins:
    """The origins of a final text, as everybody may see them."""

    def __init__(self, final: Final, withheld: frozenset[str]) -> None:
        self._final = final
        self._withheld = withheld

    def by_clause(self) -> dict[str, tuple[Origin, ...]]:
        """Give the origins of each clause that changed."""
        return {clause: self._of(ids) for clause, ids in self._final.origins.items()}

    def gone(self) -> list[Gone]:
        """Give the clauses of the draft that are no more, but for those that are not to be read."""
        behind = self._final.removed
        return [
            Gone(one.id, one.cited, one.text, self._of(behind[one.id]))
            for one in removed(self._final)
            if self._withheld.isdisjoint(behind[one.id])
        ]

    def _of(self, ids: Iterable[str]) -> tuple[Origin, ...]:
        by_id = self._final.consolidation.by_id
        found = (
            self._decision(identifier)
            if identifier in self._withheld
            else self._origin(by_id[identifier])
            for identifier in ids
            if identifier in by_id
        )
        return tuple(dict.fromkeys(found))

    def _decision(self, identifier: str) -> Origin:
        answer = self._final.answers.get(identifier)
        return Origin("", BY_DECISION, "", "", _decided(answer), ())

    def _origin(self, observation: Observation) -> Origin:
        answer = self._final.answers.get(observation.id)
        label = clean(observation.contributor)
        name = full_name(self._final.consolidation, observation.contributor)
        return Origin(
            "" if self._withheld else observation.id,
            f"{label} – {clean(name)}" if name else label,
            "" if answer is None else answer.disposition.value,
            "" if answer is None else clean(answer.reason),
            _decided(answer),
            tuple((one.kind, one.text) for one in against(*wordings(self._final, observation))),
        )


def _decided(answer: Answer | None) -> str:
    if answer is None:
        return ""
    return clean(", ".join(filter(None, (answer.instance, short_date(answer.date)))))
