"""What an arbitration sheet says: one conflict, so that who decides needs to read nothing else."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from toguna.consultation.decisions.model import Disposition, Final
from toguna.consultation.decisions.outputs.arbitration_renvois import CrossReferences
from toguna.consultation.decisions.outputs.letters_content import CUT, trimmed
from toguna.consultation.model import Conflict, Observation, Wording
from toguna.consultation.outputs.wordings import Segment, against, base_wording, rivals
from toguna.consultation.outputs.words import (
    cite,
    clauses_of,
    page,
    quoted,
    said,
    shortened,
    supporters,
)
from toguna.text.pdf.printable import french_spaces
from toguna.weave.edits import EditKind

LAW = re.compile(
    r"\b(?:loi|décret|ordonnance|arrêté|directive|règlement|circulaire|instruction|convention|"
    r"traité|acte additionnel|acte uniforme|protocole|accord)\s+(?:n[°o]\s*|organique|de finances|"
    r"du \d|de (?:Malabo|Budapest|[A-Z])|[0-9])[^.;\n]{0,90}"
    r"|\b(?:Constitution|Code (?:pénal|civil|de |des |du ))[^.;\n]{0,60}",
    re.IGNORECASE,
)
"""A text of law as an observation cites it, up to the end of its clause."""
GAP = "[…]"
"""What stands, in a wording, between clauses that are not neighbours."""
MOST_LAWS, MOST_PLACES, MOST_WISHES = 4, 6, 4
COLUMNS = 3
"""Wordings side by side."""


class Measure(NamedTuple):
    """How long the parts of a sheet may be: characters of a wording and of a remark, wordings."""

    wording: int
    remark: int
    rivals: int
    behind: int


MEASURES = (
    Measure(1_200, 400, 9, 12),
    Measure(700, 220, 9, 10),
    Measure(420, 130, 9, 8),
    Measure(240, 80, 8, 6),
    Measure(130, 50, 5, 4),
    Measure(70, 30, 5, 3),
)
"""From the full sheet to the shortest; the first that makes one page is taken."""


@dataclass(frozen=True, slots=True)
class Option:
    """One wording: who is for it, its words beside the draft's, what it changes, and why."""

    head: str
    ids: str
    segments: tuple[Segment, ...]
    changes: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything on a sheet; `abridged` tells that something is cut or left out."""

    id: str
    question: str
    where: str
    reason: str
    options: tuple[Option, ...]
    laws: tuple[str, ...]
    hanging: tuple[str, ...]
    behind: tuple[tuple[str, str], ...]
    abridged: bool

    @property
    def rows(self) -> list[tuple[Option, ...]]:
        """The wordings in as few rows as they need, each as long as the others."""
        rows = -(-len(self.options) // COLUMNS)
        size, longer = divmod(len(self.options), rows)
        ends = [size * row + min(row, longer) for row in range(rows + 1)]
        return [self.options[start:end] for start, end in pairwise(ends)]

    @property
    def choices(self) -> list[str]:
        """The boxes to be ticked."""
        return [option.head for option in self.options]


def open_conflicts(final: Final) -> list[Conflict]:
    """Give the conflicts that somebody has still to decide.

    One is settled by the adoption of one of its wordings, or when every one of its observations
    has another answer (the draft's wording stays); a referral keeps it open.
    """
    return [conflict for conflict in final.consolidation.conflicts if _is_open(final, conflict)]


def _is_open(final: Final, conflict: Conflict) -> bool:
    answers = [final.answers.get(key) for key in conflict.observations]
    given = [answer.disposition for answer in answers if answer is not None]
    if Disposition.REFERRED in given:
        return True
    is_answered = len(given) == len(answers)
    return not is_answered and not any(disposition.adopts for disposition in given)


class Drafter:
    """Makes the sheets of one final text."""

    def __init__(self, final: Final) -> None:
        self._consolidation = final.consolidation
        self._compared: dict[tuple[str, str], list[Segment]] = {}
        self._references = CrossReferences(final.consolidation.document.clauses)

    def sheet(self, conflict: Conflict, measure: Measure) -> Sheet:
        """Make a sheet that is no longer than a measure."""
        consolidation = self._consolidation
        base = base_wording(consolidation, conflict)
        found = rivals(conflict)
        shown = found[: measure.rivals - 1]
        options = [self._option(wording, base, measure) for wording in (base, *shown)]
        behind = [consolidation.by_id[key] for key in conflict.observations
                  if key in consolidation.by_id]  # fmt: skip
        words = [(o.id, short(said(consolidation, o), measure.remark)) for o in behind]
        hanging = self._hanging(conflict, measure)
        abridged = (
            len(shown) < len(found)
            or len(words) > measure.behind
            or any(CUT in s.text for option in options for s in option.segments)
            or any(text.endswith(GAP) for _, text in words)
            or any(text.endswith(GAP) for o in options for text in (o.changes, *o.reasons))
        )
        return Sheet(
            conflict.id,
            self.question(conflict),
            self._where(conflict, behind),
            conflict.reason.render(),
            tuple(options),
            tuple(laws(behind))[:MOST_LAWS],
            tuple(hanging),
            tuple(words[: measure.behind]),
            abridged,
        )

    def question(self, conflict: Conflict) -> str:
        """Put the question in one sentence."""
        consolidation = self._consolidation
        base = base_wording(consolidation, conflict)
        where = short(cite(consolidation, conflict.clauses).replace("\n", "\u00a0; "), 80)
        asked = [(wording, self._wish(base, wording)) for wording in rivals(conflict)]
        keepers = ", ".join(supporters(wording) for wording, wish in asked if not wish)
        wishes = [f"{wish} ({supporters(wording)})" for wording, wish in asked if wish]
        more = len(wishes) - MOST_WISHES
        if more > 0:
            rest = f"l'une des {more} autres rédactions" if more > 1 else "une autre rédaction"
            wishes = [*wishes[:MOST_WISHES], rest]
        verb = "demandent" if "," in keepers else "demande"
        kept = f", comme le {verb} {keepers}" if keepers else ""
        listed = ", ou ".join(wishes) or "le modifier"
        return f"Faut-il garder le texte de l'avant-projet ({where}){kept}, ou {listed}\u00a0?"

    def _wish(self, base: Wording, wording: Wording) -> str:
        """Say in a few words what is asked for, "" where it is the draft's own wording."""
        segments = self._against(base.text, wording.text)
        added = _words(segments, "add")
        if added:
            return f"écrire {quoted(short(added, 60))}"
        gone = _words(segments, "del")
        if gone:
            return f"supprimer {quoted(short(gone, 60))}"
        known = (self._consolidation.by_id.get(key) for key in wording.observations)
        kinds = {o.edit.kind for o in known if o is not None and o.edit is not None}
        if EditKind.MOVE in kinds:
            return "le déplacer"
        return "en changer la forme" if kinds else ""

    def _option(self, wording: Wording, base: Wording, measure: Measure) -> Option:
        segments = [Segment("keep", base.text or "(rien à cet endroit)")]
        if wording.contributors:
            segments = self._against(base.text, wording.text)
        members = [self._consolidation.by_id[i] for i in wording.observations
                   if i in self._consolidation.by_id]  # fmt: skip
        reasons = [_argument(o) for o in members] if wording.contributors else []
        texts = dict.fromkeys(short(text, measure.remark) for text in reasons if text)
        return Option(
            supporters(wording),
            ", ".join(wording.observations) if wording.contributors else "",
            tuple(trimmed(segments, measure.wording, max(measure.wording // 6, 15))),
            short(changes(segments), measure.remark),
            tuple(texts),
        )

    def _against(self, base: str, wording: str) -> list[Segment]:
        """Compare two wordings, once for all measures."""
        if (base, wording) not in self._compared:
            self._compared[base, wording] = against(base, wording)
        return self._compared[base, wording]

    def _where(self, conflict: Conflict, behind: Sequence[Observation]) -> str:
        where = cite(self._consolidation, conflict.clauses).replace("\n", "\u00a0; ")
        number = next((page(self._consolidation, o) for o in behind if o.clauses), "")
        return f"{where} (page\u00a0{number})" if number else where

    def _hanging(self, conflict: Conflict, measure: Measure) -> list[str]:
        """Give what refers to the clauses concerned, and who else speaks of them."""
        consolidation = self._consolidation
        cited = consolidation.document.clauses.cite
        clauses = clauses_of(consolidation, conflict.clauses)
        places = [cited(clause) for clause in self._references.to(clauses)]
        lines = []
        if places:
            more = len(places) - MOST_PLACES
            rest = f" et {more} autre{'s' * (more > 1)}" if more > 0 else ""
            listed = "\u00a0; ".join(places[:MOST_PLACES])
            lines.append(f"Y renvoient\u00a0: {listed}{rest}.")
        others = [
            o.id
            for o in consolidation.observations
            if o.id not in conflict.observations and set(o.clauses) & set(conflict.clauses)
        ]
        if others:
            listed = short(", ".join(others), max(measure.remark, 60))
            lines.append(f"Autres observations sur ce passage\u00a0: {listed}.")
        return lines


def short(text: str, length: int) -> str:
    """Give a text on one line, cut where it is too long, its French spaces unbroken."""
    return french_spaces(shortened(text, length))


def _words(segments: Sequence[Segment], kind: str) -> str:
    texts = [" ".join(segment.text.split()) for segment in segments if segment.kind == kind]
    return " … ".join(text for text in texts if text not in ("", GAP))


def changes(segments: Sequence[Segment]) -> str:
    """Say what a wording changes: "remplace « a » par « b »\u00a0; ajoute « c »"."""
    said: list[str] = []
    taken = ""
    told = [segment for segment in segments if segment.text.strip() != GAP]
    for kind, text in (*told, Segment("keep", "")):
        if kind == "del":
            taken = text
            continue
        if kind == "add":
            new = f"par {quoted(text)}" if taken else ""
            said.append(f"remplace {quoted(taken)} {new}" if taken else f"ajoute {quoted(text)}")
        elif taken:
            said.append(f"supprime {quoted(taken)}")
        taken = ""
    return "\u00a0; ".join(said)


def _argument(observation: Observation) -> str:
    """Give why a contributor asks for it: the reason that it gives, else its remark."""
    return observation.reason or observation.text


def laws(observations: Sequence[Observation]) -> list[str]:
    """Give the texts of law that observations cite, with the observation that cites each."""
    found: dict[str, str] = {}
    for observation in observations:
        replies = [reply.text for reply in observation.replies]
        for text in (observation.text, observation.reason, *replies):
            for match in LAW.finditer(text):
                found.setdefault(" ".join(match.group().split()).rstrip(" ,»"), observation.id)
    return [f"{law} ({identifier})" for law, identifier in found.items()]
