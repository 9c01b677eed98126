"""部分资金有标识: 同一来源的资金应当整体标识。"""

from __future__ import annotations

from collections.abc import Iterator

from zhida.core.findings import Finding, Severity
from zhida.core.notice import Notice
from zhida.core.rules.law import DIRECT_FUNDS
from zhida.core.rules.rule import Rule

RULE = Rule(
    code="N406",
    name="只有部分资金有标识",
    severity=Severity.WARNING,
    explanation=(
        "文件只对一部分资金写明标识，而各部分来源和预算种类相同，其余部分是否纳入监管不明；"
        "按来源或预算种类分别标识的，是正确的写法。"
    ),
    basis=DIRECT_FUNDS,
    mend="按标识分别列明各部分金额，未标识的写明原因。",
    bad="下达中央资金1000万元，其中200万元标识为“01 中央直达资金”",
    good="下达中央资金1000万元，全部标识为“01 中央直达资金”",
)

_TELLS_APART = (
    "中央",
    "省级",
    "自治区",
    "市级",
    "州级",
    "县级",
    "区级",
    "地方",
    "公共预算",
    "彩票",
    "基金",
)


@RULE.check
def flag_on_part(notice: Notice) -> Iterator[Finding]:
    """One finding for each flag on a part that no source and no budget sets apart."""
    several = len(notice.appropriations) > 1
    for flag in notice.flags:
        if not flag.partial:
            continue
        if several and any(word in flag.scope for word in _TELLS_APART):
            continue
        of_what = f"（{flag.scope}）" if flag.scope else ""
        yield RULE.finding(
            f"标识“{' '.join(filter(None, (flag.code, flag.label)))}”只用于部分资金{of_what}，"
            "其余资金没有写明标识。",
            found=flag.scope or None,
            sources=(flag.source,),
        )
