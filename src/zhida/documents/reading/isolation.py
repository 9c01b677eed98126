"""隔离 isolation: work on files in processes of their own, bounded in memory and time.

A file that exhausts its process takes no other file down with it.
"""

from __future__ import annotations

import multiprocessing
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkServerProcess, SpawnProcess
from pathlib import Path
from typing import Generic, TypeVar

from zhida.documents.errors import DamagedFile, OversizeFile, UnreadableFile
from zhida.documents.reading.limits import Limits

T = TypeVar("T")

_MOST_TASKS = 500
_PRELOADED = "zhida.documents.reading.reader"


def run_isolated(
    work: Callable[[tuple[Path, ...]], T],
    notices: Sequence[tuple[Path, ...]],
    *,
    jobs: int = 1,
    limits: Limits = Limits(),
) -> Iterator[tuple[int, T | UnreadableFile]]:
    """`work` on each notice's files in one of `jobs` processes.

    Gives (index, outcome) as outcomes come in, each index once. `work` and what
    it gives must be picklable. A notice that can't be read, takes too long or
    ends its process gives an `UnreadableFile`; the others go on.
    """
    waiting = deque(enumerate(notices))
    workers: list[_Worker[T]] = []
    try:
        while waiting or workers:
            while waiting and len(workers) < max(1, jobs):
                workers.append(_Worker(work, limits, *waiting.popleft()))
            yield from _outcomes(workers, waiting, limits)
    finally:
        for worker in workers:
            worker.stop()


@dataclass
class _Worker(Generic[T]):
    """One process and the notice on which it is working."""

    work: Callable[[tuple[Path, ...]], T]
    limits: Limits
    index: int
    files: tuple[Path, ...]
    process: SpawnProcess | ForkServerProcess = field(init=False)
    pipe: Connection = field(init=False)
    begun: float = field(init=False)
    tasks: int = 0

    def __post_init__(self) -> None:
        context = _context()
        self.pipe, theirs = context.Pipe()
        self.process = context.Process(
            target=_serve, args=(theirs, self.work, self.limits), daemon=True
        )
        self.process.start()
        theirs.close()
        self.give(self.index, self.files)

    def give(self, index: int, files: tuple[Path, ...]) -> None:
        self.index, self.files = index, files
        self.begun = time.monotonic()
        self.tasks += 1
        self.pipe.send(files)

    def overdue(self) -> bool:
        return time.monotonic() - self.begun > self.limits.seconds

    def stop(self) -> None:
        self.pipe.close()
        self.process.kill()
        self.process.join()


def _outcomes(
    workers: list[_Worker[T]],
    waiting: deque[tuple[int, tuple[Path, ...]]],
    limits: Limits,
) -> Iterator[tuple[int, T | UnreadableFile]]:
    ready = wait([worker.pipe for worker in workers], timeout=1.0)
    for worker in list(workers):
        if worker.pipe in ready:
            index, outcome, alive = worker.index, *_received(worker)
            if alive and waiting and worker.tasks < _MOST_TASKS:
                worker.give(*waiting.popleft())
            else:
                workers.remove(worker)
                worker.stop()
            yield index, outcome
        elif worker.overdue():
            workers.remove(worker)
            worker.stop()
            seconds = limits.seconds
            yield worker.index, OversizeFile(worker.files[0], f"读取超过{seconds}秒，已停止")


def _received(worker: _Worker[T]) -> tuple[T | UnreadableFile, bool]:
    """The outcome, and whether the process is fit for another notice."""
    try:
        outcome: T | UnreadableFile = worker.pipe.recv()
        return outcome, True
    except (EOFError, OSError):
        return DamagedFile(worker.files[0], "读取进程异常终止，文件可能已损坏或含恶意内容"), False


def _context() -> multiprocessing.context.ForkServerContext | multiprocessing.context.SpawnContext:
    """Fresh processes: a fork of a program with threads can hang."""
    if "forkserver" in multiprocessing.get_all_start_methods():
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload([_PRELOADED])
        return context
    return multiprocessing.get_context("spawn")


def _serve(pipe: Connection, work: Callable[[tuple[Path, ...]], T], limits: Limits) -> None:
    """The life of a process: notices in, outcomes out, until the other end closes."""
    _bound(limits)
    while True:
        try:
            files = pipe.recv()
        except (EOFError, OSError):
            return
        pipe.send(_outcome(work, files))


def _outcome(work: Callable[[tuple[Path, ...]], T], files: tuple[Path, ...]) -> T | UnreadableFile:
    try:
        return work(files)
    except UnreadableFile as error:
        return error
    except MemoryError:
        return OversizeFile(files[0], "读取所需内存超过上限")
    except Exception as error:  # the other notices of the batch must go on
        return DamagedFile(files[0], f"读取时出错（{type(error).__name__}：{error}）")


def _bound(limits: Limits) -> None:
    """Bounds this process's memory, where the system can."""
    try:
        import resource
    except ImportError:
        return
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    wanted = limits.memory_bytes
    if most != resource.RLIM_INFINITY:
        wanted = min(wanted, most)
    resource.setrlimit(resource.RLIMIT_AS, (wanted, most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
