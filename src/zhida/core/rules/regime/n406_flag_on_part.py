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
    explanation="文件只对一部分资金写明标识；资金来源单一时，其余部分是否纳入监管不明。来源不止一个的，只作提示。",
    basis=DIRECT_FUNDS,
    mend="按标识分别列明各部分金额，未标识的写明原因。",
    bad="下达中央资金1000万元，其中疾病应急救助部分标识为“01 中央直达资金”",
    good="下达中央资金1000万元，全部标识为“01 中央直达资金”",
)


@RULE.check
def flag_on_part(notice: Notice) -> Iterator[Finding]:
    """One finding for each flag that the notice limits to a part of its money."""
    sources = {each.source for each in notice.appropriations if each.source is not None}
    for flag in notice.flags:
        if not flag.partial:
            continue
        of_what = f"（{flag.scope}）" if flag.scope else ""
        yield RULE.finding(
            f"标识“{' '.join(filter(None, (flag.code, flag.label)))}”只用于部分资金{of_what}，"
            "其余资金没有写明标识。",
            found=flag.scope or None,
            sources=(flag.source,),
            severity=None if len(sources) == 1 else Severity.HINT,
        )
