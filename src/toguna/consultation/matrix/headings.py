"""What the heading of a column announces, however it is worded.

One word means different things in different forms: "Observations" is what a contributor says in
one and the secretariat's answer in another. A heading is first read alone, then by the others.
"""

from __future__ import annotations

import re
from enum import Enum

from toguna.consultation.folding import fold

LONGEST_HEADING = 90


class Column(Enum):
    """What a column holds."""

    NUMBER = "number"
    STRUCTURE = "structure"
    PERSON = "person"
    REFERENCE = "reference"
    PAGE = "page"
    LINE = "line"
    NATURE = "nature"
    CURRENT = "current"
    OBSERVATION = "observation"
    PROPOSED = "proposed"
    REASON = "reason"
    DATE = "date"
    LATER = "later"
    """Filled in once the observation is treated: the answer, who gave it, the final words."""


SAYING = frozenset({Column.OBSERVATION, Column.PROPOSED})
"""The columns without which a table is no matrix."""

_RULES = [
    (column, re.compile(pattern))
    for column, pattern in (
        (Column.STRUCTURE, r"^parties? prenantes?\b|^noms? d(?:e |u )(?:la |l )?(?:structure"
                           r"|minister\w*|organis\w*|institution|entite|service|direction)"),
        (Column.REFERENCE, r"^(?:disposition|partie|passage|point|texte|endroit|clause)s?"
                           r" (?:concerne|vise|en cause)e?s?\b"),
        (Column.LATER, r"\b(?:suites? (?:donnee|reservee)|suite|disposition|decision|reponse"
                       r"|traitement|retenue?s?|verdict|secretar\w*|instance|arbitrage|statut"
                       r"|prise? en compte|resolution|response|outcome|status)\b"
                       r"|\bavis d(?:u|e la|e l) (?:contributeur|structure|ministere)"
                       r"|^observations? of\b"),
        (Column.DATE, r"^dates?(?: (?:d|de|du) .*)?$"),
        (Column.PAGE, r"^(?:n° |no |numero )?(?:d |de )?(?:la )?(?:pages?|pp?|pg)(?: n°)?$"),
        (Column.LINE, r"^(?:n° |no |numero )?(?:d |de )?(?:la )?lig(?:nes?)?(?: n°)?$"
                      r"|^lines?(?: (?:numbers?|no|n°))?$"),
        (Column.CURRENT, r"^(?:texte|redaction|formulation|version|libelle|passage|phrase|wording)"
                         r" (?:actuel|initial|existant|origin|a modifier|d origine|de base"
                         r"|du projet|de l avant)|^(?:current|original) (?:text|wording)"
                         r"|^ancienne (?:redaction|formulation|version)|^(?:extrait|citation|texte"
                         r"|avant modification|au lieu de)s?\b(?! (?:propos|souhait|amend))"),
        (Column.NATURE, r"^(?:nature|type|categorie|genre)s?\b|^(?:forme|fond)(?: ou)? ?(?:fond"
                        r"|forme)$"),
        (Column.REASON, r"^(?:justif\w*|motif\w*|motivation\w*|raisons?|arguments?|argumentaire"
                        r"|argumentation|rationale|reasons?|expose des motifs|explications?"
                        r"|fondements?|bases? (?:legale|juridique))\b"),
        (Column.NUMBER, r"^(?:n°|no|n|num|numero|nr|number|#|id|ordre|rang|item)(?: d ordre)?"
                        r"(?: (?:de |d |des )?(?:l |la )?(?:obs\w*|remarques?|commentaires?"
                        r"|lignes?))?$"),
        (Column.PERSON, r"^(?:noms?|prenoms?|represent\w*|points? focal\w*|participant\w*|auteur\w*"
                        r"|interlocuteur\w*|reviewers?|commenters?|relecteurs?|names?)\b"
                        r"|\bredact(?:eur|rice)s?\b"),
        (Column.STRUCTURE, r"\b(?:structures?|str|minister\w*|ministry|organis\w*|organiz\w*"
                           r"|institutions?|entites?|services?|directions?|departements?"
                           r"|contributeurs?|emetteurs?|mb|nc|nb|national body|member body|origine"
                           r"|source|stakeholders?|administrations?)\b"),
        (Column.REFERENCE, r"^(?:n° |no |numero )?(?:d |de )?(?:l |la |le )?(?:axes?|§|para\w*"
                           r"|clauses?|subclauses?|art|articles?|chapitres?|chap|sections?"
                           r"|parties?|objectifs?|titres?|rubriques?|points?(?! d attention)"
                           r"|localisation|emplacement|references?|ref|actions?|mesures?|annexes?"
                           r"|tableaux?|table|figures?|alineas?|passages?|endroits?|location"
                           r"|lieux?|pages?|lignes?|piliers?)(?![a-z])"),
        (Column.OBSERVATION, r"\b(?:observ\w*|obs|comment\w*|remarques?|constats?|avis"
                             r"|preoccupations?|questions?|contributions?|critiques?|contenu"
                             r"|feedback|remarks?|issues?|apports?|problemes?|d attention)\b"),
        (Column.PROPOSED, r"\b(?:propos\w*|amend\w*|reformul\w*|formulations?|suggest\w*"
                          r"|redactions?|lire|modifications?|recommand\w*|corrections?"
                          r"|texte souhaite|nouveau texte|nouvelle version|remplacer par)\b"),
    )
]  # fmt: skip
_BARE_REASON = re.compile(r"^(?:motifs?|motivations?)$")
# "Observations" at the end, after the answer, are remarks on it: so do many trackers end.
_BARE_OBSERVATION = re.compile(r"^(?:observations?|commentaires?|remarques?|comments?)$")
_WORDING = re.compile(r"\b(?:redactions?|formulations?|textes?|wording|libelle)\b")
_ISO = re.compile(
    r"^(?:mb|nc|mb nc|nb)\b|^line numbers?\b|^clause subclause\b|^paragraph figure table\b"
    r"|^type of comment\b|^proposed change\b|^observations? of the secretariat\b"
)


