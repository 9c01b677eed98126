"""比率超过100%: 覆盖率、合格率等部分与整体之比不会超过100%。"""

from __future__ import annotations

from collections.abc import Iterator

from zhida.core.findings import Finding, Severity
from zhida.core.notice import Notice, TargetKind
from zhida.core.rules.law import TARGETS_MEASURABLE
from zhida.core.rules.performance.tables import filed
from zhida.core.rules.performance.wordings import Shape, wording
from zhida.core.rules.rule import Rule
from zhida.core.rules.scopes import name_of

RULE = Rule(
    code="N517",
    name="比率超过100%",
    severity=Severity.ERROR,
    explanation="部分与整体之比的指标不应当要求超过100%，“大于100%”也不能达到。",
    basis=TARGETS_MEASURABLE,
    mend="核对数值，常见的是多写一位或漏写小数点。",
    bad="政策知晓率：≥850%",
    good="政策知晓率：≥85%",
)

_WHOLE = 100


@RULE.check
def rate_over_100(notice: Notice) -> Iterator[Finding]:
    """One finding for each share of a whole that asks for more than the whole."""
    for each in filed(notice):
        target = each.indicator.target
        words = wording(each.indicator.name)
        if target.kind is not TargetKind.RATE or target.value is None or words is None:
            continue
        if words.shape is not Shape.RATE or not words.direction:
            continue
        above = target.value > _WHOLE or (target.value == _WHOLE and target.comparator == ">")
        if above and target.comparator not in ("≤", "<"):
            yield RULE.finding(
                f"{name_of(each.table)}中指标{each.name}的值“{target.text}”超过了100%。",
                expected="≤100%",
                found=target.text,
                sources=each.sources,
                severity=each.weigh(RULE.severity),
            )
