"""What a file that came back is: a copy of the draft, a matrix, a letter, a form; reading it."""

from __future__ import annotations

from collections.abc import Sequence

from toguna.consultation.copies import Copy, Earlier, read_copy
from toguna.consultation.drafters import Drafters
from toguna.consultation.form import is_empty_form, is_form, read_return
from toguna.consultation.kinship import Kinship, best_version
from toguna.consultation.letter import looks_like_letter, read_letter
from toguna.consultation.matrix import looks_like_matrix, read_matrix, tables_as_sheets
from toguna.consultation.model import Received, Return, Statement
from toguna.consultation.sheets import Sheet, is_sheet, read_sheets
from toguna.consultation.statements import Register, note_unplaced, register
from toguna.messages import Message, say
from toguna.text.document import Document
from toguna.text.docx.document import WordDocument
from toguna.text.errors import UnreadableFile
from toguna.weave.edits import EditKind

MUCH_DELETED = 0.3
"""Where a copy lacks so much of the draft without tracking, it is perhaps only a part of it."""
SAME = say("aucune différence avec l'avant-projet")


class Reader:
    """Reads returns over one draft, whose earlier versions may be known."""

    def __init__(
        self,
        base: Document,
        earlier: Sequence[Earlier],
        drafters: Drafters,
        known: Register,
    ) -> None:
        self._base = base
        self._earlier = earlier
        self._versions = [Kinship(v) for v in (base, *(version.document for version in earlier))]
        self._drafters = drafters
        self._known = known

    def read(self, received: Received, *, common: bool = False) -> Return | Copy:
        """Read a return. In a common matrix, each line says who speaks.

        Raises:
            UnreadableFile: it cannot be read, or it is not about the draft.
        """
        if is_empty_form(received.data):
            raise UnreadableFile(_without_entries(received.file))
        if is_form(received.data, received.file):
            return read_return(received, self._base, self._known if common else None)
        if is_sheet(received.data, received.file):
            sheets = read_sheets(received.data, received.file)
            return self._matrix(received, sheets, common=common)
        word = self._drafters.copy(received.data, received.file)
        if self._is_copy(word):
            return self._copy(received, word)
        document = Document(word)
        if looks_like_matrix(document):
            return self._matrix(received, tables_as_sheets(document), common=common)
        if looks_like_letter(document):
            return self._letter(received, document)
        if self._versions[0].is_short:
            return self._copy(received, word)
        raise UnreadableFile(
            say(
                "{file} : ce document n'est ni une copie de l'avant-projet, ni une matrice, ni "
                "une lettre d'observations ; vérifiez que c'est le bon fichier.",
                file=received.file,
            )
        )

    def _is_copy(self, word: WordDocument) -> bool:
        return any(version.is_copy(word.units) for version in self._versions)

    def _copy(self, received: Received, word: WordDocument) -> Copy:
        best = best_version(self._versions, word.units)
        earlier = next((v for v in self._earlier if v.document is best), None)
        copy = read_copy(received, word, self._base, earlier)
        if earlier is not None:
            self._note_version(copy, earlier)
        elif not copy.found.observations:
            copy.found.notes.append(SAME)
        else:
            self._note_missing(copy)
        return copy

    def _note_version(self, copy: Copy, earlier: Earlier) -> None:
        kept = len(copy.edits)
        copy.found.notes.append(
            say(
                "fait sur une version antérieure ({version}) : {kept} modification(s) reportée(s) "
                "sur l'avant-projet, {left} à placer à la main.",
                version=earlier.document.word.filename,
                kept=kept,
                left=sum(o.edit is None and bool(o.changes) for o in copy.found.observations),
            )
        )

    def _note_missing(self, copy: Copy) -> None:
        gone = [e for e in copy.edits if not e.tracked and e.kind is EditKind.DELETE]
        if not gone:
            return
        size = sum(len(unit.text) for unit in self._base.stories["body"].units) or 1
        if sum(len(edit.before) for edit in gone) > MUCH_DELETED * size:
            copy.found.notes.append(
                say(
                    "une grande partie de l'avant-projet manque dans cette copie, sans suivi : "
                    "est-ce un extrait, ou une autre version ? Dans ce cas, donnez cette version "
                    "avec --earlier."
                )
            )

    def _matrix(self, received: Received, sheets: list[Sheet], *, common: bool) -> Return:
        reading = read_matrix(sheets, received.file)
        known = self._known if common else None
        unread = [Statement(line.where, line.text) for line in reading.unread_lines]
        found = register(received, "matrice", [*reading.statements, *unread], self._base, known)
        found.notes += reading.notes
        found.notes += [
            say("{where} : {reason}", where=line.where, reason=line.reason)
            for line in reading.unread_lines
        ]
        note_unplaced(found)
        return found

    def _letter(self, received: Received, document: Document) -> Return:
        reading = read_letter(document, received.file)
        found = register(received, "lettre", reading.statements, self._base)
        found.notes += reading.notes
        note_unplaced(found)
        return found


def _without_entries(file: str) -> Message:
    return say(
        "{file} : c'est la page du formulaire, où rien de ce qui a été saisi n'est gardé ; "
        "demandez le fichier « toguna-retour-….json » que son bouton « Enregistrer mon travail » "
        "donne.",
        file=file,
    )
