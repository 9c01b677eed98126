"""分项分别四舍五入: 各格分别取整造成行列不平，并给出最小调整。

Shows that every cell is the rounded share row total × column total ÷ grand
total, and names the fewest cells to change so that all rows and columns
balance.
"""

from __future__ import annotations

from collections.abc import Iterator

from zhida.core.findings import Finding, Severity
from zhida.core.money import format_fen
from zhida.core.notice import Notice
from zhida.core.rules import margins
from zhida.core.rules.figures import weigh
from zhida.core.rules.law import FIGURES_EXACT
from zhida.core.rules.rule import Rule
from zhida.core.rules.sums.rounding import Rounded, find_rounded

RULE = Rule(
    code="N116",
    name="分项分别四舍五入致不平",
    severity=Severity.ERROR,
    explanation=(
        "分配表每一格都等于“行总额×列总额÷总额”四舍五入的结果，"
        "说明各格是分别取整的，行、列合计因此差几个末位。本条给出使全部行列都平衡的最小调整。"
    ),
    basis=FIGURES_EXACT,
    mend="按所列最小调整修改单元格，再次核对各行各列。",
    bad="总额3.00：行总额1.00、2.00，列总额1.50、1.50；各格0.50、0.50、1.01、1.00",
    good="各格按行列总额同时取整，每行每列都平衡",
)


@RULE.check
def independent_rounding(notice: Notice) -> Iterator[Finding]:
    """One finding for each table that was rounded cell by cell."""
    for rounded in find_rounded(notice):
        grid = rounded.grid
        yield RULE.finding(
            f"{margins.name_of(grid.table)}各格都等于行总额×列总额÷总额四舍五入的结果"
            f"（行总额取自{rounded.origin}），各自取整使{rounded.misses}个行、列合计不平；"
            f"最少改{len(rounded.changes)}格即全部平衡：{_list_changes(rounded)}。",
            expected=_list_changes(rounded),
            found=f"{rounded.misses}个行、列合计不平",
            sources=tuple(
                source
                for change in rounded.changes
                for source in grid.figures[change.row][change.column].sources
            ),
            severity=weigh(RULE.severity, *(cell for row in grid.figures for cell in row)),
            mend=f"{_list_changes(rounded)}，其余各格不动。",
        )


def _list_changes(rounded: Rounded) -> str:
    grid = rounded.grid
    words = []
    for change in rounded.changes:
        column = grid.columns[change.column]
        unit = margins.unit_of(grid.table, column)
        before = format_fen(change.before * grid.step, unit)
        after = format_fen(change.after * grid.step, unit)
        header = grid.table.columns[column].header
        words.append(f"{grid.rows[change.row].recipient}“{header}”由{before}改为{after}")
    return "，".join(words)
