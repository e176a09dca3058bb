"""Two published versions held side by side, clause by clause."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from toguna.adoption.publication.shell import page
from toguna.consultation.outputs.wordings import Segment
from toguna.consultation.versions.model import ClauseDiff, Comparison, Fate
from toguna.consultation.versions.words import FATES, counted, fate_of, name_of
from toguna.text.html.origins import changed
from toguna.text.html.tags import Html, joined, tag
from toguna.text.rendering.inline import clean


def write(comparison: Comparison, names: tuple[str, str], file: str, publisher: str) -> bytes:
    """Write the page of a comparison; `names` are the labels of the two versions."""
    title = f"Ce qui change de {names[0]} à {names[1]}"
    told = [diff for diff in comparison.differences() if not _moves_along(diff)]
    main = joined(
        [
            tag("h1", title),
            _summary(comparison),
            *(_change(comparison, diff, names) for diff in told),
        ]
    )
    return page(title, file, main, publisher, wide=True)


def _moves_along(diff: ClauseDiff) -> bool:
    return diff.follows and diff.fate is Fate.MOVED


def _summary(comparison: Comparison) -> Html:
    if comparison.same:
        return tag("p", "Les deux versions disent la même chose.", class_="lead")
    items = (
        tag("li", f"{FATES[fate].render()} : {number}") for fate, number in counted(comparison)
    )
    return joined([
        tag("p", "Clauses, par ce qu’elles sont devenues ; les autres sont inchangées."),
        tag("ul", *items),
    ])  # fmt: skip


def _change(comparison: Comparison, diff: ClauseDiff, names: tuple[str, str]) -> Html:
    inside = _rows(comparison, diff, names) if diff.inner else [_sides(diff, names)]
    return tag("section", tag("h2", *_name(comparison, diff)), *inside, class_="change")


def _name(comparison: Comparison, diff: ClauseDiff) -> tuple[str, ...]:
    fate = tag("span", fate_of(diff).render(), class_="fate")
    return clean(name_of(comparison, diff)), " ", fate


def _rows(comparison: Comparison, diff: ClauseDiff, names: tuple[str, str]) -> Iterator[Html]:
    for row in diff.inner:
        if row.fate is not Fate.SAME:
            yield tag("h3", *_name(comparison, row))
            cells = [cell for cell in row.inner if cell.fate is not Fate.SAME]
            yield from (_sides(cell, names) for cell in cells or [row])


def _sides(diff: ClauseDiff, names: tuple[str, str]) -> Html:
    """Give a clause in both versions, what goes and what comes marked in each."""
    sides: list[Html] = []
    segments = diff.segments or (Segment("keep", diff.clause.text),)
    if diff.old:
        sides.append(_side("old", names[0], diff.old[0].number, _without(segments, "add")))
    if diff.new:
        sides.append(_side("new", names[1], diff.new[0].number, _without(segments, "del")))
    return tag("div", *sides, class_="sides")


def _side(which: str, name: str, number: str, segments: Iterable[tuple[str, str]]) -> Html:
    label = f"{number} " if any(char.isalnum() for char in number) else ""
    return tag("div", tag("b", name), label, changed(list(segments)), class_=f"side {which}")


def _without(segments: Iterable[Segment], kind: str) -> Iterator[tuple[str, str]]:
    return ((one.kind, clean(one.text)) for one in segments if one.kind != kind)
