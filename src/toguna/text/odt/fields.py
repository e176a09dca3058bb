"""Fields of OpenDocument as the instructions that a DOCX has for the same."""

from __future__ import annotations

from toguna.text.odt.names import find, get, name_of, number
from toguna.text.ooxml import Element

PLAIN = {
    "text:page-number": "PAGE", "text:page-count": "NUMPAGES", "text:date": "DATE",
    "text:time": "TIME", "text:creation-date": "CREATEDATE", "text:creation-time": "CREATEDATE",
    "text:modification-date": "SAVEDATE", "text:modification-time": "SAVEDATE",
    "text:print-date": "PRINTDATE", "text:print-time": "PRINTDATE", "text:title": "TITLE",
    "text:subject": "SUBJECT", "text:keywords": "KEYWORDS", "text:description": "COMMENTS",
    "text:author-name": "USERNAME", "text:author-initials": "USERINITIALS",
    "text:initial-creator": "AUTHOR", "text:creator": "LASTSAVEDBY",
    "text:editing-cycles": "REVNUM", "text:editing-duration": "EDITTIME",
    "text:word-count": "NUMWORDS", "text:character-count": "NUMCHARS",
    "text:file-name": "FILENAME", "text:template-name": "TEMPLATE", "text:chapter": "STYLEREF",
    "text:conditional-text": "IF", "text:expression": "=", "text:page-continuation": "IF",
    "text:bibliography-mark": "CITATION",
}  # fmt: skip
NAMED = {
    "text:sequence": ("SEQ", "text:name"),
    "text:user-defined": ("DOCPROPERTY", "text:name"),
    "text:user-field-get": ("DOCVARIABLE", "text:name"),
    "text:variable-get": ("REF", "text:name"),
    "text:variable-set": ("SET", "text:name"),
    "text:database-display": ("MERGEFIELD", "text:column-name"),
}
REFERENCES = {
    "text:bookmark-ref": "REF", "text:reference-ref": "REF", "text:sequence-ref": "REF",
    "text:note-ref": "NOTEREF",
}  # fmt: skip
SHOWN = {
    "number": " \\r", "number-no-superior": " \\n", "number-all-superior": " \\w",
    "direction": " \\p",
}  # fmt: skip
"""What a reference shows, as a switch."""
INDEXES = {
    "text:table-of-content": "TOC", "text:illustration-index": "TOC", "text:table-index": "TOC",
    "text:object-index": "TOC", "text:user-index": "TOC", "text:alphabetical-index": "INDEX",
    "text:bibliography": "BIBLIOGRAPHY",
}  # fmt: skip


def instruction(element: Element) -> str | None:
    """Give the instruction of a field that the program computes, None for anything else."""
    name = name_of(element)
    if name in PLAIN:
        return PLAIN[name]
    if name in NAMED:
        word, attribute = NAMED[name]
        return f"{word} {_quoted(get(element, attribute))}"
    if name in REFERENCES:
        form = get(element, "text:reference-format")
        word = "PAGEREF" if form == "page" else REFERENCES[name]
        return f"{word} {_quoted(get(element, 'text:ref-name'))}{SHOWN.get(form, '')} \\h"
    return None


def mark_instruction(mark: Element) -> str:
    """Give the instruction of a field that LibreOffice kept as Word had it."""
    for parameter in mark:
        if get(parameter, "field:name").endswith(".code"):
            return get(parameter, "field:value")
    return get(mark, "field:type").rpartition(".")[2]


def index_instruction(element: Element) -> str | None:
    """Give the instruction of a table of contents or another index, None for anything else."""
    word = INDEXES.get(name_of(element))
    if word != "TOC":
        return word
    source = next((child for child in element if name_of(child).endswith("-source")), None)
    if source is None or name_of(element) == "text:table-of-content":
        depth = 9 if source is None else number(get(source, "text:outline-level"), 9)
        return f'TOC \\o "1-{depth}" \\h'
    caption = get(source, "text:caption-sequence-name")
    return f'TOC \\h \\c "{caption}"' if caption else "TOC \\h"


def index_paragraphs(element: Element) -> Element | None:
    """Give the body of an index, None where it was never filled."""
    return find(element, "text:index-body")


def _quoted(name: str) -> str:
    return f'"{name}"' if " " in name else name
