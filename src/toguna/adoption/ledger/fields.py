"""Taking the fields of a record out of JSON that a stranger may have written."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence

from toguna.adoption.ledger.canonical import GREATEST, Json
from toguna.messages import say
from toguna.text.errors import UnreadableFile

HALVES = re.compile("[\ud800-\udfff]")
HEX = re.compile(r"(?:[0-9a-f]{2})*")
TIME = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,6})?"
    r"(?:Z|[+-][0-9]{2}:[0-9]{2})"
)
"""RFC 3339, without its liberties."""


class Fields:
    """The fields of one JSON object, which must be exactly `names`.

    Every method raises `UnreadableFile`, naming the field, where it holds something else.
    """

    def __init__(self, value: Json, names: Sequence[str]) -> None:
        if not isinstance(value, Mapping):
            raise UnreadableFile(say("un objet JSON était attendu"))
        for name in names:
            if name not in value:
                raise UnreadableFile(say("le champ « {name} » manque", name=name))
        for name in value:
            if name not in names:
                raise UnreadableFile(say("le champ « {name} » est inconnu", name=name))
        self._value = value

    def schema(self, expected: str) -> None:
        """Check what the record says that it is."""
        if self.text("schema") != expected:
            raise UnreadableFile(say("le champ « schema » devrait être « {it} »", it=expected))

    def text(self, name: str) -> str:
        """Give a text, without lone halves of UTF-16 pairs, which no file can hold."""
        value = self._value[name]
        if not isinstance(value, str) or HALVES.search(value):
            raise wrong(name)
        return value

    def optional_text(self, name: str) -> str | None:
        """Give a text or None."""
        return None if self._value[name] is None else self.text(name)

    def number(self, name: str) -> int:
        """Give a number from 0 that has a canonical form."""
        value = self._value[name]
        if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= GREATEST:
            raise wrong(name)
        return value

    def unhex(self, name: str, size: int) -> bytes:
        """Give `size` bytes written in small hexadecimal figures."""
        return unhex(name, self._value[name], size)

    def hashes(self, name: str) -> list[bytes]:
        """Give a list of hashes of 32 bytes."""
        value = self._value[name]
        if not isinstance(value, Sequence) or isinstance(value, str):
            raise wrong(name)
        return [unhex(name, one, 32) for one in value]

    def record(self, name: str) -> Mapping[str, Json]:
        """Give an object."""
        value = self._value[name]
        if not isinstance(value, Mapping):
            raise wrong(name)
        return value


def unhex(name: str, value: Json, size: int) -> bytes:
    """Give the bytes of a text of small hexadecimal figures.

    Raises:
        UnreadableFile: it is something else, or of another size.
    """
    if not isinstance(value, str) or len(value) != 2 * size or not HEX.fullmatch(value):
        raise wrong(name)
    return bytes.fromhex(value)


def check_time(name: str, value: str) -> None:
    """Refuse a moment that is not written as 2025-07-03T14:00:00Z (or with +01:00).

    Raises:
        UnreadableFile: it is not.
    """
    try:
        if TIME.fullmatch(value):
            datetime.datetime.fromisoformat(value)
            return
    except ValueError:
        pass
    raise wrong(name)


def wrong(name: str) -> UnreadableFile:
    """Make the error for a field that holds something else than it should."""
    return UnreadableFile(say("le champ « {name} » n'a pas la forme attendue", name=name))
