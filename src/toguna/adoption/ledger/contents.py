"""Reading the ledger's files of an exported dossier, line by line, naming what cannot be read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from toguna.adoption.ledger.entry import Entry, read_entry
from toguna.adoption.ledger.exported import ENTRIES, HEADS, KEY, LEAVES, leaves_bytes
from toguna.adoption.ledger.hashing import leaf_hash
from toguna.adoption.ledger.head import Head, read_head
from toguna.adoption.ledger.keys import PublicKey
from toguna.adoption.ledger.problems import Problem
from toguna.adoption.ledger.withheld import Withheld
from toguna.messages import say
from toguna.text.errors import UnreadableFile

Read = Callable[[str], bytes | None]
"""Gives the bytes of a dossier's file by its path, None where it is missing."""
MOST = 20
MAX_LINES = 1_000_000
MAX_BYTES = 256 << 20
"""A file of a ledger that has more was not made to be checked."""


@dataclass(slots=True)
class Contents:
    """What the files hold: the leaf of each line, and the entries of the lines that show one."""

    key: PublicKey | None = None
    heads: list[Head] = field(default_factory=list)
    leaves: list[bytes] = field(default_factory=list)
    entries: dict[int, Entry] = field(default_factory=dict)
    """By line, from 0; without their payloads, which may be large and which nothing looks at."""
    withheld: list[int] = field(default_factory=list)
    """The entries that are not shown."""
    listed: list[bytes] | None = None
    """What the list of leaves says, None where it is no such list."""
    unread: list[Problem] = field(default_factory=list)
    """The lines that are no entries, the first `MOST` of them."""
    problems: list[Problem] = field(default_factory=list)
    """All else that is wrong with the files."""


def read_contents(read: Read) -> Contents:
    """Read the four files of a ledger.

    Raises:
        UnreadableFile: one of them is too large.
    """
    contents = Contents()
    _read_key(contents, read)
    _read_heads(contents, read)
    _read_entries(contents, read)
    data = _bounded(read, LEAVES)
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
        withheld = Withheld.read(line)
        if withheld is not None and withheld.index == place:
            contents.leaves.append(withheld.leaf)
            contents.withheld.append(place)
            continue
        contents.leaves.append(leaf_hash(line))
        try:
            contents.entries[place] = replace(read_entry(line), payload={})
        except UnreadableFile as error:
            if len(contents.unread) < MOST:
                contents.unread.append(_bad_line(place, error))


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
    data = _bounded(read, path)
    if data is None:
        contents.problems.append(
            Problem(
                say("{file} : ce fichier manque ; sans lui rien n'est prouvé.", file=path),
                say("Demandez une nouvelle copie du dossier, entière."),
            )
        )
    return data


def _bounded(read: Read, path: str) -> bytes | None:
    data = read(path)
    if data is not None and (len(data) > MAX_BYTES or data.count(b"\n") > MAX_LINES):
        raise UnreadableFile(
            say(
                "{file} : ce fichier est trop grand pour un registre ({most} écritures au plus).",
                file=path,
                most=MAX_LINES,
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
