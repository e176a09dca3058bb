"""What some may not know of: a consolidation without its restricted observations.

Neither their words nor their existence is in it: the numbers of the others have no gap, and what
the returns are said to hold counts without them. Who may see everything has them all, the
restricted ones with numbers of their own ("MDAC-R001"), so that both speak of the same others.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection
from dataclasses import replace

from toguna.consultation.conflicts import find_conflicts
from toguna.consultation.consolidate import Prepared
from toguna.consultation.copies import Copy
from toguna.consultation.copy_observations import comment_source
from toguna.consultation.groups import find_groups
from toguna.consultation.model import Observation, Origin, Return
from toguna.weave.edits import Edit
from toguna.weave.weave import Weave

RESTRICTED_SIGN = "R"
NUMBER = re.compile(r"[0-9]+$")


def number_apart(prepared: Prepared, restricted: Collection[str]) -> Prepared:
    """Number restricted observations (ids) apart from the others, whose numbers close up.

    The observations of `prepared` get the new ids; what names them is found again.
    """
    counts: Counter[tuple[str, bool]] = Counter()
    for observation in prepared.observations:
        key = observation.contributor, observation.id in restricted
        counts[key] += 1
        sign = RESTRICTED_SIGN if key[1] else ""
        observation.id = f"{observation.contributor}-{sign}{counts[key]:03d}"
    return _found_again(prepared)


def without(prepared: Prepared, withheld: Collection[str], files: Collection[str] = ()) -> Prepared:
    """Give everything but the observations with the ids `withheld`, as if nobody had made them.

    `files` are names of returns that go whole, those that could not be read or that say nothing
    included. Contributors of whom nothing else is known go too. It is over the draft read again:
    what was written from `prepared` stands in the file that its own draft was read from.
    """
    base = prepared.fresh()
    gone = {id(o) for o in prepared.observations if o.id in withheld}
    returns = [
        one if not _touched(one, gone) else _return_without(one, gone)
        for one in prepared.returns
        if one.file not in files
        and (not one.observations or any(id(o) not in gone for o in one.observations))
    ]
    unread = [one for one in prepared.unread if one.file not in files]
    observations = [o for o in prepared.observations if id(o) not in gone]
    heard = {o.contributor for o in observations} | {one.contributor for one in returns}
    heard |= {one.contributor for one in unread}
    kept = replace(
        prepared,
        contributors=[c for c in prepared.contributors if c.label in heard],
        returns=returns,
        unread=unread,
        copies=[_copy_without(copy, gone) for copy in prepared.copies],
        observations=observations,
        base=base,
        weave=Weave(base, _edits(observations, prepared.labels)),
    )
    return _found_again(kept)


def is_restricted_number(identifier: str) -> bool:
    """Tell whether an observation's id is that of a restricted one."""
    number = identifier.rpartition("-")[2]
    return number.startswith(RESTRICTED_SIGN) and NUMBER.search(number) is not None


def _found_again(prepared: Prepared) -> Prepared:
    """Find groups and conflicts again among the observations that there are."""
    edits = _edits(prepared.observations, prepared.labels)
    return replace(
        prepared,
        groups=find_groups(prepared.observations, prepared.base),
        conflicts=find_conflicts(prepared.observations, edits, prepared.weave),
    )


def _edits(observations: list[Observation], labels: list[str]) -> list[Edit]:
    ranks = {label: rank for rank, label in enumerate(labels)}
    edits = [o.edit for o in observations if o.edit is not None]
    return sorted(edits, key=lambda edit: ranks[edit.contributor])


def _touched(one: Return, gone: Collection[int]) -> bool:
    return any(id(o) in gone for o in one.observations)


def _return_without(one: Return, gone: Collection[int]) -> Return:
    """Give a return without some observations, and the counts that it would then have."""
    kept = [o for o in one.observations if id(o) not in gone]
    counts = dict(one.counts)
    for observation in one.observations:
        if id(observation) not in gone:
            continue
        for sort, number in _counted(observation, counts).items():
            counts[sort] = max(0, counts.get(sort, 0) - number)
    return replace(one, observations=kept, counts=counts)


def _counted(observation: Observation, counts: dict[str, int]) -> dict[str, int]:
    """Give what an observation stands for among the counts of its return."""
    match observation.origin:
        case Origin.TRACKED:
            return {"tracked": len(observation.changes)}
        case Origin.UNTRACKED:
            return {"untracked": 1, "tracked": len(observation.changes)}
        case Origin.COMMENT:
            first = "comments" if counts.get("comments") else "replies"
            return {first: 1, "replies": len(observation.replies)}
    sort = next((s for s in ("lines", "remarks", "entries") if s in counts), "lines")
    return {sort: 1}


def _copy_without(copy: Copy, gone: Collection[int]) -> Copy:
    """Give a copy without the edits and comments of some of its observations."""
    withheld = [o for o in copy.found.observations if id(o) in gone]
    if not withheld:
        return copy
    sources = {o.source for o in withheld if o.origin is Origin.COMMENT}
    edits = {id(o.edit) for o in withheld}
    return replace(
        copy,
        found=_return_without(copy.found, gone),
        edits=[edit for edit in copy.edits if id(edit) not in edits],
        threads=[t for t in copy.threads if comment_source(t).render() not in sources],
    )
