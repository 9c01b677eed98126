"""存疑修复: 识读时的修复不止一种可能。"""

from __future__ import annotations

from collections.abc import Iterator

from zhida.core.findings import Finding, Severity
from zhida.core.notice import Notice
from zhida.core.rules.law import READ_WITH_CARE
from zhida.core.rules.rule import Rule

RULE = Rule(
    code="N702",
    name="修复存疑",
    severity=Severity.WARNING,
    explanation="错位的单元格有不止一种归位办法，或光学识别的数字没有合计可以验证，须人工确认。",
    basis=READ_WITH_CARE,
    mend="对照原件确认该处内容后再使用。",
    bad="第3行缺一格，两种归位都能使行列相等",
    good="第3行缺一格，只有一种归位能使行列相等",
)


@RULE.check
def doubtful_repair(notice: Notice) -> Iterator[Finding]:
    """One warning for each repair that a person must confirm."""
    for repair in notice.repairs:
        if repair.doubtful:
            yield RULE.finding(repair.sentence, sources=repair.sources)
