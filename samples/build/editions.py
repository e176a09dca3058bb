"""The two editions of the strategy: this year's draft and last year's version."""

from __future__ import annotations

from pathlib import Path

from .writer.breaks import PageMap, read_page_map
from .writer.cover import Edition
from .writer.document import Draft, write_document
from .writer.source import read_chapters

HERE = Path(__file__).parent
PAGES = HERE / "pages.json"
DRAFT = Edition(
    "avant-projet",
    "2026-2030",
    "Avant-projet",
    "version du 2 juin 2025",
    "Secrétariat du comité de rédaction",
    "2025-01-14T08:30:00Z",
    "2025-06-02T16:45:00Z",
)


def write_draft(pages: PageMap | None = None) -> Draft:
    """This year's draft, with the page starts last learnt unless others are given."""
    pages = pages or read_page_map(PAGES, DRAFT.name)
    return write_document(DRAFT, read_chapters(HERE / "contenu"), pages)
