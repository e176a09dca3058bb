"""The old version's own file, with tracked changes that make it the new version."""

from __future__ import annotations

from toguna.consultation.consolidate import Source
from toguna.consultation.drafters import Drafters
from toguna.consultation.options import DraftChanges
from toguna.text.content import Atoms
from toguna.text.document import Document
from toguna.text.docx.target import Target
from toguna.text.docx.transplant import Transplant
from toguna.weave.compare import compare
from toguna.weave.edits import edits_of
from toguna.weave.merge import Merger
from toguna.weave.weave import Weave


def tracked(old: Source, new: Source, author: str, date: str | None = None) -> bytes:
    """Write the DOCX: reject all its changes for the old words, accept all for the new ones.

    What the versions themselves carry as tracked changes is accepted first. `date` is that of the
    changes ("2025-07-03T00:00:00Z"), which have none where it is left out.

    Raises:
        UnreadableFile: a version cannot be read.
    """
    atoms = Atoms()
    word = Drafters(DraftChanges.ACCEPT, atoms).draft(old.data, old.file)
    copy = Drafters(DraftChanges.ACCEPT, atoms).draft(new.data, new.file)
    base, target = Document(word), Target(word)
    edits = edits_of(author, compare(base, copy), base, date)
    transplant = Transplant(copy, target, lambda _: None)
    Merger(Weave(base, edits), target, [author], {author: transplant}, {}).write()
    return target.package.to_bytes()
