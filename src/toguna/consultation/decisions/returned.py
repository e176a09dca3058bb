"""Reading the matrix back, as people return it: sorted, filtered, columns moved, words misspelt.

Every line that names an observation and says something of it is an answer; what cannot be
understood is a `Problem` that names the sheet, the line and the way out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from toguna.consultation.dates import iso_date
from toguna.consultation.decisions.model import Answer, Disposition, Stage
from toguna.consultation.decisions.problems import Problem
from toguna.consultation.decisions.vocabulary import (
    disposition_of,
    instance_and_date,
    verdict_of,
)
from toguna.consultation.folding import fold
from toguna.consultation.sheets import Row, Sheet
from toguna.messages import say

NUMBER, DISPOSITION, REASON, WORDING, INSTANCE, VERDICT, CURRENT, PROPOSED = (
    "number", "disposition", "reason", "wording", "instance", "verdict", "current", "proposed",
)  # fmt: skip
DECIDED = "decided"
"""A column for the date alone, where people part it from the instance."""
HEADINGS = {
    NUMBER: re.compile(r"^(n°|no|n|numero|id|identifiant)( de l'observation)?$"),
    DISPOSITION: re.compile(r"^suites? (donnees?|reservees?)$|^disposition$|^decision$"),
    REASON: re.compile(r"^motifs?( de la (suite|decision))?$|^motivation$"),
    WORDING: re.compile(r"^(redaction|texte|formulation) (retenue?|adoptee?|finale?)$"),
    INSTANCE: re.compile(r"^instance( et date)?$|^(decide|valide) par$"),
    DECIDED: re.compile(
        r"^date (de )?(la )?(decision|validation|seance|suite)( donnee)?$"
        r"|^(decidee?|validee?) le$|^date de l'instance$"
    ),
    VERDICT: re.compile(r"^avis du contributeur$|^verdict$"),
    CURRENT: re.compile(r"^texte actuel$"),
    PROPOSED: re.compile(r"^redaction proposee$"),
}
HEADER_ROWS = 40
QUOTED = 80
"""Characters of a cell that a sentence quotes."""
COMPARED = 120
"""Letters by which a line's own words are held against the observation that it names."""
Words = tuple[str, str]
"""The words concerned and the words proposed."""
NOTHING_SAID: Mapping[str, Words] = {}


@dataclass(slots=True)
class Reading:
    """What a returned matrix says: an answer at most for each observation, and the problems."""

    answers: dict[str, Answer] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    lines: int = 0
    """Lines that name an observation."""


def read_answers(
    sheets: Sequence[Sheet], known: Sequence[str], says: Mapping[str, Words] = NOTHING_SAID
) -> Reading:
    """Read the answers to the observations `known`, by id.

    `says` gives the words concerned and those proposed of observations: where a line that has a
    number has other words, the dossier was consolidated again since, and the line is a problem.
    """
    reading = Reading()
    by_folded = {_id(identifier): identifier for identifier in known}
    found = [(sheet, header) for sheet in sheets if (header := _header(sheet)) is not None]
    if not found:
        reading.problems.append(
            Problem(
                "",
                say(
                    "aucune feuille n'a les colonnes « N° » et « Suite donnée » : rendez la "
                    "matrice écrite par toguna consolidate, ses titres de colonnes inchangés."
                ),
            )
        )
    for sheet, (start, columns) in found:
        for row in sheet.rows[start:]:
            if _headings(row):
                continue  # the headings once more, as people repeat them on every page
            _Line(sheet, row, columns).read_into(reading, by_folded, says)
    return reading


def _header(sheet: Sheet) -> tuple[int, dict[str, int]] | None:
    """Find the line of headings: where the rows start, and which column holds what."""
    for index, row in enumerate(sheet.rows[:HEADER_ROWS]):
        columns = _headings(row)
        if columns:
            return index + 1, columns
    return None


def _headings(row: Row) -> dict[str, int]:
    """Give which column holds what by a line of headings, nothing where a line is none."""
    columns: dict[str, int] = {}
    for column, text in enumerate(row.cells):
        words = " ".join(fold(text).text.split()).strip(" .:")
        name = next((n for n, pattern in HEADINGS.items() if pattern.match(words)), None)
        if name is not None:
            columns[name] = column  # the last one: a contributor's own "Motif" comes first
    return columns if {NUMBER, DISPOSITION} <= columns.keys() else {}


def _id(text: str) -> str:
    return "".join(fold(text).text.split())


