"""Making words that come in look like those around them, as French sets them."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from toguna.text.content import ViewParagraph
from toguna.text.document import Document

HIGH_SIGNS = ";:?!»%"
NO_BREAK = "\u00a0\u202f"
SPACE = f"[ {NO_BREAK}]"
STOPS = ".;:,"
"""What ends a sentence or an item, and is never wanted twice."""
NO_SPACE_BEFORE = ".,)]…"
NO_SPACE_AFTER = "('’[«"
SENTENCE_ENDS = ".!?…"


@dataclass(frozen=True, slots=True)
class Typography:
    """How a document sets apostrophes, and the space before each high sign and inside quotes."""

    apostrophe: str
    spaces: dict[str, str]

    def dress(self, words: str) -> str:
        """Set words as the document does; a space is never added nor taken away."""
        set_words = re.sub(r"(?<=\w)['’](?=\w)", self.apostrophe, words)
        set_words = re.sub(
            f"{SPACE}(?=([{HIGH_SIGNS}]))",
            lambda match: self.spaces.get(match.group(1), match.group()),
            set_words,
        )
        return re.sub(
            f"(?<=«){SPACE}", lambda match: self.spaces.get("«", match.group()), set_words
        )


def typography_of(document: Document) -> Typography:
    """Learn from a document how it is set, by what it does most."""
    text = "\n".join(
        block.text
        for story in document.stories.values()
        for block in story.blocks
        if isinstance(block, ViewParagraph)
    )
    apostrophe = "’" if text.count("’") >= text.count("'") else "'"
    spaces: dict[str, str] = {}
    for sign in (*HIGH_SIGNS, "«"):
        pattern = f"«({SPACE})" if sign == "«" else f"({SPACE}){re.escape(sign)}"
        seen = Counter(re.findall(pattern, text))
        if seen:
            spaces[sign] = min(seen, key=lambda space: (-seen[space], space))
    return Typography(apostrophe, spaces)


def in_case_of(found: str, quoted: str, words: str) -> str:
    """Give new words the capital or small first letter that the words found have.

    Only where the person quoted the words with the other one; acronyms stay as they are.
    """
    if not (found and quoted and words) or found[0] == quoted[0]:
        return words
    head = re.match(r"\w+", words)
    if head is None or (not head.group()[1:].islower() and len(head.group()) > 1):
        return words
    if found[0].isupper() and words[0].islower():
        return words[0].upper() + words[1:]
    if found[0].islower() and words[0].isupper() and quoted[0].isupper():
        return words[0].lower() + words[1:]
    return words


def ended_like(old: str, new: str) -> str:
    """End new words as the old ones end: with the same stop, or with none."""
    end = old.rstrip()[-1:]
    bare = new.rstrip()
    if bare[-1:] in SENTENCE_ENDS + STOPS and not bare.endswith("..."):
        if end in STOPS and end and bare[-1:] in STOPS:
            return _without_stop(bare) + _stop_of(old)
        return bare if end in SENTENCE_ENDS and end else _without_stop(bare)
    return bare + _stop_of(old) if end in STOPS and end else bare


def _stop_of(text: str) -> str:
    """Give the stop at the end of a text, with the space before it."""
    match = re.search(rf"{SPACE}?[{STOPS}]$", text.rstrip())
    return match.group() if match else ""


def _without_stop(text: str) -> str:
    return re.sub(rf"{SPACE}*[{STOPS}]+$", "", text.rstrip())


def before_what_follows(words: str, following: str) -> str:
    """Take away the stop of words that come in where the text goes on, or has that stop."""
    if words[-1:] not in tuple(STOPS) or words.endswith("..."):
        return words
    goes_on = following[:1].isspace() and following.strip()[:1].islower()
    stops_there = following.lstrip(" " + NO_BREAK)[:1] in tuple(STOPS)
    return _without_stop(words) if stops_there or (goes_on and words[-1] == ".") else words


def spaced_after(text: str, position: int, words: str) -> str:
    """Give words that come in behind `position` with the spaces that they need."""
    before, after = text[:position], text[position:]
    if before and not before[-1].isspace() and before[-1] not in NO_SPACE_AFTER:
        glued = words[:1] in NO_SPACE_BEFORE
        words = words if glued else " " + words
    if after[:1].isalnum() and not words[-1:].isspace():
        words += " "
    return words


def spaced_before(text: str, position: int, words: str) -> str:
    """Give words that come in before `position` with the spaces that they need."""
    before = text[:position]
    if before and before[-1].isalnum():
        words = " " + words
    if words[-1:] not in NO_SPACE_AFTER and not text[position : position + 1].isspace():
        words += " "
    return words
