"""The bytes of a text table as text, whatever encoding it was saved in, or several at once."""

from __future__ import annotations

import codecs

from toguna.messages import Message, say

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
SINGLE_BYTE = ("cp1252", "cp850", "mac_roman")
"""What Excel, old DOS programs and old Macs write, the likeliest first."""
FRENCH = frozenset("éèêëàâîïôöûùüçœæÉÈÀÇ«»’‘“”…–—€°\u00a0")
SNIFFED = 4096


def decode(data: bytes, filename: str) -> tuple[str, list[Message]]:
    """Give the text and what a person should know about it.

    A line that is not UTF-8 in a file whose other lines are is read in the encoding of
    Windows: files glued together from several sources have such lines.
    """
    for bom, encoding in BOMS:
        if data.startswith(bom):
            text = data[len(bom) :].decode(encoding, errors="replace")
            return text, _replaced(text, filename)
    wide = _without_bom(data)
    if wide is not None:
        text = data.decode(wide, errors="replace")
        return text, _replaced(text, filename)
    try:
        return data.decode("utf-8"), []
    except UnicodeDecodeError:
        return _line_by_line(data, filename)


def _without_bom(data: bytes) -> str | None:
    """Give the UTF-16 encoding that the zeros of Latin text betray, None where none does."""
    head = data[:SNIFFED]
    zeros = (head[0::2].count(0), head[1::2].count(0))
    half = max(len(head) // 2, 1)
    if zeros[1] > 0.6 * half and zeros[0] < 0.1 * half:
        return "utf-16-le"
    if zeros[0] > 0.6 * half and zeros[1] < 0.1 * half:
        return "utf-16-be"
    return None


def _line_by_line(data: bytes, filename: str) -> tuple[str, list[Message]]:
    lines = data.split(b"\n")
    odd = [line for line in lines if not _is_utf8(line)]
    encoding = _single_byte(b"\n".join(odd))
    utf8 = sum(not line.isascii() for line in lines) - len(odd)
    text = "\n".join(
        line.decode("utf-8") if _is_utf8(line) else _decoded(line, encoding) for line in lines
    )
    if not utf8:
        return text, []
    note = say(
        "{file} : ce fichier mêle deux encodages ; {count} lignes ont été lues en {encoding}, "
        "{others} en UTF-8. Vérifiez les accents.",
        file=filename,
        count=len(odd),
        encoding=encoding,
        others=utf8,
    )
    return text, [note]


def _single_byte(data: bytes) -> str:
    """Give the encoding in which the bytes hold the most French letters and signs."""
    return max(
        SINGLE_BYTE,
        key=lambda encoding: sum(char in FRENCH for char in _decoded(data, encoding)),
    )


def _decoded(line: bytes, encoding: str) -> str:
    """Decode with an encoding; the few bytes that it leaves undefined stand for themselves."""
    try:
        return line.decode(encoding)
    except UnicodeDecodeError:
        return line.decode("latin-1")


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _replaced(text: str, filename: str) -> list[Message]:
    count = text.count("\ufffd")
    if not count:
        return []
    return [
        say(
            "{file} : {count} caractères sont illisibles et remplacés par « � ».",
            file=filename,
            count=count,
        )
    ]
