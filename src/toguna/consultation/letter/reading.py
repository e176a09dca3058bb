"""Reading a letter: its paragraphs one after the other, each given its role."""

from __future__ import annotations

import re

from toguna.consultation.citing import (
    from_place,
    join_places,
    names_only_places,
    opens_with_place,
    places_in,
)
from toguna.consultation.folding import fold
from toguna.consultation.letter.formulas import (
    ANNEX,
    ANNOUNCED,
    CLOSING,
    OBJECT,
    OPENING,
    SALUTATION,
    SAME_PLACE,
    SIGNED,
    letter_date,
)
from toguna.consultation.letter.lines import TextLine, letter_lines
from toguna.consultation.letter.model import LetterReading, Role
from toguna.consultation.letter.parts import take_apart
from toguna.consultation.matrix.sections import Sections, announces
from toguna.consultation.model import Statement
from toguna.messages import say
from toguna.text.document import Document

LONGEST_TITLE = 120
LONGEST_LETTER = 60_000
"""In characters, some twenty pages: what is longer is a study."""
SENTENCE = re.compile(r".{60,}[.:;]$", re.DOTALL)
QUOTES = re.compile(r"[«“\"].{3,}[»”\"]", re.DOTALL)
TITLE_WORDS = re.compile(r"^(?:observations?|remarques?|commentaires?|propositions?)\b")
ENOUGH_SIGNS = 2
ENOUGH_REMARKS = 0.25
"""The share of the lines from which on numbered lines that name places make a letter."""


def read_letter(document: Document, filename: str) -> LetterReading:
    """Read the remarks of a letter; what is no remark is set aside and counted."""
    lines = letter_lines(document)
    reader = _Reader(lines)
    for index in range(len(lines)):
        reader.line(index)
    reader.end()
    reading = reader.reading
    if reading.aside:
        reading.notes.append(
            say(
                "{file} : {remarks} remarques lues ; {count} paragraphes laissés de côté (en-tête, "
                "objet, formules de politesse, signature).",
                file=filename,
                remarks=len(reading.statements),
                count=len(reading.aside),
            )
        )
    return reading


def looks_like_letter(document: Document) -> bool:
    """Tell whether a document is a letter of observations, by its formulas and its remarks."""
    lines = letter_lines(document)
    if sum(len(line.whole) for line in lines) > LONGEST_LETTER:
        return False
    folded = [fold(line.whole).text for line in lines]
    signs = sum(
        any(pattern.search(text) for text in folded)
        for pattern in (SALUTATION, OBJECT, OPENING, CLOSING)
    )
    remarks = sum(_is_remark_or_title(line) for line in lines)
    if remarks < ENOUGH_REMARKS * len(lines):
        remarks = min(remarks, 1)
    return signs + remarks >= ENOUGH_SIGNS


def _is_remark_or_title(line: TextLine) -> bool:
    """Tell whether a line is surely about another text: every text has numbers and titles."""
    if line.mark is not None:
        return bool(places_in(line.text))
    return _is_title(line) and from_place(line.text) != line.text


