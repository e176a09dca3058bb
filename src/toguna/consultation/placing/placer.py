"""Placing statements: first by what they name, then by the words that they quote."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from toguna.consultation.folding import fold
from toguna.consultation.model import Placing, Statement
from toguna.consultation.placing.landing import Landing
from toguna.consultation.placing.spots import Hit, Spot, exact, similar, spots_of
from toguna.consultation.placing.wordings import ALIKE, ALIKE_ANYWHERE, best_fit
from toguna.consultation.proposals import Act, Proposal, proposals, quotations, said
from toguna.consultation.references import Found, Reference, Resolver, Step, parse
from toguna.messages import Message, say
from toguna.text.clauses import Clause, ClauseKind
from toguna.text.document import Document, Place

SHORT_WORDS = 8
"""Shorter words found outside the clause that is named prove nothing."""
UNSPOKEN = frozenset({"name", "number", "chapter", "row", "letter"})
"""Steps that are read in a reference, never in a sentence, where they mean something else."""


def place(statement: Statement, document: Document) -> Landing:
    """Find where one statement lands. For several statements, keep one `Placer`."""
    return Placer(document).place(statement)


@dataclass(frozen=True, slots=True)
class _Sought:
    """Words of the draft that a statement gives, and the proposition that gives them."""

    words: str
    proposal: Proposal | None


@dataclass(frozen=True, slots=True)
class _Named:
    """What a statement's reference names."""

    reference: Reference
    written: str
    found: Found

    @property
    def by_page_only(self) -> bool:
        """Whether no clause is named but by its page, which a reader's own printer decides."""
        return all(step.kind == "page" for path in self.reference.paths for step in path)


class Placer:
    """Places any number of statements in one document."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._resolver = Resolver(document.clauses)
        self._spots = spots_of(document)

    def place(self, statement: Statement) -> Landing:
        """Find where a statement lands."""
        proposed = proposals(statement)
        named = self._named(statement, proposed)
        sought = list(_sought(statement, proposed))
        doing = next((proposal for proposal in proposed if not proposal.old), None)
        landing = (
            self._by_words(sought, named, doing)
            or self._by_wording(named, doing)
            or self._by_reference(named, sought, doing)
        )
        return landing or Landing((), Placing.NONE, reason=_why_not(named, sought), proposal=doing)

    # References

    def _named(self, statement: Statement, proposed: Sequence[Proposal]) -> _Named:
        reference = parse(statement.reference)
        named = _Named(reference, statement.reference, self._resolver.find(reference))
        if not named.found.clauses or named.by_page_only:
            spoken = _spoken(parse(said(statement.observation)))
            found = self._resolver.find(spoken)
            if found.clauses:
                named = _Named(spoken, statement.reference or said(statement.observation), found)
        for words in (part for p in proposed for part in (p.part, p.where) if part):
            inner = self._resolver.find(_spoken(parse(words)), named.found.clauses or None)
            if inner.clauses:
                return _Named(named.reference, named.written, inner)
        return named

    def _by_reference(
        self, named: _Named, sought: Sequence[_Sought], doing: Proposal | None
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

    def _doubt(self, named: _Named, sought: Sequence[_Sought]) -> Message | None:
        if sought:
            return _missing(sought[0].words, len(exact(sought[0].words, self._inside(named))))
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
        self, sought: Sequence[_Sought], named: _Named, doing: Proposal | None
    ) -> Landing | None:
        for find, placing in ((self._exactly, Placing.QUOTE), (self._nearly, Placing.SIMILAR)):
            candidates: list[Hit] = []
            for item in sought:
                hits, astray = find(item.words, named)
                if len(hits) == 1:
                    proposal = item.proposal or doing
                    return _landing(hits[0], placing, proposal, astray=astray, named=named)
                candidates = candidates or hits
            if candidates and not named.found.clauses:
                return _undecided(candidates, sought[0].words)
        return None

    def _exactly(self, words: str, named: _Named) -> tuple[list[Hit], bool]:
        """Find words in what is named, the clause itself before what belongs to it, or anywhere."""
        for spots in self._ring(named):
            hits = exact(words, spots)
            if hits:
                return hits, False
        hits = exact(words, self._spots)
        if named.found.clauses and not named.by_page_only and len(fold(words).text) < SHORT_WORDS:
            return [], False
        return hits, bool(named.found.clauses) and not named.by_page_only

    def _nearly(self, words: str, named: _Named) -> tuple[list[Hit], bool]:
        for spots in (*self._ring(named), self._spots):
            hit = similar(words, spots)
            if hit is not None:
                away = spots is self._spots and bool(named.found.clauses)
                return [hit], away and not named.by_page_only
        return [], False

    def _ring(self, named: _Named) -> Iterator[list[Spot]]:
        if named.found.clauses:
            tops = {clause.id for clause in named.found.clauses}
            yield [spot for spot in self._spots if spot.clause and spot.clause.id in tops]
            yield self._inside(named)

    def _inside(self, named: _Named) -> list[Spot]:
        under = self._resolver.regions.under
        inner = {clause.id for top in named.found.clauses for clause in under(top)}
        return [spot for spot in self._spots if spot.clause and spot.clause.id in inner]

    def _by_wording(self, named: _Named, doing: Proposal | None) -> Landing | None:
        """Place a whole new wording on the words that it is most like, in what is named if any."""
        if doing is None or doing.act is not Act.REWRITE:
            return None
        places = [(spots, ALIKE, Placing.REFERENCE) for spots in self._ring(named)] or [
            (self._spots, ALIKE_ANYWHERE, Placing.SIMILAR)
        ]
        for spots, least, placing in places:
            fit = best_fit(doing.new, spots, least)
            if fit is not None:
                spot, target = fit
                hit = Hit(spot, target.start, target.end)
                return _landing(hit, placing, doing, astray=False, named=named)
        return None


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


def _spoken(reference: Reference) -> Reference:
    """Keep the steps that a sentence names by their word and number."""

    def kept(step: Step) -> bool:
        return step.kind not in UNSPOKEN

    paths = (tuple(step for step in path if kept(step)) for path in reference.paths)
    return Reference(tuple(dict.fromkeys(path for path in paths if path)))


def _start(clause: Clause) -> Place:
    """Give where a clause starts: a row in its first cell."""
    if clause.kind is ClauseKind.ROW:
        return Place(f"{clause.story}.{clause.block}.0", 0)
    return Place(clause.story, clause.block)


def _landing(
    hit: Hit, placing: Placing, proposal: Proposal | None, *, astray: bool, named: _Named
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
    clauses = dict.fromkeys(hit.spot.clause.id for hit in hits if hit.spot.clause)
    return Landing(tuple(clauses), Placing.NONE, reason=_missing(words, len(hits)))


def _missing(words: str, count: int) -> Message:
    if count > 1:
        return say("les mots « {words} » s'y trouvent {count} fois", words=words, count=count)
    return say("les mots « {words} » ne s'y trouvent pas", words=words)


def _why_not(named: _Named, sought: Sequence[_Sought]) -> Message:
    if sought:
        return say("les mots « {words} » ne sont pas dans l'avant-projet", words=sought[0].words)
    if named.written.strip() and named.found.unknown:
        return say("la référence « {reference} » ne désigne rien de connu", reference=named.written)
    return say("ni référence ni citation ne dit à quel passage cela se rapporte")
