"""Many writers on one pool, each taking until it is empty: never a fen over."""

from __future__ import annotations

import random
import threading
import time
from dataclasses import dataclass

import psycopg
from django.db import connection

from faults.machine import Machine
from faults.money import book, issued, received
from zhida.core.ledger import LedgerError
from zhida.platform.ledger.verifying import verify

_TRIES = 40


@dataclass(frozen=True)
class Race:
    """How it went with one number of writers."""

    writers: int
    pool: int
    taken: int
    booked: int
    left: int
    refused: int
    clean: bool
    seconds: float

    @property
    def exact(self) -> bool:
        """What was taken and what is left make up the pool."""
        return self.taken == self.booked and self.taken + self.left == self.pool


def race(machine: Machine, writers: int) -> Race:
    """All writers at once upon a pool, in amounts that don't fit evenly."""
    book(received(writers))
    pool = _pool(machine)
    before = _issued(machine)
    taken, refused = [0] * writers, [0] * writers
    share = pool // (writers * _TRIES // 2) + 7
    gate = threading.Barrier(writers)

    def write(place: int) -> None:
        chance = random.Random(place)
        gate.wait()
        for attempt in range(_TRIES):
            fen = chance.randint(share // 2, share * 2)
            try:
                book(issued(attempt, fen, f"{writers}:{place}"))
                taken[place] += fen
            except LedgerError:
                refused[place] += 1
        connection.close()

    threads = [threading.Thread(target=write, args=(place,)) for place in range(writers)]
    begun = time.perf_counter()
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    seconds = time.perf_counter() - begun
    return Race(
        writers,
        pool,
        sum(taken),
        _issued(machine) - before,
        _pool(machine),
        sum(refused),
        verify().clean,
        seconds,
    )


def _pool(machine: Machine) -> int:
    return _number(machine, "SELECT sum(balance_fen) FROM ledger_account WHERE kind = 'pending'")


def _issued(machine: Machine) -> int:
    return _number(
        machine, "SELECT COALESCE(sum(fen), 0) FROM ledger_transfer WHERE verb = 'issue'"
    )


def _number(machine: Machine, query: str) -> int:
    with psycopg.connect(machine.superuser()) as superuser:
        row = superuser.execute(query.encode()).fetchone()
    return int(row[0]) if row else 0
