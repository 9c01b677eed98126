"""计量口径不一: 同一通知内同一指标应当用同一计量单位。

Persons here and person-times there: the figures of sibling tables can't be
added or compared.
"""

from __future__ import annotations

from collections.abc import Iterator

from zhida.core.findings import Finding, Severity
from zhida.core.notice import Notice, TargetKind
from zhida.core.rules.law import TARGETS_BROKEN_DOWN
from zhida.core.rules.performance.names import bare_name
from zhida.core.rules.performance.tables import Filed, filed
from zhida.core.rules.performance.wordings import wording
from zhida.core.rules.rule import Rule
from zhida.core.rules.scopes import name_of

RULE = Rule(
    code="N504",
    name="同一指标计量口径不一",
    severity=Severity.WARNING,
    explanation="同一通知的各张绩效目标表中，同一指标应当统一按人数或按人次等同一口径计量，否则不能汇总比较。",
    basis=TARGETS_BROKEN_DOWN,
    mend="按上级下达的口径统一指标名称和计量单位，并复核已填的数值是按哪种口径取的。",
    bad="甲区：住院救助人数≥1772；乙区：住院救助人次≥2158",
    good="甲区：住院救助人次≥1772；乙区：住院救助人次≥2158",
)


_PERSONS = ("人", "人次")


@RULE.check
def units_differ(notice: Notice) -> Iterator[Finding]:
    """One finding for each thing that some tables count by head and others by visit."""
    stems: dict[str, dict[str, list[Filed]]] = {}
    for each in filed(notice):
        words = wording(each.indicator.name)
        if each.indicator.target.kind is not TargetKind.NUMBER or words is None:
            continue
        if words.unit in _PERSONS:
            stem = bare_name(each.indicator.name).removesuffix(words.text)
            stems.setdefault(stem, {}).setdefault(words.unit, []).append(each)
    for stem, units in stems.items():
        if stem and len(units) > 1 and not _side_by_side(units):
            yield _finding(stem, units)


def _side_by_side(units: dict[str, list[Filed]]) -> bool:
    """Whether one table counts both: then they are two indicators."""
    tables = [{id(each.table) for each in group} for group in units.values()]
    return bool(set.intersection(*tables))


def _finding(stem: str, units: dict[str, list[Filed]]) -> Finding:
    usual, *rest = sorted(units.items(), key=lambda item: -len(item[1]))
    parts = [
        f"{'、'.join(_scope(each) for each in group)}按“{unit}”" for unit, group in reversed(rest)
    ]
    return RULE.finding(
        f"指标“{stem}”的计量口径不一：{'；'.join(parts)}，其余{len(usual[1])}张表按“{usual[0]}”。",
        expected=usual[0],
        found="、".join(unit for unit, _ in rest),
        sources=tuple(each.indicator.source for _, group in rest for each in group),
    )


def _scope(each: Filed) -> str:
    scope = each.table.scope
    return scope.value if scope is not None and scope.value else name_of(each.table)
