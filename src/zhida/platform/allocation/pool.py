"""资金行 pool: which quota lines of the ledger pay for the columns of a plan."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db import connection

from zhida.core.ledger import LedgerError
from zhida.core.money import format_fen
from zhida.documents.parsing.funding import budget_kind_of, funding_source_of
from zhida.platform.allocation.emptied import EmptyLine


@dataclass(frozen=True, slots=True)
class HeldLine:
    """在手指标: a quota line of the issuer with what may still be passed down of it.

    `kind` is the account that holds the money: pending, or expected while
    advance money waits for its year.
    """

    number: int
    digest: bytes
    kind: str
    document: str
    upstream_document: str
    fund: str
    source: str
    budget_kind: str
    purpose: str
    available_fen: int

    def describe(self) -> str:
        """The line in words, with the number by which to name it."""
        words = (
            self.upstream_document or self.document,
            self.purpose,
            format_fen(self.available_fen),
        )
        return f"{self.number}（{' '.join(filter(None, words))}）"


@dataclass(frozen=True, slots=True)
class Wanted:
    """列: a column of the plan with its total."""

    name: str
    fen: int


def held_lines(agency: str, year: int) -> tuple[HeldLine, ...]:
    """在手指标: the lines of an agency in a year from which money may be passed down."""
    with connection.cursor() as cursor:
        cursor.execute(_HELD, [agency, year])
        return tuple(
            HeldLine(number, bytes(digest), *rest) for number, digest, *rest in cursor.fetchall()
        )


_HELD = """
SELECT l.id, l.digest, a.kind, l.document, l.upstream_document, e.fund, e.source, e.kind,
       e.purpose, a.balance_fen
FROM ledger_line l
JOIN ledger_earmark e ON e.id = l.earmark_id
JOIN regions_agency g ON g.id = l.holder_id
JOIN ledger_account a ON a.line_id = l.id AND a.kind IN ('pending', 'expected')
WHERE g.code = %s AND l.year = %s AND l.book = 'quota' AND a.balance_fen > 0
ORDER BY l.id
"""


def first_dated(lines: Iterable[int]) -> datetime.date | None:
    """最晚到账: the date of the document that brought the money of these lines (their ids).

    Of several lines the latest, since a notice that gives all of them away follows
    all of them.
    """
    with connection.cursor() as cursor:
        cursor.execute(_BROUGHT, [list(lines)])
        row = cursor.fetchone()
        return row[0] if row else None


_BROUGHT = """
SELECT max(first) FROM (
    SELECT min(v.document_date) AS first
    FROM ledger_transfer t
    JOIN ledger_voucher v ON v.year = t.year AND v.id = t.voucher_id
    WHERE t.debit_line_id = ANY(%s)
    GROUP BY t.debit_line_id
) brought
"""


def match(
    wanted: Sequence[Wanted],
    held: Sequence[HeldLine],
    upstream: str = "",
    chosen: Mapping[str, int] | None = None,
    empty: Mapping[int, EmptyLine] | None = None,
) -> tuple[HeldLine, ...]:
    """对应指标: the line that pays for each column, in the order of the columns.

    A column is matched by the words of its name (中央, 彩票公益金 …) among the
    lines that came with the document `upstream`, or by the line's number in
    `chosen`; of a chosen line that isn't held, `empty` knows why. Raises
    `LedgerError` naming the column and the lines there are, where none or several
    match, or where the line holds too little.
    """
    numbers = chosen or {}
    found = tuple(
        _chosen(column, numbers[column.name], held, empty or {})
        if column.name in numbers
        else _one(column, _those_of(held, upstream), held)
        for column in wanted
    )
    for column, line in zip(wanted, found, strict=True):
        if found.count(line) > 1:
            raise LedgerError(
                f"“{column.name}”和另一列对应同一行指标{line.describe()}。"
                "请合并为一列，或用行号分别指定"
            )
        if column.fen > line.available_fen:
            raise LedgerError(
                f"“{column.name}”要分配{format_fen(column.fen)}，指标{line.describe()}"
                f"不足，差{format_fen(column.fen - line.available_fen)}。请核对方案总额和已下达金额"
            )
    return found


def _those_of(held: Sequence[HeldLine], upstream: str) -> Sequence[HeldLine]:
    if not upstream:
        return held
    return [each for each in held if upstream in (each.document, each.upstream_document)]


def _chosen(
    column: Wanted, number: int, held: Sequence[HeldLine], empty: Mapping[int, EmptyLine]
) -> HeldLine:
    for line in held:
        if line.number == number:
            return line
    why = empty[number].why() if number in empty else "不在本单位名下。"
    raise LedgerError(f"“{column.name}”指定的指标行{number}{why}{_there_are(held)}")


def _one(column: Wanted, among: Sequence[HeldLine], all_held: Sequence[HeldLine]) -> HeldLine:
    source, kind = funding_source_of(column.name), budget_kind_of(column.name)
    fitting = [
        line
        for line in among
        if (source is None or line.source == source) and (kind is None or line.budget_kind == kind)
    ]
    if len(fitting) > 1 and kind is None:
        fitting = [line for line in fitting if line.budget_kind == "general"] or fitting
    exact = [line for line in fitting if line.purpose and line.purpose in column.name]
    fitting = exact or fitting
    if len(fitting) == 1:
        return fitting[0]
    if not fitting:
        raise LedgerError(
            f"没有一行可分配的指标对应“{column.name}”。{_there_are(among or all_held)}"
            "请先把上级通知入账；已被另一个方案占用的，先撤回那个方案"
            "（分配方案页，或 zhida issue list）；或用 --line 列=行号 指定"
        )
    raise LedgerError(
        f"有{len(fitting)}行指标都可能对应“{column.name}”，请用行号指定。{_there_are(fitting)}"
    )


def _there_are(lines: Sequence[HeldLine]) -> str:
    if not lines:
        return "本单位当前没有可分配的指标。"
    return f"可分配的指标有：{'、'.join(each.describe() for each in lines)}。"
