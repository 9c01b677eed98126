"""任务工人 worker: takes jobs from the queue, one after the other."""

from __future__ import annotations

import datetime
import logging
import math
import threading
import time
from collections.abc import Callable
from uuid import uuid4

from django.db import InterfaceError, OperationalError, connection, connections, transaction
from django.utils import timezone
from django_tasks import DEFAULT_TASK_BACKEND_ALIAS, DEFAULT_TASK_QUEUE_NAME, TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from zhida.platform.jobs.running import LOCK, Halt
from zhida.platform.jobs.working import Interrupted

log = logging.getLogger("zhida.jobs")
INTERVAL = 1.0  # seconds between two looks at an empty queue
_AGAIN = 3.0  # seconds until a database that went away is tried again
_CLAIM = datetime.timedelta(seconds=5)  # from when a task is claimed until its job is held, at most
_ROUND = 3600.0  # seconds after which a worker tidies up and looks for jobs left behind again
_KEPT = datetime.timedelta(days=30)  # what the queue keeps of what is over; jobs themselves stay

chores: list[Callable[[datetime.date], object]] = []
"""杂务: what is done every hour besides, told the day; an app adds its own when it is ready."""


def run_worker(stop: threading.Event) -> None:
    """办理任务: until `stop` is set; then it ends after the item in hand, and the job goes on later.

    Runs in a thread of its own, or is all that a process does. A database that
    goes away is waited for. One at a time in a process. At the beginning and every
    hour it does the `chores`.
    """
    while not stop.is_set():
        try:
            resume()
            for chore in chores:
                chore(timezone.localdate())
            _Worker(stop, batch=False).run()
        except (OperationalError, InterfaceError) as gone:
            log.warning("the database went away: %s", type(gone).__name__)
            connections.close_all()
            stop.wait(_AGAIN)
    connections.close_all()


def work_off(stop: threading.Event | None = None) -> int:
    """办完为止: all that waits, in this thread; answers how many tasks ran. For tests and commands."""
    resume()
    worker = _Worker(stop or threading.Event(), batch=True)
    worker.run()
    return worker.ran


def resume() -> int:
    """接续: jobs whose worker is gone wait anew; answers how many. Items that were done stay done."""
    now = timezone.now()
    DBTaskResult.objects.finished().filter(finished_at__lt=now - _KEPT).delete()
    running = DBTaskResult.objects.running().filter(started_at__lt=now - _CLAIM)
    count = 0
    with transaction.atomic(), connection.cursor() as cursor:
        for each in running.select_for_update(skip_locked=True):
            number = each.args_kwargs["args"][0]
            cursor.execute("SELECT pg_try_advisory_xact_lock(%s, %s)", [LOCK, number])
            if cursor.fetchone() == (True,):
                _again(each)
                count += 1
    return count


def _again(task: DBTaskResult[..., None]) -> None:
    task.status = TaskResultStatus.READY
    task.save(update_fields=["status"])


class _Worker(Worker):
    """The library's worker, which ends when it is told by an event, and signals are left alone."""

    def __init__(self, stop: threading.Event, *, batch: bool) -> None:
        self._stop = Halt.event = stop
        self._until = math.inf if batch else time.monotonic() + _ROUND
        self.ran = 0
        super().__init__(
            queue_names=[DEFAULT_TASK_QUEUE_NAME],
            interval=INTERVAL,
            batch=batch,
            backend_name=DEFAULT_TASK_BACKEND_ALIAS,
            startup_delay=False,
            max_tasks=None,
            worker_id=uuid4().hex,
            excluded_queue_names=[],
        )

    @property
    def running(self) -> bool:
        return not self._stop.is_set() and time.monotonic() < self._until

    @running.setter
    def running(self, value: bool) -> None:
        """Only the event and the clock say so."""

    def run_task(self, db_task_result: DBTaskResult[..., None]) -> None:
        """As the library does; what was interrupted waits anew."""
        self.ran += 1
        super().run_task(db_task_result)
        if db_task_result.exception_class_path in _GONE:
            _again(db_task_result)


_GONE = frozenset(
    f"{each.__module__}.{each.__qualname__}"
    for each in (Interrupted, OperationalError, InterfaceError)
)
