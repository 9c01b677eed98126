"""标识代码不明: 直达资金标识应当是已公布的代码。"""

from __future__ import annotations

from collections.abc import Iterator

from zhida.core.findings import Finding, Severity
from zhida.core.notice import Notice, Regime
from zhida.core.rules.law import DIRECT_FUNDS
from zhida.core.rules.regime.model import flag_names
from zhida.core.rules.rule import Rule

RULE = Rule(
    code="N404",
    name="直达资金标识代码不明",
    severity=Severity.WARNING,
    explanation="直达资金标识代码为 01 中央直达资金、02 中央参照直达资金、09 其他资金，个别省自设代码。",
    basis=DIRECT_FUNDS,
    mend="以上级文件的标识为准改正代码。",
    bad="标识为“07 中央直达资金”",
    good="标识为“01 中央直达资金”",
)


@RULE.check
def flag_code_unknown(notice: Notice) -> Iterator[Finding]:
    """One finding for each code of direct funds that isn't in the list."""
    for flag in notice.flags:
        if flag.regime is Regime.DIRECT and flag.code and flag.code not in flag_names():
            known = "、".join(sorted(flag_names()))
            yield RULE.finding(
                f"直达资金标识写作“{flag.code} {flag.label}”，已知代码中没有（有{known}）。",
                expected=known,
                found=flag.code,
                sources=(flag.source,),
            )
