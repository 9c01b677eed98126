"""比率用文字表述: 比率类指标应当有数值。"""

from __future__ import annotations

from collections.abc import Iterator

from zhida.core.findings import Finding, Severity
from zhida.core.notice import Notice, TargetKind
from zhida.core.rules.law import TARGETS_MEASURABLE
from zhida.core.rules.performance.tables import filed
from zhida.core.rules.performance.wordings import Shape, wording
from zhida.core.rules.rule import Rule
from zhida.core.rules.scopes import name_of

RULE = Rule(
    code="N520",
    name="可量化指标用文字表述",
    severity=Severity.HINT,
    explanation="名称本身是比率或数量的指标可以量化，只写“有所提高”“逐步推进”，年末无从计分。",
    basis=TARGETS_MEASURABLE,
    mend="写明应达到的数值，或比上年提高的幅度。",
    bad="跨省异地就医直接结算率：有所提高",
    good="跨省异地就医直接结算率：≥70%",
)


_ALL = ("全", "应")
"""全覆盖, 应保尽保: all of them, which is a figure too."""


@RULE.check
def rate_in_words(notice: Notice) -> Iterator[Finding]:
    """One hint for each rate or count whose target is a grade in words."""
    for each in filed(notice):
        words = wording(each.indicator.name)
        target = each.indicator.target
        if words is None or not (words.shape is Shape.RATE or words.counts_units):
            continue
        if target.kind is not TargetKind.GRADE or any(sign.isdigit() for sign in target.text):
            continue
        if target.text.startswith(_ALL):
            continue
        yield RULE.finding(
            f"{name_of(each.table)}中指标{each.name}可以量化，值只写“{target.text}”。",
            found=target.text,
            sources=each.sources,
        )
