"""收入科目与资金不符: 收入科目应当是这项转移支付的收入科目。

Income and transfer accounts against those of the fund.
"""

from __future__ import annotations

from collections.abc import Iterator

from zhida.core.classification import name_of
from zhida.core.findings import Finding, Severity
from zhida.core.funds import Fund, get
from zhida.core.notice import BudgetKind, Notice, Scheme
from zhida.core.rules.codes.statements import SCHEME_NAMES, of_scheme
from zhida.core.rules.law import CLASSIFICATION
from zhida.core.rules.rule import Rule

RULE = Rule(
    code="N318",
    name="收入科目与资金不符",
    severity=Severity.WARNING,
    explanation="每项转移支付有其收入科目和转移支付支出科目，列入别的科目，上下级对账时对不上。",
    basis=CLASSIFICATION,
    mend="改列该项转移支付的科目。",
    bad="医疗救助补助资金收入列1100248 社会保障和就业……收入",
    good="医疗救助补助资金收入列1100249 医疗卫生……收入",
)

_DIGITS = 7


@RULE.check
def income_of_fund(notice: Notice) -> Iterator[Finding]:
    """A finding for each full-length account of general money that is not the fund's."""
    fund = get(notice.fund.value) if notice.fund else None
    if fund is None or fund.status != "attested":
        return
    told: set[str] = set()
    for use in of_scheme(notice, Scheme.INCOME, Scheme.TRANSFER_FUNCTION):
        right = _accounts(fund, use.scheme)
        known = name_of(use.scheme, use.code) is not None and len(use.code) == _DIGITS
        if not right or not known or use.kind is BudgetKind.GOVERNMENT_FUND or use.code in told:
            continue
        if use.code not in right:
            told.add(use.code)
            yield RULE.finding(
                f"{fund.name}的{SCHEME_NAMES[use.scheme]}是{'、'.join(right)}，"
                f"{use.place}列为{use.words}。",
                expected="、".join(right),
                found=use.code,
                difference="",
                sources=(use.source,),
            )


def _accounts(fund: Fund, scheme: Scheme) -> tuple[str, ...]:
    return fund.income if scheme is Scheme.INCOME else fund.transfer_function
