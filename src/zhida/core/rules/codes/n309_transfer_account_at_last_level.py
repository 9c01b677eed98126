"""末级单位不应列转移支付支出科目: 资金不再下拨的，不用转移支付支出功能科目。

Transfer function accounts in a notice whose money stays at the issuer's level.
"""

from __future__ import annotations

from collections.abc import Iterator

from zhida.core.findings import Finding, Severity
from zhida.core.notice import Notice, Scheme
from zhida.core.rules.codes.recipients import all_at_home
from zhida.core.rules.codes.statements import of_scheme
from zhida.core.rules.law import SPEND_BY_ACCOUNT
from zhida.core.rules.rule import Rule

RULE = Rule(
    code="N309",
    name="未向下转移而列转移支付支出科目",
    severity=Severity.WARNING,
    explanation="转移支付支出功能科目（230类）只由向下级政府转移资金的一级使用；资金全部用于本级单位的，应列具体支出科目。",
    basis=SPEND_BY_ACCOUNT,
    mend="删去转移支付支出科目，列本级的支出功能科目。",
    bad="县财政局下达本县医疗保障局，列2300249",
    good="县财政局下达本县医疗保障局，列2101502",
)


@RULE.check
def transfer_account_at_last_level(notice: Notice) -> Iterator[Finding]:
    """One finding where no recipient is a lower government."""
    found = of_scheme(notice, Scheme.TRANSFER_FUNCTION)
    if found and all_at_home(notice):
        codes = "、".join(dict.fromkeys(use.words for use in found))
        yield RULE.finding(
            f"资金全部下达本级单位，却列转移支付支出功能科目{codes}。",
            expected="本级支出功能科目",
            found=codes,
            sources=tuple(use.source for use in found),
        )
