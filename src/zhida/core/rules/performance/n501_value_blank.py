"""指标值空白: 每项三级指标都应当有指标值。

A blank value; where the sibling tables of the notice agree on one, it is told.
"""

from __future__ import annotations

from collections.abc import Iterator

from zhida.core.findings import Finding, Severity
from zhida.core.notice import Notice, TargetKind
from zhida.core.rules.law import TARGETS_MEASURABLE
from zhida.core.rules.performance.names import bare_name
from zhida.core.rules.performance.tables import Filed, by_name, filed
from zhida.core.rules.rule import Rule
from zhida.core.rules.scopes import name_of

RULE = Rule(
    code="N501",
    name="指标值空白",
    severity=Severity.ERROR,
    explanation="绩效目标表中列出的三级指标都应当填写指标值；同一通知的其他表对同一指标取值一致的，一并指出。",
    basis=TARGETS_MEASURABLE,
    mend="补填指标值；没有要求的，删去该指标。",
    bad="住院救助比例：（空白）",
    good="住院救助比例：≥70%",
)


@RULE.check
def value_blank(notice: Notice) -> Iterator[Finding]:
    """One finding for each indicator without a value in a filled table."""
    groups = by_name(notice)
    for each in filed(notice):
        if each.indicator.target.kind is not TargetKind.BLANK:
            continue
        told = _siblings_value(each, groups[bare_name(each.indicator.name)])
        hint, mend = "", None
        if told is not None:
            count, value = told
            hint = f"；其他{count}张表的同一指标均为“{value}”"
            mend = f"核对后补填，其他表为“{value}”。"
        yield RULE.finding(
            f"{name_of(each.table)}中指标{each.name}没有指标值{hint}。",
            expected=told[1] if told else None,
            sources=each.sources,
            severity=each.weigh(RULE.severity),
            mend=mend,
        )


def _siblings_value(each: Filed, group: list[Filed]) -> tuple[int, str] | None:
    """How many other tables give this indicator a value, and that value if it is one."""
    others = [
        other.indicator.target.text
        for other in group
        if other.table is not each.table
        and other.indicator.target.kind not in (TargetKind.BLANK, TargetKind.TEMPLATE)
    ]
    return (len(others), others[0]) if others and len(set(others)) == 1 else None
