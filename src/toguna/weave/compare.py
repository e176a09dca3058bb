"""Comparing one return with the draft: a script of operations, each with its tracked changes.

The copy before its tracked changes is aligned with the draft: where they are equal, which is
the rule, the contributor's own changes are all there is, exactly as they were made; where they
differ, somebody edited without tracking, and what differs is an operation without a change.
"""

from __future__ import annotations

from toguna.text.align import Group, align
from toguna.text.content import (
    Block,
    Opaque,
    Paragraph,
    Side,
    Story,
    Table,
    ViewBlock,
    ViewParagraph,
    ViewTable,
    block_view,
    deep_signature,
    visible,
)
from toguna.text.document import Document, DocumentStory, Place, margin_name
from toguna.text.docx.document import WordDocument
from toguna.text.docx.reader import COMMENT_ANCHORS
from toguna.text.ooxml import W
from toguna.text.shown import shown_table
from toguna.text.units import ends_section, units_of
from toguna.weave.compare_line import LineComparison, come_paragraph
from toguna.weave.compare_table import TableComparison
from toguna.weave.operations import Whole
from toguna.weave.resaved import saved_by_libreoffice, written_by_people
from toguna.weave.script import UNTOUCHED, Script

SECTION = W + "sectPr"


def compare(base: Document, copy: WordDocument) -> Script:
    """Give what a copy does to the draft: its body, notes and boxes, headers and footers."""
    comparer = Comparer(base, copy)
    comparer.story("body", copy.body)
    theirs = {(m.kind, m.section, m.pages): m for m in copy.margins}
    for margin in base.word.margins:
        other = theirs.get((margin.kind, margin.section, margin.pages))
        if other is not None:
            comparer.story(margin_name(margin.part), other.story)
    if comparer.resaved:
        comparer.script.steps = written_by_people(comparer.script.steps, base)
    return comparer.script


class Comparer:
    """Compares stories by name, each once."""

    def __init__(self, base: Document, copy: WordDocument) -> None:
        self.base = base
        self.copy = copy
        self.script = Script()
        self.resaved = saved_by_libreoffice(copy.package)
        self._inside: list[tuple[str, Story]] = []
        self._done: set[str] = set()

    def story(self, name: str, story: Story) -> None:
        """Compare a story, then the notes and boxes that its words open."""
        if name in self._done or name not in self.base.stories:
            return
        self._done.add(name)
        outer, self._inside = self._inside, []
        self.flow(name, story)
        inside, self._inside = self._inside, outer
        for inner, other in inside:
            self.story(inner, other)

    def flow(self, name: str, story: Story) -> None:
        """Compare the blocks of a story, such as those of a cell, in place."""
        _StoryComparison(self, self.base.stories[name], story).run()

    def open(self, name: str, story: Story) -> None:
        """Note a story inside the one being compared, to be compared after it."""
        self._inside.append((name, story))


