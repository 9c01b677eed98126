"""python -m faults [ROUNDS]: hurt a ledger of our own, and print what became of it.

The exit status is 1 where a promise was broken.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from faults.machine import Machine
    from faults.telling import Telling

ROUNDS = 210
"""Kills where none is asked for."""
MINUTES = 9.0
"""The most that the kills may take, when their number wasn't asked for."""


def main(rounds: int | None) -> int:
    """The figures on standard output; answers the exit status."""
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="zhida-faults-") as name:
        Path(name).chmod(0o755)
        os.environ["ZHIDA_DATA_FOLDER"] = name
        os.environ["DJANGO_SETTINGS_MODULE"] = "zhida.platform.settings"
        import django

        django.setup()
        from faults.machine import Machine
        from faults.telling import Telling

        machine = Machine(Path(name) / "postgres")
        telling = Telling(begun)
        try:
            _all(machine, telling, rounds)
        finally:
            machine.stop()
    return telling.end()


def _all(machine: Machine, telling: Telling, rounds: int | None) -> None:
    from faults.money import book, received
    from zhida.platform.migrating import migrate

    telling.heading("A ledger is made")
    machine.start()
    machine.hurry(True)
    migrate()
    book(received())
    _tampering(machine, telling)
    machine.hurry(False)
    _cutting(machine, telling)
    _crashes(machine, telling, rounds)
    _writers(machine, telling)
    _clock(machine, telling)
    _disk(telling)


def _tampering(machine: Machine, telling: Telling) -> None:
    from faults.tampering import tamper

    telling.heading("Tampering by a superuser, found by verify")
    for each in tamper(machine):
        telling.promise(each.case, each.found, each.place)


def _cutting(machine: Machine, telling: Telling) -> None:
    from faults.cutting import cut_lines

    telling.heading("Connection lost after the commit, before its answer; then a retry")
    told = cut_lines(machine, 30)
    telling.figure("lines cut", f"{told.cut} of {told.rounds}")
    telling.promise("the retry is answered with the first booking", told.replayed == told.cut == 30)
    telling.promise("verify is clean", told.clean)


def _crashes(machine: Machine, telling: Telling, rounds: int | None) -> None:
    from faults.crashes import KINDS, crash

    telling.heading("kill -9 in the middle of postings (batches of 20 vouchers) and sealings")
    until = time.monotonic() + (60 * MINUTES if rounds is None else 86_400)
    told = crash(machine, rounds or ROUNDS, until, lambda words: print(f"  … {words}", flush=True))
    kills, hits = told.kills.total(), told.open_postings.total()
    for kind in KINDS:
        share = told.open_postings[kind] / max(1, told.kills[kind])
        telling.figure(
            f"kill -9 of the {kind}",
            f"{told.kills[kind]}, {told.open_postings[kind]} in an open posting ({share:.0%})",
        )
    telling.figure("kills in all", f"{kills}, {hits} in an open posting ({hits / kills:.0%})")
    telling.figure("vouchers acknowledged", told.acknowledged)
    telling.figure(
        "batches in doubt, booked again under their keys",
        f"{told.in_doubt}, of which {told.had_committed} had been committed",
    )
    telling.promise("nothing that was acknowledged is lost, no batch is half", told.lost == 0)
    telling.promise("nothing is booked twice", told.twice == 0)
    telling.promise("verify is clean after every crash", told.not_clean == 0)


def _writers(machine: Machine, telling: Telling) -> None:
    from faults.writers import race

    telling.heading("Writers on one pool, until it is empty")
    for writers in (2, 4, 8, 16):
        told = race(machine, writers)
        telling.figure(
            f"{writers} writers",
            f"{told.refused} refused, {told.left} fen left of {told.pool}, {told.seconds:.1f} s",
        )
        telling.promise(
            f"{writers} writers: not a fen over, verify clean", told.exact and told.clean
        )


def _clock(machine: Machine, telling: Telling) -> None:
    from faults.clock import put_back

    telling.heading("The server's clock goes back three days")
    told = put_back(machine)
    if not told.possible:
        telling.undone("libfaketime (Debian: apt-get install libfaketime) isn't on this machine")
        return
    telling.promise("the clock did go back", told.went_back)
    telling.promise("the books as of a moment before are as they were", told.as_of_right)
    telling.promise("what was booked before is still answered as booked", told.replayed)
    telling.promise("balances are right", told.balances_right)
    telling.promise("verify is clean", told.clean)


def _disk(telling: Telling) -> None:
    from faults.disk import fill_disk

    telling.heading("Disk full (the server alone on a tmpfs of 400 MB)")
    told = fill_disk(3)
    if not told.possible:
        telling.undone(f"no small disk can be made here: {told.why_not}")
        return
    for words in sorted(told.said):
        telling.figure("the posting was told", words)
    telling.promise(
        f"filled {told.times} times: each time it went on after room was made",
        told.went_on == told.times,
    )
    telling.promise(
        "nothing lost, nothing twice", told.there == told.acknowledged, f"{told.there} vouchers"
    )
    telling.promise("verify is clean", told.clean)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else None))
