"""Asking for background work, and doing it: in this process, or by workers of PostgreSQL."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import DatabaseError, close_old_connections, connection, transaction
from django.db.models import Q
from django.utils import timezone

from toguna.messages import Message, say
from toguna.text.errors import UnreadableFile
from toguna.web.domain.told import told_message
from toguna.web.jobs import tasks
from toguna.web.models import Dossier, Job, User
from toguna.web.refusal import Refused

BEATS = 4
"""How often a worker is heard of in the time after which it is taken for dead."""
IDLE = 2.0
"""Seconds that the worker of this process sleeps when nobody wakes it."""
LOG = logging.getLogger(__name__)
_wake = threading.Event()


def enqueue(dossier: Dossier, task: str, by: User | None = None, **arguments: object) -> Job:
    """Ask for a task; one that waits for the same already is the one that is given."""
    waiting = Job.objects.filter(
        dossier=dossier, task=task, arguments=arguments, state=Job.State.QUEUED
    ).first()
    if waiting is not None:
        return waiting
    job = Job.objects.create(dossier=dossier, task=task, arguments=arguments, by=by)
    transaction.on_commit(lambda: _hand_over(job.id))
    return job


def _hand_over(job: UUID) -> None:
    if settings.TOGUNA.on_postgresql:
        from toguna.web.workers import ask

        ask(job)
    else:
        _wake.set()


def run(job_id: UUID | str) -> None:
    """Do a job, and note how far it comes; one that another worker has is left to it."""
    job = _taken(job_id)
    if job is None:
        return
    try:
        with _beating(job):
            tasks()[job.task](job, _Noting(job))
    except (UnreadableFile, Refused) as error:
        _finish(job, Job.State.FAILED, error.message)
    except Exception:  # a task that fails must not stop the worker; the log has the reason
        LOG.exception("job %s (%s)", job.id, job.task)
        _finish(
            job,
            Job.State.FAILED,
            say("Une erreur est survenue ; elle est dans le journal du serveur."),
        )
    else:
        _finish(job, Job.State.DONE)
    if settings.TOGUNA.on_postgresql:
        hand_over_waiting(job.dossier)


def run_waiting() -> int:
    """Do all jobs that wait, and give how many there were."""
    count = 0
    for job_id in Job.objects.filter(_to_do()).order_by("created").values_list("id", flat=True):
        run(job_id)
        count += 1
    return count


def work_forever(stop: threading.Event) -> None:
    """Do jobs as they come, in a thread of the server's process, until told to stop."""
    while not stop.is_set():
        try:
            close_old_connections()
            run_waiting()
        except Exception:  # a disk that is full today may not be tomorrow
            LOG.exception("the worker goes on")
        _wake.wait(IDLE)
        _wake.clear()


def hand_over_waiting(dossier: Dossier | None = None) -> None:
    """Ask workers for the jobs that wait, of one dossier or of all.

    They waited for another one of their dossier, or workers were not told of them, or died with
    them.
    """
    waiting = Job.objects.filter(_to_do())
    if dossier is not None:
        waiting = waiting.filter(dossier=dossier)
    for job_id in waiting.order_by("created").values_list("id", flat=True):
        _hand_over(job_id)


@contextmanager
def _beating(job: Job) -> Iterator[None]:
    """Let a worker be heard of while it does a long step of a job."""
    over = threading.Event()

    def beat() -> None:
        while not over.wait(settings.TOGUNA.silence / BEATS):
            try:
                Job.objects.filter(id=job.id).update(beat=timezone.now())
            except DatabaseError:  # the next beat may come through
                LOG.warning("job %s is not heard of", job.id)
            finally:
                connection.close()  # this thread's own

    thread = threading.Thread(target=beat, daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def _to_do() -> Q:
    return Q(state=Job.State.QUEUED) | Q(state=Job.State.RUNNING, beat__lt=_last_sign())


def _last_sign() -> datetime:
    """Give since when a worker that lives was heard of."""
    return timezone.now() - timedelta(seconds=settings.TOGUNA.silence)


@transaction.atomic
def _taken(job_id: UUID | str) -> Job | None:
    """Take a job for this worker, None where another has it.

    Workers do those of one dossier one after the other, as this process does all: two at once
    would write the same rows and files, and the older could have the last word.
    """
    job = Job.objects.select_related("by").filter(id=job_id).first()
    if job is None:
        return None
    job.dossier = Dossier.objects.select_for_update(no_key=True).get(pk=job.dossier_id)
    alive = Job.objects.filter(dossier=job.dossier, state=Job.State.RUNNING, beat__gte=_last_sign())
    if settings.TOGUNA.on_postgresql and alive.exists():
        return None
    now = timezone.now()
    taken = Job.objects.filter(_to_do(), id=job_id).update(
        state=Job.State.RUNNING, started=now, beat=now
    )
    return job if taken else None


def _finish(job: Job, state: str, problem: Message | None = None) -> None:
    told = {} if problem is None else told_message(problem)
    Job.objects.filter(id=job.id).update(state=state, problem=told, finished=timezone.now())


class _Noting:
    """A progress that is kept in the job's row, where its page sees it."""

    def __init__(self, job: Job) -> None:
        self._job = job

    def __call__(self, what: Message, done: int, total: int) -> None:
        values = {name: str(value) for name, value in what.values.items()}
        Job.objects.filter(id=self._job.id).update(
            step=what.template, step_values=values, done=done, total=total, beat=timezone.now()
        )
