"""The workers of a site on PostgreSQL: procrastinate carries jobs to any number of machines."""

from __future__ import annotations

from procrastinate.contrib.django import app

from toguna.web.jobs import queue


@app.task(name="toguna.run_job", queue="toguna")
def run_job(job: str) -> None:
    """Do one job."""
    queue.run(job)
