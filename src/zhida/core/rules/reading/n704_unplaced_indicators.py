"""指标没有归入层级: 没有识读出一级或二级指标。"""

from __future__ import annotations

from collections.abc import Iterator

from zhida.core.findings import Finding, Severity
from zhida.core.notice import Notice
from zhida.core.rules.law import READ_WITH_CARE
from zhida.core.rules.performance.filing import filed_under
from zhida.core.rules.rule import Rule
from zhida.core.rules.scopes import name_of

RULE = Rule(
    code="N704",
    name="指标的层级没有识读出来",
    severity=Severity.WARNING,
    explanation="同表其他指标都有一、二级指标，而这些指标没有，可能是合并单元格错位所致。",
    basis=READ_WITH_CARE,
    mend="对照原件确认这些指标所属的一、二级指标。",
    bad="（空白）→（空白）→ 参保人员满意度",
    good="满意度指标 → 服务对象满意度 → 参保人员满意度",
)


@RULE.check
def unplaced_indicators(notice: Notice) -> Iterator[Finding]:
    """One finding for each table in which only some indicators have their headings."""
    for table in notice.targets:
        for level, loose in (
            ("一级", [each for each in table.indicators if not each.level1]),
            ("二级", [each for each in table.indicators if not filed_under(each)]),
        ):
            if not loose or len(loose) == len(table.indicators):
                continue
            names = "、".join(f"“{each.name}”" for each in loose)
            yield RULE.finding(
                f"{name_of(table)}中{names}没有识读出{level}指标。",
                found=len(loose),
                sources=tuple(each.source for each in loose),
            )
