"""The letters of answer: to each contributor that was heard, what became of what it said."""

from __future__ import annotations

from collections.abc import Mapping

from toguna.consultation.decisions.model import Final
from toguna.consultation.decisions.outputs import letter_docx, letter_pdf
from toguna.consultation.decisions.outputs.letters_addressees import Addressee, addressees, namer
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
    written: dict[str, bytes] = {}
    for addressee, stem in _named(final):
        content = letter(final, addressee, chosen, describer)
        written[f"{stem}.docx"] = letter_docx.write(content, f"{stem.rpartition('/')[2]}.docx")
        written[f"{stem}.pdf"] = letter_pdf.write(content, moment(final.consolidation))
    return written


def owners(final: Final) -> dict[str, str]:
    """Give the label of the contributor to whom each letter goes, by relative file name."""
    suffixes = (".docx", ".pdf")
    return {f"{stem}{end}": one.label for one, stem in _named(final) for end in suffixes}


def _named(final: Final) -> list[tuple[Addressee, str]]:
    """Give to whom letters go, each with the name of its letter, without what ends it."""
    name = namer()
    return [
        (one, f"{FOLDER}/{name(one.label, '.docx').removesuffix('.docx')}")
        for one in addressees(final)
    ]
