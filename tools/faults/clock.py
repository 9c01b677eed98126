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
    as_of_right: bool = False


def put_back(machine: Machine) -> Clock:
    """Book, put the clock back three days, book more and the same again, seal, verify."""
    told = Clock()
    library = next((each for each in _LIBRARIES if Path(each).exists()), None)
    if library is None:
        return told
    book(received(100))
    book(*(issued(each, 100, "clock") for each in range(10)))
    before = _now(machine)
    seal()
    books = _as_of(machine, before)
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
    told.as_of_right = _as_of(machine, before) == books
    machine.stop()
    machine.start()
    return told


def _as_of(machine: Machine, moment: float) -> list[tuple[int, int]]:
    """Every account's balance as of a moment of booking."""
    with psycopg.connect(machine.superuser()) as superuser:
        return superuser.execute(
            "SELECT side.id, sum(side.fen)::bigint FROM ledger_voucher v"
            " JOIN ledger_transfer t ON t.year = v.year AND t.voucher_id = v.id"
            " CROSS JOIN LATERAL (VALUES (t.debit_id, t.fen), (t.credit_id, -t.fen)) side(id, fen)"
            " WHERE v.booked_at <= to_timestamp(%s) GROUP BY 1 ORDER BY 1",
            [moment],
        ).fetchall()


def _now(machine: Machine) -> float:
    with psycopg.connect(machine.superuser()) as superuser:
        row = superuser.execute("SELECT extract(epoch FROM clock_timestamp())::float8").fetchone()
    return float(row[0]) if row else 0.0
