"""References that the program computes: a target that is gone, a number that has changed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from toguna.adoption.check.facts.lines import Line
from toguna.adoption.check.model import Finding, Rule, Severity
from toguna.adoption.check.strategy import Strategy, at_words
from toguna.consultation.folding import fold
from toguna.messages import say
from toguna.text.content import Leaf, ViewOpaque, ViewParagraph
from toguna.text.docx.fields import REFERENCES, instruction_of
from toguna.text.ooxml import Element, W

ID = "cross-reference-fields"
ERROR_RESULT = re.compile(
    r"(?:Erreur|Error)\s?!\s?[^.\n]*(?:introuvable|non défini|not found|not defined|style)[^.\n]*",
    re.IGNORECASE,
)
NUMBER_SWITCHES = frozenset({"\\r", "\\n", "\\w"})
PLAIN_SWITCHES = frozenset({"\\h", "\\*", "mergeformat", "charformat"})


@dataclass(frozen=True, slots=True)
class _Bookmark:
    """What a bookmark marks: the paragraph that it starts in, and its words within it."""

    paragraph: Element | None
    words: str | None
    """None where it ends in another paragraph."""


def _check(strategy: Strategy) -> Iterator[Finding]:
    bookmarks = _bookmarks(strategy)
    numbers = _numbers(strategy)
    for line in strategy.lines:
        offset = 0
        for leaf in line.paragraph.leaves:
            if leaf.text and leaf.shown != leaf.text:
                yield from _field(line, leaf, offset, bookmarks, numbers)
            offset += len(leaf.text)
        yield from _broken_results(line)
    yield from _broken_lists(strategy)


def _field(
    line: Line,
    leaf: Leaf,
    offset: int,
    bookmarks: dict[str, _Bookmark],
    numbers: dict[Element, str],
) -> Iterator[Finding]:
    instruction = instruction_of(leaf.parts) if leaf.parts else leaf.node.get(W + "instr", "")
    words = instruction.split()
    if len(words) < 2 or words[0].upper() not in REFERENCES or ERROR_RESULT.search(leaf.shown):
        return
    target = bookmarks.get(words[1].strip('"'))
    start = next((i for i, at in enumerate(line.traced.starts) if at >= offset), 0)
    end = start + len(leaf.shown)
    if target is None:
        yield at_words(
            ID,
            Severity.ERROR,
            say("Le renvoi « {words} » vise un signet qui n'existe plus.", words=leaf.shown),
            say("Insérez de nouveau le renvoi vers l'endroit voulu."),
            line,
            start,
            end,
        )
        return
    if words[0].upper() != "REF":
        return
    expected = _expected(target, {word.lower() for word in words[2:]}, numbers)
    if expected is not None and not _same(leaf.shown, expected, words):
        yield at_words(
            ID,
            Severity.ERROR,
            say(
                "Le renvoi affiche « {words} », mais sa cible porte « {target} ».",
                words=leaf.shown,
                target=expected,
            ),
            say("Mettez les champs à jour (Ctrl+A, puis F9)."),
            line,
            start,
            end,
        )


def _expected(target: _Bookmark, switches: set[str], numbers: dict[Element, str]) -> str | None:
    """Give what a reference should show, None where that cannot be told."""
    if switches & NUMBER_SWITCHES:
        return None if target.paragraph is None else numbers.get(target.paragraph) or None
    return None if switches - PLAIN_SWITCHES else target.words or None


def _same(shown: str, expected: str, words: list[str]) -> bool:
    one, other = (fold(text).text.strip(" .():") for text in (shown, expected))
    relative = any(word.lower() in ("\\r", "\\n") for word in words)
    return one == other or (relative and bool(one) and other.endswith(one))


def _broken_results(line: Line) -> Iterator[Finding]:
    for match in ERROR_RESULT.finditer(line.text):
        yield at_words(
            ID,
            Severity.ERROR,
            say("Un renvoi cassé s'affiche en clair : « {words} ».", words=match.group()),
            say("Insérez de nouveau le renvoi vers l'endroit voulu."),
            line,
            *match.span(),
        )


def _broken_lists(strategy: Strategy) -> Iterator[Finding]:
    """Tables of contents whose entries lead nowhere."""
    for name, story in strategy.document.stories.items():
        for index, block in enumerate(story.blocks):
            clause = strategy.document.clauses.at(name, index)
            match = ERROR_RESULT.search(block.raw.shown) if isinstance(block, ViewOpaque) else None
            if match is not None and clause is not None:
                yield Finding(
                    ID,
                    Severity.ERROR,
                    say("La table des matières contient une entrée cassée."),
                    say("Mettez la table à jour (clic droit, « Mettre à jour les champs »)."),
                    match.group(),
                    (clause.id,),
                )


def _bookmarks(strategy: Strategy) -> dict[str, _Bookmark]:
    word = strategy.document.word
    found: dict[str, _Bookmark] = {}
    for part in word.text_parts:
        for start in word.package.root(part).iter(W + "bookmarkStart"):
            paragraph = next(start.iterancestors(W + "p"), None)
            found[start.get(W + "name", "")] = _Bookmark(paragraph, _words(start, paragraph))
    return found


def _words(start: Element, paragraph: Element | None) -> str | None:
    if paragraph is None:
        return None
    words: list[str] = []
    inside = False
    for node in paragraph.iter():
        if node is start:
            inside = True
        elif node.tag == W + "bookmarkEnd" and node.get(W + "id") == start.get(W + "id"):
            return "".join(words)
        elif inside and node.tag == W + "t":
            words.append(node.text or "")
        elif inside and node.tag in (W + "tab", W + "noBreakHyphen"):
            words.append(" " if node.tag == W + "tab" else "-")
    return None


def _numbers(strategy: Strategy) -> dict[Element, str]:
    """Give the number shown before each paragraph of the body."""
    numbers: dict[Element, str] = {}
    for clause in strategy.document.clauses.all:
        block = (
            strategy.document.stories[clause.story].blocks[clause.block : clause.block + 1]
            if clause.story in strategy.document.stories
            else []
        )
        if (
            clause.number
            and block
            and isinstance(block[0], ViewParagraph)
            and (clause.kind.value in ("heading", "item", "paragraph"))
        ):
            for raw in block[0].raws:
                numbers[raw.element] = clause.number
    return numbers


RULE = Rule(
    ID,
    say("renvois automatiques"),
    say(
        "Les champs de renvoi (REF, PAGEREF) dont le signet a disparu, dont le résultat n'est plus "
        "le numéro de la cible, ou qui affichent « Erreur ! »."
    ),
    _check,
)
