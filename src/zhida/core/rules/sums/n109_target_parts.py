"""绩效表资金来源不符: 绩效目标表的年度金额应当等于各来源之和。

The money block of each performance table: its total against its sources.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from zhida.core.findings import Finding, Severity
from zhida.core.money import Unit, format_fen
from zhida.core.notice import Notice, SourceAmount
from zhida.core.rules import margins
from zhida.core.rules.figures import add, figure, sum_holds, weigh
from zhida.core.rules.law import TARGETS_WITH_MONEY
from zhida.core.rules.rule import Rule
from zhida.core.rules.scopes import name_of, total_of

RULE = Rule(
    code="N109",
    name="绩效表金额与资金来源不符",
    severity=Severity.ERROR,
    explanation="绩效目标表“年度金额”应当等于中央、地方、其他等各来源之和。",
    basis=TARGETS_WITH_MONEY,
    mend="核实该表的年度金额和各来源，漏列的来源补齐。",
    bad="年度金额120万元，其中：中央100万元，地方30万元",
    good="年度金额130万元，其中：中央100万元，地方30万元",
)

_LEVELS = frozenset({"province", "prefecture", "county"})
_FISCAL = frozenset({"central", "province", "prefecture", "county", "local", "lottery"})


@RULE.check
def target_parts(notice: Notice) -> Iterator[Finding]:
    """A finding for each performance table whose sources don't make its total."""
    exact = margins.stated_exactly(notice)
    for table in notice.targets:
        whole = figure(total_of(table))
        parts = [part for part in table.amounts if part.kind != "total"]
        listed = add(part.amount for part in parts)
        if whole is None or listed is None:
            continue
        sums = [add(part.amount for part in chosen) for chosen in _readings(parts)]
        if any(one is not None and sum_holds(whole, one, exact=whole.fen in exact) for one in sums):
            continue
        if len(parts) == 1 and listed.fen < whole.fen:
            continue
        # of several ways to nest the sources, the one that comes nearest is told
        nearest = min(
            (one for one in sums if one is not None), key=lambda one: abs(one.fen - whole.fen)
        )
        yield RULE.finding(
            f"{name_of(table)}：各来源相加为{format_fen(nearest.fen)}，年度金额列示"
            f"{format_fen(whole.fen)}，{margins.gap(whole.fen, nearest.fen, Unit.WAN_YUAN)}。",
            expected=nearest.fen,
            found=whole.fen,
            sources=margins.places(whole, nearest),
            severity=weigh(RULE.severity, whole, nearest),
        )


def _readings(parts: list[SourceAmount]) -> Iterator[list[SourceAmount]]:
    """The ways to read which sources are contained in others.

    财政拨款 contains the levels of government, 地方 contains those below the
    central one, and lottery money may stand inside another source.
    """
    kinds = {part.kind for part in parts}
    nested: list[tuple[frozenset[str], ...]] = [(frozenset(), frozenset({"lottery"}))]
    if "local" in kinds:
        nested.append((frozenset(), _LEVELS, frozenset({"local"})))
    if "fiscal" in kinds:
        nested.append((frozenset(), _FISCAL, frozenset({"fiscal"})))
    for choice in product(*nested):
        left_out = frozenset().union(*choice)
        chosen = [part for part in parts if part.kind not in left_out]
        if chosen:
            yield chosen
