"""Puts a whole document together."""

from __future__ import annotations

from dataclasses import dataclass

from ..ooxml.package import Package
from ..ooxml.xml import Element, el, every, need, q, root
from ..pictures import PICTURES
from .blocks import write_block
from .breaks import PageMap, mark_breaks
from .context import Context
from .cover import Edition, cover
from .headers import section, write_headers
from .model import Chapter, Place
from .noise import roughen
from .numbering import numbering_part
from .outline import Outline, outline
from .parts import app_part, core_part, fonts_part, footnotes_part, settings_part
from .styles import styles_part
from .toc import contents, list_of_tables


@dataclass
class Draft:
    """A written document and what is known of each of its paragraphs."""

    edition: Edition
    package: Package
    places: dict[str, Place]
    pages: dict[str, int]
    outline: Outline


def write_document(edition: Edition, chapters: list[Chapter], page_map: PageMap) -> Draft:
    numbers = outline(chapters)
    notes = {name: words for chapter in chapters for name, words in chapter.notes.items()}
    ctx = Context(numbers, edition.name, notes=notes)
    _fixed_parts(ctx, edition, numbers, page_map.count)
    headers = write_headers(ctx, *edition.header, page_map.count)
    body = _body(ctx, edition, chapters, headers)
    roughen(body, edition.name)
    pages = mark_breaks(body, page_map)
    _fill_contents(body, pages)
    ctx.package.add("footnotes.xml", footnotes_part(ctx), "footnotes")
    ctx.package.add("document.xml", root("w:document", body), "document", rel_id="unused")
    ctx.package.relations = [item for item in ctx.package.relations if item[0] != "unused"]
    return Draft(edition, ctx.package, ctx.places, pages, numbers)


def _fixed_parts(ctx: Context, edition: Edition, numbers: Outline, pages: int) -> None:
    package = ctx.package
    package.add("styles.xml", styles_part(), "styles")
    package.add("numbering.xml", numbering_part(numbers.letter_lists), "numbering")
    package.add("settings.xml", settings_part(), "settings")
    package.add("fontTable.xml", fonts_part(), "fontTable")
    package.parts["docProps/core.xml"] = core_part(edition)
    package.parts["docProps/app.xml"] = app_part(pages)
    for name, draw in PICTURES.items():
        package.parts[f"word/media/{name}.png"] = draw()


def _body(
    ctx: Context, edition: Edition, chapters: list[Chapter], headers: dict[str, str]
) -> Element:
    nodes = [*cover(ctx, edition), contents(ctx), *list_of_tables(ctx, chapters)]
    first = True
    for position, chapter in enumerate(chapters):
        if position and chapter.landscape != chapters[position - 1].landscape:
            close = section(headers, landscape=chapters[position - 1].landscape, first=first)
            _end_section(ctx, nodes, close, own_paragraph=first)
            first = False
        for block in chapter.blocks:
            nodes.extend(write_block(ctx, block))
    return el("w:body", {}, *nodes, section(headers, first=first))


def _end_section(
    ctx: Context, nodes: list[Element], close: Element, *, own_paragraph: bool
) -> None:
    """Sections end in a paragraph of their own or in the last paragraph that is there."""
    if own_paragraph:
        spacing = el("w:spacing", {"w:after": 0, "w:line": 240, "w:lineRule": "auto"})
        props = el("w:pPr", {}, spacing, close)
        nodes.append(el("w:p", ctx.paragraph_attributes("section end"), props))
    else:
        need(nodes[-1], "w:pPr").append(close)


def _fill_contents(body: Element, pages: dict[str, int]) -> None:
    """Page numbers in the table of contents, now that they are known."""
    targets = {}
    for start in every(body, "w:bookmarkStart"):
        identity = start.getparent().get(q("w14:paraId"))
        targets[start.get(q("w:name"))] = pages.get(identity, 1)
    for link in every(body, "w:hyperlink"):
        target = link.get(q("w:anchor"))
        if target:
            result = list(link.iter(q("w:t")))[-1]
            result.text = str(targets[target])
