"""What Word leaves behind: odd run boundaries, revision ids, spelling marks, `_GoBack`."""

from __future__ import annotations

import copy
import random
import re

from ..ooxml.xml import Element, el, every, find, is_a, q, text
from ..typography import rsid

_ODD_WORDS = re.compile(
    r"\b(toguna|griots|rançongiciel|bamanankan|fulfulde|songhoy|tamasheq|Kabala|RSSI|DNSSEC)\b"
)


def roughen(body: Element, seed: str) -> None:
    """Split some runs, mark unknown words, leave the cursor's bookmark; words stay the same."""
    chance = random.Random(seed)
    for paragraph in list(every(body, "w:p")):
        if is_a(paragraph.getparent(), "w:txbxContent"):
            continue
        for node in [child for child in paragraph if is_a(child, "w:r")]:
            _roughen_run(node, chance)
    _leave_cursor(body)


def _roughen_run(node: Element, chance: random.Random) -> None:
    content = [child for child in node if not is_a(child, "w:rPr")]
    if len(content) != 1 or not is_a(content[0], "w:t"):
        return
    words = content[0].text or ""
    if odd := _ODD_WORDS.search(words):
        pieces = [words[: odd.start()], odd.group(), words[odd.end() :]]
        _mark_spelling(_split(node, pieces, chance), odd.group())
    elif len(words) > 60 and chance.random() < 0.4:
        first, second = sorted(chance.sample(range(5, len(words) - 5), 2))
        _split(node, [words[:first], words[first:second], words[second:]], chance)


def _split(node: Element, pieces: list[str], chance: random.Random) -> list[Element]:
    made = []
    for position, piece in enumerate(pieces):
        if not piece:
            continue
        part = copy.deepcopy(node)
        old = find(part, "w:t")
        assert old is not None
        part.replace(old, text(piece))
        if position:
            part.set(q("w:rsidR"), rsid(f"draft {chance.randrange(5)}"))
        node.addprevious(part)
        made.append(part)
    node.getparent().remove(node)
    return made


def _mark_spelling(pieces: list[Element], word: str) -> None:
    for piece in pieces:
        words = find(piece, "w:t")
        if words is not None and words.text == word:
            piece.addprevious(el("w:proofErr", {"w:type": "spellStart"}))
            piece.addnext(el("w:proofErr", {"w:type": "spellEnd"}))


def _leave_cursor(body: Element) -> None:
    """The bookmark of the last place edited, as Word writes it on saving."""
    for node in every(body, "w:p"):
        if "au plus tard le 20" in "".join(node.itertext()):
            start = el("w:bookmarkStart", {"w:id": 9000, "w:name": "_GoBack"})
            node.append(start)
            node.append(el("w:bookmarkEnd", {"w:id": 9000}))
            return
