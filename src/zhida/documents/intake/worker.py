"""工作进程的一侧 worker: what runs inside a process of the pool."""

from __future__ import annotations

import signal
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from multiprocessing.connection import Connection
from typing import Generic, TypeVar

T = TypeVar("T")


class Failed(StrEnum):
    """未完成: why a worker gave no result."""

    TIME = "time"  # took longer than allowed
    MEMORY = "memory"  # needed more memory than allowed
    DIED = "died"  # the process ended by itself, as native code does on broken data


@dataclass(frozen=True, slots=True)
class Job:
    """任务: a function of a module's top level, and its arguments."""

    function: Callable[..., object]
    arguments: tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Answer(Generic[T]):
    """答复: a value, a failure, or the traceback of a fault in Zhida itself.

    `spent` says that the worker must not be used again.
    """

    value: T | None = None
    failed: Failed | None = None
    fault: str | None = None
    spent: bool = False

    def result(self) -> T:
        """The value. Raises RuntimeError with the worker's traceback for a fault."""
        if self.fault is not None:
            raise RuntimeError(self.fault)
        return self.value  # type: ignore[return-value]


def serve(connection: Connection, memory_bytes: int) -> None:
    """Answer jobs until the other side closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides what an interrupt means
    _bound_memory(memory_bytes)
    while True:
        try:
            job: Job = connection.recv()
        except (EOFError, ConnectionError):
            return
        connection.send(_answer(job))


def _answer(job: Job) -> Answer[object]:
    try:
        return Answer(job.function(*job.arguments))
    except MemoryError:
        return Answer(failed=Failed.MEMORY, spent=True)
    except Exception:
        return Answer(fault=traceback.format_exc())


def _bound_memory(memory_bytes: int) -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limit; the readers' own limits still hold there
        return
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    bound = memory_bytes if hard == resource.RLIM_INFINITY else min(memory_bytes, hard)
    resource.setrlimit(resource.RLIMIT_AS, (bound, hard))
