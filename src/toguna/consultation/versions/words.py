"""What is said of the fate of a clause, and how a clause is named in two versions."""

from __future__ import annotations

from collections import Counter

from toguna.consultation.versions.model import ClauseDiff, Comparison, Fate
from toguna.messages import Message, say

FATES = {
    Fate.SAME: say("inchangée"),
    Fate.RENUMBERED: say("renumérotée"),
    Fate.CHANGED: say("modifiée"),
    Fate.MOVED: say("déplacée"),
    Fate.MOVED_AND_CHANGED: say("déplacée et modifiée"),
    Fate.INSERTED: say("ajoutée"),
    Fate.DELETED: say("supprimée"),
    Fate.SPLIT: say("scindée"),
    Fate.JOINED: say("réunie"),
}
SIGNS = {
    Fate.SAME: "=",
    Fate.RENUMBERED: "#",
    Fate.CHANGED: "~",
    Fate.MOVED: ">",
    Fate.MOVED_AND_CHANGED: "≈",
    Fate.INSERTED: "+",
    Fate.DELETED: "-",
    Fate.SPLIT: "/",
    Fate.JOINED: "&",
}
"""Each fate has a sign of its own: nothing is told by colours alone."""


def fate_of(diff: ClauseDiff) -> Message:
    """Tell what became of a clause."""
    if diff.typographic:
        return say("{fate} (typographie seule)", fate=FATES[diff.fate])
    return FATES[diff.fate]


def name_of(comparison: Comparison, diff: ClauseDiff) -> str:
    """Name a clause as a reader cites it, by both names where they differ."""
    old = comparison.old.clauses.cite(diff.old[0]) if diff.old else ""
    new = comparison.new.clauses.cite(diff.new[0]) if diff.new else ""
    if not old or not new or old == new:
        return new or old
    return f"{old} → {new}"


def followers(comparison: Comparison) -> Counter[str]:
    """Count, by heading that moved (its new id), the clauses that moved with it unchanged."""
    counts: Counter[str] = Counter()
    moved = {d.new[0].id for d in comparison.diffs if d.moved and not d.follows}
    for diff in comparison.diffs:
        if diff.follows and diff.fate is Fate.MOVED:
            above = comparison.new.clauses.path(diff.new[0])[:-1]
            top = next((step.id for step in above if step.id in moved), None)
            if top is not None:
                counts[top] += 1
    return counts


def counted(comparison: Comparison) -> list[tuple[Fate, int]]:
    """Count the clauses of each fate but the unchanged, in the order of `Fate`."""
    counts = Counter(diff.fate for diff in comparison.differences())
    return [(fate, counts[fate]) for fate in Fate if counts[fate]]