class _Reader:
    """Where one stands in a letter: before its body, in it, or after its closing formula."""

    def __init__(self, lines: list[TextLine]) -> None:
        self.reading = LetterReading()
        self._lines = lines
        self._start = _body_start(lines)
        self._sections = Sections()
        self._title: TextLine | None = None
        """The last title, as long as no remark stands under it."""
        self._titled = False
        self._closed = False
        self._remark: list[TextLine] = []
        self._date = next(filter(None, (letter_date(line.whole) for line in lines)), "")

    def line(self, index: int) -> None:
        """Give a line its role."""
        line = self._lines[index]
        following = self._lines[index + 1] if index + 1 < len(self._lines) else None
        folded = fold(line.text).text
        if index < self._start or (self._closed and not self._opens_again(line)):
            self._set_aside(line)
        elif self._is_heading(line, following):
            self._enter(line)
        elif line.mark is not None and self._starts_remark(line):
            self._begin(line)
        elif CLOSING.match(folded) or (SIGNED.match(folded) and len(line.text) < LONGEST_TITLE):
            self.end_remark()
            self._closed = True
            self._set_aside(line)
        elif self._remark and self._remark[0].mark is not None:
            self._remark.append(line)
        else:
            self._unmarked(line, folded)

    def end(self) -> None:
        """Give the last lines their role."""
        self.end_remark()
        self._leave_title()

    def end_remark(self) -> None:
        """Make a statement of the remark that is being read."""
        if not self._remark:
            return
        first, last = self._remark[0], self._remark[-1]
        words = [first.text, *(line.whole for line in self._remark[1:])]
        parts = take_apart("\n".join(filter(None, words)))
        number = first.mark.shown if first.mark else ""
        reference = self._sections.reference(parts.reference)
        if self.reading.statements and SAME_PLACE.match(fold(first.text).text):
            reference = join_places(self.reading.statements[-1].reference, parts.reference)
        self.reading.statements.append(
            Statement(
                where=_where(number, first, last),
                observation=parts.observation,
                proposed=parts.proposed,
                reason=parts.reason,
                reference=reference,
                nature=self._sections.nature,
                date=self._date,
                number=number,
                current=parts.current,
            )
        )
        self.reading.counts[Role.REMARK] += len(self._remark)
        self._remark = []

    # Roles

    def _set_aside(self, line: TextLine) -> None:
        self.reading.aside.append(line.whole)
        self.reading.counts[Role.ASIDE] += 1

    def _enter(self, title: TextLine) -> None:
        self.end_remark()
        self._leave_title()
        self._sections.enter(from_place(title.text).rstrip(" :"))
        self._title, self._titled, self._closed = title, True, False

    def _leave_title(self) -> None:
        """A title under which nothing stands, and that says more than a place, is a remark."""
        title, self._title = self._title, None
        if title is None:
            return
        words = from_place(title.text)
        if names_only_places(words) or (announces(words) and not opens_with_place(words)):
            self.reading.counts[Role.TITLE] += 1
        else:
            self._remark = [title]
            self.end_remark()

    def _begin(self, line: TextLine) -> None:
        self.end_remark()
        if self._title is not None:
            self._title = None
            self.reading.counts[Role.TITLE] += 1
        self._closed = False
        self._remark = [line]

    def _unmarked(self, line: TextLine, folded: str) -> None:
        """A paragraph outside any numbered remark is one, if it speaks of the text.

        What only announces remarks, and usages, do not; a wording or a reason that stands in a
        paragraph of its own belongs to the remark before it.
        """
        announced = take_apart(line.text)
        if self._remark and not announced.observation and not line.mark:
            self._remark.append(line)
        elif ANNOUNCED.search(folded) or OPENING.match(folded) or SALUTATION.match(folded):
            self.end_remark()
            self._set_aside(line)
        elif self._titled or _speaks_of_text(line.text):
            self._begin(line)
        else:
            self.end_remark()
            self._set_aside(line)

    # Judgements

    def _starts_remark(self, line: TextLine) -> bool:
        """Tell whether a numbered line starts a remark, or is a point of the one being read."""
        assert line.mark is not None
        if not self._remark or self._remark[0].mark is None:
            return True
        return line.mark.kind == self._remark[0].mark.kind

    def _is_heading(self, line: TextLine, following: TextLine | None) -> bool:
        """Tell whether a line is a title: for a numbered one, whether a deeper list follows."""
        if line.mark is None:
            return line.heading or _is_title(line)
        if following is None or following.mark is None or following.mark.kind == line.mark.kind:
            return line.mark.kind in ("roman", "capital") and _is_title(line)
        if _is_title(line):
            return True
        inside = self._remark and not self._starts_remark(line)
        return not inside and bool(ANNOUNCED.search(fold(line.text).text))

    def _opens_again(self, line: TextLine) -> bool:
        """Tell whether remarks start again after the closing: an annex, or a new number."""
        if ANNEX.match(fold(line.text).text) and _is_title(line):
            return True
        numbered = line.mark is not None and line.mark.kind in ("arabic", "decimal", "word")
        return numbered and (_speaks_of_text(line.text) or bool(SENTENCE.match(line.text)))


def _body_start(lines: list[TextLine]) -> int:
    """Give the index of the first line after the letterhead and the salutation."""
    folded = [fold(line.whole).text for line in lines]
    for index, text in enumerate(folded):
        if SALUTATION.match(text) and text.endswith(","):
            return index + 1
    for index, line in enumerate(lines):
        if OBJECT.match(folded[index]):
            continue
        if line.mark is not None or line.heading or SENTENCE.match(line.text) or _is_title(line):
            return index
    return len(lines)


def _is_title(line: TextLine) -> bool:
    """Tell whether a line is short, is no sentence, and names a place or what comes below."""
    text = line.text
    if len(text) > LONGEST_TITLE or text.endswith((".", ";", "?", "!", "»", ",")):
        return False
    folded = fold(text).text
    if TITLE_WORDS.match(folded) or ANNEX.match(folded):
        return not re.search(r":.*\w", folded)
    return opens_with_place(text) and not re.search(r":.*\w.*\w.*\w", folded)


def _speaks_of_text(text: str) -> bool:
    return bool(places_in(text) or opens_with_place(text) or QUOTES.search(text))


def _where(number: str, first: TextLine, last: TextLine) -> str:
    span = f"paragraphe {first.rank}"
    if last.rank != first.rank:
        span = f"paragraphes {first.rank} à {last.rank}"
    return f"remarque n° {number} ({span})" if number else span
