"""指标日期已过: 指标的完成日期不应当早于文件成文日期。"""

from __future__ import annotations

from collections.abc import Iterator

from zhida.core.findings import Finding, Severity
from zhida.core.notice import Notice, TargetKind
from zhida.core.rules.deadlines.duties import written
from zhida.core.rules.law import TARGETS_WITH_MONEY
from zhida.core.rules.performance.tables import filed
from zhida.core.rules.rule import Rule
from zhida.core.rules.scopes import name_of

RULE = Rule(
    code="N610",
    name="指标日期在成文时已过",
    severity=Severity.WARNING,
    explanation="指标要求完成的日期早于文件成文日期，收文单位无法据以安排，多为套用上年或上级的表。",
    basis=TARGETS_WITH_MONEY,
    mend="改为成文之后、预算年度之内的日期。",
    bad="2021年8月1日成文：模拟运行时间 2021年6月30日前",
    good="2020年12月7日成文：模拟运行时间 2021年6月30日前",
)


@RULE.check
def target_day_is_over(notice: Notice) -> Iterator[Finding]:
    """One finding for each indicator whose day lies before the notice."""
    signed = notice.signed or notice.date
    if signed is None:
        return
    for each in filed(notice):
        due = each.indicator.target.due
        if each.indicator.target.kind is not TargetKind.DATE or due is None or due >= signed.value:
            continue
        if str(due.year) not in each.indicator.target.text:
            continue  # the year was taken from the table: if that is wrong, another rule says so
        yield RULE.finding(
            f"{name_of(each.table)}中指标{each.name}应于{written(due)}前完成，"
            f"文件{written(signed.value)}才成文。",
            expected=f"{signed.value.isoformat()}以后",
            found=due.isoformat(),
            sources=(*each.sources, signed.source),
        )
