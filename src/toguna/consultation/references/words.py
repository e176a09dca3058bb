"""The words that name a part of a document, as civil servants write and abbreviate them."""

from __future__ import annotations

from rapidfuzz.distance import OSA

PART_WORDS = {
    "page": "page pages p pp pg",
    "part": "partie parties part titre titres title",
    "chapter": "chapitre chapitres chap ch chapter chapters",
    "annex": "annexe annexes annex annexs ann appendice appendix",
    "axis": "axe axes axis axs pilier piliers pillar",
    "objective": "objectif objectifs obj objective objectives os",
    "measure": "mesure mesures mes measure measures action actions activite activites act",
    "section": "section sections sect rubrique clause clauses sous-section sous-chapitre",
    "article": "article articles art",
    "point": "point points pt numero item items",
    "subsection": "paragraphe paragraphes para par paragraph paragraphs §",
    "table": "tableau tableaux tab table tables",
    "figure": "figure figures fig graphique schema",
    "row": "ligne lignes lig l row rows line lines",
    "column": "colonne colonnes col column columns",
    "note": "note notes footnote footnotes nbp",
    "alinea": "alinea alineas al aln subparagraph",
    "bullet": "tiret tirets puce puces bullet bullets",
    "letter": "lettre lettres",
    "box": "encadre encadres encart box",
    "margin": "en-tete entete pied-de-page header footer",
}
"""The kinds of steps and their words, folded. `subsection` and `point` are read as another
kind by what stands before them: see the parser."""

KINDS = {word: kind for kind, words in PART_WORDS.items() for word in words.split()}

RANKS = {
    kind: rank
    for rank, kinds in enumerate(
        (
            "page", "part", "chapter annex", "axis", "objective", "section", "article",
            "measure number", "name", "table figure note margin", "row", "column", "alinea",
            "letter bullet", "box",
        )
    )
    for kind in kinds.split()
}  # fmt: skip
"""How deep a step of each kind leads; a step stands inside those of a lower rank."""

ADJECTIVES = frozenset(
    "strategique strategiques specifique specifiques prioritaire prioritaires operationnel "
    "operationnelle n no nr num numero numeros de du des bas-de-page in nouveau nouvelle".split()
)
"""What may stand between a word and its number ("axe stratégique n° 2")."""

ORDINALS = {
    "premier": 1, "premiere": 1, "deuxieme": 2, "second": 2, "seconde": 2, "troisieme": 3,
    "quatrieme": 4, "cinquieme": 5, "sixieme": 6, "septieme": 7, "huitieme": 8, "neuvieme": 9,
    "dixieme": 10, "dernier": -1, "derniere": -1, "avant-dernier": -2, "avant-derniere": -2,
    "first": 1, "third": 3, "fourth": 4, "fifth": 5, "last": -1,
}  # fmt: skip

IDLE = frozenset(
    "a au aux dans de des du d en et l la le les ou sous sur un une voir cf alias pour par the of "
    "in on at and or to see apres avant after before deb debut fin intitule titre".split()
)
"""Words that name nothing by themselves."""

COMPOUNDS = ("bas de page", "pied de page", "en tete")
"""Words that are one word once hyphens join them."""

LONG_WORD, FUZZY_WORD = 6, 4


def kind_of(word: str) -> str | None:
    """Give the kind of part that a word names, small typing mistakes forgiven in longer words."""
    known = KINDS.get(word)
    if known is not None or len(word) < FUZZY_WORD or not word.isalpha():
        return known
    allowed = 2 if len(word) >= LONG_WORD else 1
    near = (
        (OSA.distance(word, other, score_cutoff=allowed), other)
        for other in KINDS
        if len(other) >= FUZZY_WORD and other[0] == word[0]
    )
    distance, best = min(near, default=(allowed + 1, ""))
    return KINDS[best] if distance <= allowed else None
