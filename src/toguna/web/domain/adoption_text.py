"""A version as the core knows a final text: with where its words come from, where that is known."""

from __future__ import annotations

from dataclasses import dataclass, replace

from toguna.consultation.consolidate import Progress, Request, Source, prepare
from toguna.consultation.decisions.final import decide
from toguna.consultation.decisions.model import Final
from toguna.messages import Message, say
from toguna.text.content import Atoms
from toguna.text.document import Document
from toguna.text.docx.document import read_word
from toguna.web.domain.decision import answers_of
from toguna.web.domain.gathering import prepare_round
from toguna.web.domain.texts import data_of
from toguna.web.models import Version

WORD = (".docx", ".docm")


@dataclass(frozen=True)
class Origins:
    """A final text, and the ids of its observations of which nobody may know."""

    final: Final
    restricted: frozenset[str] = frozenset()


def origins_of(version: Version, progress: Progress) -> Origins:
    """Give a version with the observations behind its words.

    They are known where the version is, byte for byte, what the answers of its round give; a text
    that somebody went on writing has its own words and no origins.

    Raises:
        UnreadableFile: it, or the draft of its round, cannot be read.
    """
    if version.came_from is None:
        return Origins(_by_itself(version))
    both = prepare_round(version.came_from, _unnamed(progress))
    progress(say("Texte final et origine de ses mots"), 0, 0)
    final = decide(both.full, answers_of(version.came_from, both.full))
    if final.clean != data_of(version):
        return Origins(_by_itself(version))
    return Origins(final, frozenset(both.restricted))


def open_figures(version: Version, progress: Progress) -> Final:
    """Give a version as all may know of it: as if what is restricted had not been said.

    Raises:
        UnreadableFile: as `origins_of`.
    """
    if version.came_from is None:
        return _by_itself(version)
    prepared = prepare_round(version.came_from, _unnamed(progress)).open
    return decide(prepared, answers_of(version.came_from, prepared))


def _by_itself(version: Version) -> Final:
    """Give a version that follows from no answers; a Word file is published as it is."""
    source = Source(version.filename, data_of(version))
    final = decide(prepare(Request(source, [])), {})
    if not version.filename.lower().endswith(WORD):
        return final
    document = Document(read_word(source.data, source.file, Atoms()))
    return replace(final, clean=source.data, document=document)


def _unnamed(progress: Progress) -> Progress:
    """Give a progress that names no return: one of them may be restricted."""

    def told(what: Message, done: int, total: int) -> None:
        named = "file" in what.values
        progress(say("Lecture des retours") if named else what, 0, 0)

    return told
