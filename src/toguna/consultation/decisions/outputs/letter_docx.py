"""The letter of answer as a Word file, to be adapted, signed and sent."""

from __future__ import annotations

from collections.abc import Sequence

from toguna.consultation.decisions.outputs.letter_docx_page import (
    STRONG,
    Cell,
    WordPage,
    Words,
    changed,
)
from toguna.consultation.decisions.outputs.letters_content import Entry, Letter, Passage

COUNT_WIDTHS = (5, 1)
ENTRY_WIDTHS = (20, 34, 46)
ENTRY_HEAD = ("N° et passage", "Ce que vous avez demandé", "Ce qu'il en est devenu")


def write(letter: Letter, filename: str) -> bytes:
    """Write a letter as a DOCX file."""
    page = WordPage(f"{letter.settings.body} à {letter.addressee.label}")
    _head(page, letter)
    _body(page, letter)
    if letter.entries:
        page.paragraph("Heading1", "Annexe\u00a0: réponse à chaque observation", new_page=True)
        page.paragraph(
            "Corps",
            "Dans les rédactions finales, ce qui est ajouté à l'avant-projet est en ",
            *changed([("add", "gras souligné")]),
            ", ce qui en est supprimé est ",
            *changed([("del", "barré")]),
            ".",
        )
        long = {n for n, entry in enumerate(letter.entries) if not entry.is_short}
        page.table(ENTRY_WIDTHS, ENTRY_HEAD, map(_entry, letter.entries), long)
    return page.to_bytes(filename)


def _head(page: WordPage, letter: Letter) -> None:
    sender = letter.settings
    page.paragraph("Entete", Words(sender.state, STRONG))
    if sender.motto:
        page.paragraph("Entete", sender.motto)
    page.paragraph("Entete", Words(sender.body, STRONG))
    for line in filter(None, sender.address.split("\n")):
        page.paragraph("Entete", line)
    page.paragraph("Droite", place_and_date(letter))
    page.paragraph("Destinataire", "À")
    for line in address(letter):
        page.paragraph("Destinataire", Words(line, STRONG))
    if sender.reference:
        page.paragraph("Corps", Words("Réf.\u00a0: ", STRONG), sender.reference)
    page.paragraph("Objet", Words("Objet\u00a0: ", STRONG), letter.subject)


def place_and_date(letter: Letter) -> str:
    """Give "Bamako, le 3 juillet 2025", the day left to be filled in where it is not known."""
    return f"{letter.settings.place}, le {letter.date or '………………'}"


def address(letter: Letter) -> list[str]:
    """Give the lines of the address: the contributor's full name, and its label."""
    name, label = letter.addressee.name, letter.addressee.label
    return [name] if name == label else [name, f"({label})"]


def _body(page: WordPage, letter: Letter) -> None:
    page.paragraph("Corps", letter.settings.salutation)
    for sentence in letter.introduction:
        page.paragraph("Corps", sentence)
    if letter.outcomes:
        page.paragraph("Heading2", "Vos observations en bref")
        page.table(COUNT_WIDTHS, ("Suite donnée", "Nombre"), _counts(letter))
    for sentence in letter.unread:
        page.paragraph("Corps", "Un fichier n'a pas pu être lu\u00a0: ", sentence)
    if letter.reaction:
        page.paragraph("Heading2", "Votre avis")
    for sentence in letter.reaction:
        page.paragraph("Corps", sentence)
    page.paragraph("Corps", letter.closing)
    page.paragraph("Signature", letter.settings.signatory)
    if letter.settings.signatory_name:
        page.paragraph("NomSignataire", Words(letter.settings.signatory_name, STRONG))


def _counts(letter: Letter) -> list[list[Cell]]:
    total = sum(count for _, count in letter.outcomes)
    lines = [(name, count, "") for name, count in letter.outcomes]
    lines.append(("Observations reçues", total, STRONG))
    return [[[[Words(name, style)]], [[Words(str(count), style)]]] for name, count, style in lines]


def _entry(entry: Entry) -> list[Cell]:
    return [
        [[Words(entry.id, STRONG)], [Words(entry.where)]],
        _named(entry.asked),
        [
            [Words(entry.outcome, STRONG)],
            *_named(entry.answered),
            *(_passage(passage) for passage in entry.passages),
        ],
    ]


def _named(texts: Sequence[tuple[str, str]]) -> list[list[Words]]:
    return [
        [*([Words(f"{name}\u00a0: ", STRONG)] if name else []), Words(text)] for name, text in texts
    ]


def _passage(passage: Passage) -> list[Words]:
    return [Words(f"Texte final ({passage.where})\u00a0: ", STRONG), *changed(passage.segments)]
