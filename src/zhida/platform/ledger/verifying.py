"""核验 verifying: is the ledger what was booked? Everything is computed anew from its rows.

It reads as the application's role does, in one snapshot, and streams: a
million vouchers take no more memory than a thousand.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from django.db import connection

from zhida.platform.ledger.chain import broken_chain
from zhida.platform.ledger.invariants import (
    broken_keys,
    doubled_money,
    lopsided_earmarks,
    other_chart,
    wrong_balances,
    wrong_totals,
)
from zhida.platform.ledger.lines import every_line
from zhida.platform.ledger.report import Report
from zhida.platform.ledger.sealed_rows import unsealed
from zhida.platform.ledger.tampering import Earlier, contradiction
from zhida.platform.scope import snapshot
from zhida.platform.sealing.chain import NATION
from zhida.platform.sealing.faults import Fault, first_of_each
from zhida.platform.sealing.guards import guard_faults
from zhida.platform.sealing.head import Head

Progress = Callable[[str, int], None]

_MEND_LINE = "请保留现场，用备份查明原样后恢复，再重新核验"
_MEND_UNSEALED = "请查明该凭证由谁记入；不是经程序记入的，按来路不明的账处理"


def verify(head: Head | None = None, progress: Progress = lambda step, count: None) -> Report:
    """核验: guards, chart, lines, blocks, keys, balances, totals, and what isn't sealed yet.

    `head` was signed and held outside (see `head.read_head`). `progress` hears
    the step and how much of it was done since. Every check goes on to its first
    wrong row, and all checks are made.
    """
    report = Report()
    with snapshot(NATION):
        _count(report)
        progress("guards", 0)
        for faults in (
            guard_faults("ledger"),
            other_chart(),
            _wrong_lines(report, progress),
            first_of_each(broken_chain(report, head, lambda count: progress("vouchers", count))),
            _wrong_unsealed(report, progress),
            broken_keys(lambda keys: progress("keys", keys)),
            wrong_balances(lambda accounts: progress("balances", accounts)),
            wrong_totals(),
            lopsided_earmarks(),
            doubled_money(),
        ):
            report.faults.extend(faults)
    return report


def _count(report: Report) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM ledger_account")
        (report.accounts,) = cursor.fetchone()


def _wrong_lines(report: Report, progress: Progress) -> Iterator[Fault]:
    """The first line, and the first earmark, that isn't what its digest says."""
    right: set[int] = set()
    wrong_line = wrong_earmark = False
    for each in every_line():
        report.lines += 1
        progress("lines", 1)
        earmark = each.line.earmark.digest if each.line else b""
        if each.earmark not in right and earmark != each.earmark_digest:
            if not wrong_earmark:
                yield _line_fault("ledger_earmark", each.year, each.earmark, "专项的要素")
            wrong_earmark = True
            continue  # its lines can't be right either
        right.add(each.earmark)
        if not wrong_line and (each.line is None or each.line.digest != each.digest):
            wrong_line = True
            yield _line_fault("ledger_line", each.year, each.number, "指标行的要素")


def _line_fault(table: str, year: int, number: int, what: str) -> Fault:
    return Fault("line", table, year, number, "", f"{what}与其摘要不符，二者之一被改动", _MEND_LINE)


def _wrong_unsealed(report: Report, progress: Progress) -> Iterator[Fault]:
    """Of those not sealed: the first that contradicts itself, or that came in behind the blocks."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT COALESCE(max(settled), 0) FROM ledger_block")
        (settled,) = cursor.fetchone()
        cursor.execute("SELECT DISTINCT year FROM ledger_earmark ORDER BY 1")
        years = [year for (year,) in cursor.fetchall()]
    wrong = behind = False
    for year in years:
        for stored in unsealed(year):
            number = int(stored.values[1] or 0)
            earlier = Earlier(_key(stored.mark[2]), _key(stored.mark[3]))
            report.unsealed += 1
            report.first_unsealed = report.first_unsealed or (year, number)
            report.transfers += len(stored.transfers)
            progress("vouchers", 1)
            if not wrong and (changed := contradiction(stored, earlier)):
                wrong = True
                yield Fault(
                    "unsealed",
                    changed.table,
                    year,
                    number,
                    changed.field,
                    changed.sentence,
                    _MEND_UNSEALED,
                )
            if not behind and number <= settled:
                behind = True
                yield Fault(
                    "unsealed",
                    "ledger_voucher",
                    year,
                    number,
                    "id",
                    "封存完毕的号段里多出的凭证，封存时并不在库里",
                    _MEND_UNSEALED,
                )


def _key(stated: bytes | None) -> bytes | None:
    return bytes.fromhex(stated.decode()) if stated else None
