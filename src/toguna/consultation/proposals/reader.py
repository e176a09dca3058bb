"""Reading what a statement proposes: the words concerned, the new words, and what is done."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from toguna.consultation.folding import fold
from toguna.consultation.model import Statement
from toguna.consultation.proposals.patterns import (
    ACTING,
    DOUBT,
    EVERYWHERE,
    HALF,
    ITEMS,
    LOOSE,
    NAMED,
    TWICE,
    WHOLE,
    Act,
)
from toguna.consultation.proposals.quotes import LINE, QUOTE, SPACES, Skeleton, skeleton

SHORTEST_WORDING = 12
"""A shorter text in the column of proposed wordings is never the wording of a clause."""
LABEL = re.compile(
    r"^\s*(?:mesure|action|alinéa|paragraphe|point)?\s*(?:\d+(?:\.\d+)+\.?|\(?\w{1,2}\)|[-–—•])\s*"
    r"[:.–-]?\s*",
    re.IGNORECASE,
)
"""A number or dash typed before new words, which the draft counts or draws by itself."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """One thing that a statement asks to be done.

    `old` are words of the draft, `new` the words proposed; `part` is what is added or deleted
    ("mesure", "alinéa 3") and `where` what is said of its place.
    """

    act: Act
    old: str = ""
    new: str = ""
    part: str = ""
    where: str = ""


def proposals(statement: Statement) -> list[Proposal]:
    """Give what a statement may propose, the most exact first; at most one of them is meant."""
    proposed, observed = skeleton(statement.proposed), skeleton(statement.observation)
    if any(EVERYWHERE.search(side.text) for side in (proposed, observed)):
        return []
    found = list(_whole(proposed))
    if not found:
        found = list(_whole(observed))
        found += _completed(observed, proposed)
    wording = _bare(proposed)
    if len(wording) >= SHORTEST_WORDING and not ACTING.match(proposed.text):
        found.append(Proposal(Act.REWRITE, new=wording))
    return found


def _whole(side: Skeleton) -> Iterator[Proposal]:
    """Give the propositions of one text that name all the words they need."""
    if DOUBT.search(side.text):
        return
    for act, pattern in WHOLE:
        match = pattern.search(side.text)
        if match is None:
            continue
        proposal = _proposal(act, match, side)
        if _is_alone(match, side) and _is_sure(act, match) and _is_a_wording(proposal):
            yield proposal
        if "a" in match.groupdict() and match["a"]:
            return


def _proposal(act: Act, match: re.Match[str], side: Skeleton) -> Proposal:
    groups = match.groupdict()

    def words(*names: str) -> str:
        for name in names:
            if groups.get(name):
                return side.words(*match.span(name))
        return ""

    new = words("b", "bu")
    if act is Act.PARAGRAPH:
        new = LABEL.sub("", new, count=1)
    where = f"{words('ahead')} {words('where')}".strip()
    return Proposal(act, words("a", "au"), new, words("part"), where)


def _is_alone(match: re.Match[str], side: Skeleton) -> bool:
    """Tell whether nothing else is asked or quoted outside a proposition."""
    rest = side.text[: match.start()] + " . " + side.text[match.end() :]
    inside = {fold(_quoted(sign, side)).text for sign in re.findall(QUOTE, match.group())}
    return ACTING.search(rest) is None and all(
        fold(_quoted(sign, side)).text in inside for sign in re.findall(QUOTE, rest)
    )


def _quoted(sign: str, side: Skeleton) -> str:
    return side.quoted[side.signs.index(sign)]


def _is_sure(act: Act, match: re.Match[str]) -> bool:
    """Tell whether words without quotation marks end where they seem to, and name no clause."""
    groups = match.groupdict()
    old, new = groups.get("au") or "", groups.get("bu") or ""
    if act in (Act.PARAGRAPH, Act.REWRITE):
        return True
    if act is Act.REPLACE and (TWICE.search(old) or TWICE.search(new)):
        return False
    return not (LOOSE.search(old) or LOOSE.search(new)) and NAMED.match(old) is None


def _is_a_wording(proposal: Proposal) -> bool:
    """Tell whether a new paragraph is written out, not only spoken of."""
    if proposal.act is not Act.PARAGRAPH or fold(proposal.part).text in ITEMS:
        return True
    return proposal.new[:1].isupper() or not proposal.new[:1].isalpha()


def _completed(observed: Skeleton, proposed: Skeleton) -> Iterator[Proposal]:
    """Give the propositions of an observation whose new words are in the other column."""
    wording = _bare(proposed)
    if not wording or DOUBT.search(observed.text) or len(proposed.quoted) > 1:
        return
    for act, pattern in HALF:
        match = pattern.search(observed.text)
        if match is not None and _is_alone(match, observed):
            half = _proposal(act, match, observed)
            new = LABEL.sub("", wording, count=1) if act is Act.PARAGRAPH else wording
            whole = Proposal(act, half.old, new, half.part, half.where)
            if _is_a_wording(whole):
                yield whole
            return


def _bare(side: Skeleton) -> str:
    """Give the words of a column, out of their quotation marks where all of it is quoted."""
    stripped = side.text.strip(f" .:{LINE}")
    if len(side.quoted) == 1 and stripped == side.signs:
        return side.quoted[0]
    return side.words(0, len(side.text)).strip(SPACES) if side.text else ""
