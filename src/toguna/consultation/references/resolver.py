"""Finding the clauses that a reference names, by the numbers and names that a reader sees."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from toguna.consultation.folding import fold
from toguna.consultation.references.labels import caption_of, components, same_number
from toguna.consultation.references.names import is_titled, named, parts_of
from toguna.consultation.references.parser import Path, Reference, Step
from toguna.consultation.references.regions import PROSE, Regions, Scope
from toguna.text.clauses import Clause, ClauseKind, Clauses

WORDLESS = frozenset({"number", "chapter", "section", "article", "measure"})
"""Kinds whose clauses often show a number alone ("3.1.4")."""
OF_A_PAGE = frozenset({*PROSE, ClauseKind.HEADING, ClauseKind.TABLE, ClauseKind.BOX})


@dataclass(frozen=True, slots=True)
class Found:
    """The clauses that a reference names, in reading order, and the steps that lead nowhere."""

    clauses: tuple[Clause, ...]
    unknown: tuple[str, ...]


def resolve(reference: Reference, clauses: Clauses) -> Found:
    """Find the narrowest clauses that a reference names."""
    return Resolver(clauses).find(reference)


class Resolver:
    """Resolves any number of references to the clauses of one document."""

    def __init__(self, clauses: Clauses) -> None:
        self.regions = Regions(clauses)
        self._finders: dict[str, Callable[[Step, Scope], list[Clause]]] = {
            "name": self._name,
            "table": self._table,
            "figure": self._figure,
            "row": self._row,
            "column": self._column,
            "note": self._note,
            "alinea": self._alinea,
            "letter": self._letter,
            "bullet": self._bullet,
            "box": self._box,
            "margin": self._margin,
        }

    def find(self, reference: Reference, within: Sequence[Clause] | None = None) -> Found:
        """Find the narrowest clauses that a reference names, in the whole or within some."""
        clauses: dict[str, Clause] = {}
        unknown: list[str] = []
        for path in reference.paths:
            found = self._follow(path, Scope(self.regions, within))
            clauses |= {clause.id: clause for clause in found.clauses}
            unknown += found.unknown
        ordered = sorted(clauses.values(), key=lambda clause: self.regions.order[clause.id])
        return Found(tuple(ordered), tuple(dict.fromkeys(unknown)))

    def _follow(self, path: Path, scope: Scope) -> Found:
        pages = {step.number for step in path if step.kind == "page"}
        start = scope
        unknown: list[str] = []
        steps = [step for step in path if step.kind != "page"]
        if pages and steps and steps[0].kind in ("alinea", "letter", "bullet", "box"):
            scope = Scope(self.regions, self._of_pages(pages), is_page=True)
        for step in steps:
            found = self._step(step, scope)
            if found:
                scope = scope.narrowed(found)
                unknown += self._foreign_title(step, found)
            elif not self._is_satisfied_above(step, scope):
                unknown.append(step.words)
                scope = scope.failed()
        if scope.tops is None or scope.tops == start.tops:
            return Found(tuple(self._of_pages(pages)) if pages else (), tuple(unknown))
        return Found(tuple(self._narrow(list(scope.tops), pages)), tuple(unknown))

    def _of_pages(self, pages: set[str]) -> list[Clause]:
        pool = [clause for clause in self.regions.all if clause.kind in OF_A_PAGE]
        return self.regions.pages(pages, pool)

    def _narrow(self, found: list[Clause], pages: set[str]) -> list[Clause]:
        if len(found) < 2 or not pages:
            return found
        return [clause for clause in found if str(clause.page) in pages] or found

    def _step(self, step: Step, scope: Scope) -> list[Clause]:
        finder = self._finders.get(step.kind, self._numbered)
        found = finder(step, scope)
        if step.title and len(found) != 1 and step.kind != "name":
            by_title = named(step.title, found or scope.pool, self.regions.title)
            return by_title or found
        return found

    def _foreign_title(self, step: Step, found: list[Clause]) -> list[str]:
        """Give the words behind a step's number if they are not the title of what it names."""
        if not step.title or any(
            is_titled(fold(clause.text).text, step.title) or clause.kind is ClauseKind.TABLE
            for clause in found
        ):
            return []
        return [step.title]

    def _is_satisfied_above(self, step: Step, scope: Scope) -> bool:
        """Tell whether a name is that of something around what was found already."""
        if step.kind != "name" or scope.tops is None:
            return False
        path = self.regions.clauses.path
        around = {clause.id: clause for top in scope.tops for clause in path(top)}
        return bool(named(step.number, around.values(), self.regions.title))

    # Parts with a number of their own

    def _numbered(self, step: Step, scope: Scope) -> list[Clause]:
        for find in (self._by_label, self._by_last_part):
            found = find(step, scope)
            if found:
                return found
        return []

    def _by_label(self, step: Step, scope: Scope) -> list[Clause]:
        """Find clauses whose whole number is the step's, those with the same word first."""
        labels = self.regions.labels
        same = [
            clause
            for clause in scope.pool
            if clause.id in labels and same_number(labels[clause.id].number, step.number)
        ]
        with_word = [clause for clause in same if labels[clause.id].kind == step.kind]
        if with_word:
            return with_word
        if step.kind not in WORDLESS and step.kind in self.regions.kinds_used:
            return []
        bare = [clause for clause in same if not labels[clause.id].kind]
        if "." not in step.number:
            bare = [clause for clause in bare if clause.kind is ClauseKind.HEADING]
        if bare or step.kind not in WORDLESS or "." not in step.number:
            return bare
        return same

    def _by_last_part(self, step: Step, scope: Scope) -> list[Clause]:
        """Find "Objectif 2.3" for "objectif 3", and "1.2.4" for "mesure 4" under "1.2"."""
        if "." in step.number or scope.has_failed:
            return []
        number = components(step.number)[0]
        above = {
            tuple(self.regions.labels[top.id].components)
            for top in scope.tops or ()
            if top.id in self.regions.labels
        }
        found: list[Clause] = []
        for clause in scope.pool:
            label = self.regions.labels.get(clause.id)
            if label is None or "." not in label.number or label.components[-1] != number:
                continue
            has_word = label.kind == step.kind
            if has_word or (not label.kind and tuple(label.components[:-1]) in above):
                found.append(clause)
        return found

    def _name(self, step: Step, scope: Scope) -> list[Clause]:
        found = named(step.number, scope.pool, self.regions.title)
        if found:
            return found
        parts = parts_of(step.number)
        each = [named(part, scope.pool, self.regions.title) for part in parts]
        return [clause for some in each for clause in some] if all(each) else []

    # Tables, figures and notes, whose numbers run through the whole document

    def _table(self, step: Step, scope: Scope) -> list[Clause]:
        """Find tables by number; one that bears it in its caption before one merely counted."""
        found = [
            table
            for table in self.regions.all
            if table.kind is ClauseKind.TABLE and same_number(table.number.lower(), step.number)
        ]
        return [table for table in found if self.regions.caption(table)] or found

    def _figure(self, step: Step, scope: Scope) -> list[Clause]:
        return [
            clause
            for clause in self.regions.all
            if (label := caption_of(clause)) is not None
            and label.kind == "figure"
            and same_number(label.number, step.number)
        ]

    def _row(self, step: Step, scope: Scope) -> list[Clause]:
        if scope.tops is None:
            return []
        if "." in step.number:
            return self._rows_beginning(step.number, scope)
        rows = scope.of(ClauseKind.ROW)
        tables = {row.parent for row in rows}
        if len(tables) != 1:
            return []
        return [rows[-1]] if step.number == "-1" else [r for r in rows if r.number == step.number]

    def _rows_beginning(self, words: str, scope: Scope) -> list[Clause]:
        return [
            row
            for row in scope.of(ClauseKind.ROW)
            if fold(row.text.partition("|")[0]).text.strip(" .") == words
        ]

    def _column(self, step: Step, scope: Scope) -> list[Clause]:
        if scope.tops is None:
            return []
        return [cell for cell in scope.of(ClauseKind.CELL) if cell.number == step.number]

    def _note(self, step: Step, scope: Scope) -> list[Clause]:
        notes = [c for c in self.regions.all if c.kind is ClauseKind.NOTE]
        return [note for note in notes if note.number == step.number]

    # Parts that are counted where they stand

    def _alinea(self, step: Step, scope: Scope) -> list[Clause]:
        if scope.tops is None and self.regions.has_headings:
            return []
        if scope.tops is None or scope.is_page:
            return _nth(step.number, [clause for clause in scope.pool if clause.kind in PROSE])
        return [
            found for top in scope.tops for found in _nth(step.number, self.regions.paragraphs(top))
        ]

    def _letter(self, step: Step, scope: Scope) -> list[Clause]:
        labels = self.regions.labels
        items = [
            clause
            for clause in scope.pool
            if clause.kind in PROSE and clause.id in labels and not labels[clause.id].kind
        ]
        exact = [item for item in items if labels[item.id].number == step.number]
        return exact or [i for i in items if same_number(labels[i.id].number, step.number)]

    def _bullet(self, step: Step, scope: Scope) -> list[Clause]:
        if scope.tops is None:
            return []
        bullets = [c for c in scope.of(ClauseKind.ITEM) if c.id not in self.regions.labels]
        return _nth(step.number, bullets)

    def _box(self, step: Step, scope: Scope) -> list[Clause]:
        return scope.of(ClauseKind.BOX)

    def _margin(self, step: Step, scope: Scope) -> list[Clause]:
        margins = [c for c in self.regions.all if c.kind is ClauseKind.MARGIN and c.text]
        word = fold(step.words).text
        kind = "footer" if word.startswith(("pied", "footer")) else "header"
        return [margin for margin in margins if margin.story.startswith(kind)]


def _nth(number: str, clauses: list[Clause]) -> list[Clause]:
    """Give the clause of a rank counted from 1, or from the end where it is negative."""
    index = int(number) if number.lstrip("-").isdecimal() else 0
    if not 0 < abs(index) <= len(clauses):
        return []
    return [clauses[index - 1 if index > 0 else index]]
