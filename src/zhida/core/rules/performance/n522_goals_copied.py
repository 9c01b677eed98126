"""上下级目标雷同: 总体目标不应当只是照抄一个下级的目标。"""

from __future__ import annotations

from collections.abc import Iterator

from zhida.core.findings import Finding, Severity
from zhida.core.notice import Notice, PerformanceTable
from zhida.core.rules.law import TARGETS_BROKEN_DOWN
from zhida.core.rules.performance.names import bare_name
from zhida.core.rules.performance.tables import family
from zhida.core.rules.rule import Rule
from zhida.core.rules.scopes import name_of, total_of

RULE = Rule(
    code="N522",
    name="总体目标照抄一个下级",
    severity=Severity.WARNING,
    explanation="总体目标的文字与其中一个下级完全相同，而该下级的资金不到一半，其余资金便没有目标。",
    basis=TARGETS_BROKEN_DOWN,
    mend="按全部资金的用途重写总体目标。",
    bad="全省（9798万元）与甲市（60万元）的年度目标一字不差",
    good="全省目标涵盖平台建设和试点，甲市目标只讲试点",
)


@RULE.check
def goals_copied(notice: Notice) -> Iterator[Finding]:
    """One finding for each lesser part whose goals are, word for word, those of the whole."""
    tables = family(notice)
    if tables is None:
        return
    whole, parts = tables
    for part in parts:
        share = _percent(part, whole)
        if not _goals(whole) or _goals(part) != _goals(whole) or share is None or share >= 50:
            continue
        yield RULE.finding(
            f"{name_of(whole)}的年度目标与{name_of(part)}一字不差，后者资金只占{share}%。",
            found=share,
            sources=tuple(goal.source for goal in (*whole.goals, *part.goals)),
        )


def _goals(table: PerformanceTable) -> str:
    return "".join(bare_name(goal.value) for goal in table.goals)


def _percent(part: PerformanceTable, whole: PerformanceTable) -> int | None:
    amounts = (total_of(part), total_of(whole))
    one, all_of_it = (amount.fen if amount is not None else None for amount in amounts)
    return one * 100 // all_of_it if one is not None and all_of_it else None
