"""The numbers that Toguna computes against those that LibreOffice shows, over real files.

    python -m bench.numbering --data ../shared/corpus/docx [--verbose]

LibreOffice writes each file as XHTML, where the label of a paragraph stands apart from its
words. Paragraphs are paired by their order and words; a label that finds no pair is not equal.
docx2python, a library that computes labels too, is measured on the same pairs.

Where the two differed when this was written, Word shows what Toguna does, not LibreOffice 7.4:
custom number formats (`α, β, γ, ...`, which it counts 1, 2, 3), paragraphs whose style switches
the numbers of its parent off (`w:numId` 0, ECMA-376 17.9.18) and bullets of lists in notes.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from lxml import etree
from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from bench.report import print_report
from toguna.text.content import Story, ViewParagraph, walk
from toguna.text.docx.bullets import FONTS, readable
from toguna.text.docx.document import WordDocument, read_word
from toguna.text.docx.numbering import Counter, Numbering
from toguna.text.docx.reader import NOTES
from toguna.text.docx.resolve import accept_all, resolve
from toguna.text.docx.styles import Styles
from toguna.text.errors import UnreadableFile

FILTER = "xhtml:XHTML Writer File"
SECONDS_FOR_A_BATCH = 600
ALIKE = 60
"""Two paragraphs this alike (of 100), between pairs that are equal, are one paragraph."""
XHTML = "{http://www.w3.org/1999/xhtml}"
LISTS = (XHTML + "ul", XHTML + "ol")
BLOCKS = frozenset(XHTML + name for name in ("p", "h1", "h2", "h3", "h4", "h5", "h6"))


class Line(NamedTuple):
    """A paragraph as one program shows it: what it puts before it, and the words compared."""

    label: str
    words: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A place where LibreOffice or Toguna shows a label, and what each program has there."""

    file: str
    words: str
    libreoffice: str
    toguna: str | None
    docx2python: str | None


def main() -> None:
    arguments = _arguments()
    if shutil.which("soffice") is None:
        sys.exit("LibreOffice (soffice) is needed: it is what the labels are compared with.")
    files = [f for f in sorted(arguments.data.rglob("*.docx")) if may_number(f)]
    with tempfile.TemporaryDirectory() as folder:
        pages = libreoffice_pages(files, Path(folder))
        shown = [label for file, page in pages.items() for label in compare(file, page)]
    differing = [label for label in shown if not same(label.toguna, label.libreoffice)]
    if arguments.verbose:
        for label in differing:
            print(f"{label.file}: LibreOffice {label.libreoffice!r}, Toguna {label.toguna!r}, "
                  f"before {label.words[:40]!r}")  # fmt: skip
    equal = len(shown) - len(differing)
    peers = [label for label in shown if docx2python_is_installed()]
    exact = sum(same(label.docx2python, label.libreoffice) for label in peers)
    loose = sum(same_number(label.docx2python, label.libreoffice) for label in peers)
    print_report(
        f"Labels before paragraphs, {len(pages)} files that have lists, as LibreOffice shows them",
        {
            "Toguna": f"{equal} of {len(shown)}",
            "docx2python": f"{exact} of {len(peers)}; {loose} if signs do not matter (it writes "
            "every number `1)` and every bullet `--`)"
            if peers
            else "not installed",
        },
        {
            "files": len(pages),
            "labels": len(shown),
            "equal": equal,
            "share": _share(equal, len(shown)),
            "docx2python_share": _share(exact, len(peers)),
            "docx2python_share_without_signs": _share(loose, len(peers)),
        },
    )


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--data", type=Path, required=True, help="a folder of DOCX files")
    parser.add_argument("--verbose", action="store_true", help="list the labels that differ")
    return parser.parse_args()


def may_number(file: Path) -> bool:
    """Tell whether a file is read and has a numbering part: without one, nothing is numbered."""
    try:
        word = read_word(file.read_bytes(), file.name)
    except UnreadableFile:
        return False
    return word.package.related(word.package.main, "numbering") is not None


def accepted(file: Path) -> bytes:
    """Give a file with its tracked changes accepted: LibreOffice shows deleted paragraphs too."""
    word = read_word(file.read_bytes(), file.name)
    if len(word.changes):
        for part in word.tracked_parts:
            resolve(word.package.root(part), accept_all)
            word.package.touch(part)
    return word.package.to_bytes() if len(word.changes) else file.read_bytes()


# LibreOffice


def libreoffice_pages(files: Sequence[Path], folder: Path) -> dict[Path, Path]:
    """Convert files to XHTML in as few calls as possible; those it cannot open are left out.

    Where LibreOffice falls over a file, the next call goes on after it.
    """
    inputs, outputs = folder / "in", folder / "out"
    inputs.mkdir()
    named = {inputs / f"{number:04}.docx": file for number, file in enumerate(files)}
    for copy, file in named.items():
        copy.write_bytes(accepted(file))
    left = list(named)
    while left:
        _convert(left, outputs, folder / "profile")
        done = [number for number, copy in enumerate(left) if _page(copy, outputs).exists()]
        left = left[(done[-1] + 2 if done else 1) :]
    return {file: _page(copy, outputs) for copy, file in named.items()
            if _page(copy, outputs).exists()}  # fmt: skip


def _page(copy: Path, outputs: Path) -> Path:
    return outputs / f"{copy.stem}.xhtml"


def _convert(files: Sequence[Path], outputs: Path, profile: Path) -> None:
    command = ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless"]
    command += ["--convert-to", FILTER, "--outdir", str(outputs), *map(str, files)]
    subprocess.run(command, capture_output=True, check=False, timeout=SECONDS_FOR_A_BATCH)


