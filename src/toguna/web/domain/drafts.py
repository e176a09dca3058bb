"""A draft as pages show it: in parts of a size that loads quickly, with its headings and search."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from toguna.consultation.folding import HIDDEN, SAME_SIGNS, fold
from toguna.consultation.form import Action
from toguna.consultation.form.page import GOING, LISTED, WORDED
from toguna.consultation.propositions.whole import THINGS
from toguna.text.clauses import ClauseKind
from toguna.web.models import Version

PART = 36_000
"""How much of a draft a page shows at most, in characters of HTML, about."""
FRAME = 260
"""Characters of HTML around the words of one clause, about."""
MOST_HITS = 50
WORD = re.compile(r"[^\W_]+")
UNSEEN = re.compile(f"[\u0300-\u036f{''.join(sorted(HIDDEN))}]")
AROUND = 60
"""Characters that are shown around what was found."""
SHOWN = {ClauseKind.HEADING.value, ClauseKind.PARAGRAPH.value, ClauseKind.ITEM.value,
         ClauseKind.NOTE.value, ClauseKind.BOX.value}  # fmt: skip

Told = dict[str, Any]
"""A clause, as `domain.texts.told_clauses` tells it."""


@dataclass
class Block:
    """What stands by itself: one clause, or a table with the cells of its rows."""

    clause: Told
    rows: list[list[Told]] = field(default_factory=list)

    @property
    def level(self) -> int:
        """The level of its heading on the page, whose own title is a first one."""
        return min(int(self.clause["level"]) + 1, 6)

    @property
    def size(self) -> int:
        """About how long its HTML is."""
        clauses = [self.clause] if not self.rows else [c for row in self.rows for c in row]
        return sum(len(c["text"]) + FRAME for c in clauses)


@dataclass
class Part:
    """A part of a draft: what a page shows at once."""

    number: int
    blocks: list[Block] = field(default_factory=list)

    @property
    def title(self) -> str:
        """Its first heading, "" where it has none."""
        headings = (b.clause for b in self.blocks if b.clause["kind"] == "heading")
        return next((named(clause) for clause in headings), "")


@dataclass(frozen=True)
class Hit:
    """A clause in which something was found, with the words around it."""

    clause: Told
    before: str
    found: str
    after: str


class Draft:
    """The clauses of a version, and where each is shown."""

    def __init__(self, version: Version) -> None:
        self.version = version
        self.by_id: dict[str, Told] = {one["id"]: one for one in version.clauses}
        self.parts = list(_parts(_blocks(version.clauses)))
        self._part_of = {
            clause["id"]: part.number
            for part in self.parts
            for block in part.blocks
            for clause in (block.clause, *(c for row in block.rows for c in row))
        }

    def part(self, number: int) -> Part:
        """Give a part by its number from 1; the nearest there is."""
        return self.parts[max(1, min(number, len(self.parts))) - 1] if self.parts else Part(1)

    def part_of(self, clause: str) -> int:
        """Give the number of the part that shows a clause, 1 where none does."""
        return self._part_of.get(clause, 1)

    @property
    def headings(self) -> list[tuple[Told, int]]:
        """The headings, each with the number of its part."""
        found = (b.clause for part in self.parts for b in part.blocks)
        return [(c, self.part_of(c["id"])) for c in found if c["kind"] == "heading"]

    def search(self, wanted: str) -> list[Hit]:
        """Find words, whatever their accents and case."""
        folded = fold(wanted).text.strip()
        if not folded:
            return []
        words = WORD.findall(folded)
        shown = (self.by_id[key] for key in self._part_of)
        likely = (clause for clause in shown if _may_have(clause["text"], words))
        found = (_hit(clause, folded) for clause in likely)
        return list(islice((hit for hit in found if hit is not None), MOST_HITS))


def named(clause: Told) -> str:
    """Give a heading with its number."""
    return f"{clause['number']} {clause['text']}".strip()


def words_of(clause: Told) -> str:
    """Give the words of a clause, as a person may propose others."""
    return str(clause["text"]).strip()


def allowed(clause: Told | None) -> list[Action]:
    """Tell what may be asked of a clause, None being the whole text."""
    if clause is None or ClauseKind(clause["kind"]) not in WORDED:
        return [Action.REMARK]
    if not THINGS.sub("", clause["text"]).strip():
        return [Action.REMARK]
    kind = ClauseKind(clause["kind"])
    after = [Action.INSERT] if kind in LISTED else []
    gone = [Action.DELETE] if kind in GOING else []
    return [Action.REWORD, Action.REMARK, *after, *gone]


def _blocks(clauses: list[Told]) -> Iterator[Block]:
    """Give what a draft is made of, in order; margins and tables of contents are left out."""
    table: Block | None = None
    for clause in clauses:
        kind = clause["kind"]
        if kind == ClauseKind.TABLE.value:
            if table is not None:
                yield table
            table = Block(clause)
        elif kind == ClauseKind.ROW.value and table is not None:
            table.rows.append([])
        elif kind == ClauseKind.CELL.value and table is not None and table.rows:
            table.rows[-1].append(clause)
        elif kind in SHOWN and clause["text"].strip():
            if table is not None:
                yield table
                table = None
            yield Block(clause)
    if table is not None:
        yield table


def _parts(blocks: Iterator[Block]) -> Iterator[Part]:
    """Cut where a part is full, at a heading where one is near."""
    part, size = Part(1), 0
    for block in blocks:
        heading = block.clause["kind"] == "heading"
        full = size + block.size > PART or (heading and size > PART * 2 // 3)
        if full and part.blocks:
            yield part
            part, size = Part(part.number + 1), 0
        part.blocks.append(block)
        size += block.size
    if part.blocks:
        yield part


def _may_have(text: str, words: list[str]) -> bool:
    """Leave out clauses that cannot have some folded words, by folding their letters alone."""
    plain = unicodedata.normalize("NFKD", text.translate(SAME_SIGNS)).casefold()
    letters = UNSEEN.sub("", plain)
    return all(word in letters for word in words)


def _hit(clause: Told, wanted: str) -> Hit | None:
    folded = fold(clause["text"])
    at = folded.text.find(wanted)
    if at < 0:
        return None
    text, (start, end) = clause["text"], folded.span(at, at + len(wanted))
    before = ("…" if start > AROUND else "") + text[max(0, start - AROUND) : start]
    after = text[end : end + AROUND] + ("…" if end + AROUND < len(text) else "")
    return Hit(clause, before, text[start:end], after)
