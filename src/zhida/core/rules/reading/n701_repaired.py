"""识读修复: 识读时纠正了错位、断行的单元格。"""

from __future__ import annotations

from collections.abc import Iterator

from zhida.core.findings import Finding, Severity
from zhida.core.notice import Notice
from zhida.core.rules.law import READ_WITH_CARE
from zhida.core.rules.rule import Rule

RULE = Rule(
    code="N701",
    name="识读时作了修复",
    severity=Severity.HINT,
    explanation="表格的单元格错位、合并、断行时，按用语和数值形态归位；每处修复都列出，供对照原件。",
    basis=READ_WITH_CARE,
    mend="对照原件确认修复正确。",
    bad="第5行：指标值落在指标名称一列，已移到指标值一列",
    good="各单元格都在原位，没有修复",
)


@RULE.check
def repaired(notice: Notice) -> Iterator[Finding]:
    """One hint for each repair that was the only possible one."""
    for repair in notice.repairs:
        if not repair.doubtful:
            yield RULE.finding(repair.sentence, sources=repair.sources)
