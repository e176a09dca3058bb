"""An arbitration sheet as a Word file, on one page."""

from __future__ import annotations

from collections.abc import Sequence

from toguna.consultation.decisions.outputs.arbitration_content import Option, Sheet
from toguna.consultation.decisions.outputs.letter_docx_page import (
    STRONG,
    Cell,
    WordPage,
    Words,
    changed,
)

BOX = "☐ "
ROOM_TO_WRITE = "\n\n\n"
SIGNATURE = ("Instance\u00a0:", "Date\u00a0:", "Nom, qualité et signature\u00a0:")


def write(sheets: Sequence[Sheet], about: str, filename: str) -> bytes:
    """Write the fullest of some sheets that stands on one page."""
    for sheet in sheets:
        page = _page(sheet, about)
        if page.fits or sheet is sheets[-1]:
            break
    return page.to_bytes(filename)


def _page(sheet: Sheet, about: str) -> WordPage:
    page = WordPage(f"Fiche d'arbitrage {sheet.id}", small_margins=True)
    page.paragraph("TitreFiche", f"Fiche d'arbitrage {sheet.id}")
    page.paragraph("Cellule", about)
    page.table((1,), (), [[[[Words(sheet.question, STRONG)]]]])
    page.paragraph("Cellule", Words("Passage\u00a0: ", STRONG), f"{sheet.where}. {sheet.reason}")
    page.paragraph("PartieFiche", "Les rédactions")
    for row in sheet.rows:
        page.table([1] * len(row), [_head(o) for o in row], [[_option(o) for o in row]])
    _listed(page, "Base légale citée", [(f"– {law}", "") for law in sheet.laws])
    _listed(page, "Ce qui en dépend", [(line, "") for line in sheet.hanging])
    _listed(page, "Les observations", [(words, f"{key} ") for key, words in sheet.behind])
    if sheet.abridged:
        page.paragraph(
            "Cellule",
            "Fiche abrégée\u00a0: les textes complets sont dans la matrice (feuille "
            "«\u00a0Divergences\u00a0»).",
        )
    _decision(page, sheet)
    return page


def _head(option: Option) -> str:
    return f"{option.head} ({option.ids})" if option.ids else option.head


def _option(option: Option) -> Cell:
    change = [[Words("Ce qu'elle change\u00a0: ", STRONG), Words(option.changes)]]
    return [
        changed(option.segments),
        *(change if option.changes else []),
        *([Words("Motif donné\u00a0: ", STRONG), Words(text)] for text in option.reasons),
    ]


def _listed(page: WordPage, name: str, lines: Sequence[tuple[str, str]]) -> None:
    if lines:
        page.paragraph("PartieFiche", name)
    for words, strong in lines:
        page.paragraph("Cellule", *([Words(strong, STRONG)] if strong else []), words)


def _decision(page: WordPage, sheet: Sheet) -> None:
    page.paragraph("PartieFiche", "Décision")
    choices = "   ".join(BOX + choice for choice in [*sheet.choices, "autre rédaction\u00a0:"])
    page.table((1,), (), [[[[Words(choices + ROOM_TO_WRITE)]]]])
    page.table((12, 8, 14), (), [[[[Words(name + ROOM_TO_WRITE)]] for name in SIGNATURE]])
