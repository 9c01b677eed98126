"""子项名称不属于该年度: 沿用了其他年度的资金子项名称。

The title's (or else the annexes') part of the fund, against the years of its name.
"""

from __future__ import annotations

from collections.abc import Iterator

from zhida.core.findings import Finding, Severity
from zhida.core.funds import SubFund, get
from zhida.core.notice import Notice
from zhida.core.rules.law import BY_REGION_AND_PROJECT
from zhida.core.rules.rule import Rule

RULE = Rule(
    code="N231",
    name="资金子项名称不属于该年度",
    severity=Severity.HINT,
    explanation="资金子项的名称会随管理办法变化；沿用往年名称的，应当核对上级文件的名称。",
    basis=BY_REGION_AND_PROJECT,
    mend="按上级文件的名称改写。",
    bad="2024年资金写为“医疗保障服务能力提升部分”",
    good="2024年资金写为“医疗保障服务能力建设部分”",
)


@RULE.check
def sub_fund_of_another_year(notice: Notice) -> Iterator[Finding]:
    """One finding where the part's name was in force in other years only."""
    fund = get(notice.fund.value) if notice.fund else None
    if fund is None or notice.sub_fund is None or notice.budget_year is None:
        return
    year = notice.budget_year.value
    own = next((part for part in fund.sub_funds if part.name == notice.sub_fund.value), None)
    if own is None or own.status != "attested" or _holds(own, year):
        return
    span = f"{own.from_year or ''}—{own.to_year or ''}"
    yield RULE.finding(
        f"{year}年资金写为“{own.name}”，这是{span}年的名称。",
        expected=span,
        found=own.name,
        difference="",
        sources=(notice.sub_fund.source, notice.budget_year.source),
    )


def _holds(part: SubFund, year: int) -> bool:
    return (part.from_year or 0) <= year <= (part.to_year or 9999)
