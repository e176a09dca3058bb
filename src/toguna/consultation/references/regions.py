"""What stands under a clause, as a reader sees it, and what it is called."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from toguna.consultation.folding import fold
from toguna.consultation.references.labels import Label, caption_of, label_of
from toguna.text.clauses import Clause, ClauseKind, Clauses

PROSE = (ClauseKind.PARAGRAPH, ClauseKind.ITEM)
TITLE_LENGTH = 160


class Regions:
    """The clauses of a document with their labels, titles and what belongs to each."""

    def __init__(self, clauses: Clauses) -> None:
        self.clauses = clauses
        self.all = clauses.all
        self.order = {clause.id: index for index, clause in enumerate(self.all)}
        self.labels: dict[str, Label] = {
            clause.id: label for clause in self.all if (label := label_of(clause)) is not None
        }
        self.kinds_used = {label.kind for label in self.labels.values()}
        self._children: dict[str | None, list[Clause]] = {}
        for clause in self.all:
            self._children.setdefault(clause.parent, []).append(clause)
        self._regions: dict[str, list[Clause]] = {}
        self._titles: dict[str, str] = {}

    @cached_property
    def has_headings(self) -> bool:
        """Whether the document is divided by headings at all."""
        return any(clause.kind is ClauseKind.HEADING for clause in self.all)

    def under(self, clause: Clause) -> list[Clause]:
        """Give a clause and all that belongs to it, in reading order.

        To a numbered measure belong the paragraphs and items that follow it, up to the next one.
        """
        if clause.id not in self._regions:
            tops = [clause, *self._followers(clause)]
            self._regions[clause.id] = [inner for top in tops for inner in self._descend(top)]
        return self._regions[clause.id]

    def _descend(self, clause: Clause) -> list[Clause]:
        return [clause, *(i for child in self.children(clause) for i in self._descend(child))]

    def children(self, clause: Clause) -> list[Clause]:
        """Give what stands directly under a heading, table or row."""
        return self._children.get(clause.id, [])

    def _followers(self, clause: Clause) -> list[Clause]:
        label = self.labels.get(clause.id)
        if label is None or clause.kind not in PROSE:
            return []
        found: list[Clause] = []
        siblings = self._children[clause.parent]
        for sibling in siblings[siblings.index(clause) + 1 :]:
            other = self.labels.get(sibling.id)
            if sibling.kind is ClauseKind.HEADING or (other and other.shape == label.shape):
                break
            found.append(sibling)
        return found

    def paragraphs(self, clause: Clause) -> list[Clause]:
        """Give the paragraphs (alinéas) of a clause, in order."""
        if clause.kind is ClauseKind.HEADING:
            return [child for child in self.children(clause) if child.kind in PROSE]
        return [inner for inner in self.under(clause) if inner.kind in PROSE]

    def title(self, clause: Clause) -> str:
        """Give the folded words that a clause is called by, "" where it has no name."""
        if clause.id not in self._titles:
            self._titles[clause.id] = self._read_title(clause)
        return self._titles[clause.id]

    def _read_title(self, clause: Clause) -> str:
        if clause.kind is ClauseKind.HEADING:
            return fold(clause.text).text
        if clause.kind is ClauseKind.TABLE:
            caption = self.caption(clause)
            return "" if caption is None else fold(caption.text).text.partition(".")[2].strip()
        if clause.kind is ClauseKind.ITEM:
            return fold(clause.text[:TITLE_LENGTH]).text.partition(".")[0]
        return ""

    def caption(self, table: Clause) -> Clause | None:
        """Give the paragraph that is the caption of a table."""
        for block in (table.block - 1, table.block + 1):
            near = self.clauses.at(table.story, block) if block >= 0 else None
            label = None if near is None else caption_of(near)
            if label is not None and label.kind == "table" and near is not None:
                return near
        return None

    def pages(self, pages: set[str], pool: list[Clause]) -> list[Clause]:
        """Give the clauses of a pool that start on some pages, or else that one goes on there."""
        starting = [clause for clause in pool if str(clause.page) in pages]
        if starting:
            return starting
        first = min(int(page) for page in pages if page.isdecimal())
        last = max((c.page for c in self.all if c.page is not None), default=0)
        earlier = [c for c in pool if c.page is not None and c.page < first <= last]
        return earlier[-1:]


class Scope:
    """Where a step is looked for: under the clauses `tops`, or (None) in the whole document.

    The clauses of a page are looked at themselves, not what else stands under them.
    """

    def __init__(
        self,
        regions: Regions,
        tops: Iterable[Clause] | None = None,
        *,
        has_failed: bool = False,
        is_page: bool = False,
    ) -> None:
        self._regions = regions
        self.tops = None if tops is None else tuple(tops)
        self.has_failed = has_failed
        self.is_page = is_page

    @cached_property
    def pool(self) -> list[Clause]:
        """The clauses to look at, in reading order."""
        if self.tops is None:
            return self._regions.all
        if self.is_page:
            return list(self.tops)
        inner = {c.id: c for top in self.tops for c in self._regions.under(top)}
        return sorted(inner.values(), key=lambda clause: self._regions.order[clause.id])

    def of(self, kind: ClauseKind) -> list[Clause]:
        """Give the clauses of one kind."""
        return [clause for clause in self.pool if clause.kind is kind]

    def narrowed(self, tops: Iterable[Clause]) -> Scope:
        """Give the scope under some of its clauses."""
        return Scope(self._regions, tops, has_failed=self.has_failed)

    def failed(self) -> Scope:
        """Give the same scope, knowing that a step led nowhere."""
        return Scope(self._regions, self.tops, has_failed=True, is_page=self.is_page)
