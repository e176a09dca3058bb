"""`python -m samples.build`: writes `samples/dossier/` again, the same bytes at every run."""

from __future__ import annotations

import argparse
from pathlib import Path

from .editions import PAGES, write_draft
from .layout import lay_out
from .writer.breaks import PageMap, write_page_maps

DOSSIER = Path(__file__).parents[1] / "dossier"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m samples.build", description=__doc__)
    parser.add_argument(
        "--office",
        action="store_true",
        help="also ask LibreOffice where pages start, and for the files that it saves itself",
    )
    parser.add_argument("--into", type=Path, default=DOSSIER, metavar="FOLDER")
    options = parser.parse_args()
    if options.office:
        learn_pages()
    build(options.into)


def learn_pages() -> None:
    """Lay the editions out and keep where their pages start."""
    unpaged = PageMap(1, [])
    write_page_maps(PAGES, {"avant-projet": lay_out(write_draft(unpaged).package)})


def build(folder: Path) -> None:
    """Write every file that needs no LibreOffice."""
    write_draft().package.save(folder / "avant-projet.docx")


if __name__ == "__main__":
    main()
