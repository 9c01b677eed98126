"""分完的指标 emptied: lines of an agency that have nothing left for a plan, and where it went."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db import connection

from zhida.core.ledger.chart import verb_name
from zhida.core.money import format_fen
from zhida.data import load
from zhida.platform.allocation.models import Plan


@dataclass(frozen=True, slots=True)
class EmptyLine:
    """分完的指标: `document` brought its money, `taken` says in words what took it, each with its sum.

    `kept_in` is the year and the book of the line, where a plan of this year can't use it at all.
    """

    number: int
    document: str
    taken: tuple[str, ...]
    kept_in: str = ""

    def why(self) -> str:
        """Why a plan can't have money of this line, and what to do; after the line's number."""
        if self.kept_in:
            return f"是本单位{self.kept_in}的，不能用于这个方案。请另选一行指标。"
        brought = f"由{self.document}下达，其中的钱"
        if not self.taken:
            return f"{brought}没有可分配的余额。请另选一行指标。"
        return (
            f"{brought}已全部分完：{'；'.join(self.taken)}。"
            "请另选一行指标；确要用这一行的，没有下达的方案先撤回（分配方案页，或 zhida issue withdraw），"
            "已下达的由下级上缴后收回，其他凭证先冲销（账上的凭证页，或 zhida ledger reverse）。"
        )


def empty_lines(agency: str, year: int, numbers: Collection[int]) -> dict[int, EmptyLine]:
    """分完的指标: those of the lines (their numbers) that are the agency's, by number.

    They are looked up whatever is left on them: ask for lines that are not held.
    """
    if not numbers:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_OWN, [list(numbers), agency])
        own = cursor.fetchall()
        cursor.execute(_TAKEN, [[number for number, *_ in own]])
        moved = cursor.fetchall()
    plans = _signed_plans(numbers)
    taken: dict[int, list[str]] = {}
    for number, of, voucher, verb, document, fen in moved:
        paper = f"{document}（{plans[document]}）" if plans.get(document) else document
        taken.setdefault(number, []).append(
            f"{paper}{verb_name(verb)}{format_fen(fen)}（凭证{of}-{voucher}）"
        )
    return {
        number: EmptyLine(
            number, document, tuple(taken.get(number, ())), _elsewhere(book, of, year)
        )
        for number, document, book, of in own
    }


def _elsewhere(book: str, of: int, year: int) -> str:
    if (book, of) == ("quota", year):
        return ""
    (name,) = (row["name"] for row in load("books") if row["book"] == book)
    return f"{of}年度{name}"


def _signed_plans(numbers: Collection[int]) -> dict[str, str]:
    """The number of the signed document of each plan that these lines pay for, by 方案 and its number."""
    found = Plan.objects.filter(pool__line_id__in=numbers).exclude(number="")
    return {f"方案{number}": document for number, document in found.values_list("pk", "number")}


_OWN = """
SELECT l.id, l.document, l.book, l.year
FROM ledger_line l JOIN regions_agency g ON g.id = l.holder_id
WHERE l.id = ANY(%s) AND g.code = %s
"""

# What left the accounts that plans are paid from, and was not put back by a reversal.
_TAKEN = """
SELECT t.credit_line_id, v.year, v.id, v.verb, v.document, sum(t.fen)
FROM ledger_account a
JOIN ledger_transfer t ON t.credit_id = a.id AND t.year = a.year
JOIN ledger_voucher v ON v.id = t.voucher_id AND v.year = t.year
WHERE a.line_id = ANY(%s) AND a.kind IN ('pending', 'expected')
    AND NOT (t.debit_line_id = t.credit_line_id AND t.debit_kind IN ('pending', 'expected'))
    AND NOT EXISTS (
        SELECT 1 FROM ledger_voucher undone WHERE undone.reverses_id = v.id AND undone.year = v.year)
GROUP BY t.credit_line_id, v.year, v.id, v.verb, v.document
ORDER BY t.credit_line_id, v.year, v.id
"""
