"""What a statement names: by its reference, and by what it says of the place itself."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from toguna.consultation.model import Statement
from toguna.consultation.proposals import Proposal, said
from toguna.consultation.references import Found, Reference, Resolver, Step, parse
from toguna.text.clauses import Clause, Clauses

HEAD = re.compile(r"^([^:;«\"“.?!]{3,60}?(?:\d+(?:\.\d+)+)?)\s*:\s")
"""What an observation says of its place before it begins ("Alinéa 4 : ...")."""
COUNTED = frozenset({"alinea", "bullet", "letter"})
"""Steps of which one reader counts more than another."""
UNSPOKEN = frozenset({"name", "number", "chapter", "row", "letter"})
"""Steps that are read in a reference, never in a sentence, where they mean something else."""


@dataclass(frozen=True, slots=True)
class Named:
    """What a statement's reference names."""

    reference: Reference
    written: str
    found: Found

    @property
    def by_page_only(self) -> bool:
        """Whether no clause is named but by its page, which a reader's own printer decides."""
        return all(step.kind == "page" for path in self.reference.paths for step in path)


class Namer:
    """Reads what statements name in one document."""

    def __init__(self, clauses: Clauses) -> None:
        self._clauses = clauses
        self._resolver = Resolver(clauses)
        self.under = self._resolver.regions.under

    def named(self, statement: Statement, proposed: Sequence[Proposal]) -> Named:
        """Read the reference, then what the statement itself says of the place."""
        reference = parse(statement.reference)
        named = Named(reference, statement.reference, self._resolver.find(reference))
        if not named.found.clauses or named.by_page_only:
            spoken = _spoken(parse(said(statement.observation)))
            found = self._resolver.find(spoken)
            if found.clauses:
                named = Named(spoken, statement.reference or said(statement.observation), found)
        head = HEAD.match(statement.observation)
        within = [head.group(1)] if head else []
        within += [part for p in proposed for part in (p.part, p.where) if part]
        for words in within:
            named = self._within(named, words) or named
        return named

    def _within(self, named: Named, words: str) -> Named | None:
        """Go on from a reference by what the statement says ("Alinéa 4 : ...", "la mesure 2")."""
        inner = _spoken(parse(words))
        scopes = (named.found.clauses, self.around(named)) if named.found.clauses else (None,)
        for tops in scopes:
            found = self._resolver.find(inner, tops)
            if found.clauses:
                return Named(inner, f"{named.written}, {words}", found)
        return None

    def around(self, named: Named) -> tuple[Clause, ...]:
        """Give the sections around paragraphs that were counted: not everyone counts alike."""
        counted = any(path and path[-1].kind in COUNTED for path in named.reference.paths)
        by_id = self._clauses.by_id
        around = [by_id[c.parent] for c in named.found.clauses if counted and c.parent]
        return tuple({clause.id: clause for clause in around}.values())


def _spoken(reference: Reference) -> Reference:
    """Keep the steps that a sentence names by their word and number."""

    def kept(step: Step) -> bool:
        return step.kind not in UNSPOKEN

    paths = (tuple(step for step in path if kept(step)) for path in reference.paths)
    return Reference(tuple(dict.fromkeys(path for path in paths if path)))