class _Line:
    """One line of a returned matrix."""

    def __init__(self, sheet: Sheet, row: Row, columns: dict[str, int]) -> None:
        self._row = row
        self._columns = columns
        place = f"{sheet.place}, " if sheet.place else ""
        self.where = f"{place}ligne {row.number}"

    def _cell(self, name: str) -> str:
        column = self._columns.get(name)
        return "" if column is None else self._row.cell(column).strip()

    def read_into(
        self, reading: Reading, known: Mapping[str, str], says: Mapping[str, Words]
    ) -> None:
        number = self._cell(NUMBER)
        said = [self._cell(name) for name in (DISPOSITION, REASON, WORDING, INSTANCE, VERDICT)]
        if not number:
            if any(said):
                reading.problems.append(
                    Problem(self.where, say("une suite est donnée sans N° d'observation : "
                                            "remettez le N° ou effacez la ligne."))
                )  # fmt: skip
            return
        identifier = known.get(_id(number))
        if identifier is None:
            if any(said):
                reading.problems.append(
                    Problem(
                        self.where,
                        say("l'observation « {number} » n'existe pas dans ce dossier : "
                            "vérifiez le N°.", number=_short(number)),
                    )
                )  # fmt: skip
            return
        reading.lines += 1
        if any(said) and self._says_else(says.get(identifier)):
            reading.problems.append(
                Problem(
                    self.where,
                    say(
                        "la ligne porte le N° {id} mais d'autres mots que cette observation : le "
                        "dossier a été consolidé de nouveau ; retrouvez-la dans la matrice "
                        "actuelle.",
                        id=identifier,
                    ),
                    (identifier,),
                )
            )
            return
        answer = self._answer(identifier, reading.problems)
        if answer is not None:
            self._keep(answer, reading)

    def _says_else(self, words: Words | None) -> bool:
        """Tell whether the line's own words are not those of the observation that it names."""
        if words is None:
            return False
        pairs = zip((self._cell(CURRENT), self._cell(PROPOSED)), words, strict=True)
        return any(
            not one.startswith(other) and not other.startswith(one)
            for cell, word in pairs
            if (one := _letters(cell)) and (other := _letters(word))
        )

    def _keep(self, answer: Answer, reading: Reading) -> None:
        """Keep an answer; a line copied twice is one answer, two that differ are a problem."""
        before = reading.answers.get(answer.observation)
        if before is None or _same(before, answer):
            reading.answers.setdefault(answer.observation, answer)
            return
        reading.problems.append(
            Problem(
                answer.where,
                say(
                    "l'observation {id} a déjà une autre suite ({where}) : gardez une seule ligne.",
                    id=answer.observation,
                    where=before.where,
                ),
                (answer.observation,),
            )
        )

    def _answer(self, identifier: str, problems: list[Problem]) -> Answer | None:
        text = self._cell(DISPOSITION)
        verdict_text = self._cell(VERDICT)
        others = [self._cell(name) for name in (REASON, WORDING, INSTANCE)]
        if not text:
            if any(others):
                problems.append(
                    Problem(self.where, say("un motif, une rédaction ou une instance est donné "
                                            "sans suite : choisissez la suite donnée."),
                            (identifier,))
                )  # fmt: skip
            return None
        disposition, proposed = disposition_of(text)
        if disposition is None:
            meant = ", ".join(one.value for one in Disposition)
            problems.append(
                Problem(
                    self.where,
                    say("« {text} » n'est pas une suite connue ; choisissez dans la liste : "
                        "{known}.", text=_short(text), known=meant),
                    (identifier,),
                )
            )  # fmt: skip
            return None
        verdict = None
        if verdict_text:
            verdict = verdict_of(verdict_text)
            if verdict is None:
                problems.append(
                    Problem(
                        self.where,
                        say("« {text} » n'est pas un avis connu ; écrivez satisfait, non satisfait "
                            "ou sans réponse.", text=_short(verdict_text)),
                        (identifier,),
                    )
                )  # fmt: skip
        instance, date = instance_and_date(self._cell(INSTANCE))
        date = date or self._decided(identifier, problems)
        validated = bool(instance) and not proposed
        return Answer(
            identifier,
            disposition,
            self._cell(REASON),
            self._cell(WORDING),
            instance,
            date,
            Stage.VALIDATED if validated else Stage.PROPOSED,
            verdict,
            self.where,
        )

    def _decided(self, identifier: str, problems: list[Problem]) -> str:
        """Give the date of the decision where it has a column of its own."""
        text = self._cell(DECIDED)
        date = iso_date(text)
        if text and not date:
            problems.append(
                Problem(
                    self.where,
                    say("la date « {text} » n'a pas été comprise : écrivez-la sous la forme "
                        "03/07/2025.", text=_short(text)),
                    (identifier,),
                )
            )  # fmt: skip
        return date


def _short(text: str) -> str:
    """Give the beginning of what stands in a cell, as a sentence can quote it."""
    words = " ".join(text.split())
    return words if len(words) <= QUOTED else words[:QUOTED].rstrip() + "…"


def _letters(text: str) -> str:
    """Give the first letters and figures of a text: what a spreadsheet never changes."""
    return "".join(char for char in fold(text).text if char.isalnum())[:COMPARED]


def _same(one: Answer, other: Answer) -> bool:
    return (one.disposition, one.reason, one.wording, one.instance, one.date, one.verdict) == (
        other.disposition, other.reason, other.wording, other.instance, other.date, other.verdict,
    )  # fmt: skip
