"""工作进程 pool: work in processes of their own, each bounded in memory and time.

A file that is built to exhaust its reader takes down a worker, never the
program: the worker is replaced, the task is answered with a reason, and the
others go on. The standard pools of processes break as a whole then.
"""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from types import TracebackType
from typing import Generic, TypeVar

from zhida.documents.intake.worker import Answer, Cause, Failed, Job, serve

T = TypeVar("T")
_LIFE = 500  # tasks of one worker: what a library leaks is given back before it adds up
_AHEAD = 4  # tasks in hand per worker: enough to keep it busy, few enough to bound memory


@dataclass(frozen=True, slots=True)
class Allowance:
    """工作限额: what one task may use. `memory_bytes` bounds the worker's address space."""

    seconds: float = 1800.0
    memory_bytes: int = 4 * 1024**3


class Pool(Generic[T]):
    """进程池: `jobs` workers that answer tasks in the order asked.

    Use it as a context manager; leaving it ends the workers.
    """

    def __init__(self, jobs: int, allowance: Allowance | None = None) -> None:
        self._allowance = allowance or Allowance()
        self._context = multiprocessing.get_context("spawn")
        self._idle: list[_Hand] = [self._hire() for _ in range(max(1, jobs))]
        self._busy: dict[Connection, _Hand] = {}

    def __enter__(self) -> Pool[T]:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for hand in (*self._idle, *self._busy.values()):
            hand.dismiss()

    def map(
        self, function: Callable[..., T], tasks: Iterable[tuple[object, ...]]
    ) -> Iterator[T | Failed]:
        """`function(*task)` for each task, in order; `Failed` where a worker gave out."""
        window = (len(self._idle) + len(self._busy)) * _AHEAD
        coming = enumerate(tasks)
        answers: dict[int, T | Failed] = {}
        given = 0
        more = True
        while more or self._busy:
            while more and self._idle and len(self._busy) + len(answers) < window:
                following = next(coming, None)
                if following is None:
                    more = False
                else:
                    self._give(following[0], Job(function, following[1]))
            if self._busy:
                answers.update(self._collect())
            while given in answers:
                yield answers.pop(given)
                given += 1

    def _give(self, number: int, job: Job) -> None:
        hand = self._idle.pop()
        hand.begin(number, job, self._allowance.seconds)
        self._busy[hand.connection] = hand

    def _collect(self) -> dict[int, T | Failed]:
        deadline = min(hand.deadline for hand in self._busy.values())
        ready = wait(list(self._busy), timeout=max(0.0, deadline - time.monotonic()))
        answers: dict[int, T | Failed] = {}
        for connection in [*self._busy]:
            hand = self._busy[connection]
            if connection in ready:
                answer: Answer[T] = hand.answer()
            elif hand.deadline <= time.monotonic():
                answer = Answer(Failed(Cause.TIME), spent=True)
            else:
                continue
            del self._busy[connection]
            answers[hand.number] = answer.given
            if answer.spent or hand.tasks >= _LIFE:
                hand.dismiss()
                hand = self._hire()
            self._idle.append(hand)
        return answers

    def _hire(self) -> _Hand:
        here, there = self._context.Pipe()
        process = self._context.Process(
            target=serve, args=(there, self._allowance.memory_bytes), daemon=True
        )
        process.start()
        there.close()
        return _Hand(process, here)


class _Hand:
    """One worker, and the task it has in hand."""

    def __init__(self, process: BaseProcess, connection: Connection) -> None:
        self.process = process
        self.connection = connection
        self.number = -1
        self.deadline = 0.0
        self.tasks = 0

    def begin(self, number: int, job: Job, seconds: float) -> None:
        self.number = number
        self.tasks += 1
        self.deadline = time.monotonic() + seconds
        self.connection.send(job)

    def answer(self) -> Answer[T]:
        try:
            answer: Answer[T] = self.connection.recv()
        except (EOFError, ConnectionError):
            return Answer(Failed(Cause.DIED), spent=True)
        return answer

    def dismiss(self) -> None:
        self.process.kill()
        self.process.join()
        self.connection.close()
