"""不应有标识: 2020年以前的资金没有直达资金标识。"""

from __future__ import annotations

from collections.abc import Iterator

from zhida.core.findings import Finding, Severity
from zhida.core.notice import Notice, Regime
from zhida.core.rules.law import DIRECT_FUNDS
from zhida.core.rules.regime.model import fund_of, of_fund, year_of
from zhida.core.rules.rule import Rule

RULE = Rule(
    code="N402",
    name="该年度没有此类标识",
    severity=Severity.WARNING,
    explanation="直达机制自2020年建立；此前年度的资金标有直达或追踪标识，多为套用其他文件。",
    basis=DIRECT_FUNDS,
    mend="核对预算年度；确为该年度资金的，删去标识。",
    bad="（2019年度）标识为“01 中央直达资金”",
    good="（2019年度）没有标识",
)


@RULE.check
def flag_before_its_time(notice: Notice) -> Iterator[Finding]:
    """One finding for each flag in a year that knows none."""
    year = year_of(notice)
    rule = of_fund(fund_of(notice), year) if year is not None else None
    if rule is None or rule.regime is not Regime.NONE:
        return
    for flag in notice.flags:
        if flag.regime is not Regime.NONE:
            yield RULE.finding(
                f"{year}年度没有直达资金标识，文件写有“{flag.code or ''}{flag.label}”。",
                expected="没有标识",
                found=f"{flag.code or ''}{flag.label}",
                sources=(flag.source,),
            )