class _StoryComparison:
    """One story of the draft and the same story of a copy."""

    def __init__(self, comparer: Comparer, base: DocumentStory, story: Story) -> None:
        self._comparer = comparer
        self._script = comparer.script
        self._base = base
        self._story = story
        self._before = story.before
        of_body = story is comparer.copy.body
        self._units = comparer.copy.units if of_body else units_of(story.before)
        self._section_ends: set[int] = set()  # the ends of sections that were seen to stay
        self._next = 0  # the first block of the draft not yet dealt with

    def run(self) -> None:
        if self._is_untouched():
            return
        groups = align(self._base.units, self._units)
        groups = hold_last_mark(groups, self._base.blocks, self._before)
        if not self._comparer.resaved:
            self._section_ends = self._kept_section_ends(groups)
        self._follow(groups)
        self._go_until(len(self._base.blocks))
        self._script.close_line()

    def _kept_section_ends(self, groups: list[Group]) -> set[int]:
        """Give the paragraphs that end a section of the draft and still end one in the copy."""
        return {
            group.end - 1
            for group in groups
            if group.end - 1 in self._base.section_ends
            and ends_section(self._before[group.other_end - 1])
        }

    def _is_untouched(self) -> bool:
        """Tell whether no change and no difference is in the story, so that nothing is to do."""
        base, blocks = self._base.blocks, self._story.blocks
        if len(base) != len(blocks) or len(self._before) != len(base):
            return False
        return all(
            mine.signature == theirs.signature and not _opens(theirs)
            for mine, theirs in zip(base, self._before, strict=True)
        ) and not any(_has_tracks(block) for block in blocks)

    def _follow(self, groups: list[Group]) -> None:
        """Go through the blocks of the file, each in the group that pairs it with the draft."""
        following = self._following(groups)
        index, blocks = 0, self._story.blocks
        while index < len(blocks):
            group, is_in = following[index]
            if group is None or not is_in:
                self._come(blocks[index], group)
                index += 1
                continue
            self._go_until(group.start)
            end = index + 1
            if self._is_untouched_block(group, blocks[index]):
                self._script.keep(UNTOUCHED)
            else:
                end = _end_of(group, following, index)
                self._match(group, blocks[index:end], ends=self._is_end(group, end))
            self._next = group.end
            index = end

    def _following(self, groups: list[Group]) -> list[tuple[Group | None, bool]]:
        """Give, for each block of the file, the group that it is in or else the next one."""
        by_raw = {
            id(raw): group
            for group in groups
            for seen in self._before[group.other : group.other_end]
            for raw in (seen.raws if isinstance(seen, ViewParagraph) else (seen.raw,))
        }
        found: list[tuple[Group | None, bool]] = []
        group: Group | None = None
        for block in reversed(self._story.blocks):
            mine = by_raw.get(id(block))
            group = mine or group
            found.append((group, mine is not None))
        return found[::-1]

    def _go_until(self, block: int) -> None:
        """Everything of the draft before `block` that was not matched is gone."""
        for gone in range(self._next, block):
            if self._only_carries_a_section(gone):
                self._script.keep(UNTOUCHED)
            elif isinstance(self._base.blocks[gone], ViewParagraph):
                self._script.cut(self._base.name, gone, 0, self._base.length(gone) + 1)
            else:
                self._script.cut_block(self._base.name, gone)
        self._next = max(self._next, block)

    def _only_carries_a_section(self, gone: int) -> bool:
        """Tell whether a block has no words and ends a section that the copy still has.

        LibreOffice lets the paragraph before end the section: nobody took anything out.
        """
        end = _section_end_near(self._base.blocks, gone)
        kept = self._comparer.resaved or _sections(self._story) >= _sections(self._base.source)
        if end is None or end in self._section_ends or not kept:
            return False
        self._section_ends.add(end)
        return True

    def _come(self, block: Block, following: Group | None) -> None:
        """A block of the copy that the draft does not have comes in."""
        self._go_until(following.start if following else len(self._base.blocks))
        place = Place(self._base.name, self._next)
        if isinstance(block, Paragraph):
            come_paragraph(self._script, block, place)
        else:
            come_whole(self._script, block, place)

    def _is_end(self, group: Group, end: int) -> bool:
        """Tell whether a group ends the draft's story, and nothing that stays follows block `end`.

        Where something does, the mark that ends the draft's story may go like any other.
        """
        blocks = self._story.blocks
        raw = blocks[end - 1]
        is_end = group.end == len(self._base.blocks)
        if not is_end or not isinstance(raw, Paragraph) or not raw.mark or not self._story.after:
            return is_end
        seen = self._story.after[-1]
        last = seen.raws[-1] if isinstance(seen, ViewParagraph) else seen.raw
        return not any(block is last for block in blocks[end:])

    def _match(self, group: Group, raws: list[Block], *, ends: bool) -> None:
        first = raws[0]
        if isinstance(first, Table):
            seen = self._before[group.other]
            assert isinstance(seen, ViewTable)
            TableComparison(self._comparer, self._base, group.start, seen).run()
        elif isinstance(first, Opaque):
            self._match_opaque(group.start, first)
        else:
            LineComparison(self._comparer, self._base, group, self._before, raws).run(ends=ends)

    def _is_untouched_block(self, group: Group, raw: Block) -> bool:
        """Tell whether a block is the draft's own, with nothing in it to look at."""
        if group.end - group.start != 1 or group.other_end - group.other != 1:
            return False
        theirs = self._before[group.other]
        if isinstance(theirs, ViewParagraph) and len(theirs.raws) > 1:
            return False
        if self._base.units[group.start].text != self._units[group.other].text:
            return False
        is_known = isinstance(raw, Paragraph) and raw.plain is not None
        return is_known or not (_has_tracks(raw) or _opens(theirs))

    def _match_opaque(self, block: int, opaque: Opaque) -> None:
        if visible(opaque.changes, Side.AFTER):
            self._script.keep(UNTOUCHED)
        else:
            self._script.cut_block(self._base.name, block, opaque.changes)


