"""The tracked changes that the draft itself carries: kept, accepted or rejected, in every copy."""

from __future__ import annotations

from toguna.consultation.options import DraftChanges
from toguna.text.content import Atoms
from toguna.text.docx.changes import Identity, identity
from toguna.text.docx.document import WordDocument
from toguna.text.docx.resolve import resolve
from toguna.text.formats import read_text
from toguna.text.ooxml import Element


class Drafters:
    """Reads the draft, then the copies of it, with the drafters' own changes settled as asked.

    In a copy they are known again by author and date, and are never the contributor's.
    """

    def __init__(self, choice: DraftChanges, atoms: Atoms) -> None:
        self._choice = choice
        self._atoms = atoms
        self._identities: frozenset[Identity] = frozenset()
        self._like: WordDocument | None = None  # what copies share their paragraphs with

    def draft(self, data: bytes, filename: str) -> WordDocument:
        """Read the draft.

        Raises:
            UnreadableFile: it cannot be read.
        """
        word = read_text(data, filename, self._atoms)
        self._identities = word.change_identities()
        if self._choice is DraftChanges.KEEP or not self._identities:
            self._like = self._like or word
            return word
        return self._settled(word)

    def copy(self, data: bytes, filename: str) -> WordDocument:
        """Read a copy of the draft, or any other text that came back.

        Raises:
            UnreadableFile: it cannot be read.
        """
        word = read_text(data, filename, self._atoms, self._identities, self._like)
        if self._choice is DraftChanges.REJECT and self._identities:
            return self._settled(word)
        return word

    def _settled(self, word: WordDocument) -> WordDocument:
        for part in word.tracked_parts:
            resolve(word.package.root(part), self._verdict)
            word.package.touch(part)
        return WordDocument(word.package, self._atoms, self._identities)

    def _verdict(self, change: Element) -> bool | None:
        if identity(change) not in self._identities:
            return None
        return self._choice is DraftChanges.ACCEPT
