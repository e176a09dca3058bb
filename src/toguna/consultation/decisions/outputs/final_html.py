"""The final text as a page that any telephone shows, with the origin of each changed clause."""

from __future__ import annotations

from collections.abc import Iterable

from toguna.consultation.decisions.adopted import adopted_edit
from toguna.consultation.decisions.model import Answer, Final
from toguna.consultation.model import Observation
from toguna.consultation.outputs.wordings import against
from toguna.consultation.outputs.words import full_name, short_date
from toguna.text.html.origins import Gone, Origin
from toguna.text.html.page import page
from toguna.text.rendering.inline import clean


def write(final: Final) -> bytes:
    """Write the final text as one page of HTML."""
    origins = {clause: _origins(final, ids) for clause, ids in final.origins.items()}
    return page(final.document, origins, removed(final))


def removed(final: Final) -> list[Gone]:
    """Give the clauses of the draft that are no more, in the order of the draft."""
    clauses = final.consolidation.document.clauses
    return [
        Gone(clause.id, clauses.cite(clause), clean(clause.text), _origins(final, ids))
        for clause in clauses.all
        if (ids := final.removed.get(clause.id))
    ]


def _origins(final: Final, ids: Iterable[str]) -> tuple[Origin, ...]:
    by_id = final.consolidation.by_id
    return tuple(_origin(final, by_id[identifier]) for identifier in ids if identifier in by_id)


def _origin(final: Final, observation: Observation) -> Origin:
    answer = final.answers.get(observation.id)
    name = full_name(final.consolidation, observation.contributor)
    return Origin(
        observation.id,
        clean(f"{observation.contributor} – {name}" if name else observation.contributor),
        "" if answer is None else answer.disposition.value,
        "" if answer is None else clean(answer.reason),
        "" if answer is None else _decided(answer),
        tuple((piece.kind, piece.text) for piece in against(*wordings(final, observation))),
    )


def wordings(final: Final, observation: Observation) -> tuple[str, str]:
    """Give the words that an observation changes, and those that were adopted instead.

    Where the wording adopted is that of a whole clause, they are the whole clause's.
    """
    answer = final.answers.get(observation.id)
    base = final.consolidation.document
    edit = None if answer is None else adopted_edit(observation, answer, base)
    if edit is None:
        return clean(observation.before), clean(observation.after)
    return clean(edit.before), clean(edit.after)


def _decided(answer: Answer) -> str:
    return clean(", ".join(filter(None, (answer.instance, short_date(answer.date)))))
