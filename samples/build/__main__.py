"""`python -m samples.build`: writes `samples/dossier/` again, the same bytes at every run."""

from __future__ import annotations

import argparse
import csv
from pathlib import Path

from .editions import DRAFT, PAGES, VERSION_2024, write_edition
from .layout import lay_out
from .returns import RETURNS
from .writer.breaks import PageMap, write_page_maps

_OLD_NAME = "avant-projet-octobre-2024.docx"
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
    build(options.into, office=options.office)


def learn_pages() -> None:
    """Lay the editions out and keep where their pages start."""
    unpaged = PageMap(1, [])
    editions = (DRAFT, VERSION_2024)
    maps = {item.name: lay_out(write_edition(item, unpaged).package) for item in editions}
    write_page_maps(PAGES, maps)


def build(folder: Path, *, office: bool = False) -> None:
    """Write every file, those that LibreOffice saves only where it may be asked."""
    write_edition(DRAFT).package.save(folder / "avant-projet.docx")
    write_edition(VERSION_2024).package.save(folder / "version-2024" / _OLD_NAME)
    for item in RETURNS:
        if office or not item.needs_office:
            item.write(folder / "retours" / item.file)
    write_contributors(folder / "contributeurs.csv")


def write_contributors(path: Path) -> None:
    """Which file comes from whom."""
    with path.open("w", encoding="utf-8", newline="") as table:
        writer = csv.writer(table, lineterminator="\n")
        writer.writerow(["file", "label", "name"])
        writer.writerows([item.file, item.label, item.name] for item in RETURNS)


if __name__ == "__main__":
    main()
