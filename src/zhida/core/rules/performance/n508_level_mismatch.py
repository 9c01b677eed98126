"""一、二级指标不对应: 二级指标应当列在其所属的一级指标之下。"""

from __future__ import annotations

from collections.abc import Iterator

from zhida.core.findings import Finding, Severity
from zhida.core.notice import Indicator, Notice
from zhida.core.provenance import Source
from zhida.core.rules.law import TARGETS_CLASSES
from zhida.core.rules.performance.levels import class_of, heading_of, headings_of
from zhida.core.rules.performance.names import quoted
from zhida.core.rules.performance.tables import filled_tables
from zhida.core.rules.rule import Rule
from zhida.core.rules.scopes import name_of

RULE = Rule(
    code="N508",
    name="一级与二级指标不对应",
    severity=Severity.WARNING,
    explanation=(
        "数量、质量、时效属产出，经济、社会、生态效益和可持续影响属效益；"
        "成本属产出或自成一级，满意度自成一级。"
    ),
    basis=TARGETS_CLASSES,
    mend="把二级指标移到所属的一级指标之下。",
    bad="效益指标 → 成本指标：补助成本9798万元",
    good="产出指标 → 成本指标：补助成本9798万元",
)


_CHECKED = ("产出指标", "效益指标", "满意度指标", "成本指标")


@RULE.check
def level_mismatch(notice: Notice) -> Iterator[Finding]:
    """One finding for each level-2 heading of a table that stands under the wrong level 1."""
    for table in filled_tables(notice):
        pairs: dict[tuple[str, str], list[Indicator]] = {}
        for indicator in table.indicators:
            pairs.setdefault((indicator.level1, indicator.level2), []).append(indicator)
        for (level1, level2), members in pairs.items():
            proper = _proper_headings(level1, level2)
            if proper is None:
                continue
            names = "、".join(f"{quoted(each.name)}" for each in members)
            sources: tuple[Source, ...] = tuple(each.source for each in members)
            yield RULE.finding(
                f"{name_of(table)}中“{level2}”列在“{level1}”之下，应属“{proper}”；涉及{names}。",
                expected=proper,
                found=level1,
                sources=sources,
            )


def _proper_headings(level1: str, level2: str) -> str | None:
    """The headings that level 2 belongs under, None where it stands well or unknown."""
    class_name = class_of(level2)
    heading = heading_of(level1)
    if class_name is None or heading not in _CHECKED or heading in headings_of(class_name):
        return None
    return "或".join(each for each in _CHECKED if each in headings_of(class_name))
