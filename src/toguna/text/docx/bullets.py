"""Bullets: the characters of symbol fonts as characters that any font shows.

A symbol font draws its signs in place of letters: Wingdings shows ▪ for `§`. Files keep the
letter, or its code in the private use area, U+F0A7 (ECMA-376, 17.3.3.30).
"""

from __future__ import annotations

BULLET = "•"
"""Stands for a picture, and for a sign that is in no table."""

SYMBOL = {
    0x20: " ", 0x2A: "∗", 0x2D: "–", 0x6F: "o", 0x7C: "|", 0xA7: "♣", 0xA8: "♦", 0xA9: "♥",
    0xAA: "♠", 0xAE: "→", 0xB0: "°", 0xB7: "•", 0xBB: "≈", 0xDE: "⇒", 0xE0: "◊",
}  # fmt: skip
WINGDINGS = {
    0x20: " ", 0x21: "✏", 0x22: "✂", 0x28: "☎", 0x2A: "✉", 0x46: "☞", 0x4A: "☺", 0x6C: "●",
    0x6D: "❍", 0x6E: "■", 0x6F: "□", 0x70: "❐", 0x71: "❑", 0x72: "❒", 0x73: "⬧", 0x74: "⧫",
    0x75: "◆", 0x76: "❖", 0x77: "⬥", 0x9E: "·", 0x9F: "•", 0xA0: "▪", 0xA1: "○", 0xA2: "○",
    0xA4: "◉", 0xA5: "◎", 0xA7: "▪", 0xA8: "◻", 0xAA: "✦", 0xAB: "★", 0xAC: "✶", 0xB2: "⟡",
    0xD8: "➢", 0xDB: "⮘", 0xDC: "⮚", 0xDF: "←", 0xE0: "→", 0xE8: "➔", 0xEF: "⇦", 0xF0: "⇨",
    0xFA: "◽", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
FONTS = {"symbol": SYMBOL, "wingdings": WINGDINGS, "wingdings 2": {}, "wingdings 3": {},
         "webdings": {}}  # fmt: skip
PRIVATE_USE = range(0xF000, 0xF100)


def readable(text: str, font: str = "") -> str:
    """Give a bullet as it looks, in characters that need no symbol font.

    Args:
        text: the text of the level, such as `§` or U+F0B7.
        font: the name of its font, such as `Wingdings`; may be empty.
    """
    table = FONTS.get(font.casefold())
    return "".join(_sign(character, table) for character in text)


def _sign(character: str, table: dict[int, str] | None) -> str:
    code = ord(character)
    private = code in PRIVATE_USE
    if table is None and private:
        table = SYMBOL if code & 0xFF in (0xB7, 0x2D) else WINGDINGS
    if table is None or not (private or code < 0x100):
        return character
    return table.get(code & 0xFF, BULLET)
