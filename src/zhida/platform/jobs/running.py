"""任务运行 running: a job from the queue is done by the worker, as the person who started it."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.utils import timezone

from zhida.platform.access.actors import UnknownActor, actor
from zhida.platform.access.policy import Forbidden, require
from zhida.platform.access.queries import about
from zhida.platform.jobs.kinds import kind_at
from zhida.platform.jobs.models import ItemState, Job, JobItem, JobState
from zhida.platform.jobs.working import Cancelled, Interrupted, Work
from zhida.platform.scope import scope

log = logging.getLogger("zhida.jobs")
LOCK = 0x7A68
"""The first half of the advisory locks by which a worker holds a job as long as it lives."""


class Halt:
    """停止: by which the jobs of this process hear that its worker is asked to end."""

    event = threading.Event()


def run(number: int, region: str) -> None:
    """办理任务: what isn't done yet of a job. Raises `Interrupted` where it has to go on later.

    What goes wrong is told in the job, in one sentence; who started it must still
    be there and be allowed to.
    """
    with _held(number) as mine:
        if not mine:
            return
        with scope(region):
            job = Job.objects.get(pk=number)
            if not job.open:
                return
            job.state, job.started_at = JobState.RUNNING, job.started_at or timezone.now()
            job.save(update_fields=["state", "started_at"])
        try:
            _do(job)
        except Cancelled:
            _end(job, JobState.CANCELLED)
        except (UnknownActor, Forbidden, LookupError) as refused:
            _end(job, JobState.FAILED, wrong=str(refused))
        except Interrupted:
            with scope(region):
                Job.objects.filter(pk=number).update(state=JobState.WAITING)
            raise
        except Exception as error:
            if connection.connection is None or not connection.is_usable():
                connection.close()
                raise Interrupted from error
            ours = type(error).__module__.startswith("zhida.")
            if not ours:
                log.exception("job %s failed", number)
            why = (
                str(error)
                if ours
                else f"程序出错（{type(error).__name__}），已记入运行日志，请联系系统管理"
            )
            _end(job, JobState.FAILED, wrong=why)


def _do(job: Job) -> None:
    kind = kind_at(job.kind)
    with scope(job.region_id):
        who = actor(job.actor)
        require(who, kind.verb, about(job.region_id))
    work = Work(job, who, Halt.event)
    work.pause()
    result = kind.do(work)
    with scope(job.region_id):
        failed = JobItem.objects.filter(job=job, state=ItemState.FAILED).count()
    _end(job, JobState.DONE, result, f"{failed}项没有办成，原因见各项" if failed else "")


def _end(job: Job, state: JobState, result: str = "", wrong: str = "") -> None:
    with scope(job.region_id):
        job.state, job.result, job.wrong, job.step = state, result, wrong, ""
        if state is JobState.DONE:
            job.done = job.total
        job.ended_at = timezone.now()
        job.save(update_fields=["state", "result", "wrong", "step", "done", "ended_at"])
        if state is not JobState.DONE:  # what was sent for nothing isn't kept
            job.items.filter(state=ItemState.WAITING).update(content=None)


@contextmanager
def _held(number: int) -> Iterator[bool]:
    """Whether the job is this connection's alone; it lets go of it when the process dies, too."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [LOCK, number])
        (mine,) = cursor.fetchone()
    try:
        yield mine
    finally:
        if mine and connection.connection is not None:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [LOCK, number])
