"""Tracked changes that are not edits of the words: properties of tables, sections, styles.

They change how the text looks, so they are observations of form; none is overlooked.
"""

from __future__ import annotations

from collections.abc import Iterable

from toguna.messages import Message, say
from toguna.text.clauses import Clause
from toguna.text.content import Change, ViewParagraph, ViewTable
from toguna.text.document import Document
from toguna.text.ooxml import Element

WHAT = {
    "rPrChange": say("mise en forme de caractères"),
    "pPrChange": say("mise en forme de paragraphe"),
    "sectPrChange": say("mise en page de la section"),
    "tblPrChange": say("mise en forme du tableau"),
    "tblPrExChange": say("mise en forme du tableau"),
    "tblGridChange": say("largeur des colonnes du tableau"),
    "trPrChange": say("mise en forme d'une ligne du tableau"),
    "tcPrChange": say("mise en forme d'une cellule du tableau"),
    "cellMerge": say("fusion de cellules du tableau"),
    "cellIns": say("cellule ajoutée"),
    "cellDel": say("cellule supprimée"),
    "numberingChange": say("numérotation modifiée"),
    "ins": say("ajout sans texte"),
    "del": say("suppression sans texte"),
    "moveFrom": say("déplacement sans texte"),
    "moveTo": say("déplacement sans texte"),
}
OTHER = say("autre modification suivie")


def describe(change: Change) -> Message:
    """Say what a tracked change of properties does."""
    return WHAT.get(change.kind, OTHER)


class Whereabouts:
    """Finds the draft's clause that an element of a copy stands in, by the clause's id or words."""

    def __init__(self, base: Document, copy: Document) -> None:
        self._base = base
        self._copy = copy
        self._blocks: dict[Element, tuple[str, int]] = {}
        for story in copy.stories.values():
            for index, block in enumerate(story.blocks):
                for element in _elements(block):
                    self._blocks.setdefault(element, (story.name, index))
        self._by_text = {clause.text: clause for clause in reversed(base.clauses.all)}

    def clause(self, element: Element) -> Clause | None:
        """Give the clause, None where the element stands in no text (a section's properties)."""
        for node in (element, *element.iterancestors()):
            found = self._blocks.get(node)
            if found is not None:
                return self._same(self._copy.clauses.at(*found))
        return None

    def _same(self, clause: Clause | None) -> Clause | None:
        if clause is None:
            return None
        mine = self._base.clauses.by_id.get(clause.id)
        if mine is not None and mine.text == clause.text:
            return mine
        return self._by_text.get(clause.text, mine)


def _elements(block: object) -> Iterable[Element]:
    if isinstance(block, ViewParagraph):
        return [raw.element for raw in block.raws]
    return [block.raw.element] if isinstance(block, ViewTable) else []