def libreoffice_lines(page: Path) -> list[Line]:
    """Give the paragraphs of an XHTML page of LibreOffice's."""
    parser = etree.XMLParser(recover=True, huge_tree=True, load_dtd=False, no_network=True)
    root = etree.parse(page, parser).getroot()
    return [_libreoffice_line(block) for block in root.iter(*BLOCKS)]


def _libreoffice_line(block: etree._Element) -> Line:
    label = next((span for span in block.iter(XHTML + "span") if _is_label(span)), None)
    text = "" if label is None else "".join(label.itertext())
    whole = "".join(block.itertext())
    # Bullets come out twice: once as the sign of the list, once as the number of the item.
    half, in_bullets = len(text) // 2, next(block.iterancestors(*LISTS), block).tag == LISTS[0]
    shown = text[:half] if in_bullets and text[:half] == text[half:] else text
    return Line(shown.strip(), _words(whole.replace(text, "", 1)))


def _is_label(span: etree._Element) -> bool:
    style = span.get("style", "")
    return span.get("class") == "heading_numbering" or "float:left;min-width" in style


# Toguna


def toguna_lines(word: WordDocument) -> list[Line]:
    """Give the paragraphs of a document's body, cells, boxes and notes."""
    package = word.package
    styles = Styles(package.optional_root(package.related(package.main, "styles")))
    numbering = Numbering(package.optional_root(package.related(package.main, "numbering")), styles)
    return list(_lines(list(walk(word.body.after)), numbering, numbering.counter()))


def _lines(
    paragraphs: Sequence[ViewParagraph], numbering: Numbering, counter: Counter
) -> Iterator[Line]:
    """The notes come last, as on the page of LibreOffice's."""
    notes: list[Story] = []
    for paragraph in paragraphs:
        label = counter.label(paragraph.raws[-1].element)
        words = "".join(leaf.shown for leaf in paragraph.leaves if not leaf.inner)
        yield Line(label.text.strip() if label else "", _words(words))
        for leaf in paragraph.leaves:
            if leaf.node.tag in NOTES:
                notes += leaf.inner
                continue
            for story in leaf.inner:
                yield from _lines(list(walk(story.after)), numbering, numbering.counter())
    for note in notes:
        yield from _lines(list(walk(note.after)), numbering, numbering.counter())


# docx2python


def docx2python_is_installed() -> bool:
    """Tell whether the peer can be measured."""
    try:
        import docx2python  # noqa: F401 - only whether it is there
    except ImportError:
        return False
    return True


def docx2python_lines(file: Path) -> list[Line]:
    """Give the paragraphs of a document's body as docx2python has them."""
    from docx2python import docx2python

    try:
        with docx2python(file) as document:
            paragraphs = [p for table in document.body_pars for row in table
                          for cell in row for p in cell]  # fmt: skip
    except Exception:  # whatever it cannot read, it has no labels for
        return []
    return [
        _docx2python_line("".join(run.text for run in paragraph.runs), paragraph.list_position)
        for paragraph in paragraphs
    ]


def _docx2python_line(text: str, position: tuple[str | None, list[int]]) -> Line:
    """A numbered paragraph starts with tabs for its level, its label and one more tab."""
    if position[0] is None:
        return Line("", _words(text))
    label, _, words = text.lstrip("\t").partition("\t")
    return Line(label, _words(words))


# Pairs


def same(label: str | None, libreoffice: str) -> bool:
    """Tell whether a label is the one that LibreOffice shows.

    The XHTML has the code of a bullet in its symbol font, but not which font that is: any of
    the signs that the code may be is right.
    """
    return label == libreoffice or label in {readable(libreoffice, font) for font in ("", *FONTS)}


def compare(file: Path, page: Path) -> list[Shown]:
    """Give the labels that LibreOffice or Toguna shows in a file, each with those of the others."""
    theirs = libreoffice_lines(page)
    ours = _paired(theirs, toguna_lines(read_word(file.read_bytes(), file.name)))
    peers = _paired(theirs, docx2python_lines(file)) if docx2python_is_installed() else {}
    return [
        Shown(file.name, line.words, line.label, ours.get(number), peers.get(number))
        for number, line in enumerate(theirs)
        if line.label or ours.get(number)
    ]


def same_number(label: str | None, libreoffice: str) -> bool:
    """Tell whether a label has the same letters and digits, or is a bullet like the other."""
    if label is None:
        return False
    bullet = libreoffice == "o" or not _words(libreoffice)
    return label == "--" if bullet else _words(label) == _words(libreoffice)


def _paired(theirs: Sequence[Line], ours: Sequence[Line]) -> dict[int, str]:
    """Give our label for each of their paragraphs that has a pair."""
    steps = Indel.opcodes([line.words for line in theirs], [line.words for line in ours])
    pairs: dict[int, str] = {}
    done, our_done = 0, 0
    for start, our_start, size in steps.as_matching_blocks():
        _pair_alike(theirs, ours, range(done, start), range(our_done, our_start), pairs)
        pairs |= {start + n: ours[our_start + n].label for n in range(size)}
        done, our_done = start + size, our_start + size
    return pairs


def _pair_alike(
    theirs: Sequence[Line], ours: Sequence[Line], gap: range, our_gap: range, pairs: dict[int, str]
) -> None:
    next_one = our_gap.start
    for number in gap:
        for candidate in range(next_one, our_gap.stop):
            if fuzz.ratio(theirs[number].words, ours[candidate].words) >= ALIKE:
                pairs[number] = ours[candidate].label
                next_one = candidate + 1
                break


def _words(text: str) -> str:
    """Give the letters and digits of a text: spaces and signs differ between the programs."""
    return "".join(character for character in text if character.isalnum())


if __name__ == "__main__":
    main()
