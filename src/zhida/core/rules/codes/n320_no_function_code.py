"""没有支出功能科目: 下达资金应当列明支出功能分类科目。

Notices with money that state no function code at any depth.
"""

from __future__ import annotations

from collections.abc import Iterator

from zhida.core.findings import Finding, Severity
from zhida.core.notice import Notice, Scheme
from zhida.core.rules.codes.statements import of_scheme
from zhida.core.rules.law import FUNCTION_AND_ECONOMY
from zhida.core.rules.rule import Rule

RULE = Rule(
    code="N320",
    name="没有列明支出功能科目",
    severity=Severity.WARNING,
    explanation="下达资金应当列明支出功能分类科目，至少到款，下级才能登记指标。",
    basis=FUNCTION_AND_ECONOMY,
    mend="补列支出功能分类科目。",
    bad="现下达补助资金60万元，请专款专用（全文没有科目）",
    good="支出列2101502 一般行政管理事务",
)


@RULE.check
def no_function_code(notice: Notice) -> Iterator[Finding]:
    """One finding where money is issued without a function code."""
    has_money = notice.total.fen is not None or bool(notice.allocation)
    if not has_money or notice.title is None or of_scheme(notice, Scheme.FUNCTION):
        return
    yield RULE.finding(
        "通知没有列明支出功能分类科目。", found="未列", sources=(notice.title.source,)
    )
