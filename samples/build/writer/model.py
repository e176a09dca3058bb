"""What the content files say, before it becomes WordprocessingML."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class Block:
    """A paragraph, a table or a box of the source, with the key that gives its stable ids."""

    kind: str
    text: str = ""
    anchor: str = ""
    key: str = ""
    options: dict[str, str] = field(default_factory=dict)
    rows: list[list[str]] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)


@dataclass
class Chapter:
    """One content file: its blocks, its notes and the way its pages lie."""

    name: str
    blocks: list[Block]
    notes: dict[str, str]
    landscape: bool = False


@dataclass(frozen=True)
class Place:
    """Where a paragraph stands: its own number, the heading above it, its table cell."""

    number: str
    heading: str
    title: str
    paragraph: int
    table: str = ""
    row: int = 0
    column: int = 0


# kind of block -> paragraph style, numbering list (or none) and level in it
STYLES: dict[str, str] = {
    "chapter": "Titre1",
    "section": "Titre2",
    "title": "TitreSansNumro",
    "axis": "Axe",
    "objective": "Objectif",
    "measure": "Mesure",
    "more": "MesureSuite",
    "annex": "Annexe",
    "annex_section": "AnnexeSection",
    "paragraph": "Corpsdetexte",
    "numbered": "Alina",
    "letter": "ListeLettre",
    "bullet": "Listepuces",
    "quote": "Citation",
    "source": "Source",
    "signature": "Signature",
}
HEADINGS = {
    "chapter": 1,
    "title": 1,
    "annex": 1,
    "section": 2,
    "axis": 2,
    "annex_section": 2,
    "objective": 3,
}
