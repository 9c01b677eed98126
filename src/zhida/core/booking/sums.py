"""两相核对 sums: what is to be booked against the table's total and the letter's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from zhida.core.booking.faults import fault
from zhida.core.booking.shares import Share
from zhida.core.findings import Finding
from zhida.core.money import Amount, format_fen
from zhida.core.notice import Notice
from zhida.core.rules import margins


def check_sums(notice: Notice, shares: Sequence[Share]) -> tuple[Finding, ...]:
    """核对: Σ of the shares = the table's total = the letter's total, by source too."""
    findings = []
    total = sum(share.fen for share in shares)
    others = [("正文总额", notice.total)]
    for table in notice.allocation:
        row = margins.total_row(table)
        printed = margins.row_amount(table, row) if row is not None else None
        if printed is not None and len(notice.allocation) == 1:
            found = _miss("分配表合计", total, printed.fen)
            findings += [fault("B104", found, expected=printed.fen, found=total)] if found else []
    for name, amount in others:
        if amount.fen is None:
            findings.append(
                fault("B104", f"各笔相加为{format_fen(total)}，{name}没有数字可以核对。")
            )
        elif found := _miss(name, total, amount.fen):
            findings.append(fault("B104", found, expected=amount.fen, found=total))
    findings += _by_source(notice, shares)
    return tuple(findings)


def _by_source(notice: Notice, shares: Sequence[Share]) -> list[Finding]:
    if len(notice.appropriations) < 2:
        return []
    sums: dict[int, int] = defaultdict(int)
    for share in shares:
        sums[share.appropriation] += share.fen
    return [
        fault("B104", found, expected=part.total.fen, found=sums[index])
        for index, part in enumerate(notice.appropriations)
        if (found := _part(part.label, sums[index], part.total))
    ]


def _part(label: str, total: int, stated: Amount) -> str:
    return _miss(f"正文“{label}”", total, stated.fen) if stated.fen is not None else ""


def _miss(name: str, total: int, stated: int) -> str:
    if total == stated:
        return ""
    word = "多" if total > stated else "少"
    return (
        f"各笔相加为{format_fen(total)}，{name}为{format_fen(stated)}，"
        f"记账将{word}{format_fen(abs(total - stated))}。"
    )
