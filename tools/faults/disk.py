"""The disk runs full in the middle of postings, and is emptied again."""

from __future__ import annotations

import os
import subprocess
import tempfile
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
from django.db import Error, connections

from faults.machine import Machine
from faults.money import book, issued, received
from zhida.core.ledger import LedgerError, Voucher
from zhida.platform.ledger.sealing import seal
from zhida.platform.ledger.verifying import verify
from zhida.platform.migrating import migrate

_SIZE = 400
"""Megabytes of the small disk."""
_BATCH = 50


@dataclass
class DiskFull:
    """What was seen; `possible` is false where no small disk could be made."""

    possible: bool = False
    why_not: str = ""
    times: int = 0
    acknowledged: int = 0
    there: int = 0
    said: set[str] = field(default_factory=set)
    went_on: int = 0
    clean: bool = False


def fill_disk(times: int) -> DiskFull:
    """A server on a disk of its own (a tmpfs, so only as root), filled `times` times."""
    told = DiskFull(times=times)
    with tempfile.TemporaryDirectory(prefix="zhida-disk-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        mounted = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={_SIZE}m,mode=755", "tmpfs", name],
            capture_output=True,
            text=True,
        )
        if mounted.returncode:
            told.why_not = mounted.stderr.strip() or "mount failed"
            return told
        machine = Machine(folder / "postgres")
        try:
            machine.start()
            migrate()
            book(received())
            told.possible = True
            for each in range(times):
                _fill_once(machine, folder / "ballast", each, told)
            seal()
            told.there = _there(machine)
            told.clean = verify().clean
        finally:
            machine.stop()
            subprocess.run(["umount", "--lazy", name], check=True)
    return told


def _fill_once(machine: Machine, ballast: Path, round_: int, told: DiskFull) -> None:
    with suppress(OSError), ballast.open("wb", buffering=0) as file:
        while file.write(bytes(1 << 16)):
            pass
    with suppress(OSError):  # a little is left, so that it runs out in the middle of something
        os.truncate(ballast, max(0, ballast.stat().st_size - (300_000 << round_)))
    failed: int | None = None
    for number in range(10_000):
        try:
            book(*_batch(round_, number))
            told.acknowledged += _BATCH
        except (Error, LedgerError) as refused:
            told.said.add(str(refused).strip().splitlines()[0][:90])
            failed = number
            break
    ballast.unlink()
    connections.close_all()
    try:
        machine.wait()
    except psycopg.Error:
        machine.start()  # it had no room for its log, and went down as it should
    if failed is not None:
        book(*_batch(round_, failed))
        told.acknowledged += _BATCH
        told.went_on += 1


def _batch(round_: int, number: int) -> list[Voucher]:
    return [issued(number * _BATCH + each, 100, f"disk{round_}") for each in range(_BATCH)]


def _there(machine: Machine) -> int:
    with psycopg.connect(machine.superuser()) as superuser:
        row = superuser.execute(
            "SELECT count(*) FROM ledger_voucher WHERE verb = 'issue'"
        ).fetchone()
    return int(row[0]) if row else 0
