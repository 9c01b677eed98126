"""标识前后不一: 同一笔资金只应当有一个标识。"""

from __future__ import annotations

from collections.abc import Iterator

from zhida.core.findings import Finding, Severity
from zhida.core.notice import Flag, Notice
from zhida.core.rules.law import DIRECT_FUNDS
from zhida.core.rules.rule import Rule

RULE = Rule(
    code="N407",
    name="标识前后不一",
    severity=Severity.ERROR,
    explanation="标识在分配、拨付、使用全过程保持不变；文件对同一笔资金写了两个不同的标识。",
    basis=DIRECT_FUNDS,
    mend="以上级文件的标识为准统一。",
    bad="正文：01 中央直达资金；附件：02 中央参照直达资金",
    good="正文与附件均为：01 中央直达资金",
)


@RULE.check
def flags_conflict(notice: Notice) -> Iterator[Finding]:
    """One finding where flags that claim all the money differ in code or regime."""
    whole = [flag for flag in notice.flags if not flag.partial and not flag.scope]
    by_regime = {flag.regime for flag in whole}
    by_code = {flag.code for flag in whole if flag.code}
    if len(by_regime) < 2 and len(by_code) < 2:
        return
    names = list(dict.fromkeys(_name(flag) for flag in whole))
    yield RULE.finding(
        f"文件对同一笔资金写了不同的标识：{'；'.join(f'“{name}”' for name in names)}。",
        expected=names[0],
        found="；".join(names[1:]),
        sources=tuple(flag.source for flag in whole),
    )


def _name(flag: Flag) -> str:
    return " ".join(part for part in (flag.code, flag.label) if part)
