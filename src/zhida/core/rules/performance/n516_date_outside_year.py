"""指标日期不在本年度: 年度指标的完成日期应当在预算年度之内。"""

from __future__ import annotations

from collections.abc import Iterator

from zhida.core.findings import Finding, Severity
from zhida.core.notice import Notice, TargetKind
from zhida.core.rules.law import TARGETS_WITH_MONEY
from zhida.core.rules.performance.tables import filed
from zhida.core.rules.rule import Rule
from zhida.core.rules.scopes import name_of

RULE = Rule(
    code="N516",
    name="指标日期不在预算年度内",
    severity=Severity.WARNING,
    explanation="年度绩效目标考核当年的产出，写明的完成日期落在上年或次年的，年度自评时无法评分。",
    basis=TARGETS_WITH_MONEY,
    mend="核对年份；确为跨年任务的，拆分为本年度的阶段目标。",
    bad="（2023年度）系统上线：2022年12月底前",
    good="（2023年度）系统上线：2023年12月底前",
)


@RULE.check
def date_outside_year(notice: Notice) -> Iterator[Finding]:
    """One finding for each day with a printed year that isn't the table's."""
    for each in filed(notice):
        due = each.indicator.target.due
        years = [each.table.year, notice.budget_year]
        known = [year.value for year in years if year is not None]
        if each.indicator.target.kind is not TargetKind.DATE or due is None or not known:
            continue
        if due.year in known or str(due.year) not in each.indicator.target.text:
            continue
        yield RULE.finding(
            f"{name_of(each.table)}为{known[0]}年度，指标{each.name}的完成日期"
            f"“{each.indicator.target.text}”不在该年度内。",
            expected=known[0],
            found=due.year,
            sources=each.sources,
        )
