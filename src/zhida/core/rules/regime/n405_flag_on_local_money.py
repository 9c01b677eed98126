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


@RULE.check
def flag_on_local_money(notice: Notice) -> Iterator[Finding]:
    """An error where all the money is local, a warning where one flag covers both kinds."""
    local = [each for each in notice.appropriations if is_local(each)]
    if not local or any(each.source is None for each in notice.appropriations):
        return
    central = any(map(is_central, notice.appropriations))
    names = "、".join(dict.fromkeys(each.label or "地方资金" for each in local))
    for flag in notice.flags:
        if not _is_central_flag(flag) or flag.partial or flag.scope:
            continue
        what = (
            f"文件只下达地方资金（{names}）"
            if not central
            else f"文件兼有中央和地方资金（{names}）"
        )
        yield RULE.finding(
            f"{what}，标识“{flag.code} {flag.label}”没有限定于中央资金。",
            found=flag.code,
            sources=(flag.source,),
            severity=Severity.WARNING if central else None,
        )


def _is_central_flag(flag: Flag) -> bool:
    return flag.regime is Regime.DIRECT and flag.code in _CENTRAL_CODES
