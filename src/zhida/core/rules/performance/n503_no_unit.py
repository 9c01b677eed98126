"""指标值没有单位: 数量型指标值应当带计量单位。

"≥1" of what: the unit neither printed nor to be known from the name. Where the
name ends in 人次, 次数 …, the unit is known; that is only a hint.
"""

from __future__ import annotations

from collections.abc import Iterator

from zhida.core.findings import Finding, Severity
from zhida.core.notice import Notice, TargetKind
from zhida.core.rules.law import TARGETS_MEASURABLE
from zhida.core.rules.performance.names import bare_name, unit_in_brackets
from zhida.core.rules.performance.tables import Filed, filed
from zhida.core.rules.performance.wordings import Shape, wording
from zhida.core.rules.rule import Rule
from zhida.core.rules.scopes import name_of

RULE = Rule(
    code="N503",
    name="指标值没有计量单位",
    severity=Severity.WARNING,
    explanation="数量型指标值应当带计量单位；名称已含单位（如“人次”）而值未写的，只作提示，合并列出。",
    basis=TARGETS_MEASURABLE,
    mend="在指标值后补写计量单位。",
    bad="召开打击欺诈骗保宣传活动：≥1",
    good="召开打击欺诈骗保宣传活动：≥1次",
)

_NAMED = 3


_PURE = ("比", "指数", "系数", "倍数", "评分", "得分", "分数")


@RULE.check
def no_unit(notice: Notice) -> Iterator[Finding]:
    """A warning for each figure of unknown unit, one hint for all whose name tells it."""
    known: list[Filed] = []
    for each in filed(notice):
        target = each.indicator.target
        if target.kind is not TargetKind.NUMBER or target.unit or target.value == 0:
            continue
        if unit_in_brackets(each.indicator.name) or _is_pure(each.indicator.name):
            continue
        words = wording(each.indicator.name)
        if words is not None and words.shape in (Shape.RATE, Shape.CHANGE):
            continue
        if words is not None and words.unit:
            known.append(each)
            continue
        yield RULE.finding(
            f"{name_of(each.table)}中指标{each.name}的值“{target.text}”没有计量单位，"
            "从名称也不能确定。",
            found=target.text,
            sources=each.sources,
        )
    if known:
        yield _hint(known)


def _is_pure(name: str) -> bool:
    """Whether the name calls for a number that has no unit."""
    return bare_name(name).endswith(_PURE)


def _hint(known: list[Filed]) -> Finding:
    names = list(dict.fromkeys(each.name for each in known))
    shown = "、".join(names[:_NAMED])
    more = f"等{len(names)}种指标" if len(names) > _NAMED else ""
    return RULE.finding(
        f"{shown}{more}共{len(known)}处指标值没有写计量单位，只能从名称推知。",
        found=len(known),
        sources=tuple(source for each in known for source in each.sources[-1:]),
        severity=Severity.HINT,
    )
