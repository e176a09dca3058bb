"""Conflicts: observations that cannot all be followed, with every rival wording in full."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations

from toguna.consultation.collisions import Collision, collisions, signature
from toguna.consultation.model import Conflict, Observation, Origin, Tier, Wording
from toguna.consultation.spans import Span, spans_of
from toguna.messages import Message, say
from toguna.weave.edits import Edit, EditKind, comes_whole
from toguna.weave.weave import Weave
from toguna.weave.wording import Wordings

TIER_NAMES = {
    Tier.WORDS: say("mêmes mots"),
    Tier.STRUCTURE: say("structure"),
    Tier.CLAUSE: say("même clause"),
    Tier.SUGGESTED: say("à vérifier"),
}
REASONS: dict[Tier, Message] = {
    Tier.WORDS: say("Ces rédactions portent sur les mêmes mots."),
    Tier.STRUCTURE: say(
        "Ces demandes touchent à la structure du même passage : suppression, déplacement ou "
        "ajouts concurrents."
    ),
    Tier.CLAUSE: say("Ces demandes portent sur la même clause et doivent être lues ensemble."),
    Tier.SUGGESTED: say(
        "Un commentaire demande de garder ce qu'un autre contributeur supprime : à vérifier."
    ),
}
SAID = frozenset({Origin.COMMENT, Origin.MATRIX, Origin.REMARK, Origin.FORM})
KEEP_WORDS = re.compile(
    r"\b(maintenir|maintien|maintenu[es]*|conserver|conserv[ée]+s?|garder|"
    r"ne pas (supprimer|retirer)|keep|retain|must stay|do not delete)\b",
    re.IGNORECASE,
)


def find_conflicts(
    observations: Sequence[Observation], edits: Sequence[Edit], weave: Weave
) -> list[Conflict]:
    """Find the conflicts among observations, the hardest tier first, then in the draft's order."""
    finder = _Finder(observations, weave)
    found = collisions(edits, weave.base)
    drafts = [
        *finder.contested(found),
        *finder.same_clause(found),
        *finder.suggested(),
    ]
    tiers = list(Tier)
    drafts.sort(key=lambda conflict: tiers.index(conflict.tier))
    return [
        Conflict(f"D-{number:03d}", c.tier, c.clauses, c.observations, c.wordings, c.reason)
        for number, c in enumerate(drafts, 1)
    ]


