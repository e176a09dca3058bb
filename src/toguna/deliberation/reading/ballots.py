"""The committee's ballots: one line a voter and option."""

from __future__ import annotations

from dataclasses import dataclass, field

from toguna.deliberation.model import Ballot
from toguna.deliberation.reading.fields import complete, find, voices, yes
from toguna.deliberation.reading.forms import BALLOTS
from toguna.deliberation.reading.frame import Frame
from toguna.deliberation.reading.lines import Line, Names, Problems, Tables, plain
from toguna.deliberation.reading.values import whole


@dataclass(slots=True)
class _BallotLines:
    """A ballot while its lines are read."""

    voter: str
    voices: set[float] = field(default_factory=set)
    options: set[str] = field(default_factory=set)
    places: dict[int, list[str]] = field(default_factory=dict)
    approved: list[str] = field(default_factory=list)
    grades: dict[str, str] = field(default_factory=dict)

    def ballot(self) -> Ballot:
        ranking = tuple(tuple(sorted(options)) for _, options in sorted(self.places.items()))
        weight = next(iter(self.voices), 1.0)
        return Ballot(self.voter, ranking, tuple(self.approved), self.grades, weight)


def read_ballots(tables: Tables, frame: Frame, problems: Problems) -> tuple[Ballot, ...]:
    """Give the committee's ballots, in the order of their voters."""
    options = Names({option.key: option.name for option in frame.options})
    grades = Names(dict.fromkeys(frame.grades, ""))
    found: dict[str, _BallotLines] = {}
    for line in tables.get(BALLOTS.key, []):
        if not complete(line, BALLOTS, problems):
            continue
        option = find(line, "option", options, problems)
        if option is None:
            continue
        voter = line.text("voter")
        ballot = found.setdefault(plain(voter), _BallotLines(voter))
        if option in ballot.options:
            problems.tell(
                line.place("option"),
                "« {voter} » a déjà une ligne pour cette option : ne gardez qu'une des deux.",
                voter=voter,
            )
            continue
        ballot.options.add(option)
        _voices(line, ballot, problems)
        _place(line, option, ballot, problems)
        if yes(line, "approved", problems):
            ballot.approved.append(option)
        _grade(line, option, ballot, grades, problems)
    return tuple(ballot.ballot() for ballot in found.values())


def _voices(line: Line, ballot: _BallotLines, problems: Problems) -> None:
    if not line.text("voices"):
        return
    ballot.voices.add(voices(line, problems))
    if len(ballot.voices) > 1:
        problems.tell(line.place("voices"), "ce votant a un autre nombre de voix plus haut.")


def _place(line: Line, option: str, ballot: _BallotLines, problems: Problems) -> None:
    text = line.text("place")
    if not text:
        return
    rank = whole(text)
    if rank is None:
        problems.tell(line.place("place"), "« {text} » : un rang est 1, 2, 3...", text=text)
    else:
        ballot.places.setdefault(rank, []).append(option)


def _grade(
    line: Line, option: str, ballot: _BallotLines, grades: Names, problems: Problems
) -> None:
    text = line.text("grade")
    if not text:
        return
    grade = grades.find(text)
    if grade is None:
        problems.tell(
            line.place("grade"),
            "« {text} » n'est pas une mention ; les mentions sont : {known}.",
            text=text,
            known=grades.known() or "(à donner dans la feuille « Question »)",
        )
    else:
        ballot.grades[option] = grade
