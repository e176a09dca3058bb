"""The files that were made from a round: which there are, for whom, and whether they are fresh."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from toguna.adoption.ledger.acts import Act
from toguna.consultation.decisions.files import FINAL
from toguna.consultation.decisions.outputs.letters_settings import settings_from
from toguna.messages import say
from toguna.text.zipped import zipped
from toguna.web.domain.blobs import bytes_of
from toguna.web.domain.decision import FOLDER
from toguna.web.domain.ledger import actor_of, record
from toguna.web.domain.paths import version_path
from toguna.web.domain.rounds import hold_round, subject
from toguna.web.domain.texts import clauses_of, keep_version
from toguna.web.jobs.queue import enqueue
from toguna.web.models import (
    AnswerChange,
    Decided,
    Job,
    LetterSettings,
    Output,
    Round,
    Variant,
    Version,
)
from toguna.web.permissions import Right, Seat, visible, visible_outputs
from toguna.web.refusal import Refused

TASKS = {"decide": Right.ROUND, "matrix": Right.ANSWER, "safe": Right.ANSWER,
         "check_text": Right.ROUND}  # fmt: skip
"""What may be asked for here, and by whom."""
RECENT = 20
NEWS = timedelta(minutes=5)
"""For so long it is said that safe answers were proposed."""


@dataclass(frozen=True)
class Kept:
    """A file that a seat may have; `size` is in bytes."""

    output: Output
    size: int

    @property
    def name(self) -> str:
        """Its name without folders."""
        return self.output.path.rpartition("/")[2]

    @property
    def group(self) -> str:
        """With which others it is listed: the folder of its task, or the one that it is in."""
        inside, parted, _ = self.output.path.rpartition("/")
        return inside if parted else self.output.folder


@dataclass(frozen=True)
class Standing:
    """Where the files of a round stand, as far as a seat may know it.

    `stale` tells that answers changed since the final text was made; `facts` and `problems` are
    those that a seat may know of.
    """

    decided: Decided | None
    stale: bool
    facts: dict[str, object] = field(default_factory=dict)
    problems: Sequence[dict[str, object]] = ()


def files_of(seat: Seat, round_: Round) -> list[Kept]:
    """Give the files of a round that a seat may have."""
    found = visible_outputs(seat, round_).select_related("organisation", "blob").defer("blob__data")
    return [Kept(one, one.blob.size) for one in found.order_by("folder", "path")]


def standing_of(seat: Seat, round_: Round) -> Standing:
    """Tell where the files of a round stand."""
    decided = Decided.objects.filter(round=round_).first()
    if decided is None:
        return Standing(None, stale=False)
    known = visible(seat, round_)
    stale = decided.made is not None and _changed_since(seat, round_, decided.made)
    named = {o for problem in decided.problems for o in problem["observations"]}
    may_know = set(known.filter(identifier__in=named).values_list("identifier", flat=True))
    return Standing(
        decided,
        stale,
        decided.facts.get(seat.variant, {}),
        [one for one in decided.problems if may_know.issuperset(one["observations"])],
    )


def _changed_since(seat: Seat, round_: Round, when: datetime) -> bool:
    changes = AnswerChange.objects.filter(observation__in=visible(seat, round_), at__gt=when)
    return changes.exists() or (round_.consolidated is not None and round_.consolidated > when)


def ask(seat: Seat, round_: Round, task: str, **arguments: object) -> Job:
    """Ask for files to be made, or for safe answers to be proposed.

    Raises:
        Refused: the seat may not.
    """
    _check(seat, TASKS[task])
    return enqueue(round_.dossier, task, seat.user, round=round_.pk, **arguments)


def under_way(seat: Seat, round_: Round) -> list[Job]:
    """Give the work on a round that goes on, for those who may ask for some, and the last one
    where it failed, or where what it did is not seen in the files.
    """
    if not seat.may(Right.ANSWER):
        return []
    jobs = Job.objects.filter(dossier=round_.dossier, task__in=TASKS).order_by("-created")[:RECENT]
    mine = [one for one in jobs if one.arguments["round"] == round_.pk]
    going = [one for one in mine if one.state in (Job.State.QUEUED, Job.State.RUNNING)]
    last = [one for one in mine[:1] if one.state == Job.State.FAILED or _is_news(one)]
    return [*going, *last]


def _is_news(job: Job) -> bool:
    since = timezone.now() - NEWS
    return job.task == "safe" and job.finished is not None and job.finished > since


def packed(files: Iterable[Kept]) -> bytes:
    """Put files into one ZIP archive, each in the folder of what made it."""
    return zipped(
        (f"{one.output.folder.replace(' ', '-')}/{one.output.path}", bytes_of(one.output.blob_id))
        for one in files
    )


# Letters


def set_letters(seat: Seat, values: dict[str, str]) -> None:
    """Set what letters say of who sends them; they say it once they are made again.

    Raises:
        Refused: the seat may not.
        UnreadableFile: a setting has an unknown name.
    """
    _check(seat, Right.ROUND)
    given = {name: value for name, value in values.items() if value}
    settings_from(given)
    LetterSettings.objects.update_or_create(dossier=seat.dossier, defaults={"values": given})


@transaction.atomic
def release_letters(seat: Seat, round_: Round) -> None:
    """Give the letters and matrices to the organisations to which they go.

    Raises:
        Refused: the seat may not, or there are none.
    """
    _check(seat, Right.ROUND)
    decided = Decided.objects.select_for_update().filter(round=round_).first()
    if decided is None or decided.made is None:
        raise Refused(say("Il n'y a pas encore de lettres : faites d'abord les documents."), 409)
    if decided.released is not None:
        raise Refused(say("Les lettres sont déjà remises."), 409)
    decided.released = timezone.now()
    decided.save(update_fields=["released"])
    files = round_.outputs.filter(variant=Variant.FULL, folder=FOLDER, organisation__isnull=False)
    opened = round_.outputs.filter(variant=Variant.OPEN, folder=FOLDER, organisation__isnull=False)
    everybody = {one.path: one.blob_id for one in opened}
    record(
        round_.dossier,
        Act.ANSWERED,
        actor_of(seat),
        f"{subject(round_)}/lettres",
        {"letters": everybody},
        restricted={one.path: one.blob_id for one in files} or None,
    )


# The text that follows


def next_version(seat: Seat, round_: Round, label: str) -> Version:
    """Make the decided text the next version: what is adopted lives on, the rest may be asked.

    Raises:
        Refused: the seat may not, there is no such text, or it is a version already.
        UnreadableFile: it cannot be read.
    """
    _check(seat, Right.ROUND)
    final = round_.outputs.filter(variant=Variant.FULL, folder=FOLDER, path=FINAL).first()
    if final is None:
        raise Refused(say("Il n'y a pas encore de texte final : faites-le d'abord."), 409)
    data = bytes_of(final.blob_id)
    stem = round_.draft.filename.rpartition(".")[0]
    clauses = clauses_of(data, FINAL)
    with transaction.atomic():
        hold_round(round_.pk)
        if round_.dossier.versions.filter(blob_id=final.blob_id).exists():
            raise Refused(say("Ce texte est déjà une version du dossier."), 409)
        number = round_.dossier.versions.count() + 1
        version = keep_version(
            round_.dossier, label, f"{stem}-version-{number}.docx", data, clauses, round_
        )
        record(
            round_.dossier,
            Act.RECEIVED,
            actor_of(seat),
            f"version-{version.number}",
            {"label": label, "sha256": final.blob_id, "from": subject(round_)},
            {version_path(version): final.blob_id},
        )
    return version


def _check(seat: Seat, right: Right) -> None:
    if not seat.may(right):
        raise Refused(say("Votre rôle dans ce dossier ne permet pas de faire cela."), 403)
