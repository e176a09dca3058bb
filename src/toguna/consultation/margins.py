"""Headers and footers that a copy has and the draft has not, or the other way round.

They belong to sections, which are compared by their rank: one that has no counterpart is told to
a person, not written into the draft's own pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from toguna.messages import Message, say
from toguna.text.content import FIRST_ATOM, LAST_ATOM, Side, story_signature
from toguna.text.document import Document
from toguna.text.docx.document import Margin, WordDocument
from toguna.text.shown import shown

ATOM = re.compile(f"[{chr(FIRST_ATOM)}-{chr(LAST_ATOM)}]")
ADDED = {"header": say("En-tête ajouté"), "footer": say("Pied de page ajouté")}
REMOVED = {"header": say("En-tête supprimé"), "footer": say("Pied de page supprimé")}


def unmatched(base: Document, copy: WordDocument) -> Iterator[tuple[Message, str, str]]:
    """Give what happened, the words before and the words after, for each such header or footer."""
    mine, theirs = _by_place(base.word, Side.AFTER), _by_place(copy, Side.AFTER)
    known = {_words(margin, Side.AFTER) for margin in mine.values()}
    kept = {_words(margin, Side.AFTER) for margin in theirs.values()}
    kept |= {_words(margin, Side.BEFORE) for margin in theirs.values()}
    told: set[tuple[str, str]] = set()
    for here, other, seen, messages in (
        (theirs, mine, known, ADDED),
        (mine, theirs, kept, REMOVED),
    ):
        for place, margin in here.items():
            words = _words(margin, Side.AFTER)
            key = (margin.kind, words)
            if place in other or words in seen or not words or key in told:
                continue
            told.add(key)
            text = "\n".join(shown(block) for block in margin.story.after).strip()
            yield (messages[margin.kind], *(("", text) if here is theirs else (text, "")))


def _by_place(word: WordDocument, side: Side) -> dict[tuple[str, int, str], Margin]:
    return {(m.kind, m.section, m.pages): m for m in word.margins if _words(m, side)}


def _words(margin: Margin, side: Side) -> str:
    """Give what people wrote in a header or footer, page numbers and pictures left aside."""
    return " ".join(ATOM.sub("", story_signature(margin.story.on(side))).split())
