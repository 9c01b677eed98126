"""绩效指标重复: 同一张绩效目标表中，同一指标只应出现一次。

Level-3 indicators of one table with the same name under the same level 2.
"""

from __future__ import annotations

from collections.abc import Iterator

from zhida.core.findings import Finding, Severity
from zhida.core.notice import Indicator, Notice
from zhida.core.rules.law import TARGETS_WITH_MONEY
from zhida.core.rules.rule import Rule
from zhida.core.rules.scopes import filled, name_of

RULE = Rule(
    code="N217",
    name="绩效指标重复",
    severity=Severity.WARNING,
    explanation="同一张绩效目标表同一二级指标下，三级指标不应重复；重复而指标值不同的是错误。",
    basis=TARGETS_WITH_MONEY,
    mend="删去重复的指标；口径不同的，在名称中写明。",
    bad="社会效益指标：违规率下降≥10%……违规率下降≥10%",
    good="社会效益指标：违规率下降≥10%；政策知晓率≥90%",
)

_SHORTEST_NAME = 4


@RULE.check
def duplicate_indicators(notice: Notice) -> Iterator[Finding]:
    """A finding for each indicator that a table lists more than once."""
    for table in filled(notice):
        groups: dict[tuple[str, str], list[Indicator]] = {}
        for indicator in table.indicators:
            if len(indicator.name) >= _SHORTEST_NAME and any(c.isalpha() for c in indicator.name):
                groups.setdefault((indicator.level2, indicator.name), []).append(indicator)
        for (_, name), group in groups.items():
            if len(group) < 2:
                continue
            values = list(dict.fromkeys(each.target.text for each in group))
            same = len(values) == 1
            told = f"指标值均为{values[0]}" if same else f"指标值不一：{'、'.join(values)}"
            yield RULE.finding(
                f"{name_of(table)}中指标“{name}”出现{len(group)}次，{told}。",
                expected=1,
                found=len(group),
                sources=tuple(each.source for each in group),
                severity=RULE.severity if same else Severity.ERROR,
            )
