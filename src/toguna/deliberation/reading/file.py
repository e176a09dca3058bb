"""A file read as the rounds of a deliberation, with all that is wrong in it."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from toguna.consultation.decisions.problems import Problem
from toguna.consultation.sheets import read_sheets
from toguna.deliberation.method import Unfit
from toguna.deliberation.model import Ballot, Deliberation
from toguna.deliberation.reading import toml, workbook
from toguna.deliberation.reading.ballots import read_ballots
from toguna.deliberation.reading.forms import FORMS, JUDGEMENTS, WEIGHTS, Form
from toguna.deliberation.reading.frame import Frame, read_frame
from toguna.deliberation.reading.lines import Problems, Tables
from toguna.deliberation.reading.said import Round, SaidReader, added
from toguna.deliberation.tables import eligible, group_values, judgements_of, voices_of
from toguna.deliberation.weights.tree import all_weights
from toguna.messages import say
from toguna.text.errors import UnreadableFile


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file holds: the deliberation after each round, in order, or what is wrong.

    There are no rounds where there are problems. The ballots are with the last round.
    """

    rounds: tuple[Deliberation, ...] = ()
    problems: tuple[Problem, ...] = field(default=())


def read_deliberation(data: bytes, filename: str, date: str | None = None) -> Reading:
    """Read a workbook or TOML; `date`, if given, takes the place of the file's own.

    Raises:
        UnreadableFile: it cannot be read at all; the message says why and what to do.
    """
    problems = Problems()
    return read_lines(read_tables(data, filename, problems), problems, date)


def read_lines(tables: Tables, problems: Problems, date: str | None = None) -> Reading:
    """Read a deliberation from its lines, wherever they were written; see `read_deliberation`.

    `problems` are those that were met so far, to which others are added.
    """
    frame = read_frame(tables, problems)
    reader = SaidReader(frame, problems)
    rounds = reader.rounds(tables)
    ballots = read_ballots(tables, frame, problems)
    if problems:
        return Reading(problems=tuple(problems))
    made = []
    so_far = Round()
    for number, said in rounds.items():
        so_far = added(so_far, said)
        last = number == max(rounds)
        made.append(_deliberation(frame, so_far, number, date, ballots if last else ()))
    _check_enough(made[0], problems)
    return Reading(() if problems else tuple(made), tuple(problems))


def _check_enough(first: Deliberation, problems: Problems) -> None:
    """Tell what nobody said in the first round, without which nothing can be computed."""
    values = group_values(judgements_of(first), voices_of(first))
    if np.isnan(values).all():
        problems.tell(_sheet(JUDGEMENTS), "personne n'a encore jugé : remplissez des lignes.")
        return
    for row, column in np.argwhere(np.isnan(values)):
        problems.tell(
            _sheet(JUDGEMENTS),
            "personne n'a jugé « {option} » sur « {criterion} » au premier tour : il faut une "
            "réponse au moins, autre que « ? ».",
            option=eligible(first)[row].key,
            criterion=first.leaves[column].key,
        )
    try:
        heard = ~np.isnan(all_weights(first)).any(axis=1)
    except Unfit as unfit:
        problems.add(_sheet(WEIGHTS), unfit.message)
        return
    if not heard.any():
        problems.tell(
            _sheet(WEIGHTS),
            "personne n'a pesé tous les critères au premier tour : il faut les poids complets "
            "d'une personne au moins.",
        )


def _sheet(form: Form) -> str:
    return f"feuille « {form.sheet} »"


def read_tables(data: bytes, filename: str, problems: Problems) -> Tables:
    """Read a file's lines by table, without asking what they mean.

    Raises:
        UnreadableFile: it cannot be read at all, or holds none of the tables.
    """
    if filename.lower().endswith(".toml"):
        return toml.tables_of(data, filename, problems)
    tables = workbook.tables_of(read_sheets(data, filename), problems)
    if not tables:
        raise UnreadableFile(
            say(
                "{file} : ce classeur n'a aucune des feuilles d'une délibération ({known}) ; "
                "partez d'un classeur vide : toguna deliberate --new FICHIER.xlsx.",
                file=filename,
                known=", ".join(form.sheet for form in FORMS),
            )
        )
    return tables


def _deliberation(
    frame: Frame, said: Round, number: int, date: str | None, ballots: tuple[Ballot, ...]
) -> Deliberation:
    return Deliberation(
        question=frame.question,
        options=frame.options,
        criteria=frame.criteria,
        people=frame.people,
        judgements=tuple(said.judged.values()),
        weighings=tuple(w for weighings in said.weighed.values() for w in weighings),
        ballots=ballots,
        constraints=frame.constraints,
        rule=frame.rule,
        grades=frame.grades,
        context=frame.context,
        round=number,
        date=date or frame.date,
        fictitious=frame.fictitious,
    )
