"""Small dossiers told in a line or two, for tests that read like stories.

Changes are marked as in CriticMarkup: `{++added++}`, `{--deleted--}`, `{~~old~>new~~}`, and
`{==words==}{>>a comment<<}`; answers to a comment follow it, parted by ` | `.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence

from bench.tiny_word import (
    Anchor,
    Change,
    Comment,
    File,
    Inline,
    Paragraph,
    Row,
    Table,
    Text,
    write,
)

from toguna.consultation.consolidate import Request, Source, consolidate
from toguna.consultation.model import Consolidation, Contributor, Received
from toguna.text.content import Side, story_signature
from toguna.text.docx.document import read_word
from toguna.text.docx.resolve import Verdict, accept_all, reject_all, resolve
from toguna.text.ooxml import Element, W
from toguna.text.package import Package

MARKUP = re.compile(
    r"\{\+\+(?P<come>.*?)\+\+\}|\{--(?P<go>.*?)--\}|\{~~(?P<old>.*?)~>(?P<new>.*?)~~\}"
    r"|\{==(?P<words>.*?)==\}\{>>(?P<said>.*?)<<\}"
)


def docx(*lines: str, by: str = "A. Diarra") -> bytes:
    """A document of paragraphs, headings (`# `) and tables (lines with `|`), changes by `by`."""
    return _Teller(by).docx(lines)


class _Teller:
    def __init__(self, by: str) -> None:
        self._by = by
        self._comments: list[Comment] = []

    def docx(self, lines: Sequence[str]) -> bytes:
        blocks: list[Paragraph | Table] = []
        for line in lines:
            if line.startswith("| "):
                if not blocks or not isinstance(blocks[-1], Table):
                    blocks.append(Table([]))
                blocks[-1].rows.append(self._row(line))
            else:
                blocks.append(self._paragraph(line))
        return write(File(blocks, comments=self._comments))

    def _row(self, line: str) -> Row:
        changes = ()
        for mark, kind in (("{++}", "ins"), ("{--}", "del")):
            if line.endswith(mark):
                line, changes = line.removesuffix(mark).rstrip(), (Change(kind, self._by),)
        cells = [cell.strip() for cell in line.strip("| ").split(" | ")]
        return Row([[self._paragraph(cell, changes)] for cell in cells], changes)

    def _paragraph(self, line: str, changes: tuple[Change, ...] = ()) -> Paragraph:
        mark = changes
        if line.startswith("{++") and line.endswith("++}") and line.count("{") == 1:
            mark = (Change("ins", self._by),)
        if line.startswith("{--") and line.endswith("--}") and line.count("{") == 1:
            mark = (Change("del", self._by),)
        style = "Titre1" if line.startswith("# ") else ""
        inlines: list[Inline] = []
        position = 0
        line = line.removeprefix("# ")
        for match in MARKUP.finditer(line):
            inlines += self._words(line[position : match.start()], changes)
            inlines += self._marked(match)
            position = match.end()
        return Paragraph([*inlines, *self._words(line[position:], changes)], style, mark=mark)

    def _words(self, text: str, changes: tuple[Change, ...] = ()) -> list[Inline]:
        return [Text(text, changes=changes)] if text else []

    def _marked(self, match: re.Match[str]) -> list[Inline]:
        ins, gone = (Change("ins", self._by),), (Change("del", self._by),)
        if match["come"] is not None:
            return self._words(match["come"], ins)
        if match["go"] is not None:
            return self._words(match["go"], gone)
        if match["old"] is not None:
            return [*self._words(match["old"], gone), *self._words(match["new"], ins)]
        first = len(self._comments)
        for number, said in enumerate(match["said"].split(" | ")):
            parent = first if number else None
            self._comments.append(Comment(self._by, said, parent))
        numbers = range(first, len(self._comments))
        return [
            *(Anchor("Start", number) for number in numbers),
            Text(match["words"]),
            *(Anchor("End", number) for number in numbers),
        ]


def received(returns: dict[str, bytes]) -> list[Received]:
    """Files by name; the contributor is what stands before the first `.` or `_`."""
    found = []
    for name, data in returns.items():
        label = re.split(r"[._]", name)[0]
        found.append(Received(name, data, Contributor(label, label)))
    return found


def told(draft: bytes, returns: dict[str, bytes], **options: object) -> Consolidation:
    """Consolidate a draft with returns given by file name (`MJDH.docx`)."""
    request = Request(Source("projet.docx", draft), received(returns), **options)  # type: ignore[arg-type]
    return consolidate(request)


def resolved(data: bytes, verdict: Verdict) -> bytes:
    """A DOCX with its tracked changes accepted or rejected."""
    package = Package(data, "x.docx")
    for part in read_word(data, "x.docx").tracked_parts:
        resolve(package.root(part), verdict)
        package.touch(part)
    return package.to_bytes()


def rejected(data: bytes) -> str:
    """The words of a DOCX with every tracked change rejected."""
    return body(resolved(data, reject_all))


def accepted(data: bytes) -> str:
    """The words of a DOCX with every tracked change accepted."""
    return body(resolved(data, accept_all))


def copy_of(data: bytes, label: str) -> str:
    """The words of a DOCX with the changes that hold one label accepted, all others rejected."""

    def verdict(element: Element) -> bool:
        return label in element.get(W + "author", "").split(" ; ")

    return body(resolved(data, verdict))


def body(data: bytes) -> str:
    """The words of a DOCX as its tracked changes leave them."""
    return story_signature(read_word(data, "x.docx").body.on(Side.AFTER)).replace("\u2029", "\n")


def authors(data: bytes) -> set[str]:
    """The authors of the tracked changes of a DOCX."""
    return {change.author for _, change in read_word(data, "x.docx").changes}


def part(data: bytes, name: str) -> str:
    """A part of a DOCX as text."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name).decode()
