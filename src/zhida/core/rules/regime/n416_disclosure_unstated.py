"""没有公开方式: 转移支付文件应当写明信息公开方式。"""

from __future__ import annotations

from collections.abc import Iterator

from zhida.core.findings import Finding, Severity
from zhida.core.notice import Notice
from zhida.core.rules.law import DISCLOSURE
from zhida.core.rules.rule import Rule

RULE = Rule(
    code="N416",
    name="没有写明公开方式",
    severity=Severity.HINT,
    explanation="转移支付应当在下达后二十日内公开；文件没有写明公开方式，不知由谁在何时公开。",
    basis=DISCLOSURE,
    mend="补写“信息公开选项：主动公开”。",
    bad="（全文没有公开方式）",
    good="信息公开选项：主动公开",
)

_SPEAKS_OF_IT = ("主动公开", "申请公开", "不予公开", "此件公开", "公开方式", "公开选项", "公开属性")


@RULE.check
def disclosure_unstated(notice: Notice) -> Iterator[Finding]:
    """One hint where the notice doesn't say how it is to be disclosed."""
    if notice.disclosure is not None or notice.title is None:
        return
    if any(word in each.value for each in notice.paragraphs for word in _SPEAKS_OF_IT):
        return
    yield RULE.finding("全文没有写明信息公开方式。", sources=(notice.title.source,))
