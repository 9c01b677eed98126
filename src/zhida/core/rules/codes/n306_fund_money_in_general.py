"""政府性基金列入一般公共预算科目: 彩票公益金等应当列政府性基金预算科目。

Government-fund money (lottery money among it) under general-budget accounts.
"""

from __future__ import annotations

from collections.abc import Iterator

from zhida.core.classification import name_of
from zhida.core.findings import Finding, Severity
from zhida.core.notice import BudgetKind, Notice
from zhida.core.rules.codes.accounts import budget_of
from zhida.core.rules.codes.statements import SCHEME_NAMES, uses, year_of
from zhida.core.rules.law import SEPARATE_BUDGETS
from zhida.core.rules.rule import Rule

RULE = Rule(
    code="N306",
    name="政府性基金资金列入一般公共预算科目",
    severity=Severity.ERROR,
    explanation="彩票公益金等政府性基金安排的资金，收支都应当列政府性基金预算科目，不得列一般公共预算科目。",
    basis=SEPARATE_BUDGETS,
    mend="改列政府性基金预算科目（如彩票公益金安排的支出）。",
    bad="彩票公益金列2080903",
    good="彩票公益金列2296013 用于城乡医疗救助的彩票公益金支出",
)


@RULE.check
def fund_money_in_general(notice: Notice) -> Iterator[Finding]:
    """A finding for each general account that government-fund money is put under."""
    for use in uses(notice):
        year = year_of(notice, use.statement)
        if use.kind is not BudgetKind.GOVERNMENT_FUND:
            continue
        if budget_of(use.scheme, use.code, year) is BudgetKind.GENERAL:
            name = name_of(use.scheme, use.code, year) or use.statement.name
            yield RULE.finding(
                f"{use.place}将政府性基金预算资金列入{SCHEME_NAMES[use.scheme]}"
                f"{use.code}{name}，这是一般公共预算科目。",
                expected="政府性基金预算科目",
                found=use.code,
                sources=(use.source,),
            )
