"""区块链核验 chain: every block recomputed from the rows that it sealed, in constant memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from django.db import connection

from zhida.core.ledger.sealing import GENESIS, block_hash
from zhida.platform.ledger.head import Head
from zhida.platform.ledger.report import Fault, Report
from zhida.platform.ledger.sealed_rows import StoredVoucher, sealed
from zhida.platform.ledger.tampering import what_changed

_AT_ONCE = 64
_RESTORE = "请保留现场，用封存之前的备份查明原样；该凭证确有错误的，恢复后另作冲销"


def broken_chain(
    report: Report, head: Head | None, progress: Callable[[int], None]
) -> Iterator[Fault]:
    """封存: vouchers other than sealed, blocks other than their vouchers, and a foreign head.

    `report` is filled with what was counted; `progress` hears the number of
    vouchers of each block.
    """
    at_head = GENESIS if head is not None and head.block == 0 else None
    end, last = 0, GENESIS
    while chunk := _blocks(end):
        wrong: StoredVoucher | None = None
        members = sealed(chunk[0][0], chunk[-1][0])
        waiting: StoredVoucher | None = next(members, None)
        for number, previous, stored, count in chunk:
            if number != end + 1:
                yield _block_fault(end + 1, "number", "区块不在库里，链条中断")
            elif previous != last:
                yield _block_fault(number, "previous", "所记的上一块摘要与上一块不符")
            hashes: list[bytes] = []
            while waiting is not None and _block_of(waiting) < number:
                waiting = next(members, None)  # of a block that has gone
            while waiting is not None and _block_of(waiting) == number:
                hashes.append(bytes.fromhex((waiting.mark[3] or b"").decode()))
                report.transfers += len(waiting.transfers)
                if wrong is None and waiting.hash != hashes[-1]:
                    wrong = waiting
                waiting = next(members, None)
            if block_hash(previous, number, hashes) != stored:
                yield _block_fault(
                    number,
                    "hash" if len(hashes) == count else "vouchers",
                    "与所封存的凭证不符"
                    if len(hashes) == count
                    else f"封存时有{count}张凭证，现有{len(hashes)}张",
                )
            report.blocks += 1
            report.vouchers += len(hashes)
            progress(len(hashes))
            if head is not None and number == head.block:
                at_head = stored
            end, last = number, stored
        if wrong is not None:  # only now that the stream has ended can the database be asked
            yield _voucher_fault(wrong)
    if head is not None:
        yield from _head_fault(head, at_head, end)
        report.head = head.block if at_head == head.hash else None


def _block_of(stored: StoredVoucher) -> int:
    return int(stored.mark[0] or 0)


def _blocks(after: int) -> list[tuple[int, bytes, bytes, int]]:
    """The next few blocks: number, previous hash, hash, and how many vouchers."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT number, previous, hash, vouchers FROM ledger_block"
            " WHERE number > %s ORDER BY number LIMIT %s",
            [after, _AT_ONCE],
        )
        return [
            (number, bytes(previous), bytes(own), count)
            for number, previous, own, count in cursor.fetchall()
        ]


def _head_fault(head: Head, found: bytes | None, end: int) -> Iterator[Fault]:
    when = head.taken_at.astimezone().strftime("%Y-%m-%d %H:%M")
    if found is None:
        yield _block_fault(
            head.block,
            "number",
            f"{when}取走的封存首在第{head.block}块，库里只到第{end}块："
            "数据库是更早的备份，或后来的区块被删去",
            "请查明何时、由谁恢复了备份，并从最新的备份恢复",
        )
    elif found != head.hash:
        yield _block_fault(
            head.block,
            "hash",
            f"与{when}取走的封存首不同：封存后账页被整体改写，或封存首属于另一个库",
            "请保留现场，从取走封存首之后的备份恢复",
        )


def _block_fault(number: int, field: str, sentence: str, mend: str = _RESTORE) -> Fault:
    return Fault("chain", "ledger_block", None, number, field, sentence, mend)


def _voucher_fault(stored: StoredVoucher) -> Fault:
    changed = what_changed(stored)
    return Fault(
        "sealed",
        changed.table,
        int(stored.mark[1] or 0),
        int(stored.mark[2] or 0),
        changed.field,
        changed.sentence,
        _RESTORE,
    )
