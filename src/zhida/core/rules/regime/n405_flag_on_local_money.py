"""地方资金标中央直达: 01、02 只用于中央资金。

Money of the province or below carries no central flag; where one notice holds
both, each source is listed on its own.
"""

from __future__ import annotations

from collections.abc import Iterator

from zhida.core.findings import Finding, Severity
from zhida.core.notice import Flag, Notice, Regime
from zhida.core.rules.law import DIRECT_FUNDS
from zhida.core.rules.regime.model import is_central, is_local
from zhida.core.rules.rule import Rule

RULE = Rule(
    code="N405",
    name="地方资金标为中央直达资金",
    severity=Severity.ERROR,
    explanation=(
        "“01 中央直达资金”“02 中央参照直达资金”只用于中央资金；"
        "中央与地方资金混在一个文件的，按来源分列，地方资金另作标识。"
    ),
    basis=DIRECT_FUNDS,
    mend="分来源列明金额和标识；地方对应安排的资金用相应标识，不用 01、02。",
    bad="下达省级补助资金100万元，标识为“01 中央直达资金”",
    good="中央资金80万元，标识“01 中央直达资金”；省级资金20万元，不标 01",
)

_CENTRAL_CODES = ("01", "02")
_CENTRAL = "中央"
_LOCAL = ("省级", "自治区", "市级", "州级", "县级", "区级", "地方")


@RULE.check
def flag_on_local_money(notice: Notice) -> Iterator[Finding]:
    """An error where the flagged money is local, a warning where one flag covers both kinds."""
    for flag in notice.flags:
        if flag.regime is not Regime.DIRECT or flag.code not in _CENTRAL_CODES:
            continue
        told = _what_it_covers(flag, notice)
        if told is not None:
            what, severity = told
            yield RULE.finding(
                f"{what}，标识却为“{flag.code} {flag.label}”。",
                found=flag.code,
                sources=(flag.source,),
                severity=severity,
            )


def _what_it_covers(flag: Flag, notice: Notice) -> tuple[str, Severity] | None:
    """What is wrong with the money that a central flag stands on, None where nothing is."""
    if flag.scope:
        wrong = _CENTRAL not in flag.scope and any(word in flag.scope for word in _LOCAL)
        return (f"标识的是{flag.scope}", _weight(flag)) if wrong else None
    local = [each for each in notice.appropriations if is_local(each)]
    if flag.partial or not local or any(each.source is None for each in notice.appropriations):
        return None
    names = "、".join(dict.fromkeys(each.label or "地方资金" for each in local))
    if any(map(is_central, notice.appropriations)):
        return f"文件兼有中央和地方资金（{names}），没有限定于中央资金", Severity.WARNING
    return f"文件只下达地方资金（{names}）", _weight(flag)


def _weight(flag: Flag) -> Severity:
    """02 on local money is seen in good notices of 2020 to 2022: only a hint."""
    return Severity.ERROR if flag.code == "01" else Severity.HINT
