"""Captions and what they belong to."""

from __future__ import annotations

from collections.abc import Iterable

from toguna.text.clauses import CAPTION
from toguna.text.rendering.model import Block, Captioned, Prose, Table, words_of


def with_captions(blocks: Iterable[Block]) -> list[Block]:
    """Join each table or picture with the caption just before it, else just after it."""
    found: list[Block] = []
    for block in blocks:
        last = found[-1] if found else None
        if isinstance(last, Prose) and isinstance(block, Table) and _is_caption(last):
            found[-1] = Captioned(block, last, before=True)
        elif (
            isinstance(block, Prose)
            and _is_caption(block)
            and (isinstance(last, Table) or (isinstance(last, Prose) and last.pictures))
        ):
            found[-1] = Captioned(last, block, before=False)
        else:
            found.append(block)
    return found


def _is_caption(prose: Prose) -> bool:
    return prose.caption is not None or bool(CAPTION.match(words_of(prose.content).strip()))
