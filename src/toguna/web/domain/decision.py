"""Carrying out the answers of a round: the final text, and all that goes back and on.

It is done with everything, and once more for those who may not know of restricted observations:
the final text is the same, since a text is what it is, but nothing says who is behind a change
that only a restricted observation asked for.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from toguna.adoption.publication.origins import PublishedOrigins
from toguna.adoption.publication.site import ASKED_BY_NOBODY
from toguna.consultation.consolidate import Prepared, Progress, written
from toguna.consultation.decisions.files import decided_files
from toguna.consultation.decisions.final import decide, tracked_without
from toguna.consultation.decisions.model import Answer, Disposition, Final, Stage, Verdict
from toguna.consultation.decisions.outputs import letters, matrix_back
from toguna.consultation.decisions.outputs.letters_addressees import addressees
from toguna.consultation.decisions.problems import Problem
from toguna.consultation.decisions.rules import Case, Rights, violations
from toguna.consultation.decisions.verify import verify
from toguna.consultation.outputs import matrix_xlsx
from toguna.messages import say
from toguna.text.html.page import page as text_page
from toguna.web.domain.consolidation import consolidate_round, keep_outputs, made
from toguna.web.domain.gathering import BothSides, keys_of, prepare_round
from toguna.web.domain.told import Told, told_message
from toguna.web.models import Answer as Row
from toguna.web.models import Decided, LetterSettings, Organisation, Round, Variant

FOLDER, MATRIX_FOLDER = "decide", "matrix"
MATRIX = "matrice-a-jour.xlsx"
Answers = dict[str, Answer]
Files = dict[str, bytes]


def decide_round(round_: Round, progress: Progress) -> None:
    """Carry out the answers of a round, or keep what stands in the way.

    Raises:
        UnreadableFile: the draft cannot be read.
    """
    began = timezone.now()
    both = _up_to_date(round_, progress)
    answers = answers_of(round_, both.full)
    problems = _problems(both.full, answers)
    if problems:
        told = [_told(problem) for problem in problems]
        Decided.objects.update_or_create(round=round_, defaults={"tried": began, "problems": told})
        return
    progress(say("Écriture du texte final"), 0, 2)
    full = decide(both.full, answers)
    opened, open_answers = full, answers
    if both.withholds:
        open_answers = {key: one for key, one in answers.items() if key not in both.restricted}
        opened = _for_all(both, full, answers, open_answers)
    progress(say("Lettres, matrices et fiches d'arbitrage"), 1, 2)
    settings = letter_settings(round_)
    files = {Variant.FULL: made(decided_files(full, both.full, settings))}
    files[Variant.OPEN] = (
        _open_files(both, full, opened, settings) if both.withholds else files[Variant.FULL]
    )
    facts = {
        Variant.FULL.value: _facts(both.full, answers, full),
        Variant.OPEN.value: _facts(both.open, open_answers, opened),
    }
    owners = {
        Variant.FULL: _owners(full, both.full),
        Variant.OPEN: _owners(opened, _without_their_files(both)),
    }
    _keep(round_, began, files, facts, owners)


def update_matrix(round_: Round, progress: Progress) -> None:
    """Write the matrix of all observations with the answers that they have now."""
    both = _up_to_date(round_, progress)
    answers = answers_of(round_, both.full)
    files: dict[Variant, Files] = {}
    for variant in Variant:
        side = both.of(variant)
        ids = {observation.id for observation in side.observations}
        given = {key: one for key, one in answers.items() if key in ids}
        files[variant] = {MATRIX: matrix_xlsx.write(written(side), given)}
    with transaction.atomic():
        for variant in Variant:
            keep_outputs(round_, variant, MATRIX_FOLDER, files[variant])


def _up_to_date(round_: Round, progress: Progress) -> BothSides:
    """Read a round, consolidated again first where returns came or went since."""
    if round_.stale or round_.consolidated is None:
        consolidate_round(round_, progress)
    return prepare_round(round_, progress)


def answers_of(round_: Round, prepared: Prepared) -> Answers:
    """Give the answers of a round, by the numbers that its observations have in `prepared`."""
    rows = {
        row.observation.key: row
        for row in Row.objects.filter(observation__round=round_, observation__gone=False)
        .exclude(disposition="")
        .select_related("observation")
    }
    keys = keys_of(prepared.observations)
    found = ((o.id, rows.get(keys[id(o)])) for o in prepared.observations)
    return {identifier: _answer(identifier, row) for identifier, row in found if row is not None}


def _answer(identifier: str, row: Row) -> Answer:
    return Answer(
        identifier,
        Disposition(row.disposition),
        row.reason,
        row.wording,
        row.instance,
        row.date,
        Stage(row.stage),
        Verdict(row.verdict) if row.verdict else None,
        row.observation.place or row.observation.source,
    )


def _problems(prepared: Prepared, answers: Answers) -> list[Problem]:
    if not answers:
        nothing = say("Aucune suite n'est donnée : répondez d'abord à des observations.")
        return [Problem("", nothing)]
    return violations(
        Case(
            prepared.base,
            prepared.observations,
            prepared.contributors,
            prepared.groups,
            answers,
            Rights(),
        )
    )


def _told(problem: Problem) -> Told:
    return {
        "where": problem.where,
        "message": told_message(problem.message),
        "observations": list(problem.observations),
    }


def letter_settings(round_: Round) -> dict[str, str]:
    """Give what letters say of who sends them, as the rapporteur set it."""
    kept = LetterSettings.objects.filter(dossier=round_.dossier_id).first()
    return {} if kept is None else {name: str(value) for name, value in kept.values.items()}


# For those who may not know of restricted observations


def _for_all(both: BothSides, full: Final, answers: Answers, open_answers: Answers) -> Final:
    """Give the final text as it is, with what is known without the restricted observations."""
    opened = decide(both.open, open_answers)
    return replace(
        opened,
        document=full.document,
        origins=_known(full.origins, both.restricted),
        removed=_known(full.removed, both.restricted),
        clean=full.clean,
        tracked=tracked_without(both.full, answers, both.restricted),
    )


def _known(
    origins: Mapping[str, tuple[str, ...]], withheld: set[str]
) -> dict[str, tuple[str, ...]]:
    kept = {key: tuple(one for one in ids if one not in withheld) for key, ids in origins.items()}
    return {key: ids for key, ids in kept.items() if ids}


def _open_files(both: BothSides, full: Final, opened: Final, settings: Mapping[str, str]) -> Files:
    origins = PublishedOrigins(full, frozenset(both.restricted))
    read = text_page(full.document, origins.by_clause(), origins.gone())
    makers = decided_files(opened, _without_their_files(both), settings)
    return {**made(makers), "final.html": read.replace(ASKED_BY_NOBODY, b"")}


def _without_their_files(both: BothSides) -> Prepared:
    """Give the open side without the files in which restricted observations stand.

    A matrix goes back in the form in which it came: it would bring along all its lines.
    """
    secret = {o.file for o in both.full.observations if o.id in both.restricted}
    request = both.open.request
    return replace(
        both.open,
        request=replace(
            request,
            returns=[one for one in request.returns if one.file not in secret],
            common=[one for one in request.common if one.file not in secret],
        ),
    )


# What is kept


def _facts(prepared: Prepared, answers: Answers, final: Final) -> dict[str, object]:
    """Count what became of the observations, and name those of which something is to be said."""
    found = verify(prepared, answers, final.document)
    return {
        "received": found.received,
        "disposed": found.disposed,
        "waiting": len(found.waiting),
        "adopted": len(found.adopted),
        "missing": found.missing,
        "moot": list(final.moot),
        "proposed": sum(answer.stage is Stage.PROPOSED for answer in answers.values()),
    }


def _owners(final: Final, prepared: Prepared) -> dict[str, str]:
    """Give the label of the organisation to which each letter and matrix goes, by file name."""
    label_of = {label: one.label for one in addressees(final) for label in one.labels}
    request = prepared.request
    originals = {one.file: one.data for one in (*request.returns, *request.common)}
    matrices = matrix_back.owned(final, originals)
    owned = {path: label_of.get(label, label) for path, (label, _) in matrices.items()}
    return {**letters.owners(final), **owned}


@transaction.atomic
def _keep(
    round_: Round,
    began: datetime,
    files: Mapping[Variant, Files],
    facts: Mapping[str, object],
    owners: Mapping[Variant, Mapping[str, str]],
) -> None:
    labels = {label for whose in owners.values() for label in whose.values()}
    known = Organisation.objects.in_bulk(labels, field_name="label")
    for variant in Variant:
        whose = {path: known[label] for path, label in owners[variant].items() if label in known}
        keep_outputs(round_, variant, FOLDER, files[variant], whose)
    Decided.objects.update_or_create(
        round=round_,
        defaults={
            "tried": began, "made": began, "problems": [], "facts": dict(facts), "released": None,
        },
    )  # fmt: skip
