"""Background work, done by the server itself on SQLite, and on PostgreSQL by procrastinate."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from tests.web.stories import DRAFT, Story, begun
from toguna.web.jobs import queue
from toguna.web.models import Job
from toguna.web.templatetags.toguna import said

pytestmark = pytest.mark.django_db(transaction=True)


def work() -> None:
    """Let the workers of this database do all that waits."""
    if settings.TOGUNA.on_postgresql:
        from toguna.web.workers import work

        work(wait=False)
    else:
        queue.run_waiting()


def asked() -> tuple[Story, Job]:
    story = begun()
    story.sent("MJDH", DRAFT[0], DRAFT[1].replace("Premier ministre", "Président"), *DRAFT[2:])
    return story, queue.enqueue(story.dossier, "consolidate", round=story.round.pk)


def test_what_was_asked_for_is_done() -> None:
    story, job = asked()
    work()
    job.refresh_from_db()
    assert (job.state, job.problem) == (Job.State.DONE, {})
    assert [o.identifier for o in story.round.observations.all()] == ["MJDH-001"]


def test_the_same_asked_for_twice_is_one_job() -> None:
    story, job = asked()
    again = queue.enqueue(story.dossier, "consolidate", round=story.round.pk)
    assert again == job
    queue.hand_over_waiting()
    work()
    assert Job.objects.get().state == Job.State.DONE


def test_a_job_whose_worker_died_is_begun_again_and_not_before() -> None:
    _, job = asked()
    now = timezone.now()
    Job.objects.filter(pk=job.pk).update(state=Job.State.RUNNING, beat=now)
    work()
    job.refresh_from_db()
    assert job.state == Job.State.RUNNING
    silent = timedelta(seconds=settings.TOGUNA.silence + 1)
    Job.objects.filter(pk=job.pk).update(beat=now - silent)
    queue.hand_over_waiting()
    work()
    job.refresh_from_db()
    assert job.state == Job.State.DONE


def test_one_job_of_a_dossier_is_done_after_the_other() -> None:
    story, job = asked()
    other = queue.enqueue(story.dossier, "matrix", round=story.round.pk)
    Job.objects.filter(pk=other.pk).update(state=Job.State.RUNNING, beat=timezone.now())
    queue.run(job.pk)
    job.refresh_from_db()
    waits = Job.State.QUEUED if settings.TOGUNA.on_postgresql else Job.State.DONE
    assert job.state == waits, "this process does one at a time by itself"
    Job.objects.filter(pk=other.pk).update(state=Job.State.DONE)
    queue.hand_over_waiting()
    work()
    job.refresh_from_db()
    assert job.state == Job.State.DONE


def test_a_task_that_fails_says_so_and_the_next_is_done(caplog: pytest.LogCaptureFixture) -> None:
    story, job = asked()
    broken = queue.enqueue(story.dossier, "consolidate", round=0)
    work()
    job.refresh_from_db()
    broken.refresh_from_db()
    assert (job.state, broken.state) == (Job.State.DONE, Job.State.FAILED)
    assert "journal du serveur" in said(broken.problem)
    assert "Round matching query does not exist" in caplog.text