def _end_of(group: Group, following: list[tuple[Group | None, bool]], index: int) -> int:
    """Give where the blocks of the file that are in a group end, from block `index` on."""
    end = look = index
    while look < len(following) and following[look][0] is group:
        look += 1
        end = look if following[look - 1][1] else end
    return end


def _section_end_near(blocks: list[ViewBlock], at: int) -> int | None:
    """Give the block that ends a section among the empty paragraphs around one of them."""
    if blocks[at].signature:
        return None
    low = high = at
    while low and not blocks[low - 1].signature:
        low -= 1
    while high + 1 < len(blocks) and not blocks[high + 1].signature:
        high += 1
    return next((i for i in range(low, high + 1) if ends_section(blocks[i])), None)


def _sections(story: Story) -> int:
    return sum(1 for _ in story.container.iter(SECTION))


def come_whole(script: Script, block: Table | Opaque, place: Place) -> None:
    """A table or opaque block of the copy comes in, if it is seen after its changes."""
    seen = block_view(block, Side.AFTER)
    if seen is None:
        return
    script.close_line()
    if isinstance(block, Opaque):
        script.put(place, Whole(block, block.key, block.shown, block.key, block.changes))
        return
    assert isinstance(seen, ViewTable)
    changes = block.rows[0].changes if block.rows else ()
    identity = deep_signature([seen])
    script.put(place, Whole(block, seen.signature, shown_table(seen), identity, changes))


def hold_last_mark(
    groups: list[Group], mine: list[ViewBlock], theirs: list[ViewBlock]
) -> list[Group]:
    """Pair the last paragraphs of two stories: the mark that ends a story never comes or goes.

    What was added or removed at the end is then said to stand before that mark, as Word does.
    """
    ends = (len(mine), len(theirs))
    if not (mine and theirs) or (groups and (groups[-1].end, groups[-1].other_end) == ends):
        return groups
    start, other = _tail_start(mine), _tail_start(theirs)
    kept = list(groups)
    if kept and kept[-1].start >= start and kept[-1].other >= other:
        last = kept.pop()
        start, other = last.start, last.other
    elif kept:
        start, other = max(start, kept[-1].end), max(other, kept[-1].other_end)
    if start == ends[0] or other == ends[1]:
        return groups
    return [*kept, Group(start, ends[0], other, ends[1])]


def _tail_start(blocks: list[ViewBlock]) -> int:
    """Give where the run of paragraphs that ends a story starts."""
    start = len(blocks)
    while start and isinstance(blocks[start - 1], ViewParagraph):
        start -= 1
    return start


def _has_tracks(block: Block) -> bool:
    """Tell whether a tracked change or an end of a comment stands in a block."""
    if isinstance(block, Paragraph):
        return block.plain is None and (
            block.tracked
            or block.format_change is not None
            or any(leaf.formatted or leaf.node.tag in COMMENT_ANCHORS for leaf in block.leaves)
        )
    if isinstance(block, Opaque):
        return bool(block.changes)
    return block.plain is None and any(
        row.changes
        or any(
            cell.changes
            or cell.shape != cell.shape_before
            or any(_has_tracks(inner) for inner in cell.story.blocks)
            for cell in row.cells
        )
        for row in block.rows
    )


def _opens(block: ViewBlock) -> bool:
    """Tell whether a block opens other stories, which are to be compared too."""
    if isinstance(block, ViewParagraph):
        is_plain = len(block.raws) == 1 and block.raws[0].plain is not None
        return not is_plain and any(leaf.inner for leaf in block.leaves)
    if not isinstance(block, ViewTable) or block.raw.plain is not None:
        return False
    return any(_opens(inner) for row in block.rows for cell in row.cells for inner in cell.blocks)
