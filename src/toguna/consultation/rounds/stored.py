"""The file that keeps the rounds (`dossier.json`), and the way from its older forms to this one.

The form is described by `schema/rounds.schema.json` and by `docs/reference/dossier-folder.md`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from pathlib import PurePosixPath
from typing import Any

from toguna.consultation.rounds.model import Act, Deed, Kept, Round, Rounds
from toguna.messages import Message, say
from toguna.text.errors import UnreadableFile

VERSION = 1
SCHEMA = f"toguna/rounds/{VERSION}"
NAME = re.compile(r"toguna/rounds/(\d+)")
Data = dict[str, Any]


def write(dossier: Rounds) -> bytes:
    """Write the rounds: UTF-8, two-space indent, the same bytes every time."""
    told = {"schema": SCHEMA, "rounds": [_told(one) for one in dossier.all]}
    return json.dumps(told, ensure_ascii=False, indent=2).encode("utf-8", "replace") + b"\n"


def _told(one: Round) -> Data:
    return {
        "number": one.number,
        "label": one.label,
        "folder": one.folder,
        "draft": {"file": one.draft.file, "path": one.draft.path, "sha256": one.draft.sha256},
        "acts": [
            {"act": act.deed.value, "date": act.date, "unanswered": list(act.unanswered)}
            for act in one.acts
        ],
    }


def read(data: bytes, filename: str) -> Rounds:
    """Read the rounds, in this form or an older one.

    Raises:
        UnreadableFile: the file is of something else, damaged, or of a newer program.
    """
    try:
        told = json.loads(data)
        version = _version(told, filename)
        for step in range(version, VERSION):
            told = MIGRATIONS[step](told)
        rounds = tuple(_round(number, entry) for number, entry in enumerate(told["rounds"], 1))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise UnreadableFile(_no_dossier(filename)) from error
    return Rounds(rounds)


def _version(told: Mapping[str, Any], filename: str) -> int:
    match = NAME.fullmatch(told["schema"])
    if match is None:
        raise UnreadableFile(_no_dossier(filename))
    version = int(match[1])
    if version > VERSION:
        raise UnreadableFile(
            say(
                "{file} : ce dossier a été écrit par une version plus récente de Toguna ; mettez "
                "le programme à jour.",
                file=filename,
            )
        )
    return version


def _no_dossier(filename: str) -> Message:
    return say(
        "{file} : ce n'est pas un dossier de tours ; choisissez un autre dossier, ou rétablissez "
        "ce fichier.",
        file=filename,
    )


def _round(number: int, entry: Mapping[str, Any]) -> Round:
    draft = entry["draft"]
    acts = tuple(
        Act(Deed(act["act"]), _text_or_none(act["date"]), tuple(map(_text, act["unanswered"])))
        for act in entry["acts"]
    )
    if entry["number"] != number or not acts or acts[0].deed is not Deed.OPEN:
        raise ValueError(number)
    kept = Kept(_text(draft["file"]), _inside(draft["path"]), _text(draft["sha256"]))
    return Round(number, _text(entry["label"]), _inside(entry["folder"]), kept, acts)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _text_or_none(value: object) -> str | None:
    return None if value is None else _text(value)


def _inside(value: object) -> str:
    """Check that a path does not lead out of the dossier."""
    path = PurePosixPath(_text(value))
    if path.is_absolute() or ".." in path.parts or "\\" in str(path):
        raise ValueError(value)
    return str(path)


def _from_0(told: Data) -> Data:
    """Before there were acts, a round said when it was opened and closed, and had no label."""
    rounds = []
    for number, old in enumerate(told["rounds"], 1):
        acts = [{"act": "open", "date": old["opened"], "unanswered": []}]
        if old["closed"]:
            date = old["closed"] if isinstance(old["closed"], str) else None
            acts.append({"act": "close", "date": date, "unanswered": []})
        rounds.append(
            {
                "number": number,
                "label": f"Tour {number}",
                "folder": old["folder"],
                "draft": old["draft"],
                "acts": acts,
            }
        )
    return {"schema": "toguna/rounds/1", "rounds": rounds}


MIGRATIONS: Mapping[int, Callable[[Data], Data]] = {0: _from_0}
"""From each version to the next one. A step is never changed once it was released."""
