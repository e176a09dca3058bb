"""The turns of phrase in which people propose changes, in French and English.

They are matched against a skeleton: folded text, one sign for each quotation. In each, group `a`
holds the words of the draft and `b` the new ones; `au` and `bu` are the same without quotation
marks.
"""

from __future__ import annotations

import re
from enum import Enum

from toguna.consultation.proposals.quotes import LINE, QUOTE

_OPEN = QUOTE.replace("[", "[^", 1)[:-1]  # "any sign but a quotation", still to be closed
GAP = rf"(?:{_OPEN}.;!?]|\.(?=\S|\s\d)){{0,70}}?"
"""What may stand between a verb and a quotation: where it is, what sort of words it is."""
SORT = (
    rf"[\s{LINE}]*(?:(?!exemple|ajout|inser|suppr|example)[a-z']+[\s{LINE}]*){{0,4}}?"
    rf":?[\s{LINE}]*"
)
"""What may stand between "par" and a quotation: "les mots suivants :"."""
PLAIN = rf"{_OPEN};{LINE}]{{1,300}}?"
"""Words that nobody put between quotation marks."""
WORDS_OF = (
    r"(?:aux?|les?|la|l'|the)\s*(?:mots?|termes?|expressions?|groupes? de mots|"
    r"membres? de phrase|chiffres?|nombres?|montants?|words?|figures?|amounts?)\s*:?\s*"
)
NOUN = f"(?:{WORDS_OF})?"
END = rf"(?=\s*(?:\.(?:\s|$)|[;{LINE}]|$))"

REPLACE = r"(?:remplac\w*|replac\w*|modifi\w*|corrig\w*|chang\w*)"
ADD = r"(?:r?ajout\w*|inser\w*|intercal\w*|add(?:ing)?)"
DELETE = r"(?:supprim\w*|suppression|retir\w*|enlev\w*|effac\w*|biff\w*|delet\w*|remov\w*)"
READ = r"(?:lire|ecrire|mettre|dire|indiquer|utiliser|employer|read|write|use)"
ANEW = (
    r"(?:reformul\w*|redig\w*|reecri\w*|libell\w*|formul\w*|remplac\w*|modifi\w*|reword\w*|"
    r"rewrit\w*|rephras\w*|replac\w*|(?:nouvelle|proposition de) (?:redaction|formulation)|"
    r"redaction proposee|lire|read)"
)
FOLLOWS = (
    r"(?:comme suit|ainsi(?: (?:qu'il suit|redige\w*|libelle\w*|formule\w*))?|as follows|"
    r"de la (?:facon|maniere) suivante)"
)
PART = (
    r"(?:alinea|paragraphe|mesure|action|tiret|puce|point|phrase|item|paragraph|measure|"
    r"sentence|bullet)"
)
ACTING = re.compile(rf"\b(?:remplac\w+|replac\w+|substitu\w+|{ADD}|supprim\w+|delete|remove)\b")
"""A second one of these verbs means that more is asked than one change."""


class Act(Enum):
    """What a proposition does."""

    REPLACE = "replace"
    AFTER = "insert after"
    BEFORE = "insert before"
    APPEND = "append"
    PARAGRAPH = "new paragraph"
    DELETE = "delete words"
    DELETE_CLAUSE = "delete a clause"
    REWRITE = "rewrite"


_A, _B = f"(?P<a>{QUOTE})", f"(?P<b>{QUOTE})"
_PLAIN_A = rf"\s+{NOUN}(?P<au>{PLAIN})"
_PLAIN_B = rf"\s*:?\s*{NOUN}(?P<bu>{PLAIN}){END}"
_ANY_B = rf"(?:{SORT}{_B}|{_PLAIN_B})"
_TO = r"(?:par|en|with|by|to|into)"
_BE = r"(?:est|sont|soi(?:t|ent)|sera(?:it|ient)?|seront|etre|is|are|be)"
_INSTEAD = r"(?:au lieu|a la place|en lieu et place|plutot|instead|rather)\s*(?:de|d'|que|of|than)"
_MUST = r"(?:il (?:faut|convient de|faudrait) )?"
_SPACE = rf"[\s{LINE}]*"
_ARROW = r"\s*(?:->|=>|→|⇒|➔|➜)"
_WORDS = r"l(?:es?|')\s*(?:mots?|termes?|nombres?|montants?)\s*:"

