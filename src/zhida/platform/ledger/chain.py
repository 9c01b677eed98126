"""指标账的链 chain: the ledger's blocks, recomputed from the vouchers that they sealed."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from zhida.platform.ledger.report import Report
from zhida.platform.ledger.sealed_rows import StoredVoucher, sealed
from zhida.platform.ledger.tampering import what_changed
from zhida.platform.sealing.chain import Chain
from zhida.platform.sealing.faults import Fault
from zhida.platform.sealing.head import Head

LEDGER = Chain(
    "ledger",
    "vouchers",
    "张凭证",
    "请保留现场，用封存之前的备份查明原样；该凭证确有错误的，恢复后另作冲销",
)


def broken_chain(
    report: Report, head: Head | None, progress: Callable[[int], None]
) -> Iterator[Fault]:
    """封存: vouchers other than sealed, blocks other than their vouchers, and a foreign head.

    `report` is filled with what was counted; `progress` hears the number of
    vouchers of each block.
    """

    def members(first: int, last: int) -> Iterator[StoredVoucher]:
        for stored in sealed(first, last):
            report.transfers += len(stored.transfers)
            yield stored

    def counted(vouchers: int) -> None:
        report.blocks += 1
        report.vouchers += vouchers
        progress(vouchers)

    report.head = yield from LEDGER.broken(members, _fault, counted, head)


def _fault(stored: StoredVoucher) -> Fault:
    changed = what_changed(stored)
    return Fault(
        "sealed",
        changed.table,
        int(stored.mark[1] or 0),
        int(stored.mark[2] or 0),
        changed.field,
        changed.sentence,
        LEDGER.restore,
    )
