"""没有要求标识保持不变: 转下达直达资金应当要求标识贯穿到底。"""

from __future__ import annotations

from collections.abc import Iterator

from zhida.core.findings import Finding, Severity
from zhida.core.notice import Notice, Regime
from zhida.core.rules.law import DIRECT_FUNDS
from zhida.core.rules.rule import Rule

RULE = Rule(
    code="N419",
    name="没有要求标识贯穿到底",
    severity=Severity.HINT,
    explanation="直达资金的标识在分配、拨付、使用各环节保持不变；文件标了标识而没有这项要求，下级容易遗漏。",
    basis=DIRECT_FUNDS,
    mend="写明直达资金标识从分配到支付、使用始终不变。",
    bad="标识为“01 中央直达资金”（没有后续要求）",
    good="标识为“01 中央直达资金”，贯穿分配、拨付、使用，且保持不变",
)

_CARRIED = (
    "贯穿",
    "保持不变",
    "保持一致",
    "全链条",
    "全过程",
    "各环节",
    "监控系统",
    "直达资金系统",
)


@RULE.check
def flag_not_carried_on(notice: Notice) -> Iterator[Finding]:
    """One hint where money is flagged direct and nothing is asked of those who pass it on."""
    flags = [flag for flag in notice.flags if flag.regime is Regime.DIRECT and flag.code != "09"]
    if not flags or not notice.paragraphs:
        return
    if any(word in each.value for each in notice.paragraphs for word in _CARRIED):
        return
    yield RULE.finding(
        "文件标有直达资金标识，没有要求标识在分配、拨付、使用各环节保持不变。",
        sources=(flags[0].source,),
    )
