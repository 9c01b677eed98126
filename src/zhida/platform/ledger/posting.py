"""记账 posting: vouchers into the database, in batches, through its one door."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass

from django.db import connection

from zhida.core.ledger import Earmark, LedgerError, QuotaLine, Voucher, entry
from zhida.platform.regions.models import Agency


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
        ready = [line for line in waiting.values() if line.parent not in waiting]
        if not ready:
            raise LedgerError("指标行互为上级，请检查来源指标")
        found |= _open(ready, found)
        for line in ready:
            del waiting[line.digest]
    return found


def _open(lines: Sequence[QuotaLine], known: Mapping[bytes, int]) -> dict[bytes, int]:
    above = {d for line in lines for d in (line.parent, line.carried_from) if d}
    parents = {d: known[d] for d in above if d in known}
    parents |= line_numbers(above - parents.keys())
    if missing := above - parents.keys():
        raise LedgerError(
            f"上级指标（{next(iter(missing)).hex()[:12]}…）没有入账，请先接收上级通知"
        )
    earmarks = {line.earmark.digest: line.earmark for line in lines}
    with connection.cursor() as cursor:
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
    """The numbers of lines that the scope may see, and of the parents of what it receives."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT digest, id FROM ledger_line WHERE digest = ANY(%s)", [list(digests)])
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
    `LedgerError` for entries that the chart doesn't have, and
    `django.db.DatabaseError` where the database refuses.
    """
    if not vouchers:
        return ()
    agencies = _agencies(vouchers)
    reversed_numbers = _numbers({v.reverses for v in vouchers} | {v.carried_from for v in vouchers})
    columns: list[list[object]] = [[] for _ in range(27)]
    for place, voucher in enumerate(vouchers, 1):
        _, reversed_number = reversed_numbers.get(voucher.reverses, (None, 0))
        carried_year, carried = reversed_numbers.get(voucher.carried_from, (None, None))
        row: tuple[object, ...] = (
            voucher.identity.year,
            voucher.identity.key,
            voucher.content,
            voucher.verb,
            len(voucher.transfers),
            agencies[voucher.holder],
            agencies[voucher.counterpart or voucher.holder],
            voucher.document,
            voucher.document_date,
            voucher.actor,
            voucher.reason,
            json.dumps(asdict(voucher.identity), ensure_ascii=False),
            json.dumps([asdict(each) for each in voucher.sources], ensure_ascii=False),
            reversed_number,
            carried_year,
            carried,
        )
        for column, value in zip(columns, row, strict=False):
            column.append(value)
        for ordinal, each in enumerate(voucher.transfers, 1):
            number = None
            if not voucher.reverses:
                number = entry(
                    voucher.verb, each.credit.kind, each.debit.kind, each.relation
                ).number
            row = (
                place,
                ordinal,
                number,
                each.relation,
                lines[each.credit.line],
                each.credit.kind,
                agencies[each.credit.counterpart] if each.credit.counterpart else None,
                lines[each.debit.line],
                each.debit.kind,
                agencies[each.debit.counterpart] if each.debit.counterpart else None,
                each.fen,
            )
            for column, value in zip(columns[16:], row, strict=True):
                column.append(value)
    with connection.cursor() as cursor:
        cursor.execute(_POST, columns)
        return tuple(
            Posted(year, number, replayed) for _, year, number, replayed in cursor.fetchall()
        )


_TYPES = (
    "smallint bytea bytea text smallint bigint bigint text date text text jsonb jsonb bigint"
    " smallint bigint int smallint smallint text bigint text bigint bigint text bigint bigint"
).split()
_POST = f"SELECT * FROM ledger_post({', '.join(f'%s::{each}[]' for each in _TYPES)})"


def _agencies(vouchers: Sequence[Voucher]) -> dict[str, int]:
    codes = {v.holder for v in vouchers} | {v.counterpart for v in vouchers if v.counterpart}
    for voucher in vouchers:
        for each in voucher.transfers:
            codes |= {c for c in (each.credit.counterpart, each.debit.counterpart) if c}
    found = dict(Agency.objects.filter(code__in=codes).values_list("code", "id"))
    if missing := codes - found.keys():
        raise LedgerError(f"没有代码为{'、'.join(sorted(missing))}的单位，请先登记该单位")
    return found


def _numbers(keys: set[bytes | None]) -> Mapping[bytes | None, tuple[int, int]]:
    wanted = [key for key in keys if key]
    if not wanted:
        return {}
    with connection.cursor() as cursor:
        cursor.execute("SELECT key, year, id FROM ledger_voucher WHERE key = ANY(%s)", [wanted])
        found: dict[bytes | None, tuple[int, int]] = {
            bytes(key): (year, number) for key, year, number in cursor.fetchall()
        }
    if missing := set(wanted) - found.keys():
        raise LedgerError(f"要冲销或结转的凭证（{next(iter(missing)).hex()[:12]}…）没有入账")
    return found
