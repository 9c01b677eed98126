"""来源没有收入科目: 几种预算的资金一并下达时，每种都应当列明收入科目。

Budgets whose money has no income account where another budget's has one.
"""

from __future__ import annotations

from collections.abc import Iterator

from zhida.core.findings import Finding, Severity
from zhida.core.notice import BudgetKind, Notice, Scheme
from zhida.core.rules.codes.accounts import budget_of
from zhida.core.rules.codes.statements import KIND_NAMES, of_scheme, year_of
from zhida.core.rules.law import SEPARATE_BUDGETS
from zhida.core.rules.rule import Rule

RULE = Rule(
    code="N308",
    name="资金来源没有列明收入科目",
    severity=Severity.WARNING,
    explanation="一般公共预算资金与彩票公益金等一并下达的，每种资金都应当分别列明收入科目。",
    basis=SEPARATE_BUDGETS,
    mend="补列该种资金的收入科目。",
    bad="一般公共预算收入列1100249；彩票公益金只列支出科目",
    good="一般公共预算收入列1100249；彩票公益金收入列政府性基金转移支付收入科目",
)


@RULE.check
def income_account_missing(notice: Notice) -> Iterator[Finding]:
    """A finding for each budget whose money has no income account of its own."""
    incomes = of_scheme(notice, Scheme.INCOME)
    kinds = {each.kind for each in notice.appropriations if each.kind is not None}
    if not incomes or len(kinds) < 2:
        return
    covered: set[BudgetKind | None] = set()
    for use in incomes:
        covered.add(use.kind or budget_of(Scheme.INCOME, use.code, year_of(notice, use.statement)))
    if None in covered:
        return  # an account of unknown budget may be the missing one
    for kind in sorted(kinds - covered):
        labels = [each.label for each in notice.appropriations if each.kind is kind]
        places = [each.place for each in notice.appropriations if each.kind is kind]
        yield RULE.finding(
            f"{'、'.join(dict.fromkeys(labels))}属{KIND_NAMES[kind]}，没有列明收入科目。",
            expected=f"{KIND_NAMES[kind]}收入科目",
            found="未列",
            sources=(
                *(place for place in places if place is not None),
                *(use.source for use in incomes),
            ),
        )
