"""The two editions of the strategy: this year's draft and last year's version."""

from __future__ import annotations

from pathlib import Path

from .version_2024 import last_year
from .writer.breaks import PageMap, read_page_map
from .writer.cover import Edition
from .writer.document import Draft, write_document
from .writer.source import read_chapter, read_texts

HERE = Path(__file__).parent
PAGES = HERE / "pages.json"
AUTHOR = "Secrétariat du comité de rédaction"
DRAFT = Edition(
    "avant-projet",
    "2026-2030",
    "Avant-projet",
    "version du 2 juin 2025",
    AUTHOR,
    "2025-01-14T08:30:00Z",
    "2025-06-02T16:45:00Z",
)
VERSION_2024 = Edition(
    "version-2024",
    "2025-2029",
    "Avant-projet",
    "version du 14 octobre 2024",
    AUTHOR,
    "2024-08-19T09:00:00Z",
    "2024-10-14T11:20:00Z",
)


def write_edition(edition: Edition, pages: PageMap | None = None) -> Draft:
    """An edition, with the page starts last learnt unless others are given."""
    texts = read_texts(HERE / "contenu")
    if edition is VERSION_2024:
        texts = last_year(texts)
    chapters = [read_chapter(name, content) for name, content in texts.items()]
    return write_document(edition, chapters, pages or read_page_map(PAGES, edition.name))
