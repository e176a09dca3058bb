"""Each contributor's own matrix back, in the form in which it came, with the answers.

A copy, a letter, and a file that cannot be written into (an old XLS) are answered by a matrix in
the French form. So are lines of a matrix in which several contributors speak: nobody gets what
others said.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from toguna.consultation.decisions.model import Final
from toguna.consultation.decisions.outputs.letters_addressees import (
    addressees,
    namer,
)
from toguna.consultation.decisions.outputs.letters_content import reaction
from toguna.consultation.decisions.outputs.letters_settings import settings_from
from toguna.consultation.decisions.outputs.matrix_back import csv_text, ods, own, word, xlsx
from toguna.consultation.decisions.outputs.matrix_back.filling import (
    Filling,
    fillings,
    line_of,
)
from toguna.consultation.matrix import tables_as_sheets
from toguna.consultation.model import Observation, Return
from toguna.consultation.sheets import Sheet, is_sheet, read_sheets
from toguna.consultation.sheets.registry import known_formats
from toguna.text.document import Document
from toguna.text.docx.document import read_word
from toguna.text.errors import UnreadableFile

FOLDER = "matrices"
NO_SETTINGS: Mapping[str, str] = {}
Fill = Callable[[bytes, str, Sequence[Filling]], bytes]
WRITERS: dict[str, Fill] = {"XLSX": xlsx.fill, "ODS": ods.fill, "CSV": csv_text.fill}
"""By the name of the sheet format."""
WORD_SUFFIX = ".docx"


def write(
    final: Final, originals: Mapping[str, bytes], settings: Mapping[str, str] = NO_SETTINGS
) -> dict[str, bytes]:
    """Write the matrices, by relative file name.

    `originals` are the files that came back, by name; `settings` are those of the letters.

    Raises:
        UnreadableFile: a setting has an unknown name.
    """
    return {path: data for path, (_, data) in owned(final, originals, settings).items()}


def owned(
    final: Final, originals: Mapping[str, bytes], settings: Mapping[str, str] = NO_SETTINGS
) -> dict[str, tuple[str, bytes]]:
    """Write the matrices as `write`, each with the label of the contributor to whom it goes."""
    notes = reaction(settings_from(settings), "cette matrice")
    name = namer()
    written: dict[str, tuple[str, bytes]] = {}
    answered: set[str] = set()
    for sent in final.consolidation.returns:
        data = originals.get(sent.file)
        filled = None if data is None else _filled(final, sent, data)
        if filled is not None:
            stem, dot, suffix = sent.file.rpartition(".")
            written[f"{FOLDER}/{name(stem, dot + suffix)}"] = sent.contributor, filled
            answered.update(observation.id for observation in sent.observations)
    for addressee in addressees(final):
        left = [o for o in addressee.observations(final) if o.id not in answered]
        if left:
            file = name(addressee.label, ".xlsx")
            data = own.write(final, addressee, left, notes)
            written[f"{FOLDER}/{file}"] = addressee.label, data
    return written


def _filled(final: Final, sent: Return, data: bytes) -> bytes | None:
    """Give a matrix with its answers, None where it cannot be given back in its own form."""
    if sent.kind != "matrice" or not sent.contributor or not _is_of_one(sent):
        return None
    try:
        sheets, fill, compact = _opened(data, sent.file)
        if fill is None:
            return None
        planned = fillings(final, sheets, sent.observations, compact=compact)
        return fill(data, sent.file, planned) if _covers(planned, sent.observations) else None
    except UnreadableFile:
        return None


def _is_of_one(sent: Return) -> bool:
    return all(o.contributor == sent.contributor for o in sent.observations)


def _opened(data: bytes, filename: str) -> tuple[list[Sheet], Fill | None, bool]:
    """Give a file's sheets, what writes into them, and whether its pages are narrow."""
    if is_sheet(data, filename):
        known = next((f.name for f in known_formats() if f.recognises(data, filename)), "")
        return read_sheets(data, filename), WRITERS.get(known), False
    is_word = filename.lower().endswith(WORD_SUFFIX)
    sheets = tables_as_sheets(Document(read_word(data, filename)))
    return sheets, word.fill if is_word else None, True


def _covers(planned: Sequence[Filling], observations: Sequence[Observation]) -> bool:
    """Tell whether every observation's line was found."""
    lines = {(filling.sheet.place, line) for filling in planned for line in filling.lines}
    return all(line_of(observation) in lines for observation in observations)
