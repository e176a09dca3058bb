"""Finding a clause by its name: a heading, a table's caption, the first words of a measure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from rapidfuzz import fuzz

from toguna.consultation.references.words import IDLE, KINDS
from toguna.text.clauses import Clause, ClauseKind

SAME_NAME = 88
"""From so much likeness (of 100) on, two names are one, written carelessly."""
NAME_LENGTH = 4
"""A shorter word names nothing by itself."""

Title = Callable[[Clause], str]


def named(name: str, pool: Iterable[Clause], title: Title) -> list[Clause]:
    """Give the clauses of a pool that a name means: those that are called so most exactly.

    `title` gives a clause's folded title. Headings come before tables, and these before items,
    unless the name itself says that it means a table.
    """
    clauses = list(pool)
    words = _words(name)
    for same in (_is_exactly, _is_nearly, _is_part):
        for kind in _kinds(words):
            found = [
                clause
                for clause in clauses
                if clause.kind is kind and title(clause) and same(words, title(clause))
            ]
            if found:
                return found
    return []


def parts_of(name: str) -> list[str]:
    """Cut a name that may be several ("préambule et introduction")."""
    return [part for part in re.split(r",\s*|\s+(?:et|and|&|\+)\s+", name) if part]


def is_titled(title: str, words: str) -> bool:
    """Tell whether the words behind a number may be a clause's title, shortened or not."""
    return fuzz.partial_ratio(title, words) >= SAME_NAME or _is_part(_words(words), title)


def _kinds(words: list[str]) -> list[ClauseKind]:
    kinds = [ClauseKind.HEADING, ClauseKind.TABLE, ClauseKind.ITEM]
    if any(KINDS.get(word) == "table" for word in words):
        return [ClauseKind.TABLE, ClauseKind.HEADING]
    return kinds


def _words(name: str) -> list[str]:
    return re.findall(r"[a-z0-9]+|\.\.\.", name)


def _is_exactly(words: list[str], title: str) -> bool:
    if words[-1:] == ["..."]:
        return _words(title)[: len(words) - 1] == words[:-1]
    return words == _words(title)


def _is_nearly(words: list[str], title: str) -> bool:
    return fuzz.ratio(" ".join(words), " ".join(_words(title))) >= SAME_NAME


def _is_part(words: list[str], title: str) -> bool:
    """Tell whether every word that says something stands in the title, in any order."""
    telling = [word for word in words if word not in IDLE and word not in KINDS]
    present = set(_words(title))
    return any(len(word) >= NAME_LENGTH and word.isalpha() for word in telling) and all(
        word in present or word.rstrip("s") in present for word in telling
    )
