"""发文机关没有财政部门: 转移支付预算由财政部门下达。"""

from __future__ import annotations

from collections.abc import Iterator

from zhida.core.findings import Finding, Severity
from zhida.core.notice import Notice
from zhida.core.regions import body_kind
from zhida.core.rules.law import FINANCE_ISSUES
from zhida.core.rules.rule import Rule

RULE = Rule(
    code="N409",
    name="发文机关没有财政部门",
    severity=Severity.ERROR,
    explanation="下达转移支付预算、拨付转移支付资金只能由财政部门办理，业务主管部门可以联合发文，不能单独下达。",
    basis=FINANCE_ISSUES,
    mend="由财政部门下达，或与财政部门联合发文。",
    bad="某市医疗保障局关于下达补助资金的通知",
    good="某市财政局 某市医疗保障局关于下达补助资金的通知",
)

_FINANCE = "财"


@RULE.check
def issuer_not_finance(notice: Notice) -> Iterator[Finding]:
    """One finding where issuers are known and none of them is a finance body."""
    names = [each.value for each in notice.issuers]
    if not names or any(_FINANCE in name or body_kind(name) == "finance" for name in names):
        return
    if notice.doc_number is not None and _FINANCE in notice.doc_number.value.letters:
        return
    yield RULE.finding(
        f"发文机关为{'、'.join(names)}，没有财政部门。",
        expected="财政部门",
        found="、".join(names),
        sources=tuple(each.source for each in notice.issuers),
    )
