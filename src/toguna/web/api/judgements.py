"""The rounds of a deliberation: what a delegation judges and weighs, and the results."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponseBase
from django.utils.translation import get_language
from ninja import Field, Router, Schema

from toguna.deliberation.model import Criterion
from toguna.deliberation.reading.values import judgement
from toguna.messages import Message, translation
from toguna.web.api.deliberations import ONE, DeliberationOut, deliberation_of, told_deliberation
from toguna.web.api.dossiers import JobOut, told_job
from toguna.web.api.frame import eg, not_taken, offers
from toguna.web.domain.blobs import bytes_of
from toguna.web.domain.deliberation import judging, preparing, rounds
from toguna.web.domain.deliberation.agencies import facts_beside
from toguna.web.domain.deliberation.judging import Desk, desk_of
from toguna.web.domain.deliberation.lines import question_of
from toguna.web.forms.judging import weighed_rows
from toguna.web.models import Deliberation, DeliberationFile, DeliberationRound
from toguna.web.permissions import Right, Seat
from toguna.web.templatetags.toguna import said
from toguna.web.views.files import download

ROUTER = Router()
JUDGING = f"{ONE}/judging"
RESULT = f"{ONE}/results/{{int:number}}"


class DeskOut(Schema):
    """Where one's delegation stands in the round that is open."""

    round: int = eg(1)
    person: str = eg("MJDH", description="The key by which the delegation judges.")
    revision: int = eg(0, description="To be said as `seen` by who changes something.")
    criteria: list[str] = eg(["Autorité", "Délai"])
    options: list[str] = eg(["Présidence", "Primature"])
    judged: dict[str, dict[str, str]] = eg({"Délai": {"Présidence": "8 à 10"}})
    weighing: str = eg("ranking", description="ranking, swing or pairwise.")
    weighed: dict[str, Any] = eg({"way": "rangs", "values": {"Délai": "1"}})
    done: int = eg(2, description="How many of the criteria, and the weights, are filled in.")
    finished: datetime | None = eg(None, None)


class JudgedIn(Schema):
    """What is said of each option on one criterion, in the words of a cell of the workbook."""

    judged: dict[str, str] = eg({"Présidence": "8 à 10", "Primature": "?"})
    seen: int = eg(0)


class PairIn(Schema):
    """Two criteria compared: how many times the first matters more than the second."""

    first: str = eg("Autorité")
    ratio: str = eg("3", description="9, 7, 5, 3, 2, 1, 1/2, 1/3, 1/5, 1/7 or 1/9.")
    second: str = eg("Délai")


class WeighedIn(Schema):
    """The weights: places or points by criterion, or comparisons two by two."""

    values: dict[str, str] = eg({"Autorité": "1", "Délai": "2"}, {})
    pairs: list[PairIn] = Field(default_factory=list, max_length=1000)
    seen: int = eg(0)


class ResultFileOut(Schema):
    """A file of a round, or the minutes of the decision."""

    id: int = eg(7)
    name: str = eg("note.pdf")
    title: str = eg("Note pour le comité (PDF)")
    alt: str = eg("", description="The words of a picture for who cannot see it.")


class ResultsOut(Schema):
    """The results of a round: `told` is what the page says, empty until it was computed."""

    number: int = eg(1)
    shown: datetime = eg("2025-07-03T10:00:00Z")
    told: dict[str, Any] = eg({"consensus": {"level": "0,82"}})
    files: list[ResultFileOut]


class KnownOut(Schema):
    """Something known of agencies under the same kind of body as an option, with its source."""

    option: str = eg("Primature")
    text: str = eg("Au pays fictif, l'agence relève des services du Premier ministre.")
    source: str = eg("Décret fictif n° 12")
    date: str = eg("2025")


def _desk(seat: Seat, key: UUID) -> dict[str, Any]:
    desk = desk_of(seat, deliberation_of(seat, key))
    return {
        "round": desk.round.number,
        "person": desk.person,
        "revision": desk.said.revision,
        "criteria": [criterion.key for criterion in desk.criteria],
        "options": [option.key for option in desk.options],
        "judged": {criterion.key: desk.judged(criterion) for criterion in desk.criteria},
        "weighing": desk.deliberation.weighing,
        "weighed": dict(desk.weighed),
        "done": desk.done,
        "finished": desk.said.finished,
    }


def _checked(desk: Desk, criterion: Criterion, judged: dict[str, str]) -> dict[str, str]:
    """Give what is said, each cell one that the core reads, of an option that is judged."""
    options = {option.key for option in desk.options}
    wrong: list[tuple[str, object]] = [(option, "?") for option in judged.keys() - options]
    for option, text in judged.items():
        found = judgement(text, criterion.scale) if text.strip() else None
        if isinstance(found, Message):
            wrong.append((option, said(found)))
    if wrong:
        raise not_taken(wrong)
    return {option: text.strip() for option, text in judged.items() if text.strip()}


