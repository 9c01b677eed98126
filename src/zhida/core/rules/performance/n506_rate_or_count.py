"""值与名称不同类: 比率指标应当用百分数，次数、人数指标应当用数量。

A rate with a count as its value, a count with a percentage, a rate without
its percent sign.
"""

from __future__ import annotations

from collections.abc import Iterator

from zhida.core.findings import Finding, Severity
from zhida.core.notice import Notice, TargetKind
from zhida.core.rules.law import TARGETS_MEASURABLE
from zhida.core.rules.performance.names import unit_in_brackets
from zhida.core.rules.performance.tables import Filed, filed
from zhida.core.rules.performance.wordings import Shape, Wording, count_units, wording
from zhida.core.rules.rule import Rule
from zhida.core.rules.scopes import name_of

RULE = Rule(
    code="N506",
    name="指标值与指标名称不同类",
    severity=Severity.ERROR,
    explanation="名称是比率的指标，值应当是百分数；名称是次数、人数的指标，值应当是数量。",
    basis=TARGETS_MEASURABLE,
    mend="核对是名称写错还是值写错；比率补写“%”。",
    bad="检查覆盖率：≥80家",
    good="检查覆盖率：≥80%",
)


_SCORE = "分"


@RULE.check
def rate_or_count(notice: Notice) -> Iterator[Finding]:
    """One finding for each value that is not of the kind its name calls for."""
    for each in filed(notice):
        words = wording(each.indicator.name)
        found = _mismatch(each, words) if words is not None else None
        if found is not None:
            why, severity = found
            yield RULE.finding(
                f"{name_of(each.table)}中指标{each.name}的值为"
                f"“{each.indicator.target.text}”：{why}。",
                found=each.indicator.target.text,
                sources=each.sources,
                severity=each.weigh(severity),
            )


def _mismatch(each: Filed, words: Wording) -> tuple[str, Severity] | None:
    """What is wrong and how surely, None where nothing is."""
    target = each.indicator.target
    if words.counts_units and target.kind is TargetKind.RATE:
        return "名称是数量，值却是百分数", Severity.ERROR
    is_share = words.shape is Shape.RATE and words.unit == "%"
    if not is_share or target.kind is not TargetKind.NUMBER:
        return None
    if target.unit in count_units() and target.unit != _SCORE:
        return f"名称是比率，值却以“{target.unit}”计", Severity.ERROR
    stated = target.unit or unit_in_brackets(each.indicator.name)
    if not stated and target.value is not None and target.value > 1:
        return "比率没有写百分号", Severity.WARNING
    return None
