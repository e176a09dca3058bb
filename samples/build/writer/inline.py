"""The marks inside a line: bold, italic, notes, references, links."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..typography import typo


@dataclass(frozen=True)
class Span:
    """A piece of a line: kind `text`, `note`, `ref` (caption), `nref` (number) or `link`."""

    kind: str
    text: str
    bold: bool = False
    italic: bool = False
    target: str = ""


_MARK = re.compile(
    r"(?P<bold>\*\*)|(?P<italic>(?<!\\)\*)|\[\^(?P<note>[\w-]+)\]"
    r"|\{(?P<ref>n?ref):(?P<target>[\w-]+)\}|\[(?P<label>[^\]]+)\]\((?P<url>[^)]+)\)"
)


def spans(line: str) -> list[Span]:
    """The line as spans, with French typography applied to its words."""
    found: list[Span] = []
    bold = italic = False
    position = 0
    line = typo(line)
    for match in _MARK.finditer(line):
        _add_text(found, line[position : match.start()], bold, italic)
        position = match.end()
        if match["bold"]:
            bold = not bold
        elif match["italic"]:
            italic = not italic
        elif match["note"]:
            found.append(Span("note", "", target=match["note"]))
        elif match["ref"]:
            found.append(Span(match["ref"], "", target=match["target"]))
        else:
            found.append(Span("link", match["label"], target=match["url"]))
    _add_text(found, line[position:], bold, italic)
    return found


def _add_text(found: list[Span], words: str, bold: bool, italic: bool) -> None:
    if words:
        found.append(Span("text", words.replace("\\*", "*"), bold, italic))


def plain(line: str) -> str:
    """The words of a line without its marks."""
    return "".join(span.text for span in spans(line))
