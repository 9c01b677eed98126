"""缺直达资金标识: 纳入直达管理的中央资金应当标明标识。"""

from __future__ import annotations

from collections.abc import Iterator

from zhida.core.findings import Finding, Severity
from zhida.core.notice import Notice, Regime
from zhida.core.rules.law import DIRECT_FUNDS
from zhida.core.rules.regime.model import fund_of, is_central, of_fund, year_of
from zhida.core.rules.rule import Rule

RULE = Rule(
    code="N401",
    name="缺直达资金标识",
    severity=Severity.WARNING,
    explanation=(
        "该项中央资金在该年度纳入直达资金管理，文件应当写明标识，并贯穿分配、拨付、使用全过程。"
        "年度清单未经核对的，只作提示。"
    ),
    basis=DIRECT_FUNDS,
    mend="核对上级文件的标识，在正文补写，如“01 中央直达资金”。",
    bad="现下达2023年中央财政补助资金60万元（全文没有标识）",
    good="该项资金列入直达资金管理，标识为“01 中央直达资金”",
)


@RULE.check
def flag_missing(notice: Notice) -> Iterator[Finding]:
    """One finding where the fund is direct in the year and no flag is stated at all."""
    year = year_of(notice)
    if year is None or notice.flags or not any(map(is_central, notice.appropriations)):
        return
    rule = of_fund(fund_of(notice), year)
    if rule is None or rule.regime is not Regime.DIRECT:
        return
    anchor = notice.title or notice.fund
    doubt = "" if rule.certain else "，但年度清单未经核对，请看上级文件是否标有标识"
    yield RULE.finding(
        f"{rule.fund}在{year}年度应纳入直达资金管理，全文没有直达资金标识{doubt}。",
        expected="直达资金标识",
        sources=(anchor.source,) if anchor is not None else (),
        severity=None if rule.certain else Severity.HINT,
    )
