"""工作进程的一侧 worker: what runs inside a process of the pool."""

from __future__ import annotations

import signal
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Generic, TypeVar

T = TypeVar("T")


class Cause(StrEnum):
    """原因: why a worker gave no result."""

    TIME = "time"  # took longer than allowed
    MEMORY = "memory"  # needed more memory than allowed
    DIED = "died"  # the process ended by itself, as native code does on broken data
    FAULT = "fault"  # Zhida itself stumbled


@dataclass(frozen=True, slots=True)
class Failed:
    """未完成: a task without result. `detail` is what a maintainer needs of a fault."""

    cause: Cause
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Job:
    """任务: a function of a module's top level, and its arguments."""

    function: Callable[..., object]
    arguments: tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Answer(Generic[T]):
    """答复: a value or a failure. `spent` says that the worker must not be used again."""

    given: T | Failed
    spent: bool = False


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
        return Answer(Failed(Cause.MEMORY), spent=True)
    except Exception as error:
        last = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{Path(last.filename).name}:{last.lineno}"
        return Answer(Failed(Cause.FAULT, f"{type(error).__name__}: {error} ({where})"))


def _bound_memory(memory_bytes: int) -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limit; the readers' own limits still hold there
        return
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    bound = memory_bytes if hard == resource.RLIM_INFINITY else min(memory_bytes, hard)
    resource.setrlimit(resource.RLIMIT_AS, (bound, hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a dump of a notice is no one's business
