"""A worker may fail in any way: the others go on, and the answers keep their order.

A worker finds the function that it is asked for by its name, so these tests
ask for functions of the standard library.
"""

from __future__ import annotations

import math
import os
import subprocess
import time

import pytest

from zhida.documents.intake.pool import Allowance, Pool
from zhida.documents.intake.worker import Cause, Failed


def told(answers: list[object | Failed]) -> list[object]:
    """Answers with failures told by their cause."""
    return [each.cause if isinstance(each, Failed) else each for each in answers]


def test_answers_come_in_the_order_asked_whoever_is_first() -> None:
    tasks = [(["sh", "-c", f"sleep {pause}; printf {pause}"],) for pause in (0.4, 0, 0.2, 0, 0.1)]
    with Pool[object](2) as pool:
        answers = list(pool.map(subprocess.check_output, tasks))
    assert answers == [b"0.4", b"0", b"0.2", b"0", b"0.1"]


def test_more_tasks_than_workers_all_get_an_answer() -> None:
    with Pool[object](2) as pool:
        assert list(pool.map(abs, [(-number,) for number in range(100)])) == list(range(100))
        assert list(pool.map(abs, [(-7,)])) == [7], "a pool can be asked again"
        assert list(pool.map(abs, [])) == []


def test_no_more_tasks_are_taken_than_a_window_holds() -> None:
    taken = 0

    def tasks() -> object:
        nonlocal taken
        for number in range(1000):
            taken += 1
            yield (number,)

    with Pool[object](1) as pool:
        answers = pool.map(abs, tasks())  # type: ignore[arg-type]
        next(answers)
        assert taken < 20


def test_a_task_that_takes_too_long_is_ended_and_the_others_go_on() -> None:
    began = time.monotonic()
    with Pool[object](1, Allowance(seconds=1.5)) as pool:
        answers = list(pool.map(time.sleep, [(0,), (600,), (0,)]))
    assert told(answers) == [None, Cause.TIME, None]
    assert time.monotonic() - began < 60


def test_a_worker_that_dies_is_replaced() -> None:
    with Pool[object](2) as pool:
        answers = list(pool.map(os._exit, [(3,)])) + list(pool.map(abs, [(-1,), (-2,)]))
    assert told(answers) == [Cause.DIED, 1, 2]


def test_a_task_that_wants_too_much_memory_is_refused() -> None:
    with Pool[object](1, Allowance(memory_bytes=512 * 1024**2)) as pool:
        answers = list(pool.map(bytes, [(2 * 1024**3,), (4,)]))
    assert told(answers) == [Cause.MEMORY, bytes(4)]


def test_a_fault_says_what_and_where() -> None:
    with Pool[object](1) as pool:
        first, second = pool.map(math.sqrt, [(-1,), (4,)])
    assert isinstance(first, Failed)
    assert first.cause is Cause.FAULT
    assert first.detail.startswith("ValueError: ")
    assert second == 2.0


def test_leaving_ends_the_workers() -> None:
    with Pool[object](2) as pool:
        workers = list(pool.map(os.getpid, [(), ()]))
    for worker in workers:
        assert isinstance(worker, int)
        with pytest.raises(ProcessLookupError):
            os.kill(worker, 0)
