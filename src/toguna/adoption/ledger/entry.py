"""One entry of the ledger: who did what to what, when; what is public of it, and the rest sealed.

An entry is hashed as the bytes of its canonical JSON. The bytes of the files that it speaks of
are not in it, but their SHA-256 is: so the log answers for them too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from toguna.adoption.ledger.acts import Act
from toguna.adoption.ledger.canonical import Json, decode, encode
from toguna.adoption.ledger.fields import Fields, check_time, unhex, wrong
from toguna.adoption.ledger.restricted import Opening
from toguna.messages import say
from toguna.text.errors import UnreadableFile

SCHEMA = "toguna/entry/1"
NAMES = (
    "schema", "dossier", "index", "act", "at", "actor", "subject", "payload", "files", "restricted",
)  # fmt: skip
MAX_ENTRY_BYTES = 1 << 20
LEDGER_FOLDER = "ledger"
"""Where an exported dossier has its ledger; no entry cites a file there."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acted: an organisation in a role ("rapporteur"), and the person where it may be named."""

    organisation: str
    role: str
    person: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One act.

    `index` counts from 0; `at` is a moment (2025-07-03T14:00:00Z); `subject` is the id of what was
    acted on. `payload` is public, JSON without fractions. `files` are the dossier's files that the
    act is about, by path (`final.pdf`), each with its SHA-256 in hexadecimal figures.
    `restricted` is the commitment to what may not be shown, None where there is nothing.

    Raises:
        UnreadableFile: a field holds what an entry cannot say.
    """

    dossier: str
    index: int
    act: Act
    at: str
    actor: Actor
    subject: str
    payload: Mapping[str, Json] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)
    restricted: str | None = None

    def __post_init__(self) -> None:
        for name in ("dossier", "subject"):
            if not getattr(self, name):
                raise wrong(name)
        if self.index < 0:
            raise wrong("index")
        check_time("at", self.at)
        for path, sha256 in self.files.items():
            if not is_path(path):
                raise wrong("files")
            unhex("files", sha256, 32)
        if self.restricted is not None:
            unhex("restricted", self.restricted, 32)


def entry_bytes(entry: Entry) -> bytes:
    """Write an entry in its canonical form: the bytes of a leaf, on one line.

    Raises:
        UnreadableFile: the payload has something that this form has not, or is too large.
    """
    actor = entry.actor
    told: dict[str, Json] = {
        "schema": SCHEMA,
        "dossier": entry.dossier,
        "index": entry.index,
        "act": entry.act.value,
        "at": entry.at,
        "actor": {
            "organisation": actor.organisation,
            "role": actor.role,
            "person": actor.person,
        },
        "subject": entry.subject,
        "payload": entry.payload,
        "files": entry.files,
        "restricted": entry.restricted,
    }
    try:
        data = encode(told)
    except ValueError as error:
        raise UnreadableFile(
            say(
                "l'écriture ne peut contenir que des textes, des nombres entiers, des listes et "
                "des objets"
            )
        ) from error
    if len(data) > MAX_ENTRY_BYTES:
        raise _too_large()
    return data


def read_entry(data: bytes) -> Entry:
    """Read an entry from its canonical bytes.

    Raises:
        UnreadableFile: they are something else; the sentence says what, without a full stop.
    """
    if len(data) > MAX_ENTRY_BYTES:
        raise _too_large()
    try:
        fields = Fields(decode(data), NAMES)
    except ValueError as error:
        raise UnreadableFile(say("ce n'est pas du JSON sous sa forme canonique")) from error
    fields.schema(SCHEMA)
    return Entry(
        fields.text("dossier"),
        fields.number("index"),
        _act(fields.text("act")),
        fields.text("at"),
        _actor(fields.record("actor")),
        fields.text("subject"),
        fields.record("payload"),
        {path: _text("files", sha256) for path, sha256 in fields.record("files").items()},
        fields.optional_text("restricted"),
    )


def opens(entry: Entry, opening: Opening) -> bool:
    """Tell whether an opening is that of what an entry keeps sealed."""
    return entry.restricted == opening.commitment


def is_path(path: str) -> bool:
    """Tell whether a path names a file inside the dossier, and not the ledger's own."""
    whole = PurePosixPath(path)
    return (
        bool(whole.parts)
        and str(whole) == path
        and not whole.is_absolute()
        and not {"..", "."} & set(whole.parts)
        and not {"\\", "\0", ":"} & set(path)
        and whole.parts[0].casefold() != LEDGER_FOLDER
    )


def _act(value: str) -> Act:
    try:
        return Act(value)
    except ValueError as error:
        raise wrong("act") from error


def _actor(value: Mapping[str, Json]) -> Actor:
    fields = Fields(value, ("organisation", "role", "person"))
    return Actor(fields.text("organisation"), fields.text("role"), fields.text("person"))


def _text(name: str, value: Json) -> str:
    if not isinstance(value, str):
        raise wrong(name)
    return value


def _too_large() -> UnreadableFile:
    return UnreadableFile(
        say("une écriture a au plus {bytes} octets", bytes=MAX_ENTRY_BYTES),
    )
