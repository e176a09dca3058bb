"""Reading the ledger's files of an exported dossier, line by line, naming what cannot be read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from toguna.adoption.ledger.entry import Entry, read_entry
from toguna.adoption.ledger.exported import ENTRIES, HEADS, KEY, LEAVES, leaves_bytes
from toguna.adoption.ledger.hashing import leaf_hash
from toguna.adoption.ledger.head import Head, read_head
from toguna.adoption.ledger.keys import PublicKey
from toguna.adoption.ledger.problems import Problem
from toguna.messages import say
from toguna.text.errors import UnreadableFile

Read = Callable[[str], bytes | None]
"""Gives the bytes of a dossier's file by its path, None where it is missing."""
MOST = 20


@dataclass(slots=True)
class Contents:
    """What the files hold: `leaves` of all lines, `entries` of those that could be read."""

    key: PublicKey | None = None
    heads: list[Head] = field(default_factory=list)
    leaves: list[bytes] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    listed: list[bytes] | None = None
    """What the list of leaves says, None where it is no such list."""
    unread: list[Problem] = field(default_factory=list)
    """The lines that are no entries, the first `MOST` of them."""
    problems: list[Problem] = field(default_factory=list)
    """All else that is wrong with the files."""


def read_contents(read: Read) -> Contents:
    """Read the four files of a ledger."""
    contents = Contents()
    _read_key(contents, read)
    _read_heads(contents, read)
    _read_entries(contents, read)
    data = read(LEAVES)
    contents.listed = None if data is None else _hashes(data)
    return contents


def _read_key(contents: Contents, read: Read) -> None:
    data = _needed(contents, read, KEY)
    if data is None:
        return
    try:
        key = PublicKey.read(data)
    except UnreadableFile as error:
        contents.problems.append(_unreadable(KEY, error))
        return
    contents.key = key
    if key.write() != data:
        contents.problems.append(
            Problem(say("{file} : ce fichier n'est plus tel qu'il a été écrit.", file=KEY))
        )


def _read_heads(contents: Contents, read: Read) -> None:
    for number, line in enumerate(_lines(contents, read, HEADS), 1):
        try:
            contents.heads.append(read_head(line))
        except UnreadableFile as error:
            contents.problems.append(
                Problem(
                    say(
                        "{file}, ligne {line} : {why}.",
                        file=HEADS,
                        line=number,
                        why=error.message,
                    )
                )
            )
            return


def _read_entries(contents: Contents, read: Read) -> None:
    for place, line in enumerate(_lines(contents, read, ENTRIES)):
        contents.leaves.append(leaf_hash(line))
        try:
            entry = read_entry(line)
        except UnreadableFile as error:
            if len(contents.unread) < MOST:
                contents.unread.append(_bad_line(place, error))
        else:
            contents.entries.append(entry)


def _lines(contents: Contents, read: Read, path: str) -> list[bytes]:
    """Give the lines of a file, each of which ends with a line feed."""
    data = _needed(contents, read, path)
    if not data:
        return []
    if not data.endswith(b"\n"):
        contents.problems.append(
            Problem(
                say(
                    "{file} : la dernière ligne n'est pas entière, le fichier est coupé.", file=path
                )
            )
        )
    return data.removesuffix(b"\n").split(b"\n")


def _needed(contents: Contents, read: Read, path: str) -> bytes | None:
    data = read(path)
    if data is None:
        contents.problems.append(
            Problem(
                say("{file} : ce fichier manque ; sans lui rien n'est prouvé.", file=path),
                say("Demandez une nouvelle copie du dossier, entière."),
            )
        )
    return data


def _hashes(data: bytes) -> list[bytes] | None:
    """Read a list of leaves as `leaves_bytes` writes it; None where it is something else."""
    try:
        hashes = [bytes.fromhex(line) for line in data.decode("ascii").splitlines()]
    except ValueError:
        return None
    return hashes if leaves_bytes(hashes) == data else None


def _bad_line(place: int, error: UnreadableFile) -> Problem:
    return Problem(
        say("L'écriture n° {index} est altérée : {why}.", index=place, why=error.message),
        index=place,
    )


def _unreadable(path: str, error: UnreadableFile) -> Problem:
    return Problem(say("{file} : {why}.", file=path, why=error.message))
