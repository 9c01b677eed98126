"""kill -9 of the server, of its processes and of the client, in the middle of postings."""

from __future__ import annotations

import os
import random
import select
import signal
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

import psycopg
from django.db import connections

from faults.machine import Machine
from faults.money import book, issued
from zhida.core.ledger import Voucher
from zhida.platform.database import APP
from zhida.platform.ledger.sealing import seal
from zhida.platform.ledger.verifying import verify

_BATCH = 20
KINDS = ("server", "server's process", "client")
# A server takes seconds to come back, a client none.
_TURNS = ("server", "client", "client", "server's process", "client", "client")


@dataclass
class Crashes:
    """What the rounds showed."""

    kills: Counter[str] = field(default_factory=Counter)
    open_postings: Counter[str] = field(default_factory=Counter)
    acknowledged: int = 0
    in_doubt: int = 0
    had_committed: int = 0
    lost: int = 0
    twice: int = 0
    not_clean: int = 0


def crash(machine: Machine, rounds: int, until: float, say: Callable[[str], None]) -> Crashes:
    """`rounds` kills, the kinds in turn, or as many as fit before `until`.

    After each: whatever was acknowledged is there, what was in doubt is booked
    again under its own key, everything is there once, and `verify` is clean.
    """
    told = Crashes()
    chance = random.Random(20250106)
    following = 1
    for number in range(rounds):
        if time.monotonic() > until:
            say(f"time is up after {number} of {rounds} rounds")
            break
        kind = _TURNS[number % len(_TURNS)]
        following = _round(machine, kind, chance, following, told)
        if number % 30 == 29:
            say(f"{number + 1} kills, {sum(told.open_postings.values())} in open postings")
    return told


def _round(machine: Machine, kind: str, chance: random.Random, first: int, told: Crashes) -> int:
    client = _Client(first)
    while client.done < first:
        client.hear(1.0)
    # Well into the run, at a moment that has nothing to do with what the client does.
    pause = time.monotonic() + chance.uniform(0.0, 0.4)
    while time.monotonic() < pause:
        client.hear(0.002)
    if kind == "server":
        machine.kill()
    elif kind == "client":
        os.kill(client.pid, signal.SIGKILL)
    else:
        machine.kill_backends(APP)
    client.end()
    told.kills[kind] += 1
    if client.begun > client.done:
        told.open_postings[kind] += 1
    if kind == "server":
        machine.start()
    machine.wait()
    return _settle(machine, client, told)


def _settle(machine: Machine, client: _Client, told: Crashes) -> int:
    """Nothing lost, nothing twice; then the one in doubt again, and still nothing twice."""
    told.acknowledged += (client.done - client.first + 1) * _BATCH
    before = _booked(machine)
    told.lost += sum(1 for each in range(1, client.done * _BATCH + 1) if each not in before)
    if client.begun > client.done:
        told.in_doubt += 1
        again = book(*_batch(client.begun))
        told.had_committed += all(each.replayed for each in again)
        if len({each.replayed for each in again}) != 1:
            told.lost += 1  # half of a batch was there
    after = _booked(machine)
    last = max(client.begun, client.done)
    told.lost += sum(1 for each in range(1, last * _BATCH + 1) if each not in after)
    told.twice += sum(count - 1 for count in after.values()) + max(0, len(after) - last * _BATCH)
    seal()
    if not verify().clean:
        told.not_clean += 1
    return last + 1


def _booked(machine: Machine) -> Counter[int]:
    """How often each ordinal stands in the ledger."""
    with psycopg.connect(machine.superuser()) as connection:
        rows = connection.execute(
            "SELECT (identity->>'ordinal')::int FROM ledger_voucher"
            " WHERE verb = 'issue' AND identity->>'source' = ''"
        ).fetchall()
    return Counter(ordinal for (ordinal,) in rows)


def _batch(number: int) -> tuple[Voucher, ...]:
    return tuple(issued((number - 1) * _BATCH + each) for each in range(1, _BATCH + 1))


class _Client:
    """A process that books batch after batch, and says before and after each which one."""

    def __init__(self, first: int) -> None:
        self.first = first
        self.begun = self.done = first - 1
        self._rest = b""
        connections.close_all()
        self._pipe, theirs = os.pipe()
        self.pid = os.fork()
        if not self.pid:
            os.close(self._pipe)
            _book_on(first, theirs)
        os.close(theirs)

    def hear(self, seconds: float) -> None:
        """What it said meanwhile."""
        if select.select([self._pipe], [], [], seconds)[0]:
            self._take(os.read(self._pipe, 65536))

    def end(self) -> None:
        """Hear the rest, and be sure that it is gone."""
        until = time.monotonic() + 10
        while raw := os.read(self._pipe, 65536):
            self._take(raw)
            if time.monotonic() > until:
                os.kill(self.pid, signal.SIGKILL)
        os.close(self._pipe)
        os.waitpid(self.pid, 0)

    def _take(self, raw: bytes) -> None:
        *lines, self._rest = (self._rest + raw).split(b"\n")
        for line in lines:
            word, _, number = line.partition(b" ")
            if word == b"begin":
                self.begun = int(number)
            else:
                self.done = int(number)


def _book_on(first: int, pipe: int) -> None:
    """The client's whole life; the parent's files and exits are none of its business."""
    number = first
    try:
        while True:
            os.write(pipe, b"begin %d\n" % number)
            book(*_batch(number))
            os.write(pipe, b"done %d\n" % number)
            if number % 5 == 0:
                seal()
            number += 1
    except BaseException:
        os._exit(1)
