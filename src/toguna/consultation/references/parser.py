"""Reading a reference: from "Axe 2, objectif 3, al. 2" to steps that lead to a clause."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from toguna.consultation.folding import fold
from toguna.consultation.references.words import (
    ADJECTIVES,
    COMPOUNDS,
    IDLE,
    ORDINALS,
    RANKS,
    kind_of,
)

ROMAN = re.compile(r"[ivxl]{1,6}")
YEAR = 1000
"""A greater number is a year or an amount, never the number of a part."""
LONGEST_RANGE = 40
ALONE = frozenset({"box", "margin"})
"""Parts that need no number."""
LETTERED = frozenset({"annex", "letter", "point", "part"})

TOKEN = re.compile(
    r"""
    (?P<name>"[^"]+")
  | (?P<item>\(\s?(?:[a-z]{1,4}|\d{1,2})\s?\)|(?<![\w.])(?:[a-z]|[ivx]{1,5}|\d{1,2})\))
  | (?P<ordinal>(?<![\w.])\d{1,3}(?:er|ere|e|eme|nd|nde|st|rd|th)\b)
  | (?P<number>(?<!\w)(?:(?![pl]\.)[a-z]|[ivx]{2,5})(?:\.\d+)+|\d+(?:\.\d+)*(?![a-z]{2}))
  | (?P<word>§|[a-z]+(?:-[a-z]+)*)
  | (?P<sign>\S)
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Step:
    """One part that a reference names: its kind (see `PART_WORDS`) and its number or name.

    `title` is what is written behind the number ("Axe 2 : Gouverner"); `words` is the step as
    it was written.
    """

    kind: str
    number: str
    words: str
    title: str = ""


Path = tuple[Step, ...]
"""Steps from the widest part to the narrowest, all of them to be satisfied."""


@dataclass(frozen=True, slots=True)
class Reference:
    """What a reference names: any of several paths."""

    paths: tuple[Path, ...]


def parse(written: str) -> Reference:
    """Read a reference as a person wrote it."""
    paths: list[Path] = []
    for part in re.split(r"[;\n\r]+", written):
        paths += _Parser(part).run()
    return Reference(tuple(dict.fromkeys(paths)))


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    start: int
    end: int


