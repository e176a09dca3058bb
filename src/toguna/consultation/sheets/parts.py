"""Parts of zipped workbooks: parsed piece by piece, so that a huge sheet stays cheap."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

from lxml import etree

from toguna.messages import say
from toguna.text.errors import UnreadableFile
from toguna.text.ooxml import Element
from toguna.text.package import Package


def local_name(element: Element) -> str:
    """Give an element's name without its namespace: strict and usual files are read alike."""
    return str(element.tag).rpartition("}")[2]


def stream(
    package: Package, part: str, *names: str, without: re.Pattern[bytes] | None = None
) -> Iterator[Element]:
    """Give the elements of a part that have one of these local names, each as it ends.

    What is behind is dropped, so an element must be used before the next one is asked for.
    What matches `without` is taken away before anything is parsed.

    Raises:
        UnreadableFile: the part is missing, damaged or not XML that may be read.
    """
    data = package.read(part)
    if without is not None:
        data = without.sub(b"", data)
    events = etree.iterparse(
        io.BytesIO(data), events=("end",), tag=[f"{{*}}{name}" for name in names],
        resolve_entities=False, no_network=True, load_dtd=False,
    )  # fmt: skip
    try:
        for _, element in events:
            _refuse_document_type(element, package.filename)
            yield element
            _forget(element)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise _damaged(package.filename) from error
    root = events.root
    if root is not None:
        _refuse_document_type(root, package.filename)


def _forget(element: Element) -> None:
    """Free an element and all that stands before it."""
    element.clear()
    parent = element.getparent()
    if parent is not None:
        while element.getprevious() is not None:
            del parent[0]


def _refuse_document_type(element: Element, filename: str) -> None:
    if getattr(element.getroottree().docinfo, "doctype", None):
        raise UnreadableFile(
            say(
                "{file} : ce fichier déclare des entités XML, ce qu'un classeur ne fait "
                "jamais ; il n'a pas été lu, par prudence.",
                file=filename,
            )
        )


def _damaged(filename: str) -> UnreadableFile:
    return UnreadableFile(
        say(
            "{file} : ce classeur est endommagé ; ouvrez-le dans Excel ou LibreOffice, "
            "enregistrez-le à nouveau et renvoyez-le.",
            file=filename,
        )
    )
