"""What LibreOffice changes by itself each time it saves: nobody wrote that, nobody observes it.

Only steps without a tracked change are looked at, and only in files that LibreOffice saved.
"""

from __future__ import annotations

import re
from itertools import groupby

from toguna.text.content import (
    MARK,
    PAGE_BREAK,
    ViewParagraph,
    ViewTable,
    is_atom,
    story_signature,
)
from toguna.text.document import Document, leaf_at, margin_name
from toguna.text.docx.document import WordDocument, sections
from toguna.text.ooxml import W, on
from toguna.text.package import Package
from toguna.weave.operations import Cut, Keep, Operation, Put, Words

Step = Operation | Keep
NOTES = ("footnote:", "endnote:")
CELL = re.compile(r"/\d+\.\d+\.\d+$")
"""The end of the name of a cell's story."""


def saved_by_libreoffice(package: Package) -> bool:
    """Tell whether LibreOffice, not Word, wrote a file."""
    properties = package.optional_root(package.related("", "extended-properties"))
    if properties is None:
        return False
    application = properties.findtext("{*}Application") or ""
    return application.startswith(("LibreOffice", "Collabora"))


def written_by_people(steps: list[Step], base: Document) -> list[Step]:
    """Give the steps without those that LibreOffice makes by itself."""
    hidden = _unused_margins(base.word)
    paired = _framed(steps, base) | _moved_drawings(steps, base)
    kept: list[Step] = []
    for step in steps:
        if isinstance(step, Keep) or step.changes or not isinstance(step, Cut | Put):
            kept.append(step)
        elif step.story in hidden or id(step) in paired:
            continue
        elif isinstance(step, Cut):
            text = _text(step, base)
            kept.append(Keep(text) if _is_no_loss(step, text, base) else step)
        elif not _is_no_gain(step, base):
            kept.append(step)
    return kept


def _text(cut: Cut, base: Document) -> str:
    line = base.stories[cut.story].blocks[cut.block].signature
    return (line + MARK)[cut.start : cut.end]


def _is_no_loss(cut: Cut, text: str, base: Document) -> bool:
    """A page break that is told otherwise; white space where LibreOffice trims it."""
    if text == PAGE_BREAK:
        return True
    length = base.stories[cut.story].length(cut.block)
    is_inner = CELL.search(cut.story) is not None or cut.story.startswith(NOTES)
    at_end = is_inner and cut.end == length
    return text.isspace() and MARK not in text and (at_end or _starts_note(cut, cut.end, base))


def _is_no_gain(put: Put, base: Document) -> bool:
    """A page break that is told otherwise; an empty paragraph where a table stands alone."""
    if put.anchors:
        return False
    if put.text in (PAGE_BREAK, PAGE_BREAK + MARK):
        return True
    if put.text == MARK:
        blocks = base.stories[put.story].blocks
        last = put.block == len(blocks) and blocks and isinstance(blocks[-1], ViewTable)
        first = (put.block, put.offset) == (0, 0) and blocks and isinstance(blocks[0], ViewTable)
        return bool(last or first)
    return put.text.isspace() and _starts_note(put, put.offset, base)


def _starts_note(step: Cut | Put, end: int, base: Document) -> bool:
    """Tell whether a step is about the white space between the number of a note and its words."""
    if not step.story.startswith(NOTES) or step.block != 0:
        return False
    return not base.stories[step.story].blocks[0].signature[:end].strip()


# Paragraphs in a frame of their own, which become text boxes


def _framed(steps: list[Step], base: Document) -> set[int]:
    """Give the steps that make a text box of framed paragraphs with the same words."""
    gone = [step for step in steps if isinstance(step, Cut) and _is_framed(step, base)]
    come = [step for step in steps if isinstance(step, Put) and not step.changes]
    found: set[int] = set()
    for story, cuts in groupby(gone, key=lambda cut: cut.story):
        several = list(cuts)
        words = MARK.join(_text(cut, base)[:-1] for cut in several)
        box = next((p for p in come if p.story == story and _boxed(p) == words), None)
        if box is not None:
            found |= {id(box), *map(id, several)}
    return found


def _is_framed(cut: Cut, base: Document) -> bool:
    block = base.stories[cut.story].blocks[cut.block]
    if cut.changes or not isinstance(block, ViewParagraph):
        return False
    whole = cut.start == 0 and cut.end > len(block.text)
    return whole and block.raws[-1].element.find(f"{W}pPr/{W}framePr") is not None


def _boxed(put: Put) -> str | None:
    """Give the words of the one text box that comes in, None where it is something else."""
    item = put.items[0]
    if len(put.text) != 1 or not isinstance(item, Words) or len(item.leaf.inner) != 1:
        return None
    return story_signature(item.leaf.inner[0].after)


def _moved_drawings(steps: list[Step], base: Document) -> set[int]:
    """Give the steps that only hang a drawing elsewhere in its paragraph, or in the next one."""
    come = [step for step in steps if isinstance(step, Put) and not step.changes]
    found: set[int] = set()
    for cut in steps:
        if not isinstance(cut, Cut) or cut.changes or cut.end - cut.start != 1:
            continue
        drawing = leaf_at(base.stories[cut.story].blocks[cut.block], cut.start)
        if drawing is None or not is_atom(drawing.text[:1] or MARK):
            continue
        identity = Words(drawing, 0, 1).identity
        for put in come:
            near = put.story == cut.story and abs(put.block - cut.block) <= 1
            if near and put.identity == identity and not put.anchors and id(put) not in found:
                found |= {id(cut), id(put)}
                break
    return found


# Headers and footers that no page shows


def _unused_margins(word: WordDocument) -> set[str]:
    """Give the names of the margins that are defined but switched off."""
    settings = word.package.optional_root(word.package.related(word.package.main, "settings"))
    evens = settings is not None and on(settings.find(W + "evenAndOddHeaders"))
    firsts = [on(section.find(W + "titlePg")) for section in sections(word.element)]
    used: set[str] = set()
    unused: set[str] = set()
    for margin in word.margins:
        off = (margin.pages == "even" and not evens) or (
            margin.pages == "first" and not firsts[margin.section]
        )
        (unused if off else used).add(margin_name(margin.part))
    return unused - used
