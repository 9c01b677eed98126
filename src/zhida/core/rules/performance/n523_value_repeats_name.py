"""指标值重复指标名称: 值应当说明达到什么程度，而不是把名称再说一遍。"""

from __future__ import annotations

import re
from collections.abc import Iterator

from zhida.core.findings import Finding, Severity
from zhida.core.notice import Notice, TargetKind
from zhida.core.rules.law import TARGETS_MEASURABLE
from zhida.core.rules.performance.names import bare_name
from zhida.core.rules.performance.tables import filed
from zhida.core.rules.rule import Rule
from zhida.core.rules.scopes import name_of

RULE = Rule(
    code="N523",
    name="指标值重复指标名称",
    severity=Severity.HINT,
    explanation="值只是把名称换个次序再说一遍，没有程度、数量或时间，年末无从判断是否完成。",
    basis=TARGETS_MEASURABLE,
    mend="写明应达到的数量、比例、日期或等级。",
    bad="价格政策落实和执行情况：落实和执行价格政策",
    good="价格政策落实和执行情况：12月底前全部执行到位",
)

_MANNER = re.compile("按时|按要求|按规定|按计划|及时|认真|严格|有效|全面")
_SHORTEST = 6
_SHARE = 80


@RULE.check
def value_repeats_name(notice: Notice) -> Iterator[Finding]:
    """One hint for each worded value of which hardly a character isn't in the name."""
    for each in filed(notice):
        target = each.indicator.target
        value = _MANNER.sub("", bare_name(target.text))
        name = bare_name(each.indicator.name)
        if target.kind is not TargetKind.GRADE or len(value) < _SHORTEST:
            continue
        if sum(sign in name for sign in value) * 100 < _SHARE * len(value):
            continue
        yield RULE.finding(
            f"{name_of(each.table)}中指标{each.name}的值“{target.text}”只是重复名称。",
            found=target.text,
            sources=each.sources,
        )
