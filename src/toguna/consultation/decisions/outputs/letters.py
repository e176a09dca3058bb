"""The letters of answer: to each contributor that was heard, what became of what it said."""

from __future__ import annotations

from collections.abc import Mapping

from toguna.consultation.decisions.model import Final
from toguna.consultation.decisions.outputs import letter_docx, letter_pdf
from toguna.consultation.decisions.outputs.letters_addressees import addressees, namer
from toguna.consultation.decisions.outputs.letters_content import Describer, letter
from toguna.consultation.decisions.outputs.letters_settings import settings_from
from toguna.consultation.decisions.outputs.traceability_lineage import lineage_of
from toguna.consultation.outputs.words import moment

FOLDER = "lettres"
NO_SETTINGS: Mapping[str, str] = {}


def write(
    final: Final, settings: Mapping[str, str] = NO_SETTINGS, *, convergences: bool = False
) -> dict[str, bytes]:
    """Write the letters, DOCX and PDF, by relative file name.

    `settings` are those of `letters_settings.Settings`. A letter never says what others asked;
    `convergences` lets it name those who ask for the same.

    Raises:
        UnreadableFile: a setting has an unknown name.
    """
    chosen = settings_from(settings)
    describer = Describer(final, lineage_of(final), convergences=convergences)
    name = namer()
    written: dict[str, bytes] = {}
    for addressee in addressees(final):
        content = letter(final, addressee, chosen, describer)
        word = name(addressee.label, ".docx")
        written[f"{FOLDER}/{word}"] = letter_docx.write(content, word)
        written[f"{FOLDER}/{word.removesuffix('.docx')}.pdf"] = letter_pdf.write(
            content, moment(final.consolidation)
        )
    return written