class _Parser:
    """Reads one part of a reference from left to right."""

    def __init__(self, written: str) -> None:
        self._written = written
        self._folded = fold(written)
        self._tokens = [
            _Token(match.lastgroup or "", match.group(), match.start(), match.end())
            for match in TOKEN.finditer(_compounded(self._folded.text))
        ]
        self._paths: list[list[Step]] = [[]]
        self._name: list[_Token] = []
        self._joined = False  # whether the words being read follow a numbered step directly

    def run(self) -> list[Path]:
        index = 0
        while index < len(self._tokens):
            index = self._read(index)
        self._end_name()
        return [_ordered(path) for path in self._paths if path]

    def _read(self, index: int) -> int:
        """Read what starts at a token; give the index of the next one."""
        token = self._tokens[index]
        if token.kind == "word":
            return self._read_word(index)
        if token.kind == "ordinal":
            return self._read_ordinal(index, int(re.sub(r"\D", "", token.text)))
        if token.kind == "item":
            self._add("letter", token.text.strip("() "), token, token)
            return index + 1
        if token.kind == "name":
            self._end_name()
            self._add_name(token, token)
            return index + 1
        if token.kind == "number" and self._stands_alone(index):
            kind = "number" if "." in token.text else "chapter"
            self._add(kind, token.text, token, token)
            return index + 1
        if token.kind == "sign":
            self._sign(token.text)
        else:
            self._name.append(token)
        return index + 1

    def _sign(self, sign: str) -> None:
        if self._name:
            if sign in ",/>|()":
                self._end_name()
        elif sign in ",/>|":
            self._joined = False

    def _read_word(self, index: int) -> int:
        word = self._tokens[index].text
        if word in ORDINALS:
            return self._read_ordinal(index, ORDINALS[word])
        kind = None if self._is_in_name(index) else kind_of(word)
        if kind in ALONE:
            self._add(kind, "", self._tokens[index], self._tokens[index])
            return index + 1
        if kind is not None:
            numbers, end = self._numbers(index + 1, kind)
            for number in numbers:
                self._add(kind, number, self._tokens[index], self._tokens[end - 1])
            if numbers:
                return end
        if ROMAN.fullmatch(word) and word != "l" and self._stands_alone(index):
            self._add("chapter", word, self._tokens[index], self._tokens[index])
            return index + 1
        if word in ("et", "ou", "and", "or") and self._next_is_step(index + 1):
            self._end_name()
            self._joined = False
        else:
            self._name.append(self._tokens[index])
        return index + 1

    def _is_in_name(self, index: int) -> bool:
        """Tell whether a word belongs to a name, as in "plan d'action"."""
        return index >= 2 and self._tokens[index - 1].text == "'" and (
            self._tokens[index - 2].text == "d"
        )  # fmt: skip

    def _next_is_step(self, index: int) -> bool:
        if index >= len(self._tokens):
            return False
        token = self._tokens[index]
        return token.kind != "word" or kind_of(token.text) is not None or token.text in ORDINALS

    def _read_ordinal(self, index: int, number: int) -> int:
        """Read "2e alinéa", "deuxième tiret"."""
        end = index + 1
        while end < len(self._tokens) and self._tokens[end].text in ADJECTIVES:
            end += 1
        kind = kind_of(self._tokens[end].text) if end < len(self._tokens) else None
        if kind is None:
            self._name.append(self._tokens[index])
            return index + 1
        kind = "alinea" if kind == "subsection" else kind
        self._add(kind, str(number), self._tokens[index], self._tokens[end])
        return end + 1

    def _stands_alone(self, index: int) -> bool:
        """Tell whether a number is the name of a part by itself, not an amount in a sentence."""
        text = self._tokens[index].text
        if text.isdecimal() and int(text) >= YEAR:
            return False
        if "." in text:
            return True
        before = self._tokens[index - 1] if index else None
        after = self._tokens[index + 1] if index + 1 < len(self._tokens) else None
        return not self._name and all(
            near is None or (near.kind == "sign" and near.text not in "%'-")
            for near in (before, after)
        )

    # Numbers

    def _numbers(self, index: int, kind: str) -> tuple[list[str], int]:
        """Read the numbers behind a word: one, several, or a range; and where they end."""
        index = self._skip(index)
        first = self._number(index, kind)
        if first is None:
            return [], index
        numbers, end = [first], index + 1
        while end + 1 < len(self._tokens):
            between = self._tokens[end].text
            following = self._number(end + 1, kind)
            if self._tokens[end + 1].kind == "ordinal" or following is None:
                break
            if following.count(".") != first.count("."):
                break
            if between in ("-", "a", "au", "to"):
                numbers += _range(numbers[-1], following)
            elif between in (",", "et", "ou", "and", "or", "&", "/"):
                numbers.append(following)
            else:
                break
            end += 2
        return numbers, end

    def _skip(self, index: int) -> int:
        """Pass over what may stand between a word and its number."""
        idle = ADJECTIVES | {".", "°", "'", "#", "-"}
        while index < len(self._tokens) and self._tokens[index].text in idle:
            index += 1
        return index

    def _number(self, index: int, kind: str) -> str | None:
        if index >= len(self._tokens):
            return None
        token = self._tokens[index]
        if token.kind == "number":
            return None if token.text.isdecimal() and int(token.text) >= YEAR else token.text
        if token.kind == "ordinal" or (token.kind == "item" and kind in LETTERED | {"alinea"}):
            return re.sub(r"[()\s]", "", token.text)
        if token.kind != "word":
            return None
        if ROMAN.fullmatch(token.text) and token.text != "l":
            return token.text
        return token.text if kind in LETTERED and len(token.text) == 1 else None

    # Steps

    def _add(self, kind: str, number: str, first: _Token, last: _Token) -> None:
        self._end_name()
        path = self._paths[-1]
        kind = _settled(kind, number, path)
        rank = RANKS[kind]
        if any(RANKS[step.kind] == rank for step in path):
            path = [step for step in path if RANKS[step.kind] < rank]
            self._paths.append(path)
        path.append(Step(kind, number, self._as_written(first.start, last.end)))
        self._joined = True

    def _end_name(self) -> None:
        """Take the words read since the last step as a name, or as that step's title."""
        tokens = self._name
        self._name = []
        while tokens and tokens[0].text in IDLE:
            tokens.pop(0)
        while tokens and tokens[-1].text in IDLE:
            tokens.pop()
        if tokens:
            self._add_name(tokens[0], tokens[-1])

    def _add_name(self, first: _Token, last: _Token) -> None:
        name = self._folded.text[first.start : last.end].strip('" ')
        path = self._paths[-1]
        step = path[-1] if path else None
        if step is not None and (self._joined or step.title):
            title = f"{step.title}, {name}" if step.title else name
            path[-1] = Step(step.kind, step.number, step.words, title)
            self._joined = False
            return
        if step is not None and step.kind == "name":
            path[-1] = Step("name", f"{step.number}, {name}", step.words)
            return
        if any(step.kind == "name" for step in path):
            path = [step for step in path if RANKS[step.kind] < RANKS["name"]]
            self._paths.append(path)
        path.append(Step("name", name, self._as_written(first.start, last.end)))

    def _as_written(self, start: int, end: int) -> str:
        return self._written[slice(*self._folded.span(start, end))].strip('«»“”" \u00a0\u202f')


def _compounded(text: str) -> str:
    for compound in COMPOUNDS:
        text = text.replace(compound, compound.replace(" ", "-"))
    return text


def _settled(kind: str, number: str, path: list[Step]) -> str:
    """Give the kind that "§", "paragraphe" and "point" stand for."""
    if kind not in ("subsection", "point"):
        return kind
    if "." in number:
        return "number"
    if kind == "point":
        return "letter"
    return "alinea" if path else "section"


def _ordered(path: list[Step]) -> Path:
    """Put the steps in order; a measure named with a table means its row there."""
    if any(step.kind == "table" for step in path):
        path = [
            replace(step, kind="row") if step.kind in ("measure", "number") else step
            for step in path
        ]
    return tuple(sorted(path, key=lambda step: RANKS[step.kind]))


def _range(first: str, last: str) -> list[str]:
    """Give what follows `first` up to `last`: their last components are counted up."""
    head, _, low = first.rpartition(".")
    other_head, _, high = last.rpartition(".")
    if head != other_head or not (low.isdecimal() and high.isdecimal()):
        return [last]
    if not 0 < int(high) - int(low) <= LONGEST_RANGE:
        return [last]
    prefix = f"{head}." if head else ""
    return [f"{prefix}{number}" for number in range(int(low) + 1, int(high) + 1)]
