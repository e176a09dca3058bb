"""Computed fields brought up to date, as far as that needs no pages.

Numbers of captions, cross-references to numbers, words and notes, tables of contents and of
captions. Page numbers stay as they were: Word counts them anew when it opens the file.
"""

from __future__ import annotations

import re
from collections import Counter

from toguna.text.content import raw_paragraphs
from toguna.text.docx.bookmarks import Bookmarks
from toguna.text.docx.contents import ContentsTables
from toguna.text.docx.document import WordDocument
from toguna.text.docx.field_results import Field, fields_of
from toguna.text.docx.number_formats import FORMATS
from toguna.text.docx.numbering import Numbering
from toguna.text.docx.paragraph_numbers import ParagraphNumbers, without_words
from toguna.text.docx.styles import Styles
from toguna.text.ooxml import Element, W

FORMAT = re.compile(r"\\\*\s*(\w+)")
WRITTEN = {
    "arabic": "decimal", "roman": "lowerRoman", "ROMAN": "upperRoman", "Roman": "upperRoman",
    "alphabetic": "lowerLetter", "ALPHABETIC": "upperLetter", "Alphabetic": "upperLetter",
}  # fmt: skip
CASES = {"upper": str.upper, "lower": str.lower, "caps": str.title}
NOTE_CALLS = {W + "footnoteReference": "decimal", W + "endnoteReference": "lowerRoman"}
OUT_OF_REACH = frozenset({"\\d", "\\f", "\\p"})
"""Switches of a reference whose result is left as it was."""
OF_PAGES = frozenset({"TOC", "PAGEREF", "INDEX", "TOA", "NUMPAGES", "SECTIONPAGES"})


def refresh(word: WordDocument) -> None:
    """Bring the computed fields of a document without tracked changes up to date, in place."""
    _Refresh(word).run()


def counts_pages(word: WordDocument) -> bool:
    """Tell whether a document has fields that only a program with pages can bring up to date."""
    return any(
        field.words[0] in OF_PAGES
        for part in word.text_parts
        for field in fields_of(word.package.root(part))
    )


class _Refresh:
    def __init__(self, word: WordDocument) -> None:
        self._word = word
        package = word.package
        self._styles = Styles(package.optional_root(package.related(package.main, "styles")))
        numbering = package.optional_root(package.related(package.main, "numbering"))
        paragraphs = [paragraph.element for paragraph in raw_paragraphs(word.body)]
        self._numbers = ParagraphNumbers(paragraphs, Numbering(numbering, self._styles))
        self._root = package.root(package.main)
        self._bookmarks = Bookmarks(self._root)
        self._paragraphs = paragraphs

    def run(self) -> None:
        parts = {part: self._word.package.root(part) for part in self._word.text_parts}
        self._captions(list(fields_of(self._root)))
        for root in parts.values():
            for field in fields_of(root):
                self._reference(field)
        ContentsTables(
            self._root, self._paragraphs, self._styles, self._numbers, self._bookmarks
        ).refresh()
        for part in parts:
            self._word.package.touch(part)

    # Captions

    def _captions(self, fields: list[Field]) -> None:
        counts: Counter[str] = Counter()
        for field in fields:
            if field.words[0] == "SEQ" and len(field.words) > 1:
                self._caption(field, counts)

    def _caption(self, field: Field, counts: Counter[str]) -> None:
        name = field.words[1].strip('"').casefold()
        if field.has("\\s"):
            return
        reset = re.search(r"\\r\s*(\d+)", field.instruction)
        if reset:
            counts[name] = int(reset.group(1))
        elif not field.has("\\c"):
            counts[name] += 1
        if not field.has("\\h"):
            field.show(_formatted(counts[name], field.instruction))

    # References

    def _reference(self, field: Field) -> None:
        words = field.words
        if words[0] not in ("REF", "NOTEREF") or len(words) < 2 or OUT_OF_REACH & set(words):
            return
        shown = self._note(words[1]) if words[0] == "NOTEREF" else self._referred(field)
        if shown:
            field.show(_in_case(shown, field.instruction))

    def _referred(self, field: Field) -> str | None:
        bookmark = self._bookmarks.get(field.words[1])
        paragraph = field.paragraph
        if bookmark is None or paragraph is None:
            return None
        if field.has("\\w"):
            number = self._numbers.full(bookmark.paragraph)
        elif field.has("\\r"):
            number = self._numbers.relative(bookmark.paragraph, paragraph)
        elif field.has("\\n"):
            number = self._numbers.own(bookmark.paragraph)
        else:
            return bookmark.text if bookmark.whole else None
        return without_words(number) if field.has("\\t") else number

    def _note(self, name: str) -> str | None:
        """Give the number of the note that is called in a bookmark."""
        bookmark = self._bookmarks.get(name)
        calls = [] if bookmark is None else [n for n in bookmark.inside if n.tag in NOTE_CALLS]
        if not calls:
            return None
        call = calls[0]
        number = 1 + sum(1 for _ in _before(self._root, call))
        own = next(self._root.iter(f"{{*}}{_local(call).removesuffix('Reference')}Pr"), None)
        stated = None if own is None else own.find(W + "numFmt")
        kind = NOTE_CALLS[call.tag] if stated is None else stated.get(W + "val", "decimal")
        return FORMATS.get(kind, FORMATS["decimal"])(number, "")


def _before(root: Element, call: Element) -> list[Element]:
    """Give the calls of the same kind of note that stand before one."""
    calls = list(root.iter(call.tag))
    return calls[: calls.index(call)]


def _local(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _formatted(number: int, instruction: str) -> str:
    stated = FORMAT.search(instruction)
    name = stated.group(1) if stated else "arabic"
    kind = WRITTEN.get(name) or WRITTEN.get(name.lower(), "decimal")
    return FORMATS[kind](number, "")


def _in_case(text: str, instruction: str) -> str:
    for name in FORMAT.findall(instruction):
        if name.lower() in CASES:
            return CASES[name.lower()](text)
        if name.lower() == "firstcap":
            return text[:1].upper() + text[1:]
    return text
