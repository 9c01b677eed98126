"""绩效表金额与分配数不符: 某单位绩效目标表的金额应当等于分配给它的数额。

Each performance table against the row of its recipient, all sources together.
"""

from __future__ import annotations

from collections.abc import Iterator

from zhida.core.findings import Finding, Severity
from zhida.core.money import format_fen
from zhida.core.notice import Notice
from zhida.core.rules import margins
from zhida.core.rules.figures import agree, figure, is_shift, merge, weigh
from zhida.core.rules.law import TARGETS_WITH_MONEY
from zhida.core.rules.rule import Rule
from zhida.core.rules.scopes import Pair, cover_all, name_of, pairs, total_of

RULE = Rule(
    code="N110",
    name="绩效表金额与分配数不符",
    severity=Severity.ERROR,
    explanation=(
        "某地区或单位绩效目标表的年度金额，应当等于分配表中该单位各来源之和。"
        "绩效表位数较少、差额又在末位一半以内的，只在各绩效表加成总额而分配表加不成时才算错。"
    ),
    basis=TARGETS_WITH_MONEY,
    mend="统一绩效目标表与分配表的金额；分配表系分项四舍五入的，按N116调整。",
    bad="分配表：某区各来源相加464.01万元；该区绩效表464万元，各表之和等于总额",
    good="分配表：某区各来源相加464.00万元；该区绩效表464万元",
)


@RULE.check
def target_vs_row(notice: Notice) -> Iterator[Finding]:
    """A finding for each recipient whose performance table states another amount."""
    matched = pairs(notice)
    exact = _prove_exact(notice, matched)
    for pair in matched:
        stated = figure(total_of(pair.target))
        issued = margins.row_amount(pair.table, pair.row)
        if stated is None or issued is None or is_shift(stated.fen, issued.fen):
            continue
        if stated.fen == issued.fen or (not exact and agree(stated, issued)):
            continue
        if stated.fen in margins.other_amounts(pair.table, pair.row):
            continue  # it speaks of one source, or of the whole year
        unit = margins.unit_of(pair.table)
        yield RULE.finding(
            f"{name_of(pair.target)}年度金额{format_fen(stated.fen, unit)}，分配表"
            f"“{pair.row.recipient}”行各来源合计{format_fen(issued.fen, unit)}，"
            f"绩效表{margins.gap(stated.fen, issued.fen, unit)}。",
            expected=issued.fen,
            found=stated.fen,
            sources=margins.places(stated, issued),
            severity=weigh(RULE.severity, stated, issued),
        )


def _prove_exact(notice: Notice, matched: tuple[Pair, ...]) -> bool:
    """Whether the performance tables prove to be exact and the allocation not.

    They are where they add up to the total to the fen and the rows don't; if
    both do, the tables may show rounded amounts that happen to add up.
    """
    total = figure(notice.total)
    stated = [figure(total_of(pair.target)) for pair in matched]
    whole = merge(one for one in stated if one is not None)
    issued = [margins.row_amount(pair.table, pair.row) for pair in matched]
    rows = merge(one for one in issued if one is not None)
    return (
        total is not None
        and whole is not None
        and None not in stated
        and cover_all(notice, matched)
        and whole.fen == total.fen
        and (rows is None or rows.fen != total.fen)
    )
