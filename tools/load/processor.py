"""Processor time: who used how much of the machine while people walked."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")
_PROC = Path("/proc")


@dataclass(frozen=True, slots=True)
class Used:
    """Seconds of a processor since each began: server, database, the walkers here, all together."""

    at: float
    server: float
    database: float
    walkers: float
    machine: float

    def told_since(self, before: Used, requests: int) -> str:
        """A line for the log: cores that each kept busy, and ms of the server for a request.

        >>> begun, ended = Used(0, 0, 0, 0, 0), Used(10, 8, 6, 1, 17)
        >>> ended.told_since(begun, 100).split(";")[0]
        'cores kept busy: server 0.80, database 0.60, the walkers themselves 0.10, others 0.20'
        """
        seconds = self.at - before.at
        server, database = self.server - before.server, self.database - before.database
        walkers = self.walkers - before.walkers
        others = max(0.0, self.machine - before.machine - server - database - walkers)
        each = 1000 / max(requests, 1)
        return (
            f"cores kept busy: server {server / seconds:.2f}, database {database / seconds:.2f},"
            f" the walkers themselves {walkers / seconds:.2f}, others {others / seconds:.2f};"
            f" the machine has {os.cpu_count()}. A request took {server * each:.0f} ms of processor"
            f" in the server, {database * each:.0f} ms in the database"
        )


def used(server: int, postgres: Path) -> Used:
    """As of now; `server` is its process, `postgres` the folder of the embedded database."""
    postmaster = int((postgres / "postmaster.pid").read_text("utf-8").split(maxsplit=1)[0])
    return Used(
        time.monotonic(),
        _own(server),
        _with_ended(postmaster) + sum(map(_own, _children(postmaster))),
        time.process_time(),
        _busy(),
    )


def _times(pid: int) -> list[int]:
    """utime, stime, and those of children that have ended; the name before them may hold blanks."""
    try:
        stat = (_PROC / str(pid) / "stat").read_text("utf-8")
    except OSError:  # it has ended since it was listed: its parent counts it
        return [0, 0, 0, 0]
    return [int(each) for each in stat.rpartition(")")[2].split()[11:15]]


def _own(pid: int) -> float:
    return sum(_times(pid)[:2]) / _TICKS


def _with_ended(pid: int) -> float:
    return sum(_times(pid)) / _TICKS


def _children(pid: int) -> list[int]:
    listed = (_PROC / str(pid) / "task" / str(pid) / "children").read_text("ascii")
    return [int(each) for each in listed.split()]


def _busy() -> float:
    """Of all cores: user, nice, system, interrupts; neither idle nor waiting for a disk."""
    user, nice, system, _, _, hard, soft = map(
        int, (_PROC / "stat").read_text("ascii").split("\n", 1)[0].split()[1:8]
    )
    return (user + nice + system + hard + soft) / _TICKS
