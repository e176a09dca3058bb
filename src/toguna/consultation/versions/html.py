"""A comparison as one web page: side by side where there is room, stacked on a telephone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from toguna.consultation.versions.markup import page, redlined, words
from toguna.consultation.versions.model import ClauseDiff, Comparison, Fate
from toguna.consultation.versions.words import FATES, counted, fate_of, followers, name_of
from toguna.messages import Message, Translate, say


def write(
    comparison: Comparison, names: tuple[str, str], translate: Translate = str, language: str = "fr"
) -> bytes:
    """Write the page; `names` are those of the two versions."""
    return _Page(comparison, names, translate).write(language)


class _Page:
    def __init__(
        self, comparison: Comparison, names: tuple[str, str], translate: Translate
    ) -> None:
        self._comparison = comparison
        self._names = names
        self._translate = translate
        self._followers = followers(comparison)

    def write(self, language: str) -> bytes:
        title = self._say(
            say("Comparaison : {old} et {new}", old=self._names[0], new=self._names[1])
        )
        skip = self._say(say("Aller aux différences"))
        return page(title, self._body(title), language=language, skip=skip)

    def _say(self, message: Message) -> str:
        return message.render(self._translate)

    def _body(self, title: str) -> Iterator[str]:
        yield f"<header><h1>{words(title)}</h1>"
        yield from self._counts()
        yield '</header><main id="main">'
        for same, run in groupby(self._comparison.diffs, key=self._is_quiet):
            if same:
                yield from self._unchanged(list(run))
            else:
                for diff in run:
                    yield from self._section(diff)
        yield "</main>"

    def _is_quiet(self, diff: ClauseDiff) -> bool:
        return diff.fate is Fate.SAME or (diff.follows and diff.fate is Fate.MOVED)

    def _counts(self) -> Iterator[str]:
        if self._comparison.same:
            yield f"<p>{words(self._say(say('Les deux versions disent la même chose.')))}</p>"
            return
        yield "<ul>"
        for fate, number in counted(self._comparison):
            yield f"<li>{words(self._say(FATES[fate]))} : {number}</li>"
        yield "</ul>"

    def _unchanged(self, diffs: Sequence[ClauseDiff]) -> Iterator[str]:
        summary = self._say(say("{count} clause(s) inchangée(s)", count=len(diffs)))
        yield f"<details><summary>{words(summary)}</summary>"
        for diff in diffs:
            number = f"{diff.clause.number} " if diff.clause.number else ""
            yield f"<p>{words(number + diff.clause.text)}</p>"
        yield "</details>"

    def _section(self, diff: ClauseDiff) -> Iterator[str]:
        fate = words(self._say(fate_of(diff)))
        name = words(name_of(self._comparison, diff))
        yield f'<section><h2>{name} <span class="fate">{fate}</span></h2>'
        count = self._followers[diff.clause.id]
        if count:
            told = say("avec {count} clause(s) qui la suivent sans changer", count=count)
            yield f"<p>{words(self._say(told))}</p>"
        if diff.inner:
            yield from self._inner(diff)
        else:
            yield from self._sides(diff)
        yield "</section>"

    def _inner(self, diff: ClauseDiff) -> Iterator[str]:
        for row in diff.inner:
            if row.fate is Fate.SAME:
                continue
            name = words(name_of(self._comparison, row))
            yield f'<h3>{name} <span class="fate">{words(self._say(fate_of(row)))}</span></h3>'
            cells = [cell for cell in row.inner if cell.fate is not Fate.SAME]
            for cell in cells or [row]:
                yield from self._sides(cell)

    def _sides(self, diff: ClauseDiff) -> Iterator[str]:
        segments = diff.segments
        if not segments and diff.inner:
            yield f'<div class="side">{words(diff.clause.text)}</div>'
            return
        yield '<div class="sides">'
        if diff.old:
            words_before = redlined(segments, come=False)
            yield self._side("old", self._names[0], diff.old[0].number, words_before)
        if diff.new:
            words_after = redlined(segments, gone=False)
            yield self._side("new", self._names[1], diff.new[0].number, words_after)
        yield "</div>"

    def _side(self, which: str, name: str, number: str, text: str) -> str:
        label = f"{words(number)} " if any(char.isalnum() for char in number) else ""
        return f'<div class="side {which}"><h3>{words(name)}</h3>{label}{text}</div>'
