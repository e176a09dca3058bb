"""The papers that are known: one file each in the package `papers`; and writing them."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator
from functools import cache
from importlib import import_module

from toguna.consultation.outputs.words import midnight
from toguna.consultation.workshop import paper_docx, paper_pdf, papers
from toguna.consultation.workshop.kinds import PaperKind
from toguna.consultation.workshop.model import Workshop


@cache
def known_papers() -> tuple[PaperKind, ...]:
    """Give every paper, found by listing the modules of `papers`."""
    return tuple(
        kind
        for module in sorted(pkgutil.iter_modules(papers.__path__), key=lambda one: one.name)
        for kind in import_module(f"{papers.__name__}.{module.name}").PAPERS
    )


def write_paper(workshop: Workshop, name: str, suffix: str) -> bytes:
    """Write one paper, by its name and `docx` or `pdf`.

    Raises:
        KeyError: there is no paper of that name.
    """
    kind = {kind.name: kind for kind in known_papers()}[name]
    paper = kind.make(workshop)
    if suffix == "docx":
        return paper_docx.write(paper, f"{name}.docx")
    return paper_pdf.write(paper, midnight(workshop.days[-1]))


def write_papers(workshop: Workshop) -> Iterator[tuple[str, bytes]]:
    """Write every paper for which there is something to say, by file name, one after the other."""
    for kind in known_papers():
        if kind.applies(workshop):
            for suffix in ("docx", "pdf"):
                yield f"{kind.name}.{suffix}", write_paper(workshop, kind.name, suffix)
