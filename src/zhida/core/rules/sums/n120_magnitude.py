"""数额相差整十倍: 两处数字相同而大小相差十的整数次方，多为计量单位写错。

The text against the table, and performance tables against their rows.
"""

from __future__ import annotations

from collections.abc import Iterator

from zhida.core.findings import Finding, Severity
from zhida.core.money import Unit, format_fen
from zhida.core.notice import Notice
from zhida.core.rules import margins
from zhida.core.rules.figures import Figure, figure, is_shift, weigh
from zhida.core.rules.law import FIGURES_EXACT
from zhida.core.rules.rule import Rule
from zhida.core.rules.scopes import name_of, pairs, total_of

RULE = Rule(
    code="N120",
    name="数额相差整十倍",
    severity=Severity.ERROR,
    explanation="同一数额在两处数字相同、大小却相差十倍、百倍、万倍，多为“元”“万元”写错或小数点错位。",
    basis=FIGURES_EXACT,
    mend="核对两处的计量单位和小数点。",
    bad="正文：现下达3347万元；分配表（单位：元）合计3347",
    good="正文：现下达3347万元；分配表（单位：万元）合计3347",
)


@RULE.check
def magnitude(notice: Notice) -> Iterator[Finding]:
    """A finding for each pair of statements that stand powers of ten apart."""
    for one, other, first, second in _statements(notice):
        if not is_shift(one.fen, other.fen):
            continue
        small, large = sorted((abs(one.fen), abs(other.fen)))
        yield RULE.finding(
            f"{first}{_write(one)}，{second}{_write(other)}，数字相同而相差{large // small}倍，"
            "疑为计量单位或小数点有误。",
            expected=other.fen,
            found=one.fen,
            sources=margins.places(one, other),
            severity=weigh(RULE.severity, one, other),
        )


def _statements(notice: Notice) -> Iterator[tuple[Figure, Figure, str, str]]:
    """Pairs of figures that speak of the same money, with words for each."""
    total = figure(notice.total)
    if total is not None and len(notice.allocation) == 1:
        table = notice.allocation[0]
        whole = margins.table_amount(table)
        if whole is not None:
            yield total, whole, "正文总额", f"{margins.name_of(table)}合计"
    for pair in pairs(notice):
        stated = figure(total_of(pair.target))
        issued = margins.row_amount(pair.table, pair.row)
        if stated is not None and issued is not None:
            row = f"分配表“{pair.row.recipient}”行"
            yield stated, issued, f"{name_of(pair.target)}年度金额", row


def _write(one: Figure) -> str:
    return format_fen(one.fen, Unit.WAN_YUAN)
