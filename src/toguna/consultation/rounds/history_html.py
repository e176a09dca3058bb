"""The life of a clause as one web page."""

from __future__ import annotations

from collections.abc import Iterator

from toguna.consultation.rounds.history import Asked, Life, Period, Stage
from toguna.consultation.versions.markup import page, redlined, words
from toguna.messages import Message, Translate, say


def write(life: Life, translate: Translate = str, language: str = "fr") -> bytes:
    """Write the page."""
    return _Page(life, translate).write(language)


class _Page:
    def __init__(self, life: Life, translate: Translate) -> None:
        self._life = life
        self._translate = translate

    def write(self, language: str) -> bytes:
        title = self._say(say("Histoire de la clause : {name}", name=self._life.name))
        skip = self._say(say("Aller au premier tour"))
        return page(title, self._body(title), language=language, skip=skip)

    def _say(self, message: Message) -> str:
        return message.render(self._translate)

    def _body(self, title: str) -> Iterator[str]:
        yield f'<header><h1>{words(title)}</h1></header><main id="main">'
        for period in self._life.periods:
            yield f"<section><h2>{words(period.round.label)}</h2>"
            yield from self._period(period)
            yield "</section>"
        yield "</main>"

    def _period(self, period: Period) -> Iterator[str]:
        yield from self._stage(say("Projet"), period.draft)
        for asked in period.asked:
            yield from self._asked(asked)
        if period.final is not None:
            yield from self._stage(say("Version finale"), period.final)

    def _stage(self, name: Message, stage: Stage) -> Iterator[str]:
        cited = f" – {stage.cited}" if stage.cited else ""
        gone = "" if stage.cited else f"<p>{words(self._say(ABSENT))}</p>"
        yield f'<div class="side"><h3>{words(self._say(name) + cited)}</h3>{gone}'
        yield f"{redlined(stage.redline)}</div>"

    def _asked(self, asked: Asked) -> Iterator[str]:
        said = asked.said
        yield f'<div class="obs"><h3>{words(f"{said.id} – {said.contributor}")}</h3><dl>'
        for name, value in told(asked, self._translate):
            yield f"<dt>{words(name)}</dt><dd>{words(value)}</dd>"
        yield "</dl></div>"


ABSENT = say("La clause n'est pas dans ce texte.")


def told(asked: Asked, translate: Translate) -> list[tuple[str, str]]:
    """Give what is said of an observation and its answer, each with its name."""
    answer = asked.answer
    pairs: list[tuple[Message, str]] = [(say("Demande"), asked.said.words)]
    if asked.said.reason:
        pairs.append((say("Justification"), asked.said.reason))
    if answer is None:
        pairs.append((say("Suite donnée"), say("(aucune)").render(translate)))
    else:
        decided = ", ".join(filter(None, [answer.instance, answer.date]))
        pairs += [
            (say("Suite donnée"), f"{answer.disposition.value} ({answer.stage.value})"),
            (say("Motif"), answer.reason),
            (say("Rédaction retenue"), answer.wording),
            (say("Instance et date"), decided),
        ]
    return [(name.render(translate), value) for name, value in pairs if value]
