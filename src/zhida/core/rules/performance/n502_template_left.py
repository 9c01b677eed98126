"""表样未填: 绩效目标表不应当以空白表样或占位符下达。

A form with "≥**%" and empty goals is no target; so is a single placeholder
left behind in a table that is otherwise filled.
"""

from __future__ import annotations

from collections.abc import Iterator

from zhida.core.findings import Finding, Severity
from zhida.core.notice import Indicator, Notice, PerformanceTable, TargetKind
from zhida.core.rules.law import TARGETS_WITH_MONEY
from zhida.core.rules.performance.tables import filed, is_template
from zhida.core.rules.rule import Rule
from zhida.core.rules.scopes import name_of

RULE = Rule(
    code="N502",
    name="绩效目标表未填",
    severity=Severity.WARNING,
    explanation="绩效目标应当随资金下达；只附空白表样、指标值写作“**”“××”的，等于没有下达目标。",
    basis=TARGETS_WITH_MONEY,
    mend="填写本地区（单位）的金额、目标和指标值后再下达，或写明由谁在何时填报、报谁审核。",
    bad="医保人才培训合格率：≥**%",
    good="医保人才培训合格率：≥90%",
)

_OPEN = (TargetKind.TEMPLATE, TargetKind.BLANK)


@RULE.check
def template_left(notice: Notice) -> Iterator[Finding]:
    """One finding for each table left as a form, and for each stray placeholder."""
    for table in notice.targets:
        if is_template(table):
            yield RULE.finding(
                f"{name_of(table)}是未填的表样：{'，'.join(_what_is_open(table))}。",
                sources=(table.source, *(each.source for each in _open(table))),
            )
    for each in filed(notice):
        if each.indicator.target.kind is TargetKind.TEMPLATE:
            yield RULE.finding(
                f"{name_of(each.table)}中指标{each.name}的值"
                f"“{each.indicator.target.text}”是未填的占位符。",
                found=each.indicator.target.text,
                sources=each.sources,
                severity=each.weigh(Severity.ERROR),
            )


def _open(table: PerformanceTable) -> list[Indicator]:
    return [each for each in table.indicators if each.target.kind in _OPEN]


def _what_is_open(table: PerformanceTable) -> list[str]:
    parts = []
    if table.amounts and all(line.amount.fen is None for line in table.amounts):
        parts.append("金额空白")
    if not table.goals:
        parts.append("年度目标空白")
    if table.indicators:
        parts.append(f"{len(table.indicators)}项指标中{len(_open(table))}项没有指标值")
    return parts or ["没有填写内容"]
