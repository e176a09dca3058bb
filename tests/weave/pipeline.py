"""The weave from bytes to bytes, as the tests use it: without observations and comments."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from toguna.text.content import MARK, Atoms, story_signature
from toguna.text.document import Document, margin_name
from toguna.text.docx.document import read_package, read_word
from toguna.text.docx.resolve import Verdict, resolve
from toguna.text.docx.target import Target
from toguna.text.docx.transplant import Transplant
from toguna.text.ooxml import Element, W
from toguna.text.package import Package
from toguna.weave.compare import compare
from toguna.weave.edits import Edit, edits_of
from toguna.weave.merge import Merger
from toguna.weave.weave import Weave


@dataclass
class Woven:
    """What one consolidation gave: the document, and what the weave says it holds."""

    docx: bytes
    weave: Weave
    edits: list[Edit]
    atoms: Atoms
    draft_projection: dict[str, str]
    projections: dict[str, dict[str, str]]


def weave_of(draft: bytes, copies: Sequence[tuple[str, bytes]]) -> Woven:
    """Consolidate a draft with copies, each given with its contributor's label."""
    atoms = Atoms()
    word = read_word(draft, "draft.docx", atoms)
    base = Document(word)
    target = Target(word)
    edits: list[Edit] = []
    transplants = {}
    for label, data in copies:
        package = Package(data, f"{label}.docx")
        copy = read_package(package, atoms, word.change_identities(), word)
        edits += edits_of(label, compare(base, copy), base, None)
        transplants[label] = Transplant(copy, target, lambda comment: None)
    weave = Weave(base, edits)
    projections = {label: weave.project({label}) for label, _ in copies}
    nobody = weave.project(())
    Merger(weave, target, [label for label, _ in copies], transplants, {}).write()
    return Woven(word.package.to_bytes(), weave, edits, atoms, nobody, projections)


def resolved(data: bytes, verdict: Verdict) -> bytes:
    """Give a file with its changes accepted or rejected in the XML itself."""
    package = Package(data, "resolved.docx")
    for part in read_word(data, "resolved.docx").tracked_parts:
        resolve(package.root(part), verdict)
        package.touch(part)
    return package.to_bytes()


def of_label(label: str) -> Verdict:
    """The verdict that accepts what one contributor asks for, alone or with others."""

    def verdict(change: Element) -> bool:
        return label in (change.get(W + "author") or "").split(" ; ")

    return verdict


def stories(data: bytes, atoms: Atoms) -> dict[str, str]:
    """Give the text of the body, headers and footers as a weave projects it."""
    word = read_word(data, "read.docx", atoms)
    found = {"body": story_signature(word.body.after) + MARK}
    for margin in word.margins:
        found[margin_name(margin.part)] = story_signature(margin.story.after) + MARK
    return found
