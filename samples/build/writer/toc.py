"""The table of contents and the list of tables, as fields with their cached entries."""

from __future__ import annotations

from ..ooxml.xml import Element, el, val
from .context import Context, bookmark_name
from .fields import field
from .inline import plain
from .model import Block, Chapter
from .runs import run


def contents(ctx: Context) -> Element:
    """The automatic table of Word: a content control around a TOC field."""
    title = el("w:p", ctx.paragraph_attributes("toc title"),
               el("w:pPr", {}, val("w:pStyle", "En-ttedetabledesmatires")),
               run("Table des matières"))  # fmt: skip
    entries = [
        _entry(ctx, f"TM{level}", number, plain(block.text), block)
        for level, number, block in ctx.outline.headings
    ]
    instruction = 'TOC \\o "1-2" \\h \\z \\t "Axe;2;Objectif;3;Annexe;1;Titre sans numéro;1"'
    _wrap(entries, instruction)
    gallery = el("w:docPartObj", {}, val("w:docPartGallery", "Table of Contents"),
                 el("w:docPartUnique"))  # fmt: skip
    props = el("w:sdtPr", {}, val("w:id", 1203456789), gallery)
    return el("w:sdt", {}, props, el("w:sdtContent", {}, title, *entries))


def list_of_tables(ctx: Context, chapters: list[Chapter]) -> list[Element]:
    blocks = [block for chapter in chapters for block in chapter.blocks]
    tables = [block for block in blocks if block.kind == "table" and block.text]
    title = el("w:p", ctx.paragraph_attributes("list of tables"),
               el("w:pPr", {}, val("w:pStyle", "Titre3"),
                  el("w:spacing", {"w:before": 360, "w:after": 120}), val("w:outlineLvl", 9)),
               run("Liste des tableaux"))  # fmt: skip
    entries = []
    for block in tables:
        words = f"{ctx.outline.labels[id(block)].number}. {plain(block.text)}"
        entries.append(_entry(ctx, "Tabledesillustrations", "", words, block))
    _wrap(entries, 'TOC \\h \\z \\c "Tableau"')
    return [title, *entries]


def _entry(ctx: Context, style: str, number: str, words: str, block: Block) -> Element:
    """One line: a link with the number, the words, a tab and the page."""
    target = bookmark_name(block.key, "_Toc")
    page = str(ctx.pages.get(target, 1))
    inside = [run(number), el("w:r", {}, el("w:tab"))] if number else []
    inside += [run(words), el("w:r", {}, el("w:tab")), *field(f"PAGEREF {target} \\h", page)]
    link = el("w:hyperlink", {"w:anchor": target, "w:history": 1}, *inside)
    props = el("w:pPr", {}, val("w:pStyle", style), *_fitted(style, number))
    return el("w:p", ctx.paragraph_attributes(f"toc {style} {block.key}"), props, link)


def _fitted(style: str, number: str) -> list[Element]:
    """Direct tabs and indents where the number is wider than the style foresees, or absent."""
    if style == "TM1" and not number:
        return [el("w:ind", {"w:left": 0, "w:firstLine": 0})]
    if style == "TM1" and len(number) > 2:
        tabs = el("w:tabs", {}, el("w:tab", {"w:val": "clear", "w:pos": 567}),
                  el("w:tab", {"w:val": "left", "w:pos": 1304}),
                  el("w:tab", {"w:val": "right", "w:leader": "dot", "w:pos": 9628}))  # fmt: skip
        return [tabs, el("w:ind", {"w:left": 1304, "w:hanging": 1304})]
    return []


def _wrap(entries: list[Element], instruction: str) -> None:
    """Open the field in the first entry, close it at the end of the last."""
    begin, code, separate, _, end = field(instruction, "")
    for position, node in enumerate((begin, code, separate), start=1):
        entries[0].insert(position, node)
    entries[-1].append(end)
