"""变动没有基期: 提升、下降的百分比应当写明与何时相比。"""

from __future__ import annotations

from collections.abc import Iterator

from zhida.core.findings import Finding, Severity
from zhida.core.notice import Notice, TargetKind
from zhida.core.rules.law import TARGETS_MEASURABLE
from zhida.core.rules.performance.tables import Filed, filed
from zhida.core.rules.performance.wordings import (
    Shape,
    change_at_end,
    change_at_start,
    names_a_base,
    wording,
)
from zhida.core.rules.rule import Rule
from zhida.core.rules.scopes import name_of

RULE = Rule(
    code="N512",
    name="变动比例没有基期",
    severity=Severity.WARNING,
    explanation="“提升50%”“下降10%”要有比较的基期和基数，否则年末无从计算完成值。",
    basis=TARGETS_MEASURABLE,
    mend="写明“比上年”及上年的数值，或改为期末应达到的水平。",
    bad="提升群众办事效率：≥50%",
    good="群众办事平均用时比上年下降幅度：≥50%",
)


@RULE.check
def change_without_base(notice: Notice) -> Iterator[Finding]:
    """One finding for each percentage of change that says nothing of its base."""
    for each in filed(notice):
        target = each.indicator.target
        severity = _weight(each)
        if target.kind is not TargetKind.RATE or severity is None:
            continue
        goals = [goal.value for goal in each.table.goals]
        remarks = [remark.value for remark in each.table.remarks]
        if names_a_base(each.indicator.name, target.text, *goals, *remarks):
            continue
        yield RULE.finding(
            f"{name_of(each.table)}中指标{each.name}的值“{target.text}”是变动比例，"
            "没有写明与何时、何数相比。",
            found=target.text,
            sources=each.sources,
            severity=severity,
        )


def _weight(each: Filed) -> Severity | None:
    """How much a missing base weighs, None where the name speaks of no change.

    A verb (知晓率提升, 提升办事效率) leaves it open; a noun (增长率) means the year
    before as a rule. A verb in front of a rate (提高参保率) may mean its level.
    """
    name = each.indicator.name
    words = wording(name)
    if words is not None and words.shape is Shape.CHANGE:
        return Severity.HINT
    is_level = words is not None and words.shape is Shape.RATE
    if change_at_end(name) is not None or (change_at_start(name) is not None and not is_level):
        return Severity.WARNING
    return None