class _Finder:
    def __init__(self, observations: Sequence[Observation], weave: Weave) -> None:
        self._observations = observations
        self._rank = {o.id: rank for rank, o in enumerate(observations)}
        self._by_edit = {id(o.edit): o for o in observations if o.edit is not None}
        self._base = weave.base
        self._wordings = Wordings(weave)
        self._labels: dict[str, list[str]] = defaultdict(list)
        for observation in observations:
            if observation.edit is not None:
                labels = self._labels[observation.contributor]
                if observation.edit.contributor not in labels:
                    labels.append(observation.edit.contributor)

    # Same words and structure: edits that meet, gathered into one question

    def contested(self, found: Sequence[Collision]) -> Iterator[Conflict]:
        for edits, pairs in _gathered(found, self._edit_rank):
            tiers = {pair.tier for pair in pairs}
            tier = Tier.WORDS if Tier.WORDS in tiers else Tier.STRUCTURE
            conflict = self._conflict(tier, edits)
            if conflict is not None:
                yield conflict

    def _edit_rank(self, edit: Edit) -> int:
        return self._rank[self._by_edit[id(edit)].id]

    def _conflict(self, tier: Tier, edits: Sequence[Edit]) -> Conflict | None:
        spans = spans_of([op for edit in edits for op in edit.operations], self._base)
        observations = [self._by_edit[id(edit)] for edit in edits]
        wordings = self._rivals(observations, spans)
        if len({wording.text for wording in wordings if wording.contributors}) < 2:
            return None
        clauses = dict.fromkeys(clause for o in observations for clause in o.clauses)
        return Conflict(
            "", tier, tuple(clauses), tuple(o.id for o in observations), wordings, REASONS[tier]
        )

    def _rivals(
        self, observations: Sequence[Observation], spans: Sequence[Span]
    ) -> tuple[Wording, ...]:
        """Give the draft's wording and each contributor's, equal ones once."""
        by_text: dict[str, tuple[list[str], list[str]]] = {}
        whose = dict.fromkeys(observation.contributor for observation in observations)
        texts = {contributor: self._read(spans, self._labels[contributor]) for contributor in whose}
        for observation in observations:
            contributor = observation.contributor
            contributors, ids = by_text.setdefault(texts[contributor], ([], []))
            ids.append(observation.id)
            if contributor not in contributors:
                contributors.append(contributor)
        return (
            Wording((), self._read(spans, ())),
            *(Wording(tuple(who), text, tuple(ids)) for text, (who, ids) in by_text.items()),
        )

    def _read(self, spans: Sequence[Span], labels: Sequence[str]) -> str:
        pieces = [
            self._wordings.of(span.story, span.start, span.end, labels)
            if span.table < 0
            else self._wordings.rows(span.story, span.table, range(span.start, span.end), labels)
            for span in spans
        ]
        return "\n[…]\n".join(piece for piece in pieces if piece)

    # Same clause: edits that do not meet but are read together

    def same_clause(self, found: Sequence[Collision]) -> Iterator[Conflict]:
        meeting = {frozenset((id(pair.one), id(pair.other))) for pair in found}
        by_clause: dict[str, list[Observation]] = defaultdict(list)
        for observation in self._observations:
            if observation.edit is not None and not comes_whole(observation.edit, self._base):
                for clause in observation.clauses:
                    by_clause[clause].append(observation)
        for observations in by_clause.values():
            apart = _apart(observations, meeting)
            edits = [o.edit for o in observations if o.edit is not None and o.contributor in apart]
            conflict = self._conflict(Tier.CLAUSE, edits) if edits else None
            if conflict is not None:
                yield conflict

    # Suggested: a comment asks to keep what somebody else deletes

    def suggested(self) -> Iterator[Conflict]:
        deletions: dict[str, list[Observation]] = defaultdict(list)
        for observation in self._observations:
            edit = observation.edit
            if edit is not None and edit.kind is EditKind.DELETE:
                for clause in observation.clauses:
                    deletions[clause].append(observation)
        keepers: dict[tuple[str, ...], list[Observation]] = defaultdict(list)
        for keeper in self._observations:
            if keeper.edit is None and _asks_to_keep(keeper):
                rivals = {
                    rival.id
                    for clause in keeper.clauses
                    for rival in deletions.get(clause, ())
                    if rival.contributor != keeper.contributor
                }
                keepers[tuple(sorted(rivals, key=lambda o: self._rank[o]))].append(keeper)
        by_id = {observation.id: observation for observation in self._observations}
        for ids, mine in keepers.items():
            if ids:
                yield self._suggestion(mine, [by_id[identifier] for identifier in ids])

    def _suggestion(
        self, keepers: Sequence[Observation], rivals: Sequence[Observation]
    ) -> Conflict:
        operations = [op for rival in rivals if rival.edit for op in rival.edit.operations]
        spans = spans_of(operations, self._base)
        draft = self._read(spans, ())
        observations = [*keepers, *rivals]
        kept = Wording(
            tuple(dict.fromkeys(keeper.contributor for keeper in keepers)),
            draft,
            tuple(keeper.id for keeper in keepers),
        )
        return Conflict(
            "",
            Tier.SUGGESTED,
            tuple(dict.fromkeys(clause for o in observations for clause in o.clauses)),
            tuple(o.id for o in observations),
            (Wording((), draft), kept, *self._rivals(rivals, spans)[1:]),
            REASONS[Tier.SUGGESTED],
        )


def _apart(observations: Sequence[Observation], meeting: set[frozenset[int]]) -> set[str]:
    """Give the contributors who edit a clause without meeting another one who does.

    Two who do the same there, and nothing else, are not apart.
    """
    edits: dict[str, list[Edit]] = defaultdict(list)
    for observation in observations:
        if observation.edit is not None:
            edits[observation.contributor].append(observation.edit)
    found: set[str] = set()
    for (one, mine), (other, theirs) in combinations(edits.items(), 2):
        meet = any(frozenset((id(a), id(b))) in meeting for a in mine for b in theirs)
        same = {signature(a) for a in mine} == {signature(b) for b in theirs}
        if not meet and not same:
            found |= {one, other}
    return found


def _asks_to_keep(observation: Observation) -> bool:
    is_said = observation.origin in SAID
    return is_said and KEEP_WORDS.search(observation.text) is not None


def _gathered(
    found: Sequence[Collision], rank: Callable[[Edit], int]
) -> list[tuple[list[Edit], list[Collision]]]:
    """Gather collisions that share an edit, each with its edits in the draft's order."""
    parents: dict[Edit, Edit] = {}

    def top(edit: Edit) -> Edit:
        while (parent := parents.setdefault(edit, edit)) is not edit:
            edit = parent
        return edit

    for pair in found:
        one, other = sorted((top(pair.one), top(pair.other)), key=rank)
        parents[other] = one
    gathered: dict[Edit, tuple[list[Edit], list[Collision]]] = {}
    for edit in sorted(parents, key=rank):
        gathered.setdefault(top(edit), ([], []))[0].append(edit)
    for pair in found:
        gathered[top(pair.one)][1].append(pair)
    return list(gathered.values())
