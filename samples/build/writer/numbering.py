"""The numbering part: chapters, axes, annexes, bullets and lettered lists."""

from __future__ import annotations

from ..ooxml.xml import Element, el, root, val

LETTER_ABSTRACT, FIRST_LETTER_LIST = 5, 10
OCHRE = "B8651B"


def numbering_part(letter_lists: int) -> Element:
    """Four fixed lists, then one list (restarted at a) for every lettered enumeration."""
    abstracts = [
        _abstract(1, [_level(0, "decimal", "%1", 680, "Titre1"),
                      _level(1, "decimal", "%1.%2", 794, "Titre2"),
                      _level(2, "decimal", "(%3)", 567, "Alina")]),
        _abstract(2, [_level(0, "decimal", "Axe %1", 1134, "Axe"),
                      _level(1, "decimal", "Objectif %1.%2", 1814, "Objectif"),
                      _level(2, "decimal", "%1.%2.%3", 794, "Mesure", color=OCHRE)]),
        _abstract(3, [_level(0, "upperLetter", "Annexe %1", 1814, "Annexe"),
                      _level(1, "decimal", "%1.%2", 794, "AnnexeSection")]),
        _abstract(4, [_level(0, "bullet", "–", 720, "Listepuces", hanging=284),
                      _level(1, "bullet", "•", 1134, hanging=284)]),
        _abstract(LETTER_ABSTRACT, [_level(0, "lowerLetter", "%1)", 850, hanging=397),
                                    _level(1, "lowerRoman", "%2.", 1247, hanging=397)]),
    ]  # fmt: skip
    fixed = [el("w:num", {"w:numId": n}, val("w:abstractNumId", n)) for n in (1, 2, 3, 4)]
    letters = [_restarted(FIRST_LETTER_LIST + n) for n in range(1, letter_lists + 1)]
    return root("w:numbering", *abstracts, *fixed, *letters)


def _abstract(number: int, levels: list[Element]) -> Element:
    return el(
        "w:abstractNum",
        {"w:abstractNumId": number},
        val("w:nsid", f"1A2B3C{number:02X}"),
        val("w:multiLevelType", "multilevel"),
        val("w:tmpl", f"5D6E7F{number:02X}"),
        *levels,
    )


def _level(
    level: int,
    number_format: str,
    label: str,
    left: int,
    style: str = "",
    *,
    hanging: int = 0,
    color: str = "",
) -> Element:
    run = el("w:rPr", {}, el("w:b"), val("w:color", color)) if color else None
    return el(
        "w:lvl",
        {"w:ilvl": level},
        val("w:start", 1),
        val("w:numFmt", number_format),
        val("w:pStyle", style) if style else None,
        val("w:lvlText", label),
        val("w:lvlJc", "left"),
        el("w:pPr", {}, el("w:ind", {"w:left": left, "w:hanging": hanging or left})),
        run,
    )


def _restarted(list_id: int) -> Element:
    override = el("w:lvlOverride", {"w:ilvl": 0}, val("w:startOverride", 1))
    return el("w:num", {"w:numId": list_id}, val("w:abstractNumId", LETTER_ABSTRACT), override)
