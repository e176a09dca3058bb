"""References typed by hand ("voir Tableau 9", "section 3.2", "Annexe D") that lead nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterator

from toguna.adoption.check.facts.lines import Line
from toguna.adoption.check.facts.plan import Plan
from toguna.adoption.check.facts.titles import title_label
from toguna.adoption.check.model import Finding, Rule, Severity
from toguna.adoption.check.strategy import Strategy, at_words
from toguna.consultation.folding import fold
from toguna.consultation.references.labels import components, label_of
from toguna.consultation.references.words import KINDS
from toguna.messages import say
from toguna.text.content import is_atom

ID = "typed-references"
FEWEST_SIBLINGS = 2
FARTHEST = 5
WORDS = "tableau|table|figure|annexe|annex|section|chapitre|chapter|axe|objectif|mesure"
REFERENCE = re.compile(
    rf"(?<![\w'-])(?P<word>{WORDS})\s+(?:n°\s*)?(?P<number>\d+(?:[.-]\d+)*|[ivx]+|[a-h])(?![\w%'-])"
    r"(?!\s*(?:°|%|milli|mois|ans|jours|heures))(?!\.\d)"
)
SECTION_SIGN = re.compile(
    r"(?P<word>§|voir|cf\.?|see)\s?(?P<number>\d{1,2}(?:\.\d{1,2}){1,3})(?![\w%])"
)
ELSEWHERE = re.compile(
    r"^\s*(?:\([^)]*\)\s*)?(?:de la|du|de l'|des|de|d'|of the|of|to the)\s+(?!(?:presente? )?"
    r"(?:strategie|document|plan|rapport|projet|texte|present|cadre|this|strategy)\b)"
)
"""What follows a reference into another text: "chapitre VII de la Charte"."""
OTHER_WORK = re.compile(
    r"\b(?:plan|loi|law|act|rapport|report|guide|convention|traite|directive|norme)\b[^;]{0,90},\s*$"
)
"""What stands before one: "Ninth Development Plan, Chapter 24"."""
DEFINES = re.compile(r"^(?:tableau|table|figure|annexe|annex)\s+\S+\s*(?:[.:–-]|$)")
CAPTION = re.compile(
    r"^(tableau|table|tab\.?|figure|fig\.?)\s*(?:n°\s*)?(\d+(?:[.-]\d+)*|[ivx]+)\b"
)
INLINE_CAPTION = re.compile(
    r"(?<!\w)(?i:(tableau|table|figure|fig\.?))\s+(?:n°\s*)?(\d+(?:[.-]\d+)*|[IVX]+)"
    r"(?:\s*[.:–-]\s|\s+(?=[A-ZÀ-Ý]))"
)
"""A caption that stands within a paragraph, where a file lost the ends of its paragraphs."""
TYPED_NUMBER = re.compile(
    r"^(?:chapitre|chapter|section)?\s?(\d{1,2}(?:\.\d{1,2})*|[ivx]+)(?=[.:)]?\s)"
)
"""A number at the head of a line, which may be a title's, should a file have lost its style."""
ANNEX = re.compile(r"^(?:annexe|annex|appendix)\s+(?:n°\s*)?(\d+|[ivx]+|[a-z])\b")


def _check(strategy: Strategy) -> Iterator[Finding]:
    known = _targets(strategy)
    for line in strategy.lines:
        text = line.folded.text
        if line.is_heading or DEFINES.match(text):
            continue
        for match in (*REFERENCE.finditer(text), *SECTION_SIGN.finditer(text)):
            kind = KINDS.get(match["word"], "section")
            kind = "section" if kind == "chapter" else kind
            targets = known.get(kind, set())
            number = tuple(components(match["number"].replace("-", ".")))
            if any(target[: len(number)] == number for target in targets):
                continue
            if ELSEWHERE.match(text[match.end() :]) or OTHER_WORK.search(text[: match.start()]):
                continue
            if not _has_siblings(number, targets):
                continue
            start, end = line.folded_span(*match.span())
            if _is_computed(line, start, end):
                continue
            yield at_words(
                ID,
                Severity.ERROR,
                say("« {words} » ne mène nulle part.", words=line.text[start:end]),
                say("Corrigez le numéro, ou ajoutez ce que le renvoi annonce."),
                line,
                start,
                end,
            )


def _has_siblings(number: tuple[str, ...], targets: set[tuple[str, ...]]) -> bool:
    """Tell whether the document numbers such things so: it has two beside the one not found.

    A number far above all others is that of another text ("Chapter 440 of the Laws").
    """
    beside = [
        target[-1]
        for target in targets
        if target[:-1] == number[:-1] and target[-1].isdigit() == number[-1].isdigit()
    ]
    if len(beside) < FEWEST_SIBLINGS:
        return False
    return not number[-1].isdigit() or int(number[-1]) <= FARTHEST + max(map(int, beside))


def _is_computed(line: Line, start: int, end: int) -> bool:
    """Tell whether a field shows some of the words: another rule sees to those."""
    spot = line.spot(start, end)
    return any(is_atom(char) for char in line.paragraph.text[spot.start : spot.end])


def _targets(strategy: Strategy) -> dict[str, set[tuple[str, ...]]]:
    """Give the numbers that stand in the document, by kind; no kind where it has none of it."""
    found: dict[str, set[tuple[str, ...]]] = {}
    plan: Plan = strategy.plan
    for kind, parts in (("axis", plan.axes), ("objective", plan.objectives),
                        ("measure", plan.measures)):  # fmt: skip
        found[kind] = {part.number for part in parts}
    if found["measure"] or any(row.number for row in plan.rows):
        found["measure"] |= {tuple(components(row.number)) for row in plan.rows if row.number}
    sections: set[tuple[str, ...]] = set()
    for line in strategy.lines:
        text = line.folded.text
        for caption in (CAPTION.match(text), *INLINE_CAPTION.finditer(line.text)):
            if caption is not None:
                kind = "table" if caption[1].lower().startswith("tab") else "figure"
                number = caption[2].lower().replace("-", ".")
                found.setdefault(kind, set()).add(tuple(components(number)))
        annex = ANNEX.match(fold(_head(line)).text)
        if annex is not None:
            found.setdefault("annex", set()).add(tuple(components(annex[1])))
        typed = TYPED_NUMBER.match(text)
        if typed is not None:
            sections.add(tuple(components(typed[1])))
        label = label_of(line.clause) if line.in_body else None
        if label is not None and (line.is_heading or "." in label.number):
            sections.add(tuple(label.components))
    headings = [line for line in strategy.lines if title_label(line)]
    if len(headings) >= 2:
        found["section"] = sections
    return found


def _head(line: Line) -> str:
    """Give a line with the number that is shown before it."""
    return f"{line.clause.number} {line.text}" if line.is_heading else line.text


RULE = Rule(
    ID,
    say("renvois écrits à la main"),
    say(
        "« voir Tableau 9 », « section 3.2 », « Annexe D », « mesure 1.2.3 » : le tableau, la "
        "section, l'annexe ou la mesure doit exister. Rien n'est dit d'une sorte de numéro que le "
        "document n'emploie pas, ni des renvois vers un autre texte."
    ),
    _check,
)