def plain(heading: str) -> str:
    """Give a heading as plain words: no case, accents, punctuation or example in brackets."""
    words = _words(re.sub(r"\([^)]*\)|\[[^\]]*\]", " ", heading))
    return words or _words(heading)


def _words(heading: str) -> str:
    return " ".join(re.sub(r"[^a-z0-9§°#]+", " ", fold(heading).text).split())


def column_of(heading: str) -> Column | None:
    """Give what a heading alone announces, None where it is none that is known."""
    if len(heading) > LONGEST_HEADING:
        return None
    words = re.sub(r"(?<=[a-z])[0-9]\b", "", plain(heading))  # "MB/NC1": the call of a note
    if not words or re.search(r"[0-9]", words):
        return None
    return next((column for column, pattern in _RULES if pattern.search(words)), None)


def columns_of(headings: dict[int, str]) -> dict[int, Column]:
    """Give what each column of a table holds, each heading read in the light of the others."""
    known = {
        index: column
        for index, heading in sorted(headings.items())
        if (column := column_of(heading)) is not None
    }
    words = {index: plain(headings[index]) for index in known}
    first_later = min((i for i, column in known.items() if column is Column.LATER), default=None)
    if first_later is not None:
        _answers(known, words, first_later, max(headings))
    _one_wording(known, words)
    return known


def _answers(known: dict[int, Column], words: dict[int, str], first_later: int, end: int) -> None:
    """Find the reasons and observations that belong to the answer and not to the contributor."""
    for kind, bare in ((Column.REASON, _BARE_REASON), (Column.OBSERVATION, _BARE_OBSERVATION)):
        found = [index for index, column in known.items() if column is kind]
        saying = any(known[index] in SAYING and index < first_later for index in known)
        for index in found:
            others = len([other for other in found if known[other] is kind]) > 1
            last = saying and index == end and words[index].endswith("s")
            after = index > first_later and (others or kind is Column.REASON or last)
            named_twice = kind is Column.REASON and others
            if bare.match(words[index]) and (after or named_twice):
                known[index] = Column.LATER


def _one_wording(known: dict[int, Column], words: dict[int, str]) -> None:
    """Where one column proposes and another gives the wording, the first one is prose."""
    proposed = [index for index, column in known.items() if column is Column.PROPOSED]
    wordings = [index for index in proposed if _WORDING.search(words[index])]
    if wordings:
        for index in proposed:
            if index not in wordings:
                known[index] = Column.OBSERVATION


def is_iso(headings: dict[int, str]) -> bool:
    """Tell whether the headings are those of the ISO form."""
    return sum(bool(_ISO.match(re.sub(r"(?<=[a-z])[0-9]\b", "", plain(text))))
               for text in headings.values()) >= 2  # fmt: skip
