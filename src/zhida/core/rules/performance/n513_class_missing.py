"""指标类别不全: 产出、效益、满意度三类指标应当齐备。"""

from __future__ import annotations

from collections.abc import Iterator

from zhida.core.findings import Finding, Severity
from zhida.core.notice import Notice, PerformanceTable
from zhida.core.rules.law import TARGETS_CLASSES
from zhida.core.rules.performance.levels import class_of
from zhida.core.rules.performance.tables import filled_tables
from zhida.core.rules.rule import Rule
from zhida.core.rules.scopes import name_of

RULE = Rule(
    code="N513",
    name="指标类别不全",
    severity=Severity.WARNING,
    explanation="绩效目标表应当有产出、效益和满意度指标；自评时三类各占权重，缺一类则该部分无从评分。",
    basis=TARGETS_CLASSES,
    mend="补设所缺类别的指标；确不适用的，说明理由。",
    bad="只有产出指标和效益指标",
    good="产出、效益、满意度指标各有若干项",
)

_OUTPUT = frozenset({"数量", "质量", "时效"})
_BENEFIT = frozenset({"经济效益", "社会效益", "生态效益", "可持续影响"})
_FEWEST = 3


@RULE.check
def class_missing(notice: Notice) -> Iterator[Finding]:
    """One finding for each filled table that lacks one of the three classes."""
    for table in filled_tables(notice):
        if len(table.indicators) < _FEWEST:
            continue
        missing = _missing(table)
        if missing:
            yield RULE.finding(
                f"{name_of(table)}共{len(table.indicators)}项指标，没有{'、'.join(missing)}指标。",
                expected="产出、效益、满意度",
                sources=(table.source,),
            )


def _missing(table: PerformanceTable) -> list[str]:
    """The classes that neither a heading nor a name of the table speaks of."""
    words = [each.level1 + each.level2 + each.name for each in table.indicators]
    classes = {class_of(each.level2) for each in table.indicators}
    present = {
        "产出": bool(classes & _OUTPUT) or any("产出" in word for word in words),
        "效益": bool(classes & _BENEFIT) or any("效益" in word for word in words),
        "满意度": any("满意" in word for word in words),
    }
    return [name for name, there in present.items() if not there]
