"""The workers of a site on PostgreSQL: procrastinate carries jobs to any number of machines."""

from __future__ import annotations

from uuid import UUID

from django.db import connections
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.exceptions import AlreadyEnqueued

from toguna.web.jobs import queue

QUEUE = "toguna"


@app.task(name="toguna.run_job", queue=QUEUE)
def run_job(job: str) -> None:
    """Do one job."""
    try:
        queue.run(job)
    finally:
        connections.close_all()  # this thread's, which may never come back


@app.periodic(cron="* * * * *")
@app.task(name="toguna.hand_over_waiting", queue=QUEUE, queueing_lock="toguna.hand_over_waiting")
def hand_over_waiting(timestamp: int) -> None:
    """Begin again what died with its worker, each minute."""
    try:
        queue.hand_over_waiting()
    finally:
        connections.close_all()


def ask(job: UUID) -> None:
    """Ask for a job; one that waits already is not asked for twice."""
    try:
        run_job.configure(queueing_lock=str(job)).defer(job=str(job))
    except AlreadyEnqueued:
        return


def work(*, wait: bool = True) -> None:
    """Do jobs until told to stop (Ctrl+C), or without `wait` until none is left."""
    connector = app.connector
    assert isinstance(connector, DjangoConnector)
    with app.replace_connector(connector.get_worker_connector()) as worker:
        worker.run_worker(queues=[QUEUE], wait=wait, delete_jobs="successful")
