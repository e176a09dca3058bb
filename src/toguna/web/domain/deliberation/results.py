"""The results of a round: what the pages tell, and the files, made in the background."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.utils import timezone

from toguna.consultation.consolidate import Progress
from toguna.deliberation.agencies.timeline import timeline
from toguna.deliberation.method import Unfit
from toguna.deliberation.outputs import data, workbook
from toguna.deliberation.outputs.note import writer
from toguna.deliberation.outputs.pictures.model import Picture
from toguna.deliberation.outputs.pictures.registry import pictures
from toguna.deliberation.outputs.results import Draw, Results, examine
from toguna.deliberation.outputs.words import figure, percent
from toguna.messages import say
from toguna.text.errors import UnreadableFile
from toguna.web.domain.blobs import keep
from toguna.web.domain.deliberation.agencies import agencies_of
from toguna.web.domain.deliberation.lines import rounds_of
from toguna.web.models import Deliberation, DeliberationFile, DeliberationRound

NOTE, WORKBOOK, DATA = "note.pdf", "resultats.xlsx", "deliberation.json"
TITLES = {
    NOTE: "Note pour le comité (PDF)",
    WORKBOOK: "Classeur des résultats (Excel)",
    DATA: "Données (JSON)",
}
TIMELINE = "Les agences comparées : leur tutelle, année par année"
CUT = r"\u200b"
"""Where print may cut a long word, as JSON writes it: an address that is followed has none."""
MOST_CHANGES = 60


def make_results(round_: DeliberationRound, progress: Progress) -> None:
    """Compute a round and keep its files.

    Raises:
        UnreadableFile: what was said cannot be computed with; the message says why.
    """
    deliberation = round_.deliberation
    day = None if round_.shown is None else timezone.localdate(round_.shown).isoformat()
    reading = rounds_of(deliberation, round_.number, day)
    if reading.problems:
        raise UnreadableFile(reading.problems[0].message)
    try:
        results = examine(reading.rounds, agencies_of(deliberation), Draw(), progress)
    except Unfit as unfit:
        raise UnreadableFile(unfit.message) from unfit
    progress(say("Note, images et classeur"), 0, 1)
    drawn = pictures(results)
    told = _told(results, drawn, deliberation.seal_digest)
    files = list(_files(results, drawn, deliberation.seal_digest))
    with transaction.atomic():
        deliberation.files.filter(number=round_.number).delete()
        DeliberationFile.objects.bulk_create(
            DeliberationFile(
                deliberation=deliberation, number=round_.number, rank=rank, name=name,
                title=title, alt=alt, blob=keep(made),
            )
            for rank, (name, title, alt, made) in enumerate(files)
        )  # fmt: skip
        DeliberationRound.objects.filter(pk=round_.pk).update(told=told)


def _files(
    results: Results, drawn: dict[str, Picture], seal: str
) -> Iterator[tuple[str, str, str, bytes]]:
    """Give each file with its title and the words that stand for a picture."""
    yield NOTE, TITLES[NOTE], "", writer.write(results, drawn, seal)
    yield WORKBOOK, TITLES[WORKBOOK], "", workbook.write(results)
    yield DATA, TITLES[DATA], "", data.write(results)
    for key, picture in drawn.items():
        yield f"{key}.svg", picture.title, picture.alt, picture.svg()
    if results.agencies:
        yield "agences.svg", TIMELINE, "", timeline(results.agencies).svg()


def _told(results: Results, drawn: dict[str, Picture], seal: str) -> dict[str, Any]:
    """Give what the page says: the note's own words, who is far, and what moved."""
    note = json.loads(json.dumps(writer.note_data(results, drawn, seal)).replace(CUT, ""))
    return {
        "sections": note["sections"],
        "far": _far(results),
        "changed": _changed(results),
        "criteria": list(results.agreeing.opinions.criteria),
        "consensus": _consensus(results),
    }


def _consensus(results: Results) -> dict[str, str]:
    """Give the three measures of the stopping rule, and what they say."""
    now = results.agreeing.now
    return {
        "level": figure(now.level, 2),
        "w": "" if now.concordance is None else figure(now.concordance.w, 2),
        "moved": "" if now.stability is None else percent(now.stability.change, 1),
        "verdict": now.verdict.value,
        "reason": now.reason.render(),
    }


def _far(results: Results) -> list[list[str]]:
    """Give how far each delegation is from the others: on the whole, then by criterion."""
    found = results.agreeing.distances
    people = zip(results.agreeing.opinions.people, found.people, found.table, strict=True)
    ordered = sorted(people, key=lambda told: -1.0 if math.isnan(told[1]) else -told[1])
    return [[who, *map(_share, (whole, *row))] for who, whole, row in ordered]


def _share(value: float) -> str:
    return "–" if math.isnan(value) else percent(float(value))


def _changed(results: Results) -> list[list[str]]:
    """Give what was said otherwise than in the round before: who, of what, from what, to what."""
    if len(results.rounds) < 2:
        return []
    before = {(j.person, j.option, j.criterion): j for j in results.rounds[-2].judgements}
    moved: list[list[str]] = []
    for now in results.rounds[-1].judgements:
        then = before.get((now.person, now.option, now.criterion))
        if then is None or (then.low, then.high) != (now.low, now.high):
            said = "" if then is None else then.said
            moved.append([now.person, now.option, now.criterion, said, now.said])
    return moved[:MOST_CHANGES]


def files_of(deliberation: Deliberation, number: int) -> tuple[list[Any], dict[str, Any]]:
    """Give the files of a round to download, and its pictures by key."""
    found = list(deliberation.files.filter(number=number))
    drawn = {one.name.removesuffix(".svg"): one for one in found if one.name.endswith(".svg")}
    return [one for one in found if not one.name.endswith(".svg")], drawn
