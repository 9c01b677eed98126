"""总体绩效表金额不符: 覆盖全部资金的绩效目标表，金额应当等于下达总额。

The one performance table that speaks of the whole region against the total.
"""

from __future__ import annotations

from collections.abc import Iterator

from zhida.core.findings import Finding, Severity
from zhida.core.money import Unit, format_fen
from zhida.core.notice import Notice, PerformanceTable, Status
from zhida.core.rules import margins
from zhida.core.rules.figures import Figure, agree, figure, weigh
from zhida.core.rules.law import TARGETS_WITH_MONEY
from zhida.core.rules.rule import Rule
from zhida.core.rules.scopes import filled, name_of, pairs, total_of

RULE = Rule(
    code="N121",
    name="总体绩效表金额与下达总额不符",
    severity=Severity.WARNING,
    explanation="全地区只有一张总体绩效目标表时，它的年度金额应当等于下达总额；分批下达的可以是全年数。",
    basis=TARGETS_WITH_MONEY,
    mend="改正绩效目标表的年度金额；若为全年数，在表中注明含提前下达或以前批次。",
    bad="下达345万元；区域绩效目标表年度金额354万元",
    good="下达345万元；区域绩效目标表年度金额345万元",
)


@RULE.check
def overall_target(notice: Notice) -> Iterator[Finding]:
    """One finding where the table of the whole states another amount than the total."""
    total = figure(notice.total)
    overall = _overall(notice)
    stated = figure(total_of(overall)) if overall else None
    if total is None or overall is None or stated is None or agree(stated, total):
        return
    if stated.fen > total.fen and _is_part_of_year(notice):
        return
    if any(agree(stated, known) for known in _other_totals(notice)):
        return
    yield RULE.finding(
        f"{name_of(overall)}年度金额{format_fen(stated.fen)}，本文下达总额"
        f"{format_fen(total.fen)}，绩效表{margins.gap(stated.fen, total.fen, Unit.WAN_YUAN)}。",
        expected=total.fen,
        found=stated.fen,
        sources=margins.places(stated, total),
        severity=weigh(RULE.severity, stated, total),
    )


def _overall(notice: Notice) -> PerformanceTable | None:
    """The performance table of the whole, None where there is none or more than one."""
    paired = [pair.target for pair in pairs(notice)]
    rest = [table for table in filled(notice) if table not in paired]
    if len(rest) != 1:
        return None
    table = rest[0]
    regions = [row.region for each in notice.allocation for row in margins.leaves(each)]
    below = [region for region in regions if region is not None]
    if table.region is None:
        return table if table.scope is None else None
    if not below:
        return table if not notice.allocation else None
    higher = all(region.level > table.region.level for region in below)
    return table if higher else None


def _is_part_of_year(notice: Notice) -> bool:
    """Whether the notice issues the rest of a year's money, so that goals may exceed it."""
    if any(basis.status is Status.ADVANCE and not basis.upstream for basis in notice.basis):
        return True
    title = notice.title.value if notice.title else ""
    return any(
        word in title for word in ("第二批", "第三批", "剩余", "追加", "结算", "清算")
    ) or any(column.role == "entitled" for table in notice.allocation for column in table.columns)


def _other_totals(notice: Notice) -> Iterator[Figure]:
    """Totals that the table may speak of instead: of one column or one source."""
    for appropriation in notice.appropriations:
        one = figure(appropriation.total)
        if one is not None:
            yield one
    for table in notice.allocation:
        for column in range(len(table.columns)):
            one = margins.column_total(table, column)
            if one is not None:
                yield one
