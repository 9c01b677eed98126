"""没有项目代码: 该资金当年有转移支付项目代码的，文件宜写明。"""

from __future__ import annotations

from collections.abc import Iterator

from zhida.core import funds
from zhida.core.findings import Finding, Severity
from zhida.core.notice import Notice
from zhida.core.rules.law import BY_REGION_AND_PROJECT
from zhida.core.rules.regime.model import fund_of, is_central, year_of
from zhida.core.rules.rule import Rule

RULE = Rule(
    code="N420",
    name="没有写明项目代码",
    severity=Severity.HINT,
    explanation="转移支付项目代码在一体化系统中贯穿各级；文件没有写明，下级登记指标时容易挂错项目。",
    basis=BY_REGION_AND_PROJECT,
    mend="按上级文件补写项目代码和名称。",
    bad="下达2022年医疗服务与保障能力提升补助资金60万元",
    good="下达2022年医疗服务与保障能力提升补助资金（项目代码Z155080000004）60万元",
)


@RULE.check
def project_unstated(notice: Notice) -> Iterator[Finding]:
    """One hint where the fund's code of that year is known and the notice states none."""
    fund, year = fund_of(notice), year_of(notice)
    if fund is None or year is None or any(each.code for each in notice.projects):
        return
    if notice.fund is None or not any(map(is_central, notice.appropriations)):
        return
    known = funds.projects(fund, year)
    if known:
        yield RULE.finding(
            f"{fund}{year}年度的项目代码为{'、'.join(known)}，文件没有写明。",
            expected="、".join(known),
            sources=(notice.fund.source,),
        )
