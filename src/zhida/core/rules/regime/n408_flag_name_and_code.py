"""标识代码与名称不符: 代码和名称应当是同一个标识。"""

from __future__ import annotations

from collections.abc import Iterator

from zhida.core.findings import Finding, Severity
from zhida.core.notice import Flag, Notice, Regime
from zhida.core.rules.law import DIRECT_FUNDS
from zhida.core.rules.regime.model import flag_names
from zhida.core.rules.rule import Rule

RULE = Rule(
    code="N408",
    name="标识代码与名称不符",
    severity=Severity.ERROR,
    explanation="标识的代码和名称成对使用：01 中央直达资金，02 中央参照直达资金，09 其他资金。",
    basis=DIRECT_FUNDS,
    mend="核对上级文件，改正代码或名称。",
    bad="标识为“01 中央参照直达资金”",
    good="标识为“02 中央参照直达资金”",
)

_REFERENCE = "参照"


@RULE.check
def flag_name_and_code(notice: Notice) -> Iterator[Finding]:
    """One finding for each flag whose words are those of another code."""
    for flag in notice.flags:
        own = flag_names().get(flag.code or "")
        named = _code_by_name(flag)
        if own is None or named is None or named == flag.code:
            continue
        yield RULE.finding(
            f"标识写作“{flag.code} {flag.label}”，代码{flag.code}的名称是“{own}”，"
            f"“{flag_names()[named]}”的代码是{named}。",
            expected=f"{flag.code} {own}",
            found=f"{flag.code} {flag.label}",
            sources=(flag.source,),
        )


def _code_by_name(flag: Flag) -> str | None:
    """The code whose name the words give, None where they could be several or none."""
    if flag.regime is not Regime.DIRECT or not flag.label:
        return None
    fitting = [
        code
        for code, name in flag_names().items()
        if (flag.label in name or name in flag.label)
        and (_REFERENCE in name) == (_REFERENCE in flag.label)
    ]
    return fitting[0] if len(fitting) == 1 else None
