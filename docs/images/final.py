"""Cuts `final.html` for a picture: it starts at one clause, whose origin stands open."""

from __future__ import annotations

import sys
from pathlib import Path

from lxml import html

CLAUSE = "sec_3__sec_3-2__p_6"


def main(source: Path, output: Path) -> None:
    """Open the origin of the clause, and take out what stands before it."""
    page = html.fromstring(source.read_text(encoding="utf-8"))
    clause = page.get_element_by_id(CLAUSE)
    clause.find("details").set("open", "")
    for element in (clause, *clause.iterancestors()):
        if element.tag == "body":
            break
        for before in list(element.itersiblings(preceding=True)):
            before.getparent().remove(before)
    output.write_bytes(html.tostring(page, doctype="<!doctype html>", encoding="utf-8"))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
