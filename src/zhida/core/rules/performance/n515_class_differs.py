"""同一指标归类不一: 同一通知内同一指标应当归入同一类别。"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from zhida.core.findings import Finding, Severity
from zhida.core.notice import Notice
from zhida.core.rules.law import TARGETS_BROKEN_DOWN
from zhida.core.rules.performance.filing import filed_under, is_misfiled
from zhida.core.rules.performance.tables import Filed, by_name
from zhida.core.rules.rule import Rule
from zhida.core.rules.scopes import name_of

RULE = Rule(
    code="N515",
    name="同一指标归类不一",
    severity=Severity.WARNING,
    explanation="同一指标在各张表中归入不同的二级指标，权重便不同，得分不能汇总比较。",
    basis=TARGETS_BROKEN_DOWN,
    mend="按上级表的归类统一。",
    bad="甲表：质量指标 推行试点；乙表：时效指标 推行试点",
    good="两表均为：质量指标 推行试点",
)


@RULE.check
def class_differs(notice: Notice) -> Iterator[Finding]:
    """One finding for each indicator in several classes, those of N507 left out."""
    for group in by_name(notice).values():
        known = [
            each
            for each in group
            if filed_under(each.indicator) is not None and not is_misfiled(each.indicator)
        ]
        classes = Counter(filed_under(each.indicator) or "" for each in known)
        if len(classes) < 2:
            continue
        usual = classes.most_common(1)[0][0]
        yield RULE.finding(
            f"指标{known[0].name}归类不一：{'，'.join(map(_place, known))}。",
            expected=usual,
            found="、".join(name for name in classes if name != usual),
            sources=tuple(each.indicator.source for each in known),
        )


def _place(each: Filed) -> str:
    return f"{name_of(each.table)}列在“{each.indicator.level2 or each.indicator.level1}”"