WHOLE: list[tuple[Act, re.Pattern[str]]] = [
    (act, re.compile(pattern))
    for act, pattern in (
        (Act.REPLACE, rf"\b{REPLACE}\b{GAP}{_A}{GAP}\b{_TO}\b{_ANY_B}"),
        (Act.REPLACE, rf"{_A}{GAP}\b{_BE}\s+{REPLACE}\s+{_TO}\b{_ANY_B}"),
        (Act.REPLACE, rf"\bsubstitu\w*{GAP}{_B}\s*(?:a|aux?|for)\b{GAP}{_A}"),
        (Act.REPLACE, rf"\bsubstitu\w*\s+(?:a|aux?)\b{GAP}{_A}{GAP}{_B}"),
        (
            Act.REPLACE,
            r"\bsubstitu\w*\s+aux? (?:mots?|termes?|nombres?|montants?)\s*:?\s*"
            rf"(?P<au>{PLAIN}),?\s+{_WORDS}\s*(?P<bu>{PLAIN}){END}",
        ),
        (Act.REPLACE, rf"\b{READ}\b{SORT}{_B}{GAP}\b{_INSTEAD}{GAP}{_A}"),
        (Act.REPLACE, rf"\b{_INSTEAD}{GAP}{_A},?{_SPACE}:?{_SPACE}{_MUST}(?:{READ}\b{SORT})?{_B}"),
        (Act.REPLACE, rf"\b{_INSTEAD}{GAP}{_A},?{_SPACE}:?{_SPACE}{_MUST}{READ}\b{_PLAIN_B}"),
        (Act.REPLACE, rf"\b{READ}\b{SORT}{_B}\s*,?\s*(?:et non|and not)\b{GAP}{_A}"),
        (Act.REPLACE, rf"{_A}\s*[:,]?\s*{_MUST}\b(?:{READ}|devien\w+|becomes)\b{SORT}{_B}"),
        (Act.REPLACE, rf"{_A}{_ARROW}{_ANY_B}"),
        (Act.REPLACE, rf"\bremplac\w*{_PLAIN_A}\s+par\b{_ANY_B}"),
        (Act.REPLACE, rf"\breplac\w*{_PLAIN_A}\s+(?:with|by)\b{_ANY_B}"),
        (Act.REPLACE, rf"\b{_INSTEAD}{_PLAIN_A},?\s+{_MUST}{READ}\b{_ANY_B}"),
        (Act.REPLACE, rf"^(?P<au>{PLAIN}){_ARROW}\s*(?P<bu>{PLAIN}){END}"),
        (Act.AFTER, rf"\b(?:apres|after)\b{GAP}{_A}{GAP}\b{ADD}\b{_ANY_B}"),
        (Act.AFTER, rf"\b(?:apres|after)\b{_PLAIN_A},?\s+{ADD}\b{_ANY_B}"),
        (Act.AFTER, rf"\b{ADD}\b{GAP}\b(?:apres|after)\b{GAP}{_A}\s*[:,]?{_ANY_B}"),
        (Act.AFTER, rf"\b{ADD}\b{SORT}{_B}{GAP}\b(?:apres|after)\b(?:{GAP}{_A}|{_PLAIN_A}{END})"),
        (Act.BEFORE, rf"\b(?:avant|before)\b{GAP}{_A}{GAP}\b{ADD}\b{_ANY_B}"),
        (Act.BEFORE, rf"\b(?:avant|before)\b{_PLAIN_A},?\s+{ADD}\b{_ANY_B}"),
        (Act.BEFORE, rf"\b{ADD}\b{GAP}\b(?:avant|before)\b{GAP}{_A}\s*[:,]?{_ANY_B}"),
        (Act.BEFORE, rf"\b{ADD}\b{SORT}{_B}{GAP}\b(?:avant|before)\b{GAP}{_A}"),
        (Act.APPEND, rf"\bcomplet\w+\b(?P<where>{GAP})\b(?:par|avec|with|by)\b{SORT}{_B}"),
        (Act.APPEND, rf"\b{ADD}\b(?P<where>{GAP}\b(?:a la|en) fin\b{GAP}|\s+in fine){_B}"),
        (Act.APPEND, rf"\b{ADD}\b{SORT}{_B}(?P<where>\s*(?:a la|en) fin\b{GAP}|\s+in fine){END}"),
        (
            Act.PARAGRAPH,
            rf"\b(?:{ADD}|cre\w+)(?P<ahead>\s*,?\s*(?:apres|avant|after|before)\b{GAP})?"
            r"\s*,?\s*\b(?:une?|l'|la|an?)?\s*(?:nouve\w+ |new |autre )?"
            rf"(?P<part>{PART})\b(?P<where>{GAP})(?::|{FOLLOWS}|suivant\w*|following)\s*:?\s*"
            rf"(?:{_B}|(?P<bu>{_OPEN}]{{12,}})$)",
        ),
        (Act.REWRITE, rf"\b{ANEW}\b{GAP}(?:\b(?:{_TO}|{FOLLOWS})\s*:?|:)\s*{_B}"),
        (
            Act.REWRITE,
            rf"\b{ANEW}\b{GAP}\b{FOLLOWS}\s*(?:(?:cet(?:te)?|ce|l'|la|le)\s*{PART})?"
            r"\s*:?\s*(?P<bu>.{20,})$",
        ),
        (Act.DELETE, rf"\b{DELETE}\b{GAP}{_A}"),
        (Act.DELETE, rf"{_A}{GAP}\b(?:{_BE}|a)\s+{DELETE}"),
        (
            Act.DELETE_CLAUSE,
            rf"\b{DELETE}\s*(?:de |du |des )?(?:cet(?:te)?|ce|l'|le|la|du|the|this)?\s*"
            rf"(?P<part>{PART}\b(?:[^,.;]|\.(?=\d)){{0,60}}?){END}",
        ),
        (Act.DELETE, rf"\b{DELETE}\s+{WORDS_OF}(?P<au>{PLAIN}){END}"),
    )
]  # fmt: skip
"""The propositions that are whole: all the words that they need are in them."""

