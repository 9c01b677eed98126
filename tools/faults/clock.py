"""The server's clock is put back by days between two postings."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import psycopg

from faults.machine import Machine
from faults.money import book, issued, received
from zhida.platform.ledger.sealing import seal
from zhida.platform.ledger.verifying import verify

_LIBRARIES = (
    "/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1",
    "/usr/lib/aarch64-linux-gnu/faketime/libfaketime.so.1",
    "/usr/lib/faketime/libfaketime.so.1",
)


@dataclass
class Clock:
    """What was seen; `possible` is false where the library that shifts clocks isn't there."""

    possible: bool = False
    went_back: bool = False
    replayed: bool = False
    balances_right: bool = False
    clean: bool = False
    dated_back: int = 0


def put_back(machine: Machine) -> Clock:
    """Book, put the clock back three days, book more and the same again, seal, verify."""
    told = Clock()
    library = next((each for each in _LIBRARIES if Path(each).exists()), None)
    if library is None:
        return told
    book(received(100))
    book(*(issued(each, 100, "clock") for each in range(10)))
    seal()
    before = _now(machine)
    machine.stop()
    os.environ |= {"LD_PRELOAD": library, "FAKETIME": "-3d", "FAKETIME_DONT_FAKE_MONOTONIC": "1"}
    try:
        machine.start()
    finally:
        for name in ("LD_PRELOAD", "FAKETIME", "FAKETIME_DONT_FAKE_MONOTONIC"):
            os.environ.pop(name)
    told.possible = True
    told.went_back = _now(machine) < before
    again = book(*(issued(each, 100, "clock") for each in range(20)))
    told.replayed = [each.replayed for each in again] == [True] * 10 + [False] * 10
    seal()
    report = verify()
    told.clean = report.clean
    told.balances_right = not any(each.check == "balance" for each in report.faults)
    with psycopg.connect(machine.superuser()) as superuser:
        row = superuser.execute(
            "SELECT count(*) FROM ledger_voucher v WHERE EXISTS (SELECT FROM ledger_voucher e"
            " WHERE e.id < v.id AND e.booked_at > v.booked_at + interval '1 day')"
        ).fetchone()
    told.dated_back = int(row[0]) if row else 0
    machine.stop()
    machine.start()
    return told


def _now(machine: Machine) -> float:
    with psycopg.connect(machine.superuser()) as superuser:
        row = superuser.execute("SELECT extract(epoch FROM clock_timestamp())::float8").fetchone()
    return float(row[0]) if row else 0.0
