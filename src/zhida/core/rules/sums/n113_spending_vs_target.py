"""项目明细与绩效表金额不符: 绩效表中分项目写明的金额之和应当等于该表年度金额。

The projects that the issuer spends on itself against the table that lists them.
"""

from __future__ import annotations

from collections.abc import Iterator

from zhida.core.findings import Finding, Severity
from zhida.core.money import Unit, format_fen
from zhida.core.notice import Notice, PerformanceTable, Spending
from zhida.core.rules import margins
from zhida.core.rules.figures import add, figure, sum_holds, weigh
from zhida.core.rules.law import TARGETS_WITH_MONEY
from zhida.core.rules.rule import Rule
from zhida.core.rules.scopes import filled, name_of, total_of

RULE = Rule(
    code="N113",
    name="项目明细与绩效表金额不符",
    severity=Severity.ERROR,
    explanation="绩效目标表按项目写明金额的，各项目金额之和应当等于该表的年度金额。",
    basis=TARGETS_WITH_MONEY,
    mend="核对本级支出明细，改正项目金额或年度金额。",
    bad="年度金额99.96万元；项目甲35.81万元、项目乙60万元、项目丙4.13万元",
    good="年度金额99.94万元；项目甲35.81万元、项目乙60万元、项目丙4.13万元",
)


@RULE.check
def spending_vs_target(notice: Notice) -> Iterator[Finding]:
    """A finding for each performance table that its projects don't add up to."""
    exact = margins.stated_exactly(notice)
    for table in filled(notice):
        whole = figure(total_of(table))
        projects = [project for project in notice.spending if _stands_in(project, table)]
        parts = add(project.amount for project in projects)
        if whole is None or parts is None or len(projects) < 2 or parts.missing:
            continue
        if sum_holds(whole, parts, exact=whole.fen in exact):
            continue
        yield RULE.finding(
            f"{name_of(table)}：所列{len(projects)}个项目相加为{format_fen(parts.fen)}，"
            f"年度金额为{format_fen(whole.fen)}，"
            f"{margins.gap(whole.fen, parts.fen, Unit.WAN_YUAN)}。",
            expected=parts.fen,
            found=whole.fen,
            sources=margins.places(whole, parts),
            severity=weigh(RULE.severity, whole, parts),
        )


def _stands_in(project: Spending, table: PerformanceTable) -> bool:
    """Whether a project is stated in the goals of a table: same file, same block."""
    blocks = {(goal.source.file, goal.source.block) for goal in table.goals}
    blocks.add((table.source.file, table.source.block))
    return project.source.block is not None and (
        (project.source.file, project.source.block) in blocks
    )
