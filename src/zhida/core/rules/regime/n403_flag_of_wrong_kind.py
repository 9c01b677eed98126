"""标识种类与年度不符: 2025年起用“追踪”标识，此前用直达资金标识。"""

from __future__ import annotations

from collections.abc import Iterator

from zhida.core.findings import Finding, Severity
from zhida.core.notice import Notice, Regime
from zhida.core.rules.law import STANDING_SUPERVISION
from zhida.core.rules.regime.model import fund_of, of_fund, year_of
from zhida.core.rules.rule import Rule

RULE = Rule(
    code="N403",
    name="标识种类与年度不符",
    severity=Severity.WARNING,
    explanation="2025年起转移支付预算执行实行常态化监督，以“追踪”标识；此前年度用“01 中央直达资金”等直达标识。",
    basis=STANDING_SUPERVISION,
    mend="以上级文件当年使用的标识为准改正。",
    bad="（2025年度）标识为“01 中央直达资金”",
    good="（2025年度）标识为“追踪”",
)

_NAMES = {Regime.DIRECT: "直达资金标识", Regime.TRACKED: "“追踪”标识"}


@RULE.check
def flag_of_wrong_kind(notice: Notice) -> Iterator[Finding]:
    """One finding for each flag that isn't of the kind in use that year."""
    year = year_of(notice)
    rule = of_fund(fund_of(notice), year) if year is not None else None
    if rule is None or rule.regime not in _NAMES:
        return
    for flag in notice.flags:
        if flag.regime in _NAMES and flag.regime is not rule.regime:
            yield RULE.finding(
                f"{year}年度应用{_NAMES[rule.regime]}，文件用了{_NAMES[flag.regime]}"
                f"“{flag.code or ''}{flag.label}”。",
                expected=_NAMES[rule.regime],
                found=_NAMES[flag.regime],
                sources=(flag.source,),
                severity=None if rule.certain else Severity.HINT,
            )
