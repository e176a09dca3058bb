"""Reading a text, whatever its format: one module a format, found by itself.

A module of this package that defines `FORMAT` is a format. What is recognised by its content
goes before what is only named by its suffix.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import PurePath

from toguna.text.content import Atoms
from toguna.text.docx.changes import Identity
from toguna.text.docx.document import WordDocument, read_package
from toguna.text.errors import UnreadableFile
from toguna.text.package import OLE_MAGIC, Package
from toguna.text.refusals import refusal

CONTAINERS = (b"PK", OLE_MAGIC)
Recognise = Callable[[bytes, str], bool]
Open = Callable[[bytes, str], Package]


@dataclass(frozen=True, slots=True)
class Format:
    """One format: what to call it, how it is recognised, how it is opened.

    `recognises` looks at the content (and at the name, if it must); `open` makes a Word package
    of the bytes of a file and its name.
    """

    name: str
    suffixes: tuple[str, ...]
    recognises: Recognise
    open: Open


@cache
def formats() -> tuple[Format, ...]:
    """Give the formats that can be read, by the names of their modules."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    modules = (importlib.import_module(f"{__name__}.{name}") for name in names)
    return tuple(module.FORMAT for module in modules if hasattr(module, "FORMAT"))


def read_text(
    data: bytes,
    filename: str,
    atoms: Atoms | None = None,
    drafters: frozenset[Identity] = frozenset(),
    like: WordDocument | None = None,
) -> WordDocument:
    """Read a text in whatever format it is; as a copy of `like` if that is given.

    A copy can be read and taken from, but not written (see `read_package`).

    Raises:
        UnreadableFile: it cannot be read; the message says why and what to do.
    """
    chosen = _choose(data, filename)
    if chosen is None:
        raise UnreadableFile(refusal(data, filename))
    return read_package(chosen.open(data, filename), atoms, drafters, like)


def _choose(data: bytes, filename: str) -> Format | None:
    """Give the format of a file by what it holds; by its suffix where that cannot be seen.

    That is so of a damaged archive and of an encrypted DOCX; a PDF named `.docx` is a PDF.
    """
    by_content = next((f for f in formats() if f.recognises(data, filename)), None)
    if by_content is not None or not data.startswith(CONTAINERS):
        return by_content
    suffix = PurePath(filename).suffix.lower()
    return next((f for f in formats() if suffix in f.suffixes), None)
