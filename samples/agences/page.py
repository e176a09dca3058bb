"""Writes docs/reference/agencies.md and its pictures from the tables beside this file.

python -m samples.agences.page
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from toguna.deliberation.agencies import (
    Agency,
    Kind,
    counts,
    read_agencies,
    rows,
    steps,
    tiles,
    timeline,
)

HERE = Path(__file__).parent
DOCS = HERE.parents[1] / "docs"
PAGE = DOCS / "reference" / "agencies.md"
NAMES = ("agences.csv", "ancrages.csv")
ELSEWHERE = ("Europe", "Amérique, Asie, Océanie")

HEAD = """\
# Les agences nationales de cybersécurité

*In French, as the data is. Written by `python -m samples.agences.page` from the tables of
[samples/agences](../../samples/agences/README.md): correct those, not this page.*

Qui porte la cybersécurité, dans {count} pays, et sous l'autorité de qui ? **Cette comparaison peut
se tromper et vieillir** : chaque fait a l'adresse de la page où il a été lu et une confiance
(élevée : texte officiel ou site de l'agence ou de l'État ; moyenne : presse ou tiers ; faible :
une seule source, indirecte). Ce qu'aucune page ne dit est « sans source ». « En droit » : une page
nomme le texte ou la décision ; « en pratique » : une page le constate. Le signe ≠ sépare des
sources qui ne concordent pas.
"""


def agencies() -> tuple[Agency, ...]:
    """The agencies of the tables; nothing in them may be refused."""
    first, second = ((HERE / name).read_bytes() for name in NAMES)
    reading = read_agencies(first, second, NAMES)
    for problem in reading.problems:
        raise SystemExit(f"{problem.where} : {problem.message}")
    return reading.agencies


def page(compared: Sequence[Agency]) -> str:
    """The page: where agencies stand, the table, the histories, the remarks."""
    parts = [HEAD.format(count=len(compared)), *_now(compared), *_table(compared)]
    return "\n".join([*parts, *_histories(compared), *_remarks(compared)]) + "\n"


def pictures(compared: Sequence[Agency]) -> dict[str, bytes]:
    """The pictures of the page, by the names of their files."""
    abroad = [agency for agency in compared if agency.group in ELSEWHERE]
    africa = [agency for agency in compared if agency.group not in ELSEWHERE]
    return {
        "agences-nature.svg": tiles(compared).svg(),
        "agences-afrique.svg": timeline(africa).svg(),
        "agences-ailleurs.svg": timeline(abroad).svg(),
    }


def _now(compared: Sequence[Agency]) -> Iterator[str]:
    yield "## Où elles sont aujourd'hui\n"
    yield "![Les agences par nature de tutelle](../images/agences-nature.svg)\n"
    yield from _markdown(
        ("Nature", "En droit", "En pratique", "L'un ou l'autre"),
        (
            (kind.value, str(count.law), str(count.practice), str(count.either))
            for kind, count in counts(compared).items()
            if kind is not Kind.UNDECIDED
        ),
    )
    yield "\nUne agence compte une fois par nature, et pas du tout si l'on ne sait où elle est.\n"
    yield "## D'où elles viennent\n"
    yield "![Les ancrages en Afrique](../images/agences-afrique.svg)\n"
    yield "![Les ancrages ailleurs](../images/agences-ailleurs.svg)\n"


def _table(compared: Sequence[Agency]) -> Iterator[str]:
    yield "## Le tableau\n"
    yield from _markdown(
        ("Pays", "Agence", "En droit", "En pratique", "Année", "Texte", "Confiance", "Sources"),
        ((*row[:7], _links(row.sources)) for row in rows(compared)),
    )
    days = ", ".join(sorted({agency.looked_up for agency in compared}))
    yield f"\nLa confiance est celle du fait le moins sûr de la ligne. Consulté le {days}.\n"


def _histories(compared: Sequence[Agency]) -> Iterator[str]:
    yield "## Les ancrages, étape par étape\n"
    yield from _markdown(
        (
            "Pays",
            "Quand",
            "Sous qui",
            "Nature",
            "Base",
            "Texte",
            "Confiance",
            "Sources",
            "Remarque",
        ),
        ((*step[:7], _links(step.sources), step.note) for step in steps(compared)),
    )
    yield ""


def _remarks(compared: Sequence[Agency]) -> Iterator[str]:
    yield "## Remarques\n"
    for agency in compared:
        if agency.note.text:
            yield f"- **{agency.country}** : {agency.note.text} {_links(agency.note.sources)}"


def _links(sources: Iterable[str]) -> str:
    """Pages as numbered links; what would end a link in Markdown is escaped."""
    safe = (page.replace("(", "%28").replace(")", "%29") for page in sources)
    return " ".join(f"[{number}]({page})" for number, page in enumerate(safe, 1))


def _markdown(headings: Sequence[str], lines: Iterable[Sequence[str]]) -> Iterator[str]:
    yield _row(headings)
    yield _row(["---"] * len(headings))
    yield from map(_row, lines)


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |".replace("|  |", "| |")


def main() -> None:
    """Write the page and its pictures."""
    compared = agencies()
    PAGE.write_text(page(compared), encoding="utf-8")
    for name, data in pictures(compared).items():
        (DOCS / "images" / name).write_bytes(data)


if __name__ == "__main__":
    main()
