"""Placing statements: first by what they name, then by the words that they quote."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from toguna.consultation.folding import fold
from toguna.consultation.model import Placing, Statement
from toguna.consultation.placing.landing import Landing
from toguna.consultation.placing.naming import Named, Namer
from toguna.consultation.placing.spots import Hit, Spot, exact, similar, spots_of
from toguna.consultation.placing.wordings import (
    ALIKE,
    ALIKE_ANYWHERE,
    Target,
    best_fit,
    rival_of,
)
from toguna.consultation.proposals import Act, Proposal, proposals, quotations
from toguna.messages import Message, say
from toguna.text.clauses import Clause, ClauseKind
from toguna.text.document import Document, Place

MANY_CLAUSES = 8
"""More places than that are no help to who must choose among them."""
SHORT_WORDS = 8
"""Shorter words found outside the clause that is named prove nothing."""


def place(statement: Statement, document: Document) -> Landing:
    """Find where one statement lands. For several statements, keep one `Placer`."""
    return Placer(document).place(statement)


@dataclass(frozen=True, slots=True)
class _Sought:
    """Words of the draft that a statement gives, and the proposition that gives them."""

    words: str
    proposal: Proposal | None


class Placer:
    """Places any number of statements in one document."""

    def __init__(self, document: Document) -> None:
        self._namer = Namer(document.clauses)
        self._spots = spots_of(document)

    def place(self, statement: Statement) -> Landing:
        """Find where a statement lands."""
        proposed = proposals(statement)
        named = self._namer.named(statement, proposed)
        sought = list(_sought(statement, proposed))
        doing = next((proposal for proposal in proposed if not proposal.old), None)
        landing = (
            self._by_words(sought, named, doing)
            or self._by_wording(named, doing)
            or self._by_reference(named, sought, doing)
        )
        return landing or Landing((), Placing.NONE, reason=_why_not(named, sought), proposal=doing)

    def _by_reference(
        self, named: Named, sought: Sequence[_Sought], doing: Proposal | None
    ) -> Landing | None:
        clauses = named.found.clauses
        if not clauses:
            return None
        place = _start(clauses[0]) if len(clauses) == 1 else None
        return Landing(
            tuple(clause.id for clause in clauses),
            Placing.REFERENCE,
            place,
            end=place.offset if place else 0,
            reason=self._doubt(named, sought),
            proposal=None if doing is None or doing.act is Act.REWRITE else doing,
        )

    def _doubt(self, named: Named, sought: Sequence[_Sought]) -> Message | None:
        if sought:
            return _missing(
                sought[0].words, len(exact(sought[0].words, self._inside(named.found.clauses)))
            )
        if named.found.unknown:
            return say(
                "une partie de la référence n'a pas été comprise : {unknown}",
                unknown=", ".join(named.found.unknown),
            )
        if len(named.found.clauses) > 1:
            return say("la référence désigne {count} passages", count=len(named.found.clauses))
        return None

    # Words

    def _by_words(
        self, sought: Sequence[_Sought], named: Named, doing: Proposal | None
    ) -> Landing | None:
        for find, placing in ((self._exactly, Placing.QUOTE), (self._nearly, Placing.SIMILAR)):
            candidates: list[Hit] = []
            for item in sought:
                hits, astray = find(item.words, named)
                if len(hits) == 1:
                    return self._at(hits[0], placing, item.proposal or doing, named, astray=astray)
                candidates = candidates or hits
            if candidates and not named.found.clauses:
                return _undecided(candidates, sought[0].words)
        return None

    def _at(
        self,
        hit: Hit,
        placing: Placing,
        proposal: Proposal | None,
        named: Named,
        *,
        astray: bool,
    ) -> Landing:
        """Land on words; a whole new wording lands there on what it is like, if anything."""
        if proposal is not None and proposal.act is Act.REWRITE:
            target = rival_of(hit.spot.paragraph, proposal.new)
            if target is not None and not astray:
                return _fitted(hit.spot, target, placing, proposal)
            proposal = None
        return _landing(hit, placing, proposal, astray=astray, named=named)

    def _exactly(self, words: str, named: Named) -> tuple[list[Hit], bool]:
        """Find words in what is named, the clause itself before what belongs to it, or anywhere."""
        for spots in self._ring(named):
            hits = exact(words, spots)
            if hits:
                return hits, False
        hits = exact(words, self._spots)
        if named.found.clauses and not named.by_page_only and len(fold(words).text) < SHORT_WORDS:
            return [], False
        return hits, bool(named.found.clauses) and not named.by_page_only

    def _nearly(self, words: str, named: Named) -> tuple[list[Hit], bool]:
        for spots in (*self._ring(named), self._spots):
            hit = similar(words, spots)
            if hit is not None:
                away = spots is self._spots and bool(named.found.clauses)
                return [hit], away and not named.by_page_only
        return [], False

    def _ring(self, named: Named) -> Iterator[list[Spot]]:
        """Give the paragraphs to look at: what is named, what belongs to it, what is around it."""
        if named.found.clauses:
            yield self._of({clause.id for clause in named.found.clauses})
            yield self._inside(named.found.clauses)
        around = self._namer.around(named)
        if around:
            yield self._inside(around)

    def _inside(self, tops: Iterable[Clause]) -> list[Spot]:
        under = self._namer.under
        return self._of({clause.id for top in tops for clause in under(top)})

    def _of(self, clauses: set[str]) -> list[Spot]:
        return [spot for spot in self._spots if spot.clause and spot.clause.id in clauses]

    # Whole new wordings

    def _by_wording(self, named: Named, doing: Proposal | None) -> Landing | None:
        """Place a whole new wording on the words that it is most like, in what is named if any."""
        if doing is None or doing.act is not Act.REWRITE:
            return None
        rival = self._rival(named, doing)
        if rival is not None:
            return rival
        places = [(spots, ALIKE, Placing.REFERENCE) for spots in self._ring(named)] or [
            (self._spots, ALIKE_ANYWHERE, Placing.SIMILAR)
        ]
        for spots, least, placing in places:
            fit = best_fit(doing.new, spots, least)
            if fit is not None:
                return _fitted(*fit, placing, doing)
        return None

    def _rival(self, named: Named, doing: Proposal) -> Landing | None:
        """Take a wording as the rival of the one paragraph that is named, if it opens like it."""
        if len(named.found.clauses) != 1:
            return None
        spots = self._of({named.found.clauses[0].id})
        target = rival_of(spots[0].paragraph, doing.new) if len(spots) == 1 else None
        return None if target is None else _fitted(spots[0], target, Placing.REFERENCE, doing)


def _sought(statement: Statement, proposed: Sequence[Proposal]) -> Iterator[_Sought]:
    """Give the words to look for, those of a proposition first."""
    new = {fold(proposal.new).text for proposal in proposed if proposal.new}
    old = {fold(proposal.old).text for proposal in proposed if proposal.old}
    yield from (_Sought(proposal.old, proposal) for proposal in proposed if proposal.old)
    for text in (statement.observation, statement.proposed):
        for words in quotations(text):
            folded = fold(words).text
            if folded not in new and folded not in old:
                yield _Sought(words, None)


def _start(clause: Clause) -> Place:
    """Give where a clause starts: a row in its first cell."""
    if clause.kind is ClauseKind.ROW:
        return Place(f"{clause.story}.{clause.block}.0", 0)
    return Place(clause.story, clause.block)


def _fitted(spot: Spot, target: Target, placing: Placing, proposal: Proposal) -> Landing:
    """Land a whole new wording on the words that it is like."""
    hit = Hit(spot, target.start, target.end)
    clauses = (spot.clause.id,) if spot.clause else ()
    return Landing(clauses, placing, hit.place, hit.words, hit.end, proposal=proposal)


def _landing(
    hit: Hit, placing: Placing, proposal: Proposal | None, *, astray: bool, named: Named
) -> Landing:
    clause = hit.spot.clause
    reason = None
    if astray:
        reason = say(
            "les mots cités sont ailleurs que là où la référence les dit ({reference})",
            reference=named.written,
        )
    return Landing(
        (clause.id,) if clause else (),
        placing,
        hit.place,
        hit.words,
        hit.end,
        reason,
        proposal,
        astray,
    )


def _undecided(hits: Sequence[Hit], words: str) -> Landing:
    """Say that words stand at several places, and where."""
    clauses = tuple(dict.fromkeys(hit.spot.clause.id for hit in hits if hit.spot.clause))
    kept = clauses if len(clauses) <= MANY_CLAUSES else ()
    return Landing(kept, Placing.NONE, reason=_missing(words, len(hits)))


def _missing(words: str, count: int) -> Message:
    if count > 1:
        return say("les mots « {words} » s'y trouvent {count} fois", words=words, count=count)
    return say("les mots « {words} » ne s'y trouvent pas", words=words)


def _why_not(named: Named, sought: Sequence[_Sought]) -> Message:
    if sought:
        return say("les mots « {words} » ne sont pas dans l'avant-projet", words=sought[0].words)
    if named.written.strip() and named.found.unknown:
        return say("la référence « {reference} » ne désigne rien de connu", reference=named.written)
    return say("ni référence ni citation ne dit à quel passage cela se rapporte")
