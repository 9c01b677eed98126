"""一般公共预算资金列入政府性基金科目: 一般公共预算资金不得列彩票公益金等科目。

General-budget money under accounts of the government-fund budget.
"""

from __future__ import annotations

from collections.abc import Iterator

from zhida.core.classification import name_of
from zhida.core.findings import Finding, Severity
from zhida.core.notice import BudgetKind, Notice, Scheme
from zhida.core.rules.codes.accounts import budget_of
from zhida.core.rules.codes.statements import SCHEME_NAMES, uses, year_of
from zhida.core.rules.law import SEPARATE_BUDGETS
from zhida.core.rules.rule import Rule

RULE = Rule(
    code="N307",
    name="一般公共预算资金列入政府性基金科目",
    severity=Severity.ERROR,
    explanation="一般公共预算资金不得列政府性基金预算科目；没有基金资金的通知也不应出现基金科目。",
    basis=SEPARATE_BUDGETS,
    mend="改列一般公共预算科目。",
    bad="一般公共预算资金列2296013",
    good="一般公共预算资金列2101301 城乡医疗救助",
)


@RULE.check
def general_money_in_fund(notice: Notice) -> Iterator[Finding]:
    """A finding for each government-fund account that general money is put under."""
    kinds = {each.kind for each in notice.appropriations}
    only_general = kinds == {BudgetKind.GENERAL}
    for use in uses(notice):
        year = year_of(notice, use.statement)
        if use.scheme not in (Scheme.INCOME, Scheme.FUNCTION, Scheme.TRANSFER_FUNCTION):
            continue
        general = use.kind is BudgetKind.GENERAL or (use.kind is None and only_general)
        if general and budget_of(use.scheme, use.code, year) is BudgetKind.GOVERNMENT_FUND:
            name = name_of(use.scheme, use.code, year) or use.statement.name
            yield RULE.finding(
                f"{use.place}将一般公共预算资金列入{SCHEME_NAMES[use.scheme]}"
                f"{use.code}{name}，这是政府性基金预算科目。",
                expected="一般公共预算科目",
                found=use.code,
                sources=(use.source,),
            )
