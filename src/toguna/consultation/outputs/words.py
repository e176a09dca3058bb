"""The French words that the matrix, the report and the counts share."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import PurePath

from toguna.consultation.model import Consolidation, Observation, Origin, Wording
from toguna.text.clauses import Clause
from toguna.text.rendering.inline import clean
from toguna.weave.edits import Edit, EditKind
from toguna.weave.operations import Put

DISPOSITIONS = (
    "retenue",
    "retenue avec modification",
    "non retenue",
    "prise en note",
    "satisfaite par ailleurs",
    "doublon",
    "retirée",
    "hors champ",
    "reportée",
    "sans objet (tombée)",
    "renvoyée à l'arbitrage",
)
VERDICTS = ("satisfait", "non satisfait", "sans réponse")
KINDS = {
    "copie": "copie annotée",
    "matrice": "matrice",
    "lettre": "lettre",
    "formulaire": "formulaire",
    "doublon": "doublon",
}
UNPLACED = "NON PLACÉE"
PARAGRAPH_END = "une fin de paragraphe"
EPOCH = datetime(1980, 1, 1, tzinfo=UTC)
"""The time that files carry where no date was given."""

MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet",
    "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip

CORE_TITLE = "{http://purl.org/dc/elements/1.1/}title"


def moment(consolidation: Consolidation) -> datetime:
    """Give the time that the files of a consolidation carry."""
    return midnight(consolidation.date)


def midnight(date: str | None) -> datetime:
    """Give the time that a file of a day ("2025-07-03") carries: its start, else a fixed one."""
    if date is None:
        return EPOCH
    day = datetime.fromisoformat(date)
    return day if day.tzinfo else day.replace(tzinfo=UTC)


def long_date(date: str) -> str:
    """Give a day as it is written in a report: "3 juillet 2025"."""
    day = datetime.fromisoformat(date)
    number = "1er" if day.day == 1 else str(day.day)
    return f"{number} {MONTHS[day.month - 1]} {day.year}"


def short_date(date: str | None) -> str:
    """Give the day of a date as files write it ("2025-07-01T09:30:00Z"): "01/07/2025"."""
    match = re.match(r"(\d{4})-(\d\d)-(\d\d)", date or "")
    return "/".join(reversed(match.groups())) if match else date or ""


def title(consolidation: Consolidation) -> str:
    """Give the draft's own title, or else its file name."""
    package = consolidation.document.word.package
    root = package.optional_root("docProps/core.xml")
    words = "" if root is None else " ".join((root.findtext(CORE_TITLE) or "").split())
    return clean(words or PurePath(consolidation.draft).name)


def cite(consolidation: Consolidation, clauses: tuple[str, ...]) -> str:
    """Give clauses as a civil servant cites them, one a line, the mark of none where none is.

    Of more than three, the first two are named and the others counted.
    """
    known = clauses_of(consolidation, clauses)
    cited = list(dict.fromkeys(consolidation.document.clauses.cite(clause) for clause in known))
    if len(cited) > 3:
        cited = [*cited[:2], f"et {number_of(len(cited) - 2, 'autre passage')}"]
    return "\n".join(cited) or UNPLACED


def clauses_of(consolidation: Consolidation, ids: tuple[str, ...]) -> list[Clause]:
    """Give the clauses of some ids, those that the draft does not have left out."""
    known = consolidation.document.clauses.by_id
    return [known[identifier] for identifier in ids if identifier in known]


def page(consolidation: Consolidation, observation: Observation) -> str:
    """Give the page of an observation's first clause, "" where it is not known."""
    for clause in clauses_of(consolidation, observation.clauses):
        return str(clause.page or "")
    return ""


def said(consolidation: Consolidation, observation: Observation) -> str:
    """Tell what an observation says: its own words, or what it does to the text."""
    if observation.text:
        return observation.text
    if observation.edit is None and observation.origin not in (Origin.TRACKED, Origin.UNTRACKED):
        return observation.after or quoted(observation.before)
    return asked(consolidation, observation)


def asked(consolidation: Consolidation, observation: Observation) -> str:
    """Tell what an observation does to the text, as a sentence."""
    before, after = quoted(observation.before), quoted(observation.after)
    kind = observation.edit.kind if observation.edit else _kind(observation)
    if kind is EditKind.FORMAT:
        return f"Changer la mise en forme de {before}" if before else "Changer la mise en forme"
    if kind is EditKind.MOVE:
        return f"Déplacer {before}{_destination(consolidation, observation.edit)}"
    if kind is EditKind.REPLACE:
        if before and before == after:
            return f"Changer les espaces autour de {before}"
        return f"Remplacer {before or PARAGRAPH_END} par {after or PARAGRAPH_END}"
    if kind is EditKind.INSERT:
        return f"Ajouter {after or PARAGRAPH_END}"
    return f"Supprimer {before or PARAGRAPH_END}"


def _kind(observation: Observation) -> EditKind:
    if observation.before and observation.after:
        return EditKind.REPLACE
    return EditKind.INSERT if observation.after else EditKind.DELETE


def _destination(consolidation: Consolidation, edit: Edit | None) -> str:
    puts = (
        [operation for operation in edit.operations if isinstance(operation, Put)] if edit else []
    )
    if not puts:
        return ""
    clauses = consolidation.document.clauses
    clause = clauses.at(puts[0].story, puts[0].block)
    return f" vers\u00a0: {clauses.cite(clause)}" if clause else ""


def quoted(words: str) -> str:
    """Give words between French quotation marks, blanks by their name, "" for nothing."""
    if words.strip():
        return f"«\u00a0{words.strip()}\u00a0»"
    if "\n" in words:
        return "un saut de ligne"
    hard = " insécable" if words.strip(" ") else ""
    return {0: "", 1: f"une espace{hard}"}.get(len(words), number_of(len(words), f"espace{hard}"))


def thread(observation: Observation) -> str:
    """Give the replies of a comment, one a line."""
    return "\n".join(
        f"↳ {reply.person}{_in_brackets(short_date(reply.date))}\u00a0: {reply.text}"
        for reply in observation.replies
    )


def _in_brackets(words: str) -> str:
    return f" ({words})" if words else ""


def supporters(wording: Wording) -> str:
    """Name who is for a wording."""
    return ", ".join(wording.contributors) or "Avant-projet"


def sender(label: str) -> str:
    """Name who sent a file: a matrix in which several speak has no label of its own."""
    return label or "plusieurs structures"


def full_name(consolidation: Consolidation, label: str) -> str:
    """Give a contributor's full name, "" where it says no more than the label."""
    names = {known.label: known.name for known in consolidation.contributors}
    name = names.get(label, "")
    return "" if name == label else name


def number_of(number: int, noun: str) -> str:
    """Give a number of things: "1 observation", "1 200 observations"."""
    words = noun.split(" ") if abs(number) < 2 else [f"{word}s" for word in noun.split(" ")]
    return f"{thousands(number)} {' '.join(words)}"


def thousands(number: int) -> str:
    """Give a number as it is written in French, its thousands set apart."""
    return f"{number:,}".replace(",", "\u202f")


def shortened(text: str, length: int) -> str:
    """Give a text on one line, cut between words where it is longer than `length`."""
    line = " ".join(text.split())
    if len(line) <= length:
        return line
    return line[:length].rsplit(" ", 1)[0].rstrip(" ,;:") + " […]"
