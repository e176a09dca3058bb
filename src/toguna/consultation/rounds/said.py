"""An observation as it is compared over rounds: read from the data of its round."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from toguna.consultation.folding import fold
from toguna.consultation.model import Origin
from toguna.consultation.outputs.dossier_json import SCHEMA
from toguna.consultation.outputs.words import quoted
from toguna.messages import say
from toguna.text.content import ViewParagraph, is_atom
from toguna.text.document import Document
from toguna.text.errors import UnreadableFile

IN_TEXT = frozenset({Origin.TRACKED.value, Origin.UNTRACKED.value})
"""Observations made in the text itself: what is said of them in prose is the program's."""


@dataclass(frozen=True, slots=True)
class Said:
    """One observation of one round.

    `before`, `after` and `text` are as in the register; `edits` tells whether it changes the text
    itself, and `result` is then its paragraph once it is followed (folded), "" where that is more
    than one paragraph.
    """

    id: str
    contributor: str
    clauses: tuple[str, ...]
    before: str
    after: str
    text: str
    reason: str
    edits: bool
    result: str

    @property
    def words(self) -> str:
        """What it says, as a person may want to read it on one line."""
        before, after = quoted(self.before), quoted(self.after)
        if self.text or not self.edits:
            return self.text or after
        if before and after:
            return f"{before} → {after}"
        return f"+ {after}" if after else f"− {before}"


def read_register(data: bytes, filename: str, draft: Document) -> list[Said]:
    """Read the observations of a round from its `dossier.json`.

    Raises:
        UnreadableFile: the file is not the data of a consolidation.
    """
    try:
        told = json.loads(data)
        if told["schema"] != SCHEMA:
            raise _no_register(filename)
        return register_of(told, draft)
    except (ValueError, KeyError, TypeError) as error:
        raise _no_register(filename) from error


def register_of(told: Mapping[str, Any], draft: Document) -> list[Said]:
    """Give the observations of a consolidation's data (`dossier_json.dossier`)."""
    return [_said(entry, draft) for entry in told["observations"]]


def _said(entry: Mapping[str, Any], draft: Document) -> Said:
    edit = entry["edit"]
    in_text = entry["origin"] in IN_TEXT
    return Said(
        entry["id"],
        entry["contributor"],
        tuple(entry["clauses"]),
        entry["before"],
        entry["after"],
        "" if in_text else entry["text"],
        entry["reason"],
        in_text or edit is not None,
        "" if edit is None else _result(edit["operations"], draft),
    )


def _result(operations: Sequence[Mapping[str, Any]], draft: Document) -> str:
    """Give the paragraph that operations inside it make of it, folded."""
    places = {(operation["story"], operation["block"]) for operation in operations}
    if len(places) != 1 or any(op["do"] not in ("cut", "put") for op in operations):
        return ""
    ((name, block),) = places
    story = draft.stories.get(name)
    paragraph = story.blocks[block] if story and block < len(story.blocks) else None
    if not isinstance(paragraph, ViewParagraph):
        return ""
    text = paragraph.text
    ordered = sorted(operations, key=_start)
    for operation in reversed(ordered):
        if operation["do"] == "cut":
            text = text[: operation["start"]] + text[operation["end"] :]
        else:
            text = text[: operation["offset"]] + operation["text"] + text[operation["offset"] :]
    return fold("".join(char for char in text if not is_atom(char))).text


def _start(operation: Mapping[str, Any]) -> tuple[int, bool]:
    """Order operations so that, done from the last to the first, their offsets stay true."""
    if operation["do"] == "cut":
        return operation["start"], True
    return operation["offset"], False


def _no_register(filename: str) -> UnreadableFile:
    return UnreadableFile(
        say(
            "{file} : ce ne sont pas les données d'une consolidation ; refaites celle de ce tour "
            "(toguna round consolidate).",
            file=filename,
        )
    )
