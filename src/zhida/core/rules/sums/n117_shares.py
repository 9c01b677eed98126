"""占比列不符: 各行占比应当与金额相符，占比合计应当为100%。

Columns of percentages headed 占比 or 比重, against the money and the total.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from zhida.core.findings import Finding, Severity
from zhida.core.notice import AllocationTable, Notice, Row
from zhida.core.rules import margins
from zhida.core.rules.law import FIGURES_EXACT
from zhida.core.rules.rule import Rule

RULE = Rule(
    code="N117",
    name="占比列与金额不符",
    severity=Severity.WARNING,
    explanation="占比列应当等于该行分配数占合计的百分比（按所列位数四舍五入，允许末位差一）。",
    basis=FIGURES_EXACT,
    mend="按金额重新计算占比，或核对占比所指的基数。",
    bad="甲县30万元、合计100万元，占比35%",
    good="甲县30万元、合计100万元，占比30%",
)

_HEADER = ("占比", "比重", "占总额", "所占比例")
_PERCENT = re.compile(r"\s*(\d+(?:\.\d+)?)\s*[%％]\s*")


@RULE.check
def shares(notice: Notice) -> Iterator[Finding]:
    """A finding for each share that is neither the rounded one nor its neighbour."""
    for table in notice.allocation:
        whole = margins.table_amount(table)
        if whole is None or whole.fen <= 0:
            continue
        for index, column in enumerate(table.columns):
            if not any(word in column.header for word in _HEADER):
                continue
            stated = [(row, _percent(row, index)) for row in table.rows]
            if not _speaks_of(table, stated):
                continue
            for row, percent in stated:
                amount = margins.row_amount(table, row)
                measure = row.measure(index)
                if percent is None or amount is None or measure is None:
                    continue
                exact = Fraction(amount.fen * 100, whole.fen)
                step = Fraction(10) ** _exponent(percent)
                if abs(Fraction(percent) - exact) <= step:
                    continue
                right = round(exact / step) * step
                yield RULE.finding(
                    f"{margins.name_of(table)}“{row.recipient}”行：“{column.header}”列示"
                    f"{percent}%，按金额应为{_plain(right, percent)}%。",
                    expected=f"{_plain(right, percent)}%",
                    found=f"{percent}%",
                    sources=(measure.source, *amount.sources),
                )


def _speaks_of(table: AllocationTable, stated: list[tuple[Row, Decimal | None]]) -> bool:
    """Whether the column is about this money: most of its shares must be right."""
    whole = margins.table_amount(table)
    right = wrong = 0
    for row, percent in stated:
        amount = margins.row_amount(table, row)
        if percent is None or amount is None or whole is None:
            continue
        step = Fraction(10) ** _exponent(percent)
        near = abs(Fraction(percent) - Fraction(amount.fen * 100, whole.fen)) <= step
        right, wrong = right + near, wrong + (not near)
    return right > wrong


def _percent(row: Row, column: int) -> Decimal | None:
    measure = row.measure(column)
    match = _PERCENT.fullmatch(measure.printed) if measure else None
    return Decimal(match.group(1)) if match else None


def _exponent(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return exponent if isinstance(exponent, int) else 0


def _plain(share: Fraction, like: Decimal) -> Decimal:
    return (Decimal(share.numerator) / Decimal(share.denominator)).quantize(like)
