"""Where words and paragraphs that a proposition adds come in, and how they are set there."""

from __future__ import annotations

import re

from toguna.consultation.placing import Landing
from toguna.consultation.placing.wordings import sentence_runs
from toguna.consultation.proposals import Proposal
from toguna.consultation.proposals.patterns import ITEMS
from toguna.consultation.propositions.rewriting import Piece
from toguna.consultation.propositions.typography import (
    SENTENCE_ENDS,
    STOPS,
    before_what_follows,
    spaced_after,
    spaced_before,
)
from toguna.consultation.references.regions import PROSE, Regions
from toguna.text.clauses import Clause, ClauseKind
from toguna.text.content import ViewParagraph, is_atom
from toguna.text.document import Document, Place

MEASURES = frozenset({"mesure", "action", "measure"})
BEFORE = re.compile(r"\b(?:avant|before)\b", re.IGNORECASE)


def after_words(text: str, end: int, words: str) -> Piece:
    """Put words behind others, and behind the notes called there.

    A whole sentence goes behind the stop of the one before.
    """
    at = end
    while at < len(text) and is_atom(text[at]):
        at += 1
    is_sentence = words[:1].isupper() and words[-1:] in SENTENCE_ENDS
    if is_sentence and text[at : at + 1] in SENTENCE_ENDS and text[at : at + 1]:
        at += 1
    else:
        words = before_what_follows(words, text[at:])
    return Piece(at, at, spaced_after(text, at, words))


def before_words(text: str, start: int, words: str) -> Piece:
    """Put words before others."""
    words = before_what_follows(words, " " + text[start:])
    return Piece(start, start, spaced_before(text, start, words))


def at_end(text: str, start: int, end: int, words: str) -> Piece:
    """Put words at the end of a sentence or paragraph, before its stop unless they have one."""
    at = end
    while at > start and (is_atom(text[at - 1]) or text[at - 1].isspace()):
        at -= 1
    is_sentence = words[:1].isupper() and words[-1:] in SENTENCE_ENDS
    if is_sentence and text[at - 1 : at] in SENTENCE_ENDS:
        return Piece(end, end, spaced_after(text, end, words))
    while at > start and text[at - 1] in STOPS + SENTENCE_ENDS:
        at -= 1
    while at > start and text[at - 1].isspace():
        at -= 1
    has_stop = any(char in STOPS + SENTENCE_ENDS for char in text[at:end])
    if has_stop and not is_sentence:
        words = words.rstrip(STOPS).rstrip()
    return Piece(at, at, spaced_after(text, at, words))


def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """Give the bounds of the sentence that holds a span of a paragraph."""
    runs = [(low, high) for low, high in sentence_runs(text) if low <= start and end <= high]
    return min(runs, key=lambda run: run[1] - run[0])


def new_paragraph_place(proposal: Proposal, landing: Landing, document: Document) -> Place | None:
    """Give where a new paragraph comes in: between which two blocks. None where in doubt."""
    if len(landing.clauses) != 1:
        return None
    regions = Regions(document.clauses)
    clause = document.clauses.by_id[landing.clauses[0]]
    if BEFORE.search(proposal.where):
        return _before(clause, regions)
    last = _last_of_its_kind(clause, proposal.part, regions)
    return None if last is None else Place(last.story, last.block + 1)


def _before(clause: Clause, regions: Regions) -> Place | None:
    """Before a clause, where the one that precedes it is of the same sort."""
    index = regions.order[clause.id]
    previous = regions.all[index - 1] if index else None
    if previous is None or clause.kind not in PROSE:
        return None
    one, other = regions.labels.get(clause.id), regions.labels.get(previous.id)
    alike = one.shape == other.shape if one and other else one is other
    is_next = (previous.story, previous.block + 1) == (clause.story, clause.block)
    same = previous.kind is clause.kind and is_next and alike
    return Place(clause.story, clause.block) if same else None


def _last_of_its_kind(clause: Clause, part: str, regions: Regions) -> Clause | None:
    """Give the clause behind which a new one of a sort ("mesure", "alinéa") stands."""
    if clause.kind is ClauseKind.HEADING:
        prose = regions.paragraphs(clause)
        if part in MEASURES:
            numbered = [
                c for c in prose if (label := regions.labels.get(c.id)) and "." in label.number
            ]
            return _with_letters(numbered[-1], regions) if numbered else None
        last = prose[-1] if prose else None
        is_plain = last is not None and last.kind is ClauseKind.PARAGRAPH and part not in ITEMS
        return last if is_plain and last is regions.under(clause)[-1] else None
    if clause.kind not in PROSE or (part in ITEMS and clause.kind is not ClauseKind.ITEM):
        return None
    return _with_letters(clause, regions) if part in MEASURES else clause


def _with_letters(clause: Clause, regions: Regions) -> Clause:
    """Give the last of the lettered items that follow a measure, or the measure itself."""
    last = clause
    for follower in regions.under(clause)[1:]:
        if follower.id not in regions.labels or follower.kind not in PROSE:
            break
        last = follower
    return last


def is_heading_like(paragraph: ViewParagraph) -> bool:
    """Tell whether a paragraph ends by announcing what follows it."""
    return paragraph.text.rstrip().endswith(":")
