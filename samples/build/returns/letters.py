"""Letters on headed paper: a letterhead, a subject, numbered remarks, a signature."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ..editions import DRAFT
from ..ooxml.package import Package
from ..ooxml.xml import Element, el, root, val
from ..typography import paragraph_id, typo
from ..writer.parts import core_part, fonts_part, settings_part
from ..writer.runs import run
from ..writer.styles import styles_part

FICTION = "Document fictif – exemple pour Toguna"


@dataclass(frozen=True)
class Letter:
    """What a letter says; `automatic` lets Word number the remarks, else they are typed."""

    head: list[str]
    place_and_date: str
    to: str
    subject: str
    opening: list[str]
    remarks: list[str]
    closing: str
    signature: list[str]
    automatic: bool
    date: str


def write_letter(path: Path, letter: Letter) -> None:
    package = Package()
    package.add("styles.xml", styles_part(), "styles")
    package.add("numbering.xml", _numbering(), "numbering")
    package.add("settings.xml", settings_part(), "settings")
    package.add("fontTable.xml", fonts_part(), "fontTable")
    footer = _line("fiction", FICTION, val("w:jc", "center"))
    footer_id = package.add("footer1.xml", root("w:ftr", footer), "footer")
    section = el(
        "w:sectPr",
        {},
        el("w:footerReference", {"w:type": "default", "r:id": footer_id}),
        el("w:pgSz", {"w:w": 11906, "w:h": 16838}),
        el("w:pgMar", {"w:top": 1134, "w:right": 1247, "w:bottom": 1134, "w:left": 1247,
                       "w:header": 567, "w:footer": 567, "w:gutter": 0}),
    )  # fmt: skip
    body = el("w:body", {}, *_lines(letter), section)
    package.parts["docProps/core.xml"] = core_part(DRAFT, letter.signature[-1], letter.date)
    package.add("document.xml", root("w:document", body), "document", rel_id="unused")
    package.relations = [item for item in package.relations if item[0] != "unused"]
    package.save(path)


def _numbering() -> Element:
    level = el(
        "w:lvl",
        {"w:ilvl": 0},
        val("w:start", 1),
        val("w:numFmt", "decimal"),
        val("w:lvlText", "%1."),
        val("w:lvlJc", "left"),
        el("w:pPr", {}, el("w:ind", {"w:left": 567, "w:hanging": 567})),
    )
    abstract = el("w:abstractNum", {"w:abstractNumId": 1}, level)
    return root("w:numbering", abstract, el("w:num", {"w:numId": 1}, val("w:abstractNumId", 1)))


def _lines(letter: Letter) -> list[Element]:
    lines = [_line(f"head {n}", words, val("w:jc", "center"), bold=n == 0)
             for n, words in enumerate(letter.head)]  # fmt: skip
    lines.append(_line("date", letter.place_and_date, val("w:jc", "right")))
    lines.append(_line("to", letter.to))
    lines.append(_line("subject", f"Objet : {letter.subject}", bold=True))
    lines += [_line(f"opening {n}", words) for n, words in enumerate(letter.opening)]
    for number, words in enumerate(letter.remarks, start=1):
        if letter.automatic:
            listed = el("w:numPr", {}, val("w:ilvl", 0), val("w:numId", 1))
            lines.append(_line(f"remark {number}", words, listed))
        else:
            lines.append(_line(f"remark {number}", f"{number}. {words}"))
    lines.append(_line("closing", letter.closing))
    lines += [_line(f"signature {n}", words, val("w:jc", "right"))
              for n, words in enumerate(letter.signature)]  # fmt: skip
    return lines


def _line(key: str, words: str, *props: Element, bold: bool = False) -> Element:
    ppr = el("w:pPr", {}, val("w:pStyle", "Corpsdetexte"), *props)
    marks = [el("w:b")] if bold else []
    identity = {"w14:paraId": paragraph_id(f"letter {key}"), "w14:textId": "77777777"}
    return el("w:p", identity, ppr, run(typo(words), *marks))
