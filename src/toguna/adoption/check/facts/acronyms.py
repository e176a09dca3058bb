"""Acronyms: where they are explained (in a table of acronyms, in the text) and where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from toguna.adoption.check.facts.lines import Line
from toguna.adoption.check.facts.tables import Grid
from toguna.consultation.folding import fold
from toguna.text.clauses import ClauseKind, Clauses

ACRONYM = re.compile(r"(?<![\w./’'-])[A-ZÀ-Ý](?:[A-ZÀ-Ý0-9]|&(?=[A-Z])){1,11}(?![\w/]|[.-]\w)")
AFTER_ELISION = re.compile(r"(?<=\b[LlDd][’'])[A-ZÀ-Ý][A-ZÀ-Ý0-9]{1,11}(?![\w/]|[.-]\w)")
ROMAN = re.compile(r"[IVXLCDM]+")
BRACKETS = re.compile(r"[(\[]\s*([A-ZÀ-Ý][A-Za-zÀ-ÿ0-9&-]{1,13})(?:/[A-Z]+)?\s*[)\]]")
"""An acronym alone in brackets: the words before it are what it stands for."""
OPENED = re.compile(r"(?<![\w’'-])([A-ZÀ-Ý][A-ZÀ-Ý0-9&-]{1,11})\s*\(\s*([^()]{6,160}?)\s*\)")
FOLLOWED = re.compile(r"(?<![\w’'-])([A-ZÀ-Ý][A-ZÀ-Ý0-9&-]{2,11})\s*[,:=–]?\s+(?=[A-ZÀ-Ý])")
"""An acronym before what it stands for, as in a list that lost its form."""
APPENDED = re.compile(r"(?:,| [–-]| ou| or) ([A-ZÀ-Ý][A-ZÀ-Ý0-9&]{2,11})(?![\w’'-])")
"""An acronym after what it stands for, without brackets."""
NAMED = re.compile(
    r"(?:ci-après|dénommée?|désignée?|appelée?|hereinafter|referred to as|abrégée?)[^.;()]{0,40}?"
    r"([A-ZÀ-Ý][A-ZÀ-Ý0-9&]{1,11})(?![\w’'-])"
)
"""An acronym that a sentence gives: "ci-après l'ANSI"."""
SIGNED = re.compile(
    r"(?<![\w’'-])([A-ZÀ-Ý][A-ZÀ-Ý0-9&-]{1,11})\s*[:=–]\s+"
    r"([A-ZÀ-Ý][a-zà-ÿ]+(?:[ ’'-][^\W\d]+){1,12})"
)
"""An acronym, a sign, and words that begin with a capital: what it stands for, whatever the fit."""
TABLE_HEADING = re.compile(r"^(?:sigles?|acronymes?|abreviations?|acronyms?|abbreviations?)\b")
LIST_HEADING = re.compile(r"\b(?:sigles?|acronymes?|abreviations|acronyms?|abbreviations)\b")
LIST_LINE = re.compile(r"^\s*([A-Z][A-Za-zÀ-Ý0-9&-]{1,13})\s*(?:[:–—=\t]|-\s)\s*(\S.{3,})$")
SMALL = frozenset(
    "a à au aux d de des du en et l la le les pour par sur sous un une "
    "of the and for in on to".split()
)
"""Words whose initials an acronym leaves out."""
WORD = re.compile(r"[A-Za-zÀ-ÿŒœ0-9]+")
SHOUTED = re.compile(r"[A-ZÀ-Ý]{2,}(?:[’']?\s+[A-ZÀ-Ý’']{2,}){2,}")
"""Three words in capitals in a row are a title, not three acronyms."""
MOST_WORDS = 16
MOST_LEFT_OUT = 2
CAPITALS = 0.6
"""From this share of capitals on, a line is written in capitals and shows no acronyms."""


@dataclass(frozen=True, slots=True, eq=False)
class Meaning:
    """One explanation: an acronym, what it stands for, and where; `listed` in a table of them."""

    acronym: str
    meaning: str
    line: Line
    start: int
    end: int
    listed: bool
    sure: bool
    """Whether the words fit the letters, or stand in a list."""


@dataclass(frozen=True, slots=True, eq=False)
class Use:
    """An acronym as it stands in a line."""

    acronym: str
    line: Line
    start: int
    end: int


class Acronyms:
    """The acronyms of a strategy."""

    def __init__(self, lines: Sequence[Line], grids: Sequence[Grid], clauses: Clauses) -> None:
        self._lines = lines
        self._clauses = clauses
        self.listed = [*_in_tables(grids), *self._in_lists()]
        self.explained = [m for line in self._elsewhere for m in _in_text(line)]
        self.known = {m.acronym for m in (*self.listed, *self.explained)}

    @cached_property
    def _elsewhere(self) -> list[Line]:
        """The lines outside the lists of acronyms."""
        own = {id(meaning.line) for meaning in self.listed}
        rows = {meaning.line.story.rpartition(".")[0] for meaning in self.listed} - {""}
        return [
            line
            for line in self._lines
            if id(line) not in own and line.story.rpartition(".")[0] not in rows
        ]

    @cached_property
    def uses(self) -> list[Use]:
        """Every acronym that stands in the text, the lists of acronyms left out."""
        return [use for line in self._elsewhere for use in _uses(line)]

    @cached_property
    def bare_words(self) -> frozenset[str]:
        """Every word outside the lists, as it is written, parts of compound words too."""
        words: set[str] = set()
        for line in self._elsewhere:
            words.update(re.findall(r"[^\W_]+", line.text))
            words.update(re.findall(r"[^\W_]+(?:[-&][^\W_]+)+", line.text))
        return frozenset(words)

    def _in_lists(self) -> Iterator[Meaning]:
        """Read "SIGLE : what it stands for" under a title that announces acronyms."""
        for line in self._lines:
            parent = self._clauses.by_id.get(line.clause.parent or "")
            if (
                not line.in_body
                or parent is None
                or parent.kind is not ClauseKind.HEADING
                or not LIST_HEADING.search(fold(parent.text).text)
            ):
                continue
            match = LIST_LINE.match(line.text)
            if match is not None and _has_capitals(match.group(1)):
                yield Meaning(match.group(1), match.group(2), line, *match.span(1), True, True)


def _in_tables(grids: Sequence[Grid]) -> Iterator[Meaning]:
    for grid in grids:
        if grid.width < 2 or not TABLE_HEADING.match(grid.headings[0]):
            continue
        for row in grid.data:
            cells = [cell for cell in row.cells if cell.text.strip()]
            if len(cells) < 2:
                continue
            line = grid.line_of(cells[0])
            if line is not None:
                acronym = cells[0].text.strip()
                end = len(line.text)
                yield Meaning(acronym, cells[1].text.strip(), line, 0, end, True, True)


def _in_text(line: Line) -> Iterator[Meaning]:
    for match in BRACKETS.finditer(line.text):
        if _has_capitals(match.group(1)):
            meaning = _words_for(match.group(1), line.text[: match.start()])
            words = meaning or _before(line.text[: match.start()])
            if words:
                start, end = match.span(1)
                acronym = match.group(1)
                yield Meaning(acronym, words, line, start, end, False, bool(meaning))
    for match in APPENDED.finditer(line.text):
        meaning = _words_for(match.group(1), line.text[: match.start()])
        if meaning:
            yield Meaning(match.group(1), meaning, line, *match.span(1), False, False)
    for match in OPENED.finditer(line.text):
        acronym, meaning = match.groups()
        if len(meaning.split()) > 1 and not meaning.isupper():
            sure = fits(acronym, meaning)
            yield Meaning(acronym, meaning, line, *match.span(1), False, sure)
    for match in (*SIGNED.finditer(line.text), *NAMED.finditer(line.text)):
        words = match.group(match.lastindex or 1)
        yield Meaning(match.group(1), words, line, *match.span(1), False, False)
    for match in FOLLOWED.finditer(line.text):
        meaning = _words_after(match.group(1), line.text[match.end() :])
        if meaning:
            yield Meaning(match.group(1), meaning, line, *match.span(1), False, False)


def _has_capitals(word: str) -> bool:
    return sum(char.isupper() for char in word) >= 2


def _before(text: str) -> str:
    """Give the last words before a bracket, in one sentence."""
    return " ".join(re.split(r"[.;:()]", text)[-1].split()[-4:])


def _words_for(acronym: str, text: str) -> str:
    """Give the words at the end of `text` whose initials make the acronym, "" where none do."""
    clause = re.split(r"[.;:()«»]", text.rstrip(" .,"))[-1]
    words = list(WORD.finditer(clause))
    for count in range(2, min(MOST_WORDS, len(words)) + 1):
        first = words[-count]
        if first.group().lower() in SMALL:
            continue
        if fits(acronym, clause[first.start() :]):
            return clause[first.start() :].strip()
    return ""


def _words_after(acronym: str, text: str) -> str:
    """Give the words at the head of `text` whose initials make the acronym, "" where none do."""
    words = list(WORD.finditer(text))[:MOST_WORDS]
    for last in words[1:]:
        if fits(acronym, text[: last.end()]) or _nearly_fits(acronym, text[: last.end()]):
            return text[: last.end()].strip()
    return ""


def fits(acronym: str, meaning: str) -> bool:
    """Tell whether the initials of the words of a meaning, small words left out, are an acronym."""
    letters = [char for char in fold(acronym).text if char.isalnum()]
    words = [fold(word).text for word in WORD.findall(meaning)]
    telling = [word for word in words if word and word not in SMALL]
    initials = [word[0] for word in telling]
    return len(letters) >= 2 and (
        letters == initials or letters == [word[0] for word in words if word]
    )


def _nearly_fits(acronym: str, meaning: str) -> bool:
    """Tell whether an acronym takes its letters from all but one or two of the initials."""
    letters = fold(acronym).text
    initials = [word[0] for word in telling_words(meaning)]
    left = iter(initials)
    return (
        0 < len(initials) - len(letters) <= MOST_LEFT_OUT
        and initials[0] == letters[0]
        and initials[-1] == letters[-1]
        and all(letter in left for letter in letters)
    )


def telling_words(name: str) -> tuple[str, ...]:
    """Give the folded words of a name but for the small ones."""
    words = re.findall(r"[a-z0-9]+", fold(name).text)
    return tuple(word for word in words if word not in SMALL)


def _uses(line: Line) -> Iterator[Use]:
    text = line.text
    if _in_capitals(line):
        return
    seen: set[int] = {
        start for run in SHOUTED.finditer(text) for start in range(run.start(), run.end())
    }
    for pattern in (ACRONYM, AFTER_ELISION):
        for match in pattern.finditer(text):
            word = match.group()
            if match.start() in seen or not _has_capitals(word) or ROMAN.fullmatch(word):
                continue
            if _is_code(text, match.start(), match.end()):
                continue
            seen.add(match.start())
            yield Use(word, line, match.start(), match.end())


def _in_capitals(line: Line) -> bool:
    """Tell whether a line is set in capitals: its words are no acronyms, but for a cell's one."""
    letters = [char for char in line.text if char.isalpha()]
    lower = sum(char.islower() for char in letters)
    alone = len(WORD.findall(line.text)) == 1 and not line.in_body
    return not alone and bool(letters) and lower < (1 - CAPITALS) * len(letters)


def _is_code(text: str, start: int, end: int) -> bool:
    """Tell whether capitals are part of a code ("RFC 2350", "n° 11-23/PRM") or of a name."""
    before, after = text[:start], text[end:]
    return bool(
        re.match(r"[  -]?(?:n°\s*)?\d", after)
        or re.search(r"\d$", text[start:end])
        or re.search(r"(?:n°\s*|\d[/-]?|\bM\. |\bMme |\bDr |\bPr )$", before)
        or re.match(r"@|://", after)
    )
