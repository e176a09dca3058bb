"""The paragraphs of a document, folded once, and the search for words in them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import fuzz

from toguna.consultation.folding import Traced, fold, reading
from toguna.text.clauses import Clause
from toguna.text.content import ViewParagraph
from toguna.text.document import Document, Place
from toguna.text.shown import shown

SIMILAR = 88
"""From so much likeness (of 100) on, words are those that a person meant to quote."""
SHORTEST_SIMILAR = 20
"""Shorter words are found exactly or not at all."""
CLEARLY_BEST = 4
"""By so much must the most similar words be more so than the next."""
ELISION = re.compile(r"\s*[(\[]?\.\.\.[)\]]?\s*")
LONGEST_ELISION = 1500
ELIDED_PART = 6
"""Around "(...)" must stand so many signs to find both ends."""

COUNTS = re.compile(
    r"\d+(?:[.,]\d+)*|\b(?:deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|"
    r"quatorze|quinze|seize|vingts?|trente|quarante|cinquante|soixante|cents?|mille|millions?|"
    r"milliards?|two|three|four|five|seven|eight|nine|ten|hundred|thousand|"
    r"premiers?|premieres?|seconde?s?|moitie|tiers|quart|pas|non|sans|aucune?|jamais|not|no|without)\b"
)
"""Words that no likeness makes up for: numbers, and what turns a sentence into its contrary."""


@dataclass(frozen=True, slots=True)
class Spot:
    """One paragraph of a story."""

    story: str
    block: int
    paragraph: ViewParagraph
    folded: Traced
    clause: Clause | None


@dataclass(frozen=True, slots=True)
class Hit:
    """Words found in a paragraph, from `start` to `end`; `score` is 100 where they are the same."""

    spot: Spot
    start: int
    end: int
    score: float = 100

    @property
    def place(self) -> Place:
        """Where they start."""
        return Place(self.spot.story, self.spot.block, self.start)

    @property
    def words(self) -> str:
        """The words, as a person sees them."""
        return shown(self.spot.paragraph, self.start, self.end)


def spots_of(document: Document) -> list[Spot]:
    """Give every paragraph of every story, folded, with its clause."""
    found: list[Spot] = []
    for name, story in document.stories.items():
        for index, block in enumerate(story.blocks):
            if isinstance(block, ViewParagraph) and block.text:
                read = reading(block)
                folded = fold(read.text).through(read)
                found.append(Spot(name, index, block, folded, document.clauses.at(name, index)))
    return found


def exact(words: str, spots: Iterable[Spot]) -> list[Hit]:
    """Find words as they are once folded; those in the very same letters alone if there are any.

    An elision ("le plan (...) révisé") stands for whatever is between its two ends.
    """
    needle = fold(words).text
    for sought in dict.fromkeys((needle, needle.strip(" .,;:!?"))):
        pattern = _pattern(sought)
        if pattern is None:
            return []
        hits = [hit for spot in spots for hit in _hits(pattern, spot)]
        if hits:
            same_case = [hit for hit in hits if _letters(hit.words) == _letters(words)]
            return same_case if len(hits) > 1 and same_case else hits
    return []


def _letters(words: str) -> str:
    return "".join(char for char in words if char.isalnum())


def _pattern(needle: str) -> re.Pattern[str] | None:
    parts = [part for part in ELISION.split(needle) if part]
    if not any(char.isalnum() for char in needle) or not parts:
        return None
    if len(parts) == 1 or any(len(part) < ELIDED_PART for part in parts):
        return re.compile(_bounded(needle))
    between = rf".{{1,{LONGEST_ELISION}}}?"
    return re.compile(between.join(_bounded(part) for part in parts))


def _bounded(needle: str) -> str:
    """Give a pattern that finds whole words and whole numbers only, hyphens or none."""
    head = r"(?<!\w)" + (r"(?<!\d[.,])" if needle[0].isdigit() else "")
    tail = r"(?!\w)" + (r"(?![.,]\d)" if needle[-1].isdigit() else "")
    return (
        (head if needle[0].isalnum() else "")
        + re.sub(r"\\[ -]", "[ -]", re.escape(needle))
        + (tail if needle[-1].isalnum() else "")
    )


def _hits(pattern: re.Pattern[str], spot: Spot) -> list[Hit]:
    hits: list[Hit] = []
    for match in pattern.finditer(spot.folded.text):
        start, end = spot.folded.span(*match.span())
        if end - start > 1 or match.end() - match.start() == 1:  # not the words of one field alone
            hits.append(Hit(spot, start, end))
    return hits


def similar(words: str, spots: Iterable[Spot]) -> Hit | None:
    """Find the words most like some others, None where nothing or several things are like them.

    Numbers and negations must be the same: "5 %" is not like "15 %".
    """
    needle = fold(words).text
    if len(needle) < SHORTEST_SIMILAR:
        return None
    hits = [hit for spot in spots if (hit := _similar_in(needle, spot)) is not None]
    hits.sort(key=lambda hit: -hit.score)
    if not hits or (len(hits) > 1 and hits[0].score - hits[1].score < CLEARLY_BEST):
        return None
    return hits[0]


def _similar_in(needle: str, spot: Spot) -> Hit | None:
    text = spot.folded.text
    if len(text) < len(needle) * SIMILAR / 100:
        return None
    found = fuzz.partial_ratio_alignment(needle, text, score_cutoff=SIMILAR)
    if found is None or len(text) < len(needle):
        return _whole_if_similar(needle, spot)
    start, end = _to_words(text, found.dest_start, found.dest_end)
    score = fuzz.ratio(needle, text[start:end])
    if score < SIMILAR or not same_counts(needle, text[start:end]):
        return None
    return Hit(spot, *spot.folded.span(start, end), score)


def _whole_if_similar(needle: str, spot: Spot) -> Hit | None:
    score = fuzz.ratio(needle, spot.folded.text)
    if score < SIMILAR or not same_counts(needle, spot.folded.text):
        return None
    return Hit(spot, *spot.folded.span(0, len(spot.folded.text)), score)


def same_counts(one: str, other: str) -> bool:
    """Tell whether two folded texts have the same numbers and negations."""
    mine, theirs = (COUNTS.findall(text) for text in (one, other))
    return [word.rstrip("s") for word in mine] == [word.rstrip("s") for word in theirs]


def _to_words(text: str, start: int, end: int) -> tuple[int, int]:
    """Widen or narrow a span to the nearest ends of words."""
    while 0 < start < len(text) and text[start].isalnum() and text[start - 1].isalnum():
        start -= 1
    while start < end and text[start] == " ":
        start += 1
    while 0 < end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    while end > start and text[end - 1] in " ,;":
        end -= 1
    return start, end
