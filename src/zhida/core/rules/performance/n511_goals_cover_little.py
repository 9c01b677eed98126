"""目标只及少量资金: 绩效目标应当覆盖资金的主要用途。

The purposes of the allocation table, weighed by their money, against the words
of the goals and indicators of the same scope.
"""

from __future__ import annotations

from collections.abc import Iterator

from zhida.core.findings import Finding, Severity
from zhida.core.money import format_fen
from zhida.core.notice import Notice
from zhida.core.rules.law import TARGETS_WITH_MONEY
from zhida.core.rules.performance.purposes import Purpose, is_spoken_of, purposes_of
from zhida.core.rules.performance.tables import filled_tables
from zhida.core.rules.rule import Rule
from zhida.core.rules.scopes import name_of

RULE = Rule(
    code="N511",
    name="绩效目标没有覆盖主要用途",
    severity=Severity.WARNING,
    explanation="分配表写明的用途中，占本表资金一半以上的，目标和指标都没有提到，则绩效目标与资金不相匹配。",
    basis=TARGETS_WITH_MONEY,
    mend="按资金的主要用途补写目标和指标。",
    bad="9618万元用于信息平台建设；目标只讲支付方式改革",
    good="目标1：完成信息平台建设；目标2：推进支付方式改革",
)


@RULE.check
def goals_cover_little(notice: Notice) -> Iterator[Finding]:
    """One finding for each table whose words leave out more than half of its money."""
    for table in filled_tables(notice):
        if not table.indicators or not table.goals:
            continue
        purposes = purposes_of(notice, table)
        whole = sum(each.fen for each in purposes)
        words = " ".join(
            [goal.value for goal in table.goals] + [each.name for each in table.indicators]
        )
        left_out = [each for each in purposes if not is_spoken_of(each.text, words)]
        missed = sum(each.fen for each in left_out)
        if whole <= 0 or missed * 2 <= whole:
            continue
        yield RULE.finding(
            f"{name_of(table)}的目标和指标没有提到{_named(left_out)}，"
            f"涉及{format_fen(missed)}，占本表{format_fen(whole)}的{missed * 1000 // whole / 10:g}%。",
            expected=whole,
            found=whole - missed,
            sources=(table.source, *(each.source for each in left_out)),
        )


def _named(purposes: list[Purpose]) -> str:
    return "、".join(f"“{text}”" for text in dict.fromkeys(each.text for each in purposes))
