"""The answers given so far, kept in the dossier (`decisions.json`) and merged with new ones."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from toguna.consultation.decisions.model import Answer, Disposition, Stage, Verdict
from toguna.consultation.decisions.problems import Problem
from toguna.consultation.model import Observation
from toguna.messages import say
from toguna.text.errors import UnreadableFile

SCHEMA = "toguna/decisions/1"


def write(answers: Iterable[Answer], observations: Iterable[Observation] = ()) -> bytes:
    """Write answers, in the order given, each with the mark of the observation it answers."""
    marks = {observation.id: mark(observation) for observation in observations}
    entries = [_told(answer, marks.get(answer.observation, "")) for answer in answers]
    told = {"schema": SCHEMA, "answers": entries}
    return (json.dumps(told, ensure_ascii=False, indent=2) + "\n").encode()


def mark(observation: Observation) -> str:
    """Tell an observation by what it says: its number changes where other files come in."""
    said = (
        observation.contributor,
        observation.origin.value,
        observation.before,
        observation.after,
        observation.text,
    )
    return hashlib.sha256("\0".join(said).encode()).hexdigest()[:16]


def _told(answer: Answer, says: str) -> dict[str, str | None]:
    return {
        "observation": answer.observation,
        "says": says,
        "disposition": answer.disposition.value,
        "reason": answer.reason,
        "wording": answer.wording,
        "instance": answer.instance,
        "date": answer.date,
        "stage": answer.stage.value,
        "verdict": None if answer.verdict is None else answer.verdict.value,
        "where": answer.where,
    }


def read(
    data: bytes, filename: str, known: Sequence[Observation] | None = None
) -> dict[str, Answer]:
    """Read answers back, by observation.

    `known` are the observations that the dossier has now: an answer follows the observation that
    it was given to, whatever number that one has since.

    Raises:
        UnreadableFile: the file is not a record of answers, or of those of another dossier.
    """
    try:
        told = json.loads(data)
        if told["schema"] != SCHEMA:
            raise _not_a_record(filename)
        answers = [(_answer(entry), str(entry.get("says", ""))) for entry in told["answers"]]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise _not_a_record(filename) from error
    if known is None:
        return {answer.observation: answer for answer, _ in answers}
    found, lost = _followed(answers, known)
    if lost:
        raise UnreadableFile(
            say(
                "{file} : {count} suites sont celles d'observations que le dossier n'a plus "
                "({ids}) ; il a été consolidé de nouveau. Mettez ce fichier de côté et reprenez "
                "les suites dans la matrice.",
                file=filename,
                count=len(lost),
                ids=", ".join(lost),
            )
        )
    return found


def _followed(
    answers: Iterable[tuple[Answer, str]], known: Sequence[Observation]
) -> tuple[dict[str, Answer], list[str]]:
    """Give each answer to the observation that says what the answered one said."""
    marks = {observation.id: mark(observation) for observation in known}
    by_mark: dict[str, list[str]] = defaultdict(list)
    for identifier, says in marks.items():
        by_mark[says].append(identifier)
    found: dict[str, Answer] = {}
    lost: list[str] = []
    for answer, says in answers:
        same = marks.get(answer.observation)
        candidates = [i for i in by_mark.get(says, ()) if i not in found]
        if same is not None and says in ("", same):
            found[answer.observation] = answer
        elif candidates:
            found[candidates[0]] = replace(answer, observation=candidates[0])
        else:
            lost.append(answer.observation)
    return found, lost


def _answer(entry: Mapping[str, Any]) -> Answer:
    return Answer(
        entry["observation"],
        Disposition(entry["disposition"]),
        entry["reason"],
        entry["wording"],
        entry["instance"],
        entry["date"],
        Stage(entry["stage"]),
        None if entry["verdict"] is None else Verdict(entry["verdict"]),
        entry["where"],
    )


def _not_a_record(filename: str) -> UnreadableFile:
    return UnreadableFile(
        say(
            "{file} : ce n'est pas un relevé de décisions de Toguna ; rétablissez le fichier, ou "
            "supprimez-le pour repartir de la matrice.",
            file=filename,
        )
    )


def merge(
    before: Mapping[str, Answer], new: Mapping[str, Answer]
) -> tuple[dict[str, Answer], list[Problem]]:
    """Put new answers over the earlier ones; what was validated is not undone by a proposal."""
    merged = dict(before)
    problems: list[Problem] = []
    for identifier, answer in new.items():
        old = before.get(identifier)
        validated = old is not None and old.stage is Stage.VALIDATED
        if old is not None and validated and answer.stage is Stage.PROPOSED:
            if answer.disposition is not old.disposition:
                problems.append(
                    Problem(
                        answer.where,
                        say(
                            "{id} a été validée par « {instance} » ({disposition}) : une "
                            "proposition ne la change pas ; indiquez l'instance qui décide.",
                            id=identifier,
                            instance=old.instance,
                            disposition=old.disposition.value,
                        ),
                        (identifier,),
                    )
                )
            continue
        kept = answer.verdict or (None if old is None else old.verdict)
        merged[identifier] = replace(answer, verdict=kept)
    return merged, problems


def react(
    before: Mapping[str, Answer], returned: Mapping[str, Answer], labels: frozenset[str]
) -> tuple[dict[str, Answer], list[Problem]]:
    """Take over the verdicts of a contributor on its own observations, and nothing else.

    `labels` are the prefixes of the observations that are the contributor's.
    """
    merged = dict(before)
    problems: list[Problem] = []
    for identifier, answer in returned.items():
        if answer.verdict is None:
            continue
        if identifier.rpartition("-")[0] not in labels:
            problems.append(
                Problem(
                    answer.where,
                    say(
                        "{id} n'est pas une observation de ce contributeur : son avis n'est pas "
                        "repris.",
                        id=identifier,
                    ),
                    (identifier,),
                )
            )
        elif identifier in before:
            merged[identifier] = replace(before[identifier], verdict=answer.verdict)
    return merged, problems