HALF: list[tuple[Act, re.Pattern[str]]] = [
    (act, re.compile(pattern))
    for act, pattern in (
        (Act.REPLACE, rf"\b(?:{REPLACE}|{_INSTEAD})\b{GAP}{_A}"),
        (Act.AFTER, rf"\b(?:{ADD}\b{GAP}\bapres|apres)\b{GAP}{_A}"),
        (Act.BEFORE, rf"\b(?:{ADD}\b{GAP}\bavant|avant)\b{GAP}{_A}"),
        (
            Act.PARAGRAPH,
            rf"\b(?:{ADD}|cre\w+)\s*(?:un|une|a|an)\s*(?:nouve\w+ |new |autre )?"
            rf"(?P<part>{PART})\b(?P<where>)",
        ),
    )
]
"""Propositions whose new words stand elsewhere: in the column of proposed wordings."""

DOUBT = re.compile(
    r"\?|\bainsi (?:la fin|le debut)\b|\bsupprimer la fin\b|"
    r"\bpar exemple\b|\bfor example\b|\be\.g\.|"
    r"\b(?:ne|n'|not|sans|eviter de|without)\s*(?:pas|point|jamais|plus)?\s*"
    rf"(?:{REPLACE}|{DELETE}|{ADD})\b"
)
"""A question, an example, or advice not to do it: nothing is proposed exactly."""
EVERYWHERE = re.compile(
    r"\bpartout\b|\btoutes? les (?:occurrences|mentions)\b|\bdans (?:tout|l'ensemble du) "
    r"(?:le )?(?:texte|document)\b|\bthroughout\b|\ball occurrences\b|\bchaque fois\b"
)
LOOSE = re.compile(r"\b(?:ou|or|car|parce|afin|because|puisque)\b")
"""Words that make it doubtful where a wording without quotation marks ends."""
TWICE = re.compile(r"\b(?:par|by)\b")
"""In words without quotation marks, what makes it doubtful where the new ones begin."""
NAMED = re.compile(rf"(?:cet(?:te)?|ces?|l'|les?|la|du|the|this|these)?\s*{PART}s?\b")
"""Words that name a clause ("l'alinéa 3") rather than quote it."""
ITEMS = frozenset({"tiret", "puce", "point", "item", "bullet"})
"""Parts whose words begin with a small letter; a wording of any other begins with a capital."""
