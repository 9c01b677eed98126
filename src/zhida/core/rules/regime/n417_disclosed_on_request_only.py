"""应当公开而依申请公开: 转移支付应当主动公开。"""

from __future__ import annotations

from collections.abc import Iterator

from zhida.core.findings import Finding, Severity
from zhida.core.notice import Notice
from zhida.core.rules.law import DISCLOSURE
from zhida.core.rules.rule import Rule

RULE = Rule(
    code="N417",
    name="转移支付没有主动公开",
    severity=Severity.WARNING,
    explanation="除涉及国家秘密外，转移支付应当分地区、分项目主动公开，不应当只依申请公开或不予公开。",
    basis=DISCLOSURE,
    mend="改为主动公开；确涉密的，按保密规定定密。",
    bad="（此件依申请公开）",
    good="（此件主动公开）",
)

_CLOSED = ("依申请公开", "申请公开", "不予公开", "不公开")


@RULE.check
def disclosed_on_request_only(notice: Notice) -> Iterator[Finding]:
    """One finding where the notice says that it isn't published of its own accord."""
    stated = notice.disclosure
    if stated is None:
        return
    closed = next((word for word in _CLOSED if word in stated.value), None)
    if closed is not None and "主动公开" not in stated.value:
        yield RULE.finding(
            f"文件标明“{closed}”，转移支付应当在下达后二十日内主动公开。",
            expected="主动公开",
            found=closed,
            sources=(stated.source,),
        )
