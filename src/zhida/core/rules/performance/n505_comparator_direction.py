"""比较符与方向相反: 越小越好的指标不应当用“≥”，越大越好的不应当用“≤”。

The comparator against the direction that the wording of the indicator gives.
"""

from __future__ import annotations

from collections.abc import Iterator

from zhida.core.findings import Finding, Severity
from zhida.core.notice import Notice, TargetKind
from zhida.core.rules.law import TARGETS_MEASURABLE
from zhida.core.rules.performance.names import bare_name
from zhida.core.rules.performance.tables import Filed, filed
from zhida.core.rules.performance.wordings import (
    Sense,
    Shape,
    change_at_end,
    names_a_base,
    without_change,
    wording,
)
from zhida.core.rules.rule import Rule
from zhida.core.rules.scopes import name_of

RULE = Rule(
    code="N505",
    name="比较符与指标方向相反",
    severity=Severity.ERROR,
    explanation=(
        "响应时间、投诉率、成本等越小越好，用“≥”则越差越达标；合格率、满意度等越大越好，用“≤”亦然。"
        "名称以“下降”结尾而用“≥”的，可作降幅解，也可作原值解，应当写明；写有“比上年”的即是降幅。"
    ),
    basis=TARGETS_MEASURABLE,
    mend="改正比较符；指变动幅度的，名称写作“下降幅度”“提升幅度”并注明基期。",
    bad="系统故障响应时间：≥30分钟",
    good="系统故障响应时间：≤30分钟",
)

_AT_LEAST = ("≥", ">")
_AT_MOST = ("≤", "<")


@RULE.check
def comparator_direction(notice: Notice) -> Iterator[Finding]:
    """One finding for each figure or rate whose comparator goes the wrong way."""
    for each in filed(notice):
        target = each.indicator.target
        if target.kind not in (TargetKind.NUMBER, TargetKind.RATE) or target.comparator is None:
            continue
        found = _against(each)
        if found is not None:
            severity, why, expected = found
            yield RULE.finding(
                f"{name_of(each.table)}中指标{each.name}的值为“{target.text}”：{why}。",
                expected=expected,
                found=target.comparator,
                sources=each.sources,
                severity=each.weigh(severity),
            )


def _against(each: Filed) -> tuple[Severity, str, str] | None:
    """Severity, reason and the comparator to be expected, None where all is well."""
    name, comparator = each.indicator.name, each.indicator.target.comparator or ""
    change = change_at_end(name)
    if change is Sense.FALL and comparator in _AT_LEAST and _could_be_either(each):
        why = "名称讲下降而比较符为“不低于”，是降幅还是原值不明，按原值解则方向相反"
        return Severity.WARNING, why, "≤"
    if change is Sense.RISE and comparator in _AT_MOST:
        return Severity.WARNING, "名称讲提升而比较符为“不高于”，方向相反", "≥"
    words = wording(name)
    if change is not None or words is None:
        return None
    if words.direction == "lower" and comparator in _AT_LEAST:
        if words.shape is Shape.MONEY:
            return Severity.WARNING, f"成本应有上限，“{comparator}”使花得越多越达标", "≤"
        return Severity.ERROR, f"该指标越小越好，“{comparator}”使越差越达标", "≤"
    if words.direction == "higher" and comparator in _AT_MOST:
        return Severity.ERROR, f"该指标越大越好，“{comparator}”使越差越达标", "≥"
    return None


def _could_be_either(each: Filed) -> bool:
    """Whether the value may be the fall, or as well the thing that falls: 违规率下降 ≥10%.

    Not where a base is named, nor where only one of them has such a value
    (信访案件数下降 ≥5%).
    """
    name, kind = bare_name(each.indicator.name), each.indicator.target.kind
    stem = wording(without_change(name))
    if names_a_base(name) or stem is None:
        return False
    return (stem.shape is Shape.RATE) == (kind is TargetKind.RATE)
