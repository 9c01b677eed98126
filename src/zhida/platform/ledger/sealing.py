"""封存 sealing: what was booked since is closed off in blocks, each chained to the one before.

It runs after commit, whenever it suits (`zhida ledger seal`, or `seal()`), and
never holds up a posting.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.db import connection

from zhida.core.ledger.sealing import Algorithm, block_hash
from zhida.platform.configuration import configuration
from zhida.platform.ledger.chain import LEDGER
from zhida.platform.ledger.sealed_rows import unsealed
from zhida.platform.scope import scope
from zhida.platform.sealing.chain import NATION
from zhida.platform.sealing.head import Head

_BLOCK = 4096


@dataclass(frozen=True, slots=True)
class Sealed:
    """封存结果: how many blocks were written, with how many vouchers."""

    blocks: int = 0
    vouchers: int = 0


def seal(progress: Callable[[int], None] = lambda vouchers: None) -> Sealed:
    """封存: every voucher that is committed and in no block yet, oldest first.

    One transaction for each block: whatever interrupts it, what is sealed
    stays sealed. Two sealers take turns. `progress` hears the number of
    vouchers of each block.
    """
    total = Sealed()
    with scope(NATION):
        after, settled, years = _begin()
    for place, year in enumerate(years, 1):
        start, more = after, True
        while more:
            with scope(NATION):
                last = place == len(years)
                found, start, more = _seal_block(year, start, settled if last else 0)
            if found:
                total = Sealed(total.blocks + 1, total.vouchers + found)
                progress(found)
    return total


def current_head() -> Head:
    """封存首: the end of the ledger's chain as it is now, to be signed and held outside."""
    with scope(NATION):
        return LEDGER.head()


def _begin() -> tuple[int, int, list[int]]:
    """Up to which number all is sealed, up to which it will be then, and the years to look at."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT COALESCE(max(settled), 0), ledger_settled() FROM ledger_block")
        after, settled = cursor.fetchone()
        cursor.execute(
            "SELECT y.year FROM (SELECT DISTINCT year FROM ledger_earmark) AS y WHERE EXISTS ("
            " SELECT FROM ledger_voucher v WHERE v.year = y.year AND v.id > %s AND NOT EXISTS ("
            "  SELECT FROM ledger_sealed s WHERE s.year = v.year AND s.voucher_id = v.id))"
            " ORDER BY y.year",
            [after],
        )
        return after, settled, [year for (year,) in cursor.fetchall()]


def _seal_block(year: int, after: int, settled: int) -> tuple[int, int, bool]:
    """How many vouchers were sealed, up to which number, and whether there are more."""
    LEDGER.take_turn()
    algorithm = Algorithm(configuration().seal_algorithm)
    with connection.cursor() as cursor:
        found = [
            (int(each.values[1] or 0), each.hashed(algorithm))
            for each in unsealed(year, after, _BLOCK + 1)
        ]
        taken, more = found[:_BLOCK], len(found) > _BLOCK
        if not taken:
            return 0, after, False
        before = LEDGER.last_block()
        ids, hashes = [number for number, _ in taken], [each for _, each in taken]
        number = before.number + 1
        cursor.execute(
            "SELECT ledger_seal(%s, %s, %s, %s::smallint, %s, %s, %s, %s)",
            [
                number,
                before.hash,
                block_hash(before.hash, number, hashes, algorithm),
                year,
                ids,
                hashes,
                0 if more else settled,
                algorithm.value,
            ],
        )
        return len(taken), ids[-1], more
