"""封存日志 sealing: deeds that are committed are closed off in chained blocks, as vouchers are.

It runs whenever it suits (`zhida journal seal`), and never holds up an act.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.db import connection

from zhida.core.ledger.sealing import Algorithm, block_hash
from zhida.platform.configuration import configuration
from zhida.platform.journal.sealed_rows import unsealed
from zhida.platform.scope import scope
from zhida.platform.sealing.chain import NATION, Chain
from zhida.platform.sealing.head import Head

JOURNAL = Chain(
    "journal", "deeds", "条日志", "请保留现场，用封存之前的备份查明原样，并查明由谁、为何改动"
)
_BLOCK = 4096


@dataclass(frozen=True, slots=True)
class Sealed:
    """封存结果: how many blocks were written, with how many deeds."""

    blocks: int = 0
    deeds: int = 0


def seal(progress: Callable[[int], None] = lambda deeds: None) -> Sealed:
    """封存: every deed that is committed and in no block yet, oldest first.

    One transaction for each block; two sealers take turns. `progress` hears the
    number of deeds of each block.
    """
    total = Sealed()
    with scope(NATION), connection.cursor() as cursor:
        cursor.execute("SELECT COALESCE(max(settled), 0), journal_settled() FROM journal_block")
        after, settled = cursor.fetchone()
    more = True
    while more:
        with scope(NATION):
            found, after, more = _seal_block(after, settled)
        if found:
            total = Sealed(total.blocks + 1, total.deeds + found)
            progress(found)
    return total


def current_head() -> Head:
    """封存首: the end of the journal's chain as it is now, to be signed and held outside."""
    with scope(NATION):
        return JOURNAL.head()


def _seal_block(after: int, settled: int) -> tuple[int, int, bool]:
    """How many deeds were sealed, up to which number, and whether there are more."""
    JOURNAL.take_turn()
    algorithm = Algorithm(configuration().seal_algorithm)
    found = [(each.number, each.hashed(algorithm)) for each in unsealed(after, _BLOCK + 1)]
    taken, more = found[:_BLOCK], len(found) > _BLOCK
    if not taken:
        return 0, after, False
    before = JOURNAL.last_block()
    ids, hashes = [number for number, _ in taken], [each for _, each in taken]
    number = before.number + 1
    own = block_hash(before.hash, number, hashes, algorithm)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT journal_seal(%s, %s, %s, %s, %s, %s, %s)",
            [number, before.hash, own, ids, hashes, 0 if more else settled, algorithm.value],
        )
    return len(taken), ids[-1], more
