"""Where the words of a clause come from, one click away from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from toguna.text.html.tags import Html, joined, tag


@dataclass(frozen=True, slots=True)
class Origin:
    """One observation that changed a clause, and what was decided on it.

    `words` are pieces of its wording: `keep`, `add` or `del`, and the text.
    """

    observation: str
    who: str
    disposition: str
    reason: str
    decided: str
    words: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Gone:
    """A clause of the draft that the final text no longer has: how it is cited, its words."""

    id: str
    cited: str
    text: str
    origins: tuple[Origin, ...]


MARKS = {"add": ("ins", "ajouté : "), "del": ("del", "supprimé : ")}


def details(origins: Sequence[Origin], clauses: Sequence[str]) -> Html:
    """Give what opens below a clause; `clauses` are the ids of those that it speaks of."""
    who = ", ".join(dict.fromkeys(origin.who.partition(" – ")[0] for origin in origins))
    return tag(
        "details",
        tag("summary", tag("span", "Origine", class_="what"), f" : {who}"),
        *(_origin(origin) for origin in origins),
        class_="origin",
        data_clauses=" ".join(clauses),
    )


def _origin(origin: Origin) -> Html:
    facts = [
        ("Demandé par", origin.who),
        ("Observation", origin.observation),
        ("Suite donnée", origin.disposition),
        ("Motif", origin.reason),
        ("Décidé par", origin.decided),
    ]
    lines = [joined((tag("dt", name), tag("dd", words))) for name, words in facts if words]
    if any(text for _, text in origin.words):
        lines.append(joined((tag("dt", "Mots changés"), tag("dd", changed(origin.words)))))
    return tag("dl", *lines)


def changed(words: Sequence[tuple[str, str]]) -> Html:
    """Show what was added and taken out, by lines and by words that are read aloud."""
    pieces: list[Html] = []
    before = ""
    for kind, text in words:
        pieces.append(Html(" " if (before, kind) == ("del", "add") else ""))
        before = kind
        if kind in MARKS:
            name, spoken = MARKS[kind]
            pieces.append(tag(name, tag("span", f" {spoken}", class_="aloud"), lines(text)))
        else:
            pieces.append(lines(text))
    return joined(pieces)


def lines(text: str) -> Html:
    """Give a text with its line breaks."""
    pieces = text.split("\n")
    breaks = [tag("br")] * (len(pieces) - 1)
    return joined(piece for pair in zip(pieces, [*breaks, Html("")], strict=True) for piece in pair)


def gone(clauses: Sequence[Gone]) -> Html:
    """List the clauses that are no more, each with its origin."""
    return joined(
        tag(
            "article",
            tag("h3", clause.cited),
            tag("p", changed((("del", clause.text),))),
            details(clause.origins, [clause.id]),
            id=f"supprime-{clause.id}",
        )
        for clause in clauses
    )
