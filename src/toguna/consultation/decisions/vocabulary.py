"""The words that people write for dispositions, verdicts and instances, and what they mean."""

from __future__ import annotations

import re
from typing import TypeVar

from rapidfuzz import fuzz, process

from toguna.consultation.dates import iso_date
from toguna.consultation.decisions.model import Disposition, Verdict
from toguna.consultation.folding import fold

Meaning = TypeVar("Meaning")
CLOSE_ENOUGH = 80.0
"""A misspelt word is taken for the known one that it resembles this much (Indel ratio, %)."""
CLEARLY = 8.0
"""... provided that no other known one is within so many points."""
SYNONYMS: dict[str, Disposition] = {
    word: disposition
    for disposition, words in {
        Disposition.ACCEPTED: "retenue|retenu|acceptee|accepte|accepted|adoptee|adopte|oui|ok|"
                              "prise en compte|integree|integre|favorable",
        Disposition.ACCEPTED_WITH_CHANGES: "retenue avec modification|retenue avec modifications|"
            "retenue avec modif|acceptee avec modification|acceptee avec modif|accepte avec modif|"
            "accepted with changes|retenue partiellement|partiellement retenue|acceptee en partie|"
            "retenue sous reserve|partiellement acceptee|partially accepted",
        Disposition.REJECTED: "non retenue|non retenu|rejetee|rejete|refusee|refuse|rejected|non|"
                              "non acceptee|non accepte|ecartee|defavorable|not accepted",
        Disposition.NOTED: "prise en note|noted|notee|note|pris note|prend note|prise de note",
        Disposition.ALREADY_MET: "satisfaite par ailleurs|deja satisfaite|satisfaite|already met|"
                                 "deja pris en compte|deja prise en compte",
        Disposition.DUPLICATE: "doublon|duplicate|redondante|deja dite",
        Disposition.WITHDRAWN: "retiree|retire|withdrawn|abandonnee",
        Disposition.OUT_OF_SCOPE: "hors champ|hors sujet|out of scope|hors perimetre",
        Disposition.DEFERRED: "reportee|reporte|deferred|differee|a revoir plus tard",
        Disposition.MOOT: "sans objet|sans objet tombee|tombee|moot|caduque",
        Disposition.REFERRED: "renvoyee a l'arbitrage|arbitrage|a arbitrer|renvoyee au comite|"
                              "referred|comite interministeriel",
    }.items()
    for word in words.split("|")
}  # fmt: skip
VERDICTS = {
    "satisfait": Verdict.SATISFIED,
    "satisfaite": Verdict.SATISFIED,
    "satisfied": Verdict.SATISFIED,
    "d'accord": Verdict.SATISFIED,
    "oui": Verdict.SATISFIED,
    "non satisfait": Verdict.NOT_SATISFIED,
    "non satisfaite": Verdict.NOT_SATISFIED,
    "pas satisfait": Verdict.NOT_SATISFIED,
    "not satisfied": Verdict.NOT_SATISFIED,
    "insatisfait": Verdict.NOT_SATISFIED,
    "pas d'accord": Verdict.NOT_SATISFIED,
    "non": Verdict.NOT_SATISFIED,
    "sans reponse": Verdict.NO_REPLY,
    "no reply": Verdict.NO_REPLY,
}
DATE_IN_INSTANCE = re.compile(
    r"[,;(–-]?\s*(?:le\s+)?([0-9]{1,4}[-/. ].*[0-9]{2,4}|[0-9]{1,2}(?:er)? \w+ [0-9]{4})\)?\s*$"
)
BEFORE_DATE = re.compile(
    r"[ ,;:(–-]*(\b(en |lors de (la |sa )?)?(séance|seance|session|réunion|réunie?)\b)? *"
    r"(\b(en date )?(du|le|on)\b)? *(\b(lun|mar|mercre|jeu|vendre|same)di\b|\bdimanche\b)?"
    r"[ ,;:(–-]*$",
    re.IGNORECASE,
)
"""What stands between the name of an instance and the date ("réunie le mercredi")."""
PROPOSAL = re.compile(r"\(?\bpropos(?:ee?|ition)s?\b\)?\s*:?|\?")
"""A disposition marked as a proposal ("retenue (proposée)") waits for who has the right."""


def disposition_of(text: str) -> tuple[Disposition | None, bool]:
    """Give the disposition that a person wrote, and whether it is marked as a proposal.

    None where what is written is no disposition that is known.
    """
    folded = fold(text).text
    proposed = PROPOSAL.search(folded) is not None
    return _closest(PROPOSAL.sub(" ", folded), SYNONYMS), proposed


def verdict_of(text: str) -> Verdict | None:
    """Give the verdict that a contributor wrote, None where it is none that is known."""
    return _closest(fold(text).text, VERDICTS)


def _closest(folded: str, known: dict[str, Meaning]) -> Meaning | None:
    """Give what a word means, also misspelt, None where it is unclear."""
    words = " ".join(re.sub(r"[^a-z' ]+", " ", folded).split())
    if words in known:
        return known[words]
    ranked = process.extract(words, list(known), scorer=fuzz.ratio, limit=len(known))
    if not ranked or ranked[0][1] < CLOSE_ENOUGH:
        return None
    best, score, _ = ranked[0]
    rival = next((s for word, s, _ in ranked if known[word] is not known[best]), 0.0)
    return known[best] if score - rival >= CLEARLY else None


def instance_and_date(text: str) -> tuple[str, str]:
    """Split "Comité interministériel, 3 juillet 2025" into who and when (ISO, or as written)."""
    match = DATE_IN_INSTANCE.search(text)
    if iso_date(text):
        return _name(text[: match.start()]) if match else "", iso_date(text)
    if match and iso_date(match.group(1)):
        return _name(text[: match.start()]), iso_date(match.group(1))
    return text, ""


def _name(text: str) -> str:
    """Give the name of an instance without the words that lead to the date."""
    return BEFORE_DATE.sub("", text) or text.strip(" ,;-–(")
