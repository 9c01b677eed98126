"""百分数没有对象: 以百分数为值的指标，名称应当说明是什么之比。"""

from __future__ import annotations

from collections.abc import Iterator

from zhida.core.findings import Finding, Severity
from zhida.core.notice import Indicator, Notice, TargetKind
from zhida.core.rules.law import TARGETS_MEASURABLE
from zhida.core.rules.performance.filing import filed_under
from zhida.core.rules.performance.names import bare_name, unit_in_brackets
from zhida.core.rules.performance.tables import Filed, filed
from zhida.core.rules.performance.wordings import change_at_end, change_at_start, wording
from zhida.core.rules.rule import Rule

RULE = Rule(
    code="N521",
    name="百分数不知是何比率",
    severity=Severity.HINT,
    explanation="值为百分数而名称只描述一项工作，不知分子分母各是什么，年末无从计算。",
    basis=TARGETS_MEASURABLE,
    mend="把名称改成比率，如“完成接口改造的医疗机构占比”。",
    bad="规范参保人合理使用医保基金：≥80%",
    good="参保人合理使用医保基金的抽查合格率：≥80%",
)

_WHOLE = 100
_SPEAKS_OF_SHARE = ("率", "比", "度", "占", "面", "份额", "程度", "水平")


@RULE.check
def percent_of_what(notice: Notice) -> Iterator[Finding]:
    """One hint that names the percentages of nothing, each name once."""
    odd: dict[str, list[Filed]] = {}
    for each in filed(notice):
        if _is_odd(each.indicator):
            odd.setdefault(bare_name(each.indicator.name), []).append(each)
    if not odd:
        return
    names = "、".join(
        f"{group[0].name}（{group[0].indicator.target.text}）" for group in odd.values()
    )
    places = [each for group in odd.values() for each in group]
    yield RULE.finding(
        f"{names}共{len(places)}处的值是百分数，名称没有说明是何比率。",
        found=len(places),
        sources=tuple(each.indicator.source for each in places),
    )


def _is_odd(indicator: Indicator) -> bool:
    """A percentage below 100 whose name is a piece of work: 100 % may mean done."""
    target = indicator.target
    if target.kind is not TargetKind.RATE or target.value is None or target.value >= _WHOLE:
        return False
    name = indicator.name
    if wording(name) is not None or unit_in_brackets(name):
        return False
    if change_at_end(name) is not None or change_at_start(name) is not None:
        return False
    if filed_under(indicator) == "满意度":
        return False  # the percentage is that of the contented
    return not any(word in bare_name(name) for word in _SPEAKS_OF_SHARE)
