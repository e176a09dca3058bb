"""One remark taken apart: where it points, what it says, what it proposes and why."""

from __future__ import annotations

import re
from typing import NamedTuple

from toguna.consultation.citing import names_only_places, places_in

_START = r"(?:(?<=^)|(?<=\n)|(?<=[.;:!?»”\")]\s)|(?<=[.;:!?»”\")]))"
_PARTICIPLE = r"(?:propos[ée]|souhait[ée]|sugg[ée]r[ée]|alternati[vf]|voulu)e?s?"
_ANNOUNCED = {
    "proposed": rf"(?:(?:la |une |notre )?nouvelle (?:r[ée]daction|formulation|version)"
                rf"(?: {_PARTICIPLE})?"
                rf"|(?:r[ée]daction|formulation|reformulation|texte|libell[ée]|amendement)s?"
                rf" {_PARTICIPLE}"
                r"|(?:notre )?propositions?(?: d['’]amendement| de (?:nouvelle )?"
                r"(?:r[ée]daction|formulation|reformulation|texte|libell[ée]))?|amendement"
                r"|(?:nous proposons|il est propos[ée]|je propose) (?:donc )?la "
                r"(?:r[ée]daction|formulation) (?:suivante|ci-apr[èe]s)"
                r"|la (?:r[ée]daction|formulation) suivante est propos[ée]e"
                r"|proposed (?:change|text|wording))\s*:\s*",
    "current": r"(?:(?:texte|r[ée]daction|formulation|version) (?:actuel|initial)(?:le|e)?"
               r"|current (?:text|wording))\s*:\s*",
    "reason": r"(?:(?:motifs?(?: invoqu[ée]s?)?|motivations?|justifications?|raisons?"
              r"|expos[ée] des motifs|argumentaire|rationale)\s*:\s*|(?=en effet\b))",
    "observation": r"(?:observation|remarque|commentaire|constat)s?\s*:\s*",
}  # fmt: skip
_ANNOUNCEMENT = re.compile(
    _START + "(?:" + "|".join(f"(?P<{name}>{way})" for name, way in _ANNOUNCED.items()) + ")",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"«[^»]*»|“[^”]*”|\"[^\"\n]*\"")
_WHOLE_QUOTE = re.compile(r"\A(?:«\s*(?P<french>[^«»]*?)\s*»|“\s*(?P<curly>[^“”]*?)\s*”"
                          r"|\"\s*(?P<straight>[^\"]*?)\s*\")[\s.;]*")  # fmt: skip
_INSTRUCTION = re.compile(
    r"^(?:de |d['’])?(?:remplacer|supprimer|ajouter|ins[ée]rer|compl[ée]ter|reformuler|d[ée]placer"
    r"|lire|[ée]crire|fusionner|retirer|substituer|mentionner|pr[ée]ciser|scinder|corriger"
    r"|modifier|revoir|porter|maintenir|conserver|pr[ée]voir)\b",
    re.IGNORECASE,
)
_CUT = re.compile(r"\s*[:–—]\s*|\s-\s|\.\s|\n|$")


class Parts(NamedTuple):
    """The parts of a remark; what was not announced as another part is the observation."""

    reference: str
    observation: str
    proposed: str
    reason: str
    current: str


def take_apart(text: str) -> Parts:
    """Take a remark apart, each word of it in one part, the announcing words left out."""
    reference, rest = _leading_reference(text)
    pieces: dict[str, list[str]] = {name: [] for name in _ANNOUNCED}
    for name, announcement, words in _segments(rest):
        _sort(pieces, name, announcement, words)
    joined = {name: "\n".join(filter(None, texts)) for name, texts in pieces.items()}
    if not reference:
        reference = ", ".join(dict.fromkeys(places_in(_QUOTED.sub(" ", joined["observation"]))))
    return Parts(reference, joined["observation"], joined["proposed"], joined["reason"],
                 joined["current"])  # fmt: skip


def _leading_reference(text: str) -> tuple[str, str]:
    """Give the place named before all else ("Page 12, Axe 2 :"), "" where none is, and the rest."""
    best = 0, 0
    for cut in _CUT.finditer(text):
        if not names_only_places(text[: cut.start()]):
            if cut.start() > best[0] + 80:
                break
            continue
        best = cut.start(), cut.end()
    return text[: best[0]].strip(), text[best[1] :].strip()


def _segments(text: str) -> list[tuple[str, str, str]]:
    """Give the pieces between announcements: the part's name, the announcement, the words."""
    quoted = [match.span() for match in _QUOTED.finditer(text)]
    found = [
        match
        for match in _ANNOUNCEMENT.finditer(text)
        if not any(start < match.start() < end for start, end in quoted)
    ]
    starts = [match.start() for match in found] + [len(text)]
    segments = [("observation", "", text[: starts[0]].strip())]
    for match, end in zip(found, starts[1:], strict=True):
        words = text[match.end() : end].strip()
        segments.append((str(match.lastgroup), match[0], words))
    return segments


def _sort(pieces: dict[str, list[str]], name: str, announcement: str, words: str) -> None:
    """Put a segment in its part; a proposed instruction is left among the observation's words."""
    if name == "proposed" and _INSTRUCTION.match(words):
        pieces["observation"].append(f"{announcement.strip()} {words}")
        return
    quote = _WHOLE_QUOTE.match(words) if name in ("proposed", "current") else None
    if quote is None:
        pieces[name].append(words)
        return
    pieces[name].append(next(filter(None, quote.groups()), ""))
    pieces["observation"].append(words[quote.end() :].strip())
