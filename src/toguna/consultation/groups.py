"""Groups: observations of several contributors that ask for the same, in the same words or not.

They are offered, never merged, and what guards their meaning (`meaning.words`) is never passed
over: "5 %" and "15 %", "doit" and "ne doit pas" are not the same wish.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz import fuzz

from toguna.consultation.collisions import signature
from toguna.consultation.folding import fold
from toguna.consultation.meaning.words import TOKEN, guards
from toguna.consultation.model import Group, Observation
from toguna.consultation.spans import Span, spans_of
from toguna.text.document import Document
from toguna.weave.edits import Edit, EditKind
from toguna.weave.weave import Weave
from toguna.weave.wording import Wordings

SAME_WORDING = 85.0
"""Two proposed wordings as alike as this (Indel ratio of folded words, %) may ask for the same."""
SAME_SAYING = 0.5
"""Two remarks whose stems overlap as much as this (Dice coefficient) may ask for the same."""
FEWEST_STEMS = 3
STEM = 5
"""Letters of a word that are compared: French endings are left aside."""

WORDS = re.compile(r"[a-z]+")
EMPTY_WORDS = frozenset(
    "le la les un une des du de et ou a au aux en dans par pour sur que qui ce cette ces il elle "
    "est sont etre avec plus se sa son ses leur leurs nous vous the of and to in is are be by "
    "remplacer ajouter supprimer modifier preciser merci bien proposer proposons".split()
)


Result = tuple[object, ...]


@dataclass(eq=False)
class _Wish:
    """An observation as it is compared with others."""

    observation: Observation
    result: Result | None
    """What the draft becomes where the observation edits it, None for one in prose."""

    @cached_property
    def words(self) -> str:
        """The words proposed, or said, folded."""
        said = self.observation
        return fold(said.after if said.edit is not None else f"{said.text} {said.after}").text

    @cached_property
    def guards(self) -> frozenset[str]:
        """What must be equal: the numbers, the negations, the letters that name a part."""
        return frozenset(guards(TOKEN.findall(self.words)))

    @cached_property
    def stems(self) -> frozenset[str]:
        """The beginnings of the words that carry the meaning."""
        words = (word for word in WORDS.findall(self.words) if word not in EMPTY_WORDS)
        return frozenset(word[:STEM] for word in words if len(word) > 2)


def find_groups(observations: Sequence[Observation], base: Document) -> list[Group]:
    """Find the groups, in the draft's order."""
    results = _results([o.edit for o in observations if o.edit is not None], base)
    wishes = [_Wish(o, None if o.edit is None else results[o.edit]) for o in observations]
    gathered = _Gathering(wishes)
    by_result: dict[Result, _Wish] = {}
    for wish in wishes:
        if wish.result is not None:
            gathered.join(by_result.setdefault(wish.result, wish), wish)
    for one, other in _neighbours(wishes):
        if _ask_the_same(one, other):
            gathered.join(one, other)
    found = [members for members in gathered.sets() if _several(members)]
    return [_group(number, members) for number, members in enumerate(found, 1)]


def _results(edits: Sequence[Edit], base: Document) -> dict[Edit, Result]:
    """Give what the draft becomes by each edit alone, the words only where they may be alike."""
    results: dict[Edit, Result] = {}
    by_spans: dict[tuple[Span, ...], list[Edit]] = defaultdict(list)
    for edit in edits:
        if edit.kind is EditKind.FORMAT:
            results[edit] = signature(edit)
        else:
            by_spans[tuple(spans_of(edit.operations, base))].append(edit)
    for spans, rivals in by_spans.items():
        for edit in rivals:
            words = _words(edit, spans, base) if len(rivals) > 1 else []
            results[edit] = (*spans, *words)
    return results


def _words(edit: Edit, spans: Sequence[Span], base: Document) -> list[str]:
    wordings = Wordings(Weave(base, [edit]))
    accepted = [edit.contributor]
    return [
        wordings.of(span.story, span.start, span.end, accepted)
        if span.table < 0
        else wordings.rows(span.story, span.table, range(span.start, span.end), accepted)
        for span in spans
    ]


def _neighbours(wishes: Iterable[_Wish]) -> Iterable[tuple[_Wish, _Wish]]:
    """Give the pairs of observations of different contributors that share a clause."""
    by_clause: dict[str, list[_Wish]] = defaultdict(list)
    for wish in wishes:
        for clause in wish.observation.clauses:
            by_clause[clause].append(wish)
    for members in by_clause.values():
        for index, one in enumerate(members):
            for other in members[index + 1 :]:
                if one.observation.contributor != other.observation.contributor:
                    yield one, other


def _ask_the_same(one: _Wish, other: _Wish) -> bool:
    if one.guards != other.guards or not one.words or not other.words:
        return False
    if one.result is not None and other.result is not None:
        return _same_gap(one, other) and fuzz.ratio(one.words, other.words) >= SAME_WORDING
    smaller = min(len(one.stems), len(other.stems))
    if smaller < FEWEST_STEMS:
        return False
    shared = len(one.stems & other.stems)
    return 2 * shared / (len(one.stems) + len(other.stems)) >= SAME_SAYING


def _same_gap(one: _Wish, other: _Wish) -> bool:
    """Tell whether two edits concern the same part of the draft."""
    mine, theirs = one.observation, other.observation
    same_before = fold(mine.before).text == fold(theirs.before).text
    return mine.place == theirs.place or same_before


class _Gathering:
    """Sets that grow together (union-find), in the order in which their first member came."""

    def __init__(self, wishes: Sequence[_Wish]) -> None:
        self._rank = {id(wish): rank for rank, wish in enumerate(wishes)}
        self._wishes = wishes
        self._parent = list(range(len(wishes)))

    def _top(self, rank: int) -> int:
        while self._parent[rank] != rank:
            rank = self._parent[rank]
        return rank

    def join(self, one: _Wish, other: _Wish) -> None:
        """Put two sets together."""
        first, second = sorted(self._top(self._rank[id(w)]) for w in (one, other))
        self._parent[second] = first

    def sets(self) -> list[list[_Wish]]:
        """Give the sets of two and more."""
        members: dict[int, list[_Wish]] = defaultdict(list)
        for rank, wish in enumerate(self._wishes):
            members[self._top(rank)].append(wish)
        return [found for _, found in sorted(members.items()) if len(found) > 1]


def _several(members: Sequence[_Wish]) -> bool:
    return len({wish.observation.contributor for wish in members}) > 1


def _group(number: int, members: Sequence[_Wish]) -> Group:
    results = {wish.result for wish in members}
    observations = [wish.observation for wish in members]
    return Group(
        f"C-{number:03d}",
        tuple(dict.fromkeys(clause for o in observations for clause in o.clauses)),
        tuple(observation.id for observation in observations),
        identical=None not in results and len(results) == 1,
    )
