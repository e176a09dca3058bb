"""From answers to the final text: written from the draft with the decided edits alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from toguna.consultation.collisions import PROPOSITION
from toguna.consultation.consolidate import Prepared, written
from toguna.consultation.decisions.adopted import RETAINED, adopted_edit, in_one_way
from toguna.consultation.decisions.model import Answer, Final
from toguna.consultation.decisions.origins import origins_of
from toguna.consultation.decisions.rivals import rivals
from toguna.text.content import Atoms
from toguna.text.document import Document
from toguna.text.docx.document import read_word
from toguna.text.docx.finish import finished
from toguna.text.docx.target import Target
from toguna.text.docx.transplant import Transplant
from toguna.weave.edits import Edit, is_whole
from toguna.weave.footprint import clause_of
from toguna.weave.merge import AUTHOR_SEPARATOR, Author, Merger
from toguna.weave.operations import Cut, CutBlock, CutRow
from toguna.weave.weave import Supports, Weave

BY_DECISION = "Décision"
"""Stands for who asked where that is not told."""


def decide(prepared: Prepared, answers: Mapping[str, Answer]) -> Final:
    """Write the final text that answers, by observation id, give.

    Answers are taken as they are: `rules.violations` tells beforehand what cannot stand.
    """
    return _Decision(prepared, answers).final()


def tracked_without(
    prepared: Prepared, answers: Mapping[str, Answer], withheld: Collection[str]
) -> bytes:
    """Write the decided changes by contributor, those of the observations `withheld` by nobody.

    The text is that of `decide`; where only withheld observations are behind a change, its author
    is `BY_DECISION`.
    """
    return _Decision(prepared, answers).tracked_without(frozenset(withheld))


class _Decision:
    def __init__(self, prepared: Prepared, answers: Mapping[str, Answer]) -> None:
        self._prepared = prepared
        self._answers = answers
        self._rank = {o.id: rank for rank, o in enumerate(prepared.observations)}
        self._labels = [
            label
            for c in prepared.contributors
            for label in (c.label, c.label + PROPOSITION, c.label + RETAINED)
        ]
        adopted = in_one_way(self._adopted(), prepared.groups)
        self._edits = list(adopted.values())
        self._observation = {id(edit): identifier for identifier, edit in adopted.items()}

    def _adopted(self) -> dict[str, Edit]:
        """Give the edits adopted, by observation, in the order of the contributors."""
        adopted: list[tuple[str, Edit]] = []
        for observation in self._prepared.observations:
            answer = self._answers.get(observation.id)
            edit = adopted_edit(observation, answer, self._prepared.base) if answer else None
            if edit is not None:
                adopted.append((observation.id, edit))
        order = {label: rank for rank, label in enumerate(self._labels)}
        return dict(sorted(adopted, key=lambda pair: order[pair[1].contributor]))

    def final(self) -> Final:
        consolidation = written(self._prepared)
        tracked = self._write(None)
        marked = self._write(self._ids)
        clean = finished(marked)
        known = frozenset(self._rank)
        name = self._prepared.request.draft.file
        document = Document(read_word(clean, name, Atoms()))
        before = Document(read_word(marked, name, Atoms()))
        ids_now = _ids_now(before, document)
        origins = {ids_now[key]: ids for key, ids in origins_of(before, known).items()}
        return Final(
            consolidation,
            self._answers,
            document,
            {
                key: self._in_order(ids)
                for key, ids in origins.items()
                if key in document.clauses.by_id
            },
            {key: self._in_order(ids) for key, ids in self._removed().items()},
            clean,
            tracked,
            self._moot(),
        )

    def tracked_without(self, withheld: frozenset[str]) -> bytes:
        """Give the decided changes, who is behind the withheld ones left out."""

        def author(by: Supports) -> str:
            labels = {
                support.contributor
                for support in by
                if self._observation[id(support.edit)] not in withheld
            }
            shown = [label for label in self._labels if label in labels]
            return AUTHOR_SEPARATOR.join(shown) or BY_DECISION

        return self._write(author)

    def _in_order(self, ids: Sequence[str] | set[str]) -> tuple[str, ...]:
        return tuple(sorted(ids, key=lambda identifier: self._rank[identifier]))

    def _write(self, author: Author | None) -> bytes:
        """Write the decided edits into the draft as it was sent out."""
        base = self._prepared.fresh()
        target = Target(base.word)
        transplants: dict[str, Transplant] = {}
        for copy in self._prepared.copies:
            transplant = Transplant(copy.word, target, lambda _: None)
            transplants |= {copy.label: transplant, copy.label + RETAINED: transplant}
        weave = Weave(base, self._edits)
        Merger(weave, target, self._labels, transplants, {}, author).write()
        return target.package.to_bytes()

    def _ids(self, by: Supports) -> str:
        """Name the observations behind a change where its authors would stand."""
        ids = {self._observation[id(support.edit)] for support in by}
        return AUTHOR_SEPARATOR.join(self._in_order(ids))

    def _removed(self) -> dict[str, set[str]]:
        """Give, by clause of the draft that goes as a whole, the observations that take it out."""
        base = self._prepared.base
        found: dict[str, set[str]] = defaultdict(set)
        for edit in self._edits:
            for operation in edit.operations:
                goes = isinstance(operation, CutRow | CutBlock) or (
                    isinstance(operation, Cut) and is_whole(operation, base)
                )
                clause = clause_of(operation, base) if goes else None
                if clause is not None:
                    found[clause.id].add(self._observation[id(edit)])
        return found

    def _moot(self) -> tuple[str, ...]:
        """Give the observations without an answer that the adopted wordings make void."""
        adopted = {id(edit) for edit in self._edits}
        waiting = [
            o.edit
            for o in self._prepared.observations
            if o.edit is not None and o.id not in self._answers
        ]
        ids = {id(o.edit): o.id for o in self._prepared.observations if o.edit is not None}
        found: set[str] = set()
        for pair in rivals([*self._edits, *waiting], self._prepared.base):
            for mine, other in ((pair.one, pair.other), (pair.other, pair.one)):
                if id(mine) in adopted and id(other) not in adopted:
                    found.add(ids[id(other)])
        return self._in_order(found)


def _ids_now(before: Document, after: Document) -> dict[str, str]:
    """Give the id that each clause has once numbers are up to date.

    A table is known by the number of its caption, which counts on where another came before it.
    """
    old, new = before.clauses.all, after.clauses.all
    if len(old) != len(new):
        return {clause.id: clause.id for clause in old}
    return {one.id: other.id for one, other in zip(old, new, strict=True)}
