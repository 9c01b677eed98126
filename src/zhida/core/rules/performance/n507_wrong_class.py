"""指标归类不当: 三级指标应当归入与其用语相符的二级指标。

By the vocabulary of endings (人次 is a quantity, 知晓率 an effect), and by the
shape of the value: a calendar day is timeliness.
"""

from __future__ import annotations

from collections.abc import Iterator

from zhida.core.findings import Finding, Severity
from zhida.core.notice import Notice
from zhida.core.rules.law import TARGETS_CLASSES
from zhida.core.rules.performance.filing import is_misfiled, proper_classes
from zhida.core.rules.performance.tables import filed
from zhida.core.rules.rule import Rule
from zhida.core.rules.scopes import name_of

RULE = Rule(
    code="N507",
    name="指标归类不当",
    severity=Severity.WARNING,
    explanation="指标的用语和值的形态决定其类别：人次、次数属数量，合格率属质量，日期属时效，知晓率属效益，满意度自成一类。",
    basis=TARGETS_CLASSES,
    mend="移到相符的二级指标之下；归类影响自评得分的权重。",
    bad="质量指标：医保人才培养人次≥200",
    good="数量指标：医保人才培养人次≥200",
)


@RULE.check
def wrong_class(notice: Notice) -> Iterator[Finding]:
    """One finding for each indicator filed where its wording can't stand."""
    for each in filed(notice):
        if not is_misfiled(each.indicator):
            continue
        names = _listed(proper_classes(each.indicator))
        heading = each.indicator.level2 or each.indicator.level1
        yield RULE.finding(
            f"{name_of(each.table)}中{each.name}（{each.indicator.target.text or '空白'}）"
            f"列在“{heading}”之下，按其内容应归{names}。",
            expected=names,
            found=heading,
            sources=each.sources,
        )


def _listed(names: tuple[str, ...]) -> str:
    """数量、质量或时效指标."""
    head, last = "、".join(names[:-1]), names[-1]
    return f"{head}或{last}指标" if head else f"{last}指标"
