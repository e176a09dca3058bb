"""Reads the content files: one block a line, a few words in capitals for the special ones."""

from __future__ import annotations

import re
from pathlib import Path

from .model import Block, Chapter

_ANCHOR = re.compile(r"\s*\{#([\w-]+)\}")
_NOTE = re.compile(r"\[\^([\w-]+)\]: (.*)")
_PREFIXES = [
    ("## ", "section"),
    ("# ", "chapter"),
    ("TITRE ", "title"),
    ("AXE ", "axis"),
    ("OBJECTIF ", "objective"),
    ("MESURE+ ", "more"),
    ("MESURE ", "measure"),
    ("ANNEXE2 ", "annex_section"),
    ("ANNEXE ", "annex"),
    ("CITATION ", "quote"),
    ("SOURCE ", "source"),
    ("SIGNATURE ", "signature"),
    ("- ", "bullet"),
]
_SAME_PAGE = " (même page)"
_LETTER = re.compile(r"[a-z]\) ")
_NUMBERED = re.compile(r"\(\d+\) ")


def read_texts(folder: Path) -> dict[str, str]:
    """All content files by name, in the order of their names."""
    return {path.stem: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.md"))}


def read_chapter(name: str, content: str) -> Chapter:
    lines = content.splitlines()
    notes = dict(match.groups() for line in lines if (match := _NOTE.match(line)))
    blocks: list[Block] = []
    rest = iter([line for line in lines if line.strip() and not _NOTE.match(line)])
    for line in rest:
        block = _read_block(line, rest)
        if block.kind == "paragraph" and blocks and blocks[-1].kind == "table":
            block.options["after"] = "table"
        if block.kind in {"bullet", "letter"} and blocks[-1].kind == "paragraph":
            blocks[-1].options["before"] = "list"
        blocks.append(block)
    return Chapter(name, blocks, notes, landscape="plan" in name)


def _read_block(line: str, rest) -> Block:
    text, anchor, options = _head(line)
    word, _, after = text.partition(" ")
    if word in {"TABLE", "TABLEAU"}:
        rows = [_cells(row) for row in _until_end(rest)]
        key = after if word == "TABLEAU" else f"table {after}"
        caption = after if word == "TABLEAU" else ""
        return Block("table", caption, anchor, key, options, rows)
    if word == "ENCADRE":
        return Block("box", after, anchor, line, lines=_until_end(rest))
    if word == "IMAGE":
        name, _, caption = after.partition(" ")
        return Block("picture", caption, anchor, line, {"name": name})
    kind, words = _kind(text)
    options = {"page": "suite"} if words.endswith(_SAME_PAGE) else {}
    return Block(kind, words.removesuffix(_SAME_PAGE), anchor, line, options)


def _head(line: str) -> tuple[str, str, dict[str, str]]:
    """Split off the anchor and, for tables, the options after it."""
    match = _ANCHOR.search(line)
    anchor = match.group(1) if match else ""
    text = _ANCHOR.sub("", line)
    if not line.startswith("TABLE"):
        return text.strip(), anchor, {}
    options = dict(re.findall(r"(\w+)=(\S+)", text))
    return re.sub(r"\s+\w+=\S+", "", text), anchor, options


def _kind(text: str) -> tuple[str, str]:
    for prefix, kind in _PREFIXES:
        if text.startswith(prefix):
            return kind, text.removeprefix(prefix)
    if match := _LETTER.match(text):
        return "letter", text[match.end() :]
    if match := _NUMBERED.match(text):
        return "numbered", text[match.end() :]
    return "paragraph", text


def _until_end(rest) -> list[str]:
    lines = []
    for line in rest:
        if line == "FIN":
            break
        lines.append(line)
    return lines


def _cells(row: str) -> list[str]:
    return [cell.strip() for cell in row.strip().removeprefix("|").removesuffix("|").split("|")]
