"""指标类别不全: 产出、效益、满意度三类指标应当齐备。"""

from __future__ import annotations

from collections.abc import Iterator

from zhida.core.findings import Finding, Severity
from zhida.core.notice import Notice, PerformanceTable
from zhida.core.rules.law import TARGETS_CLASSES
from zhida.core.rules.performance.filing import filed_under
from zhida.core.rules.performance.levels import heading_of
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
        if len(table.indicators) < _FEWEST or not _has_headings(table):
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
    headings = {heading_of(each.level1) for each in table.indicators}
    classes = {filed_under(each) for each in table.indicators}
    present = {
        "产出": bool(classes & _OUTPUT) or "产出指标" in headings,
        "效益": bool(classes & _BENEFIT) or "效益指标" in headings,
        "满意度": "满意度" in classes or any("满意" in each.name for each in table.indicators),
    }
    return [name for name, there in present.items() if not there]


def _has_headings(table: PerformanceTable) -> bool:
    """Whether the headings could be read at all."""
    return all(heading_of(each.level1) or filed_under(each) for each in table.indicators)
