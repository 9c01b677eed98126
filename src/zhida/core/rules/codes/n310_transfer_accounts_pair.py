"""转移支付收支科目不对应: 收入科目与转移支付支出科目应当是同一项转移支付。

Income and transfer-expenditure accounts whose names are not counterparts.
"""

from __future__ import annotations

from collections.abc import Iterator

from zhida.core.classification import lookup
from zhida.core.findings import Finding, Severity
from zhida.core.notice import Notice, Scheme
from zhida.core.rules.codes.statements import Use, of_scheme, year_of
from zhida.core.rules.law import CLASSIFICATION
from zhida.core.rules.rule import Rule

RULE = Rule(
    code="N310",
    name="转移支付收支科目不对应",
    severity=Severity.ERROR,
    explanation="下级列的转移支付收入科目与本级列的转移支付支出科目，应当是同一项转移支付的两面（如1100249与2300249）。",
    basis=CLASSIFICATION,
    mend="统一为同一项转移支付的收入、支出科目。",
    bad="收入列1100249医疗卫生……收入，支出列2300248社会保障和就业……支出",
    good="收入列1100249医疗卫生……收入，支出列2300249医疗卫生……支出",
)


@RULE.check
def transfer_accounts_pair(notice: Notice) -> Iterator[Finding]:
    """A finding for each transfer account without its income account."""
    incomes = of_scheme(notice, Scheme.INCOME)
    names = {_subject(notice, use) for use in incomes}
    if not incomes or None in names:
        return
    for use in of_scheme(notice, Scheme.TRANSFER_FUNCTION):
        subject = _subject(notice, use)
        if subject is not None and subject not in names:
            codes = "、".join(dict.fromkeys(each.code for each in incomes))
            yield RULE.finding(
                f"收入科目列{codes}，转移支付支出科目列{use.code}，不是同一项转移支付。",
                expected=codes,
                found=use.code,
                difference="",
                sources=(use.source, *(each.source for each in incomes)),
            )


def _subject(notice: Notice, use: Use) -> str | None:
    """The transfer without the side of it: what stands before 收入 or 支出."""
    row = lookup(use.scheme, use.code, year_of(notice, use.statement))
    if row is None:
        return None
    return row.name.removesuffix("收入").removesuffix("支出")
