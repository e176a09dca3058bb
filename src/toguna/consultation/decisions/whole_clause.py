"""Telling a new wording of a whole clause from one of some words in it.

People write either under "Rédaction retenue". A few words that were taken for the clause would
wipe out the rest of it, and a clause put in the place of a few words would stand there twice.
"""

from __future__ import annotations

from collections import Counter

from rapidfuzz import fuzz
from rapidfuzz.distance import LCSseq

from toguna.consultation.decisions.row_wording import row_of
from toguna.consultation.folding import fold
from toguna.consultation.meaning.words import tokens
from toguna.consultation.model import Observation
from toguna.text.clauses import Clause, ClauseKind
from toguna.text.diff import SENTENCE_END
from toguna.text.document import Document
from toguna.weave.edits import comes_whole
from toguna.weave.weave import Weave
from toguna.weave.wording import CELL_SEPARATOR, Wordings

KEPT_AROUND = 0.25
"""The wording of a clause has this share of the words that stand around those concerned."""
KEPT_BESIDE = 0.75
"""... and this one where the observation brings in a paragraph beside the clause."""
KEPT_LENGTH = 0.5
"""Where nothing tells which words are concerned, it may also be new, but not much shorter."""


def is_of_clause(observation: Observation, wording: str, base: Document) -> bool:
    """Tell whether a wording is that of the observation's whole clause."""
    clause = _clause(observation, base)
    if clause is None:
        return False
    if row_of(clause, base) is not None and CELL_SEPARATOR.strip() in wording:
        return True
    words = fold(observation.after or observation.before).text
    if words == fold(clause.text).text or is_clause_as_drafted(observation, wording, base):
        return True
    kept = _kept_around(observation, wording, clause)
    own = kept >= KEPT_AROUND or _is_sentence(wording, clause.text)
    if observation.edit is not None and comes_whole(observation.edit, base):
        own = kept >= KEPT_BESIDE
    if observation.edit is None:
        return own or len(wording) >= KEPT_LENGTH * len(clause.text)
    return own and _is_more_like_clause(observation, wording, clause, base)


def is_clause_as_drafted(observation: Observation, wording: str, base: Document) -> bool:
    """Tell whether a wording is the observation's clause as the draft has it."""
    clause = _clause(observation, base)
    return clause is not None and fold(wording).text == fold(clause.text).text


def _clause(observation: Observation, base: Document) -> Clause | None:
    return base.clauses.by_id.get(observation.clauses[0]) if observation.clauses else None


def _is_sentence(wording: str, clause: str) -> bool:
    """Tell whether a wording opens and ends as a sentence does, the clause being one."""
    return all(
        text.strip()[:1].isupper() and text.strip()[-1:] in SENTENCE_END
        for text in (wording, clause)
    )


def _kept_around(observation: Observation, wording: str, clause: Clause) -> float:
    """Give the share of the words around those concerned that a wording has, in their order."""
    concerned = Counter(tokens(observation.before if observation.edit is not None else ""))
    around: list[str] = []
    for word in tokens(clause.text):
        if concerned[word]:
            concerned[word] -= 1
        else:
            around.append(word)
    kept: float = LCSseq.similarity(around, tokens(wording))
    return kept / len(around) if around else 0.0


def _is_more_like_clause(
    observation: Observation, wording: str, clause: Clause, base: Document
) -> bool:
    """Tell whether a wording is more like the clause, as it is or as proposed, than like the
    words proposed.
    """
    readings = [clause.text]
    if observation.edit is not None and clause.kind is not ClauseKind.ROW:
        wordings = Wordings(Weave(base, [observation.edit]))
        by = [observation.edit.contributor]
        readings.append(wordings.of(clause.story, clause.block, clause.block + 1, by))
    folded = fold(wording).text
    with_clause = max(fuzz.ratio(folded, fold(reading).text) for reading in readings)
    words = fold(observation.after or observation.before).text
    return with_clause > fuzz.ratio(folded, words)
