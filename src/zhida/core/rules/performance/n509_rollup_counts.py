"""下级汇总达不到上级: 下级表同一数量指标之和应当不低于上级表的值。

Counts add: parent ≥4次 against children ≥2次 and ≥1次. More than the parent
asks is well; for "≤" the sum may not exceed the parent. Where a part leaves the
indicator out, it is only a hint.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from zhida.core.findings import Finding, Severity
from zhida.core.money import Unit
from zhida.core.notice import Indicator, Notice, PerformanceTable, TargetKind
from zhida.core.rules.law import TARGETS_BROKEN_DOWN
from zhida.core.rules.performance.names import bare_name, quoted
from zhida.core.rules.performance.tables import family
from zhida.core.rules.performance.wordings import count_units, is_average, wording
from zhida.core.rules.rule import Rule
from zhida.core.rules.scopes import name_of

RULE = Rule(
    code="N509",
    name="下级指标汇总与上级不符",
    severity=Severity.WARNING,
    explanation="上级表的数量指标由下级承担；下级表都列有该指标而其和达不到上级的值，上级目标便没有着落。",
    basis=TARGETS_BROKEN_DOWN,
    mend="调增下级指标值，或调整上级指标值，使逐级汇总相符。",
    bad="上级：培训≥4次；三个下级：各≥1次",
    good="上级：培训≥4次；两个下级：各≥2次",
)

_SUMS = ("金额", "总额", "资金")
_MONEY = tuple(unit.label for unit in Unit)


@RULE.check
def rollup_counts(notice: Notice) -> Iterator[Finding]:
    """One finding for each count of the whole that its parts together miss."""
    tables = family(notice)
    if tables is None:
        return
    whole, parts = tables
    for top in whole.indicators:
        if not _adds(top):
            continue
        members = _members(top, parts)
        if len(members) < 2 or top.target.value is None:
            continue
        total = sum((each.target.value or Decimal(0) for _, each in members), Decimal(0))
        if not _missed(top, total):
            continue
        items = " + ".join(f"{name_of(table)}{each.target.text}" for table, each in members)
        yield RULE.finding(
            f"{name_of(whole)}中指标{quoted(top.name)}为“{top.target.text}”，"
            f"下级合计{total}{top.target.unit or ''}（{items}），"
            f"相差{abs(top.target.value - total)}{top.target.unit or ''}。",
            expected=top.target.text,
            found=f"{total}{top.target.unit or ''}",
            sources=(top.source, *(each.source for _, each in members)),
            severity=None if len(members) == len(parts) else Severity.HINT,
        )


def _adds(indicator: Indicator) -> bool:
    """Whether figures of this indicator can be added: things or money, not averages."""
    name, target = bare_name(indicator.name), indicator.target
    words = wording(indicator.name)
    if target.kind is not TargetKind.NUMBER or is_average(name):
        return False
    if target.unit in _MONEY:
        return name.endswith(_SUMS)
    counts = words is not None and words.counts_units
    return target.unit in count_units() or (target.unit is None and counts)


def _members(
    top: Indicator, parts: tuple[PerformanceTable, ...]
) -> list[tuple[PerformanceTable, Indicator]]:
    """The same indicator in the tables of the parts, in the same unit."""
    return [
        (table, each)
        for table in parts
        for each in table.indicators
        if bare_name(each.name) == bare_name(top.name)
        and each.target.kind is TargetKind.NUMBER
        and each.target.unit == top.target.unit
    ]


def _missed(top: Indicator, total: Decimal) -> bool:
    if top.target.value is None:
        return False
    if top.target.comparator in ("≤", "<"):
        return total > top.target.value
    return total < top.target.value
