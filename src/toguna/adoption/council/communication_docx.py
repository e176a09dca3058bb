"""The communication écrite as a Word file, to be completed."""

from __future__ import annotations

from collections.abc import Iterable

from toguna.adoption.council.communication import DRAFT, OPEN, Communication, Section
from toguna.consultation.decisions.outputs.letter_docx_page import STRONG, Cell, WordPage, Words

FIGURE_WIDTHS = (5, 1)


def write(communication: Communication, filename: str) -> bytes:
    """Write a communication as a DOCX file."""
    page = WordPage("Communication écrite – projet")
    _head(page, communication)
    numbers = iter(range(1, 99))
    for section in communication.parts:
        _section(page, section, next(numbers))
    page.paragraph("Heading2", f"{next(numbers)}. Consultation")
    page.table(FIGURE_WIDTHS, ("Ce qui a été reçu et décidé", "Nombre"), _figures(communication))
    for section in communication.after:
        _section(page, section, next(numbers))
    page.paragraph("Corps", Words("Pièces jointes\u00a0: ", STRONG),
                   ", ".join(communication.pieces), ".")  # fmt: skip
    page.paragraph("Signature", communication.settings.signatory)
    page.paragraph("NomSignataire", Words(communication.settings.signatory_name or "[Nom]", STRONG))
    return page.to_bytes(filename)


def _head(page: WordPage, communication: Communication) -> None:
    sender = communication.settings
    page.paragraph("Entete", Words(sender.state, STRONG))
    if sender.motto:
        page.paragraph("Entete", sender.motto)
    page.paragraph("Entete", Words(sender.ministry, STRONG))
    page.paragraph("Droite", f"{sender.place}, le {communication.date}")
    page.table((1,), (), [[[[Words(DRAFT, STRONG)]]]])
    page.paragraph("Heading1", "Communication écrite au Conseil des ministres")
    if sender.reference:
        page.paragraph("Corps", Words("Réf.\u00a0: ", STRONG), sender.reference)
    page.paragraph("Corps", Words("Relative à\u00a0: ", STRONG), communication.subject)


def _section(page: WordPage, section: Section, number: int) -> None:
    page.paragraph("Heading2", f"{number}. {section.title}")
    _paragraphs(page, section.paragraphs)
    for line in section.listed:
        page.paragraph("Corps", f"–\u00a0{line}")
    _paragraphs(page, section.then)


def _paragraphs(page: WordPage, texts: Iterable[str]) -> None:
    for text in texts:
        page.paragraph("Corps", Words(text, STRONG if text.startswith(OPEN) else ""))


def _figures(communication: Communication) -> Iterable[list[Cell]]:
    return [[[[Words(name)]], [[Words(number)]]] for name, number in communication.figures]