@offers(ROUTER, "GET", f"{ONE}/agencies", Right.SEE, list[KnownOut])
def list_agencies(seat: Seat, key: UUID) -> Any:
    """List what is known of comparable agencies, option by option; nothing while lines lack."""
    one, translate = deliberation_of(seat, key), translation(get_language() or "fr")
    options = () if preparing.still_lacking(one) else question_of(one).options
    return [
        {"option": option.key, "text": fact.text, "source": fact.source, "date": fact.date}
        for option in options
        for fact in facts_beside(one, option, translate)
    ]


@offers(ROUTER, "POST", f"{ONE}/open", Right.DELIBERATE, DeliberationOut)
def open_judging(seat: Seat, key: UUID) -> Any:
    """Open the first round of judgements."""
    preparing.open_judging(seat, deliberation_of(seat, key))
    return told_deliberation(deliberation_of(seat, key))


@offers(ROUTER, "GET", JUDGING, Right.VOTE, DeskOut)
def get_desk(seat: Seat, key: UUID) -> Any:
    """Tell where one's delegation stands in the round that is open."""
    return _desk(seat, key)


@offers(ROUTER, "PUT", f"{JUDGING}/criteria/{{path:criterion}}", Right.VOTE, DeskOut)
def judge_criterion(seat: Seat, key: UUID, criterion: str, body: JudgedIn) -> Any:
    """Say what one's delegation thinks of each option on a criterion."""
    desk = desk_of(seat, deliberation_of(seat, key))
    found = next((one for one in desk.criteria if one.key == criterion), None)
    if found is None:
        raise Http404
    judging.save_judged(seat, desk, found, _checked(desk, found, body.judged), body.seen)
    return _desk(seat, key)


@offers(ROUTER, "PUT", f"{JUDGING}/weights", Right.VOTE, DeskOut)
def weigh_criteria(seat: Seat, key: UUID, body: WeighedIn) -> Any:
    """Say how one's delegation weighs the criteria, in the way that was chosen for all."""
    desk = desk_of(seat, deliberation_of(seat, key))
    ratios = {(one.first, one.second): one.ratio for one in body.pairs}
    posted = {f"c{at}": body.values.get(one.key, "") for at, one in enumerate(desk.criteria)}
    for at, (first, second) in enumerate(desk.pairs):
        posted[f"p{at}"] = ratios.get((first.key, second.key), "")
    weighed = weighed_rows(desk, posted)
    if weighed.problem:
        raise not_taken([("values", weighed.problem)])
    judging.save_weighed(seat, desk, weighed.told(), body.seen)
    return _desk(seat, key)


@offers(ROUTER, "POST", f"{JUDGING}/finish", Right.VOTE, DeskOut)
def finish_judging(seat: Seat, key: UUID) -> Any:
    """Say that one's delegation has said all."""
    judging.finish(seat, desk_of(seat, deliberation_of(seat, key)))
    return _desk(seat, key)


# Results


@offers(ROUTER, "POST", f"{ONE}/open-results", Right.DELIBERATE, JobOut, status=202)
def open_results(seat: Seat, key: UUID) -> Any:
    """Close the judgements of the round and have its results made."""
    return told_job(rounds.open_results(seat, deliberation_of(seat, key)))


@offers(ROUTER, "POST", f"{ONE}/next-round", Right.DELIBERATE, DeliberationOut)
def open_next_round(seat: Seat, key: UUID) -> Any:
    """Open one more round of judgements."""
    rounds.open_next(seat, deliberation_of(seat, key))
    return told_deliberation(deliberation_of(seat, key))


def _shown(one: Deliberation, number: int) -> DeliberationRound:
    found = one.rounds.exclude(shown=None).filter(number=number).first()
    if found is None:
        raise Http404
    return found


@offers(ROUTER, "GET", RESULT, Right.SEE, ResultsOut)
def get_results(seat: Seat, key: UUID, number: int) -> Any:
    """Give the results of a round, once they were opened."""
    one = deliberation_of(seat, key)
    found = _shown(one, number)
    files = one.files.filter(number=number)
    return {
        "number": number,
        "shown": found.shown,
        "told": found.told,
        "files": [told_file(each) for each in files],
    }


def told_file(one: DeliberationFile) -> dict[str, Any]:
    """Tell a file of a deliberation."""
    return {"id": one.pk, "name": one.name, "title": one.title, "alt": one.alt}


@offers(ROUTER, "POST", f"{RESULT}/compute", Right.DELIBERATE, JobOut, status=202)
def compute_results(seat: Seat, key: UUID, number: int) -> Any:
    """Have the results of a round made again."""
    one = deliberation_of(seat, key)
    return told_job(rounds.compute(seat, one, _shown(one, number).number))


@offers(ROUTER, "GET", f"{ONE}/files/{{int:file}}", Right.SEE, files=True)
def get_deliberation_file(seat: Seat, key: UUID, file: int) -> HttpResponseBase:
    """Give a file of a round or of the decision: note, workbook, data, picture, minutes."""
    found = deliberation_of(seat, key).files.filter(pk=file).first()
    if found is None:
        raise Http404
    return download(bytes_of(found.blob_id), found.name)
