"""下级比率支撑不了上级: 下级表的同一比率不应当全都低于上级表的值。

If every part may stay below the whole's rate, the whole can't be sure of its own.
"""

from __future__ import annotations

from collections.abc import Iterator

from zhida.core.findings import Finding, Severity
from zhida.core.notice import Indicator, Notice, TargetKind
from zhida.core.rules.law import TARGETS_BROKEN_DOWN
from zhida.core.rules.performance.names import bare_name, quoted
from zhida.core.rules.performance.tables import family
from zhida.core.rules.rule import Rule
from zhida.core.rules.scopes import name_of

RULE = Rule(
    code="N510",
    name="下级比率低于上级",
    severity=Severity.WARNING,
    explanation="总体比率是各部分比率的加权平均；各下级的要求都低于上级，下级全部达标时上级仍可能不达标。",
    basis=TARGETS_BROKEN_DOWN,
    mend="把下级指标值提高到不低于上级，或说明其余部分由谁承担。",
    bad="上级：覆盖率≥95%；各下级：覆盖率≥90%",
    good="上级：覆盖率≥90%；各下级：覆盖率≥90%",
)


@RULE.check
def rollup_rates(notice: Notice) -> Iterator[Finding]:
    """One finding for each rate of the whole that all parts may miss."""
    tables = family(notice)
    if tables is None:
        return
    whole, parts = tables
    for top in whole.indicators:
        if not _at_least(top) or top.target.value is None:
            continue
        members = [
            each
            for table in parts
            for each in table.indicators
            if bare_name(each.name) == bare_name(top.name) and _at_least(each)
        ]
        values = [each.target.value for each in members if each.target.value is not None]
        if len(values) < len(parts) or max(values) >= top.target.value:
            continue
        yield RULE.finding(
            f"{name_of(whole)}中指标{quoted(top.name)}为“{top.target.text}”，"
            f"而{len(parts)}张下级表最高只要求{max(values)}%，下级全部达标时上级仍可能不达标。",
            expected=top.target.text,
            found=f"{max(values)}%",
            sources=(top.source, *(each.source for each in members)),
        )


def _at_least(indicator: Indicator) -> bool:
    return indicator.target.kind is TargetKind.RATE and indicator.target.comparator in (
        "≥",
        ">",
        "=",
        None,
    )
