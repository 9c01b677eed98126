"""年度未结束即自评: 绩效自评应当在预算年度结束后进行。"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from zhida.core.findings import Finding, Severity
from zhida.core.notice import Notice
from zhida.core.rules.deadlines.duties import written
from zhida.core.rules.rule import Rule

RULE = Rule(
    code="N609",
    name="年度未结束即报自评",
    severity=Severity.HINT,
    explanation="自评要用全年的执行数和指标完成值；截止日在预算年度结束之前的，只能是阶段性监控。",
    basis="《项目支出绩效评价管理办法》（财预〔2020〕10号）：单位自评在预算执行结束后开展",
    mend="改为次年初报送自评报告；年中报送的，称绩效运行监控报告。",
    bad="（2020年度资金）于2020年10月前报送绩效自评报告",
    good="（2020年度资金）于2021年2月底前报送绩效自评报告",
)

_SELF_EVALUATION = "自评"


@RULE.check
def evaluated_before_year_end(notice: Notice) -> Iterator[Finding]:
    """One hint for each self-evaluation due before the budget year is over."""
    if notice.budget_year is None:
        return
    end = datetime.date(notice.budget_year.value, 12, 31)
    for duty in notice.obligations:
        day = duty.due.date
        if _SELF_EVALUATION not in duty.what or day is None or day >= end:
            continue
        yield RULE.finding(
            f"“{duty.what}”应于{written(day)}前完成，{end.year}预算年度尚未结束。",
            expected=f"{end.isoformat()}以后",
            found=day.isoformat(),
            sources=(duty.source,),
        )
