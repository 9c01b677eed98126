"""记账 posting: vouchers into the database, in batches, through its one door."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass

from django.db import connection

from zhida.core.ledger import Earmark, LedgerError, QuotaLine, Voucher
from zhida.platform.ledger.batch import Batch, ContinuedRow, Earlier
from zhida.platform.ledger.refusals import refusals


@dataclass(frozen=True, slots=True)
class Posted:
    """已记账: a voucher's number. `replayed` is true where it had been booked before."""

    year: int
    number: int
    replayed: bool


def open_lines(lines: Iterable[QuotaLine]) -> dict[bytes, int]:
    """开行: the lines' numbers by their digests; those that are new are made, parents first.

    Lines whose parents are in the same call may stand in any order.
    """
    found: dict[bytes, int] = {}
    waiting = {line.digest: line for line in lines}
    while waiting:
        ready = [
            line
            for line in waiting.values()
            if line.parent not in waiting and line.carried_from not in waiting
        ]
        if not ready:
            raise LedgerError("指标行互为上级，请检查来源指标")
        found |= _open(ready, found)
        for line in ready:
            del waiting[line.digest]
    return found


def _open(lines: Sequence[QuotaLine], known: Mapping[bytes, int]) -> dict[bytes, int]:
    above = {d for line in lines for d in (line.parent, line.carried_from) if d}
    parents = {each: known[each] for each in above if each in known}
    parents |= line_numbers(above - parents.keys())
    if missing := above - parents.keys():
        raise LedgerError(
            f"上级指标（{next(iter(missing)).hex()[:12]}…）没有入账，请先接收上级通知"
        )
    earmarks = {line.earmark.digest: line.earmark for line in lines}
    with refusals(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT digest, id FROM ledger_open_lines(%s, %s)",
            [
                json.dumps([_earmark_row(each) for each in earmarks.values()]),
                json.dumps([_line_row(line, parents) for line in lines]),
            ],
        )
        opened = {bytes(each): number for each, number in cursor.fetchall()}
    for line in lines:
        if line.digest not in opened:
            raise LedgerError(f"没有代码为{line.holder}的单位，请先登记该单位")
    return opened


def line_numbers(digests: Iterable[bytes]) -> dict[bytes, int]:
    """行号: the numbers of lines by their digests, also of those that another level holds."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT digest, id FROM ledger_line_numbers(%s)", [list(digests)])
        return {bytes(each): number for each, number in cursor.fetchall()}


def _earmark_row(earmark: Earmark) -> dict[str, object]:
    return asdict(earmark) | {"digest": earmark.digest.hex()}


def _line_row(line: QuotaLine, numbers: Mapping[bytes, int]) -> dict[str, object]:
    row = asdict(line)
    return row | {
        "digest": line.digest.hex(),
        "earmark": line.earmark.digest.hex(),
        "parent": line.parent.hex() if line.parent else None,
        "carried_from": line.carried_from.hex() if line.carried_from else None,
        "parent_id": numbers[line.parent] if line.parent else None,
        "carried_from_id": numbers[line.carried_from] if line.carried_from else None,
    }


def post(vouchers: Sequence[Voucher], lines: Mapping[bytes, int]) -> tuple[Posted, ...]:
    """记账: all of the vouchers or none, in the scope of the running transaction.

    `lines` are the numbers of the quota lines by digest (`open_lines`). A
    voucher whose identity was booked before is not booked again. Raises
    `LedgerError` where the chart has no such entry, and where the database
    refuses: what is not there, what is another's, what was booked otherwise.
    The transaction is then lost.
    """
    if not vouchers:
        return ()
    batch = Batch(lines, _earlier(vouchers))
    for voucher in vouchers:
        batch.add(voucher)
    with refusals(), connection.cursor() as cursor:
        cursor.execute(_POST, batch.columns)
        return tuple(
            Posted(year, number, replayed) for _, year, number, replayed in cursor.fetchall()
        )


def _earlier(vouchers: Sequence[Voucher]) -> Mapping[bytes, Earlier]:
    wanted = {key for each in vouchers for key in (each.reverses, each.carried_from) if key}
    if not wanted:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_EARLIER, [list(wanted)])
        found = {
            bytes(key): Earlier(year, number, verb, tuple(ContinuedRow(*each) for each in rows))
            for key, year, number, verb, rows in cursor.fetchall()
        }
    if missing := wanted - found.keys():
        raise LedgerError(
            f"要冲销或结转的凭证（{next(iter(missing)).hex()[:12]}…）没有入账，或不在工作范围之内"
        )
    return found


_EARLIER = """
SELECT v.key, v.year, v.id, v.verb, (
    SELECT array_agg(ARRAY[t.credit_id, t.debit_id, t.debit_line_id] ORDER BY t.ordinal)
    FROM ledger_transfer t WHERE t.year = v.year AND t.voucher_id = v.id)
FROM ledger_voucher v WHERE v.key = ANY(%s)
"""
_POST = f"SELECT * FROM ledger_post({', '.join(f'%s::{each}[]' for each in Batch.TYPES)})"
