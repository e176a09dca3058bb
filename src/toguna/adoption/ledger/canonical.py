"""One way to write a value as JSON, so that the same value is the same bytes everywhere.

It is that of RFC 8785 (JCS) without fractions: UTF-8, no space, keys in the order of their UTF-16
units, the shortest escapes, whole numbers that every JSON reader keeps exactly. No text is
normalised: two spellings of one letter are two texts.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import NoReturn

Json = None | bool | int | str | Sequence["Json"] | Mapping[str, "Json"]
GREATEST = 2**53 - 1
"""The greatest whole number that every JSON reader keeps exactly (RFC 7493)."""
MAX_DEPTH = 32


def encode(value: Json) -> bytes:
    """Write a value in its canonical form.

    Raises:
        ValueError: it has a fraction, a number out of range, a lone half of a UTF-16 pair, more
            than `MAX_DEPTH` levels, or something that JSON does not have.
    """
    told = json.dumps(_ordered(value, MAX_DEPTH), ensure_ascii=False, separators=(",", ":"))
    return told.encode("utf-8")


def parse(data: bytes) -> Json:
    """Read JSON that says each thing once and has no fractions, however it is laid out.

    Raises:
        ValueError: it is something else.
    """
    try:
        value: Json = json.loads(
            data.decode("utf-8-sig"),
            parse_float=_no_fraction,
            parse_constant=_no_fraction,
            object_pairs_hook=_once,
        )
    except RecursionError as error:
        raise ValueError("too many levels") from error
    return value


def decode(data: bytes) -> Json:
    """Read a value written in its canonical form.

    Raises:
        ValueError: it is not JSON, or not in that form.
    """
    value = parse(data)
    if encode(value) != data:
        raise ValueError("not in canonical form")
    return value


def _ordered(value: object, depth: int) -> Json:
    """Give the value with its keys in order, once it is known to have a canonical form."""
    if value is None or isinstance(value, bool | str):
        return value
    if isinstance(value, int):
        if abs(value) > GREATEST:
            raise ValueError(f"{value} is out of range")
        return value
    if depth == 0:
        raise ValueError("too many levels")
    if isinstance(value, Mapping):
        keys = sorted(value, key=_utf16)
        return {key: _ordered(value[key], depth - 1) for key in keys}
    if isinstance(value, Sequence) and not isinstance(value, bytes | bytearray):
        return [_ordered(one, depth - 1) for one in value]
    raise ValueError(f"JSON without fractions has no {type(value).__name__}")


def _utf16(key: object) -> bytes:
    if not isinstance(key, str):
        raise ValueError(f"a key is a text, not {key!r}")  # noqa: TRY004  # one error for all
    return key.encode("utf-16-be")


def _no_fraction(text: str) -> NoReturn:
    raise ValueError(f"{text} is not a whole number")


def _once(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    told = dict(pairs)
    if len(told) != len(pairs):
        raise ValueError("a key is there twice")
    return told
