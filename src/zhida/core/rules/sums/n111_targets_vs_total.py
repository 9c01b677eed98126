"""绩效表之和与总额不符: 各单位绩效目标表覆盖全部收款单位时，金额之和应当等于总额。

The performance tables of all recipients together against the notice's total.
"""

from __future__ import annotations

from collections.abc import Iterator

from zhida.core.findings import Finding, Severity
from zhida.core.money import Unit, format_fen
from zhida.core.notice import Notice
from zhida.core.rules import margins
from zhida.core.rules.figures import figure, is_shift, merge, sum_holds, weigh
from zhida.core.rules.law import TARGETS_WITH_MONEY
from zhida.core.rules.rule import Rule
from zhida.core.rules.scopes import cover_all, pairs, total_of

RULE = Rule(
    code="N111",
    name="绩效表之和与总额不符",
    severity=Severity.ERROR,
    explanation="全部收款单位都有绩效目标表时，各表年度金额之和应当等于下达总额。",
    basis=TARGETS_WITH_MONEY,
    mend="逐表核对年度金额与分配表，找出差额所在的单位。",
    bad="下达总额100万元；甲、乙两县绩效表分别为60万元、30万元",
    good="下达总额100万元；甲、乙两县绩效表分别为60万元、40万元",
)


@RULE.check
def targets_vs_total(notice: Notice) -> Iterator[Finding]:
    """One finding where the tables of all recipients miss the total."""
    total = figure(notice.total)
    matched = pairs(notice)
    if total is None or len(matched) < 2 or not cover_all(notice, matched):
        return
    stated = [figure(total_of(pair.target)) for pair in matched]
    whole = merge(one for one in stated if one is not None)
    if whole is None or None in stated:
        return
    table_total = margins.total_row(notice.allocation[0])
    if table_total and whole.fen in margins.other_amounts(notice.allocation[0], table_total):
        return  # they speak of one source, or of the whole year
    if sum_holds(total, whole) or is_shift(total.fen, whole.fen):
        return
    # tables rounded to whole units may miss the total by half a unit each
    if 2 * abs(total.fen - whole.fen) <= whole.step * len(stated) and whole.step > total.step:
        return
    yield RULE.finding(
        f"{len(stated)}张绩效目标表金额相加为{format_fen(whole.fen)}，下达总额为"
        f"{format_fen(total.fen)}，绩效表{margins.gap(whole.fen, total.fen, Unit.WAN_YUAN)}。",
        expected=total.fen,
        found=whole.fen,
        sources=margins.places(total, whole),
        severity=weigh(RULE.severity, total, whole),
    )
