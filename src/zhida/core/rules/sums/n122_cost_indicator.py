"""成本指标与资金数额不符: 以补助总额为成本指标的，应当等于该表年度金额。

Cost indicators that state the whole subsidy, against the table's own total.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from zhida.core.findings import Finding, Severity
from zhida.core.money import Unit, format_fen
from zhida.core.notice import Indicator, Notice, PerformanceTable
from zhida.core.rules import margins
from zhida.core.rules.figures import Figure, agree, figure
from zhida.core.rules.law import TARGETS_WITH_MONEY
from zhida.core.rules.rule import Rule
from zhida.core.rules.scopes import filled, name_of, total_of

RULE = Rule(
    code="N122",
    name="成本指标与资金数额不符",
    severity=Severity.WARNING,
    explanation="成本指标写的是补助资金总额的，应当等于同一张绩效目标表的年度金额。",
    basis=TARGETS_WITH_MONEY,
    mend="统一成本指标值与年度金额；若成本含其他资金，在指标名称中写明口径。",
    bad="年度金额9618万元；成本指标“补助成本”9798万元",
    good="年度金额9618万元；成本指标“补助成本”9618万元",
)

_UNITS = {unit.label: unit for unit in Unit}
_WHOLE = ("补助成本", "补助总成本", "资金总成本", "资金成本", "资金总额", "补助总额", "预算总成本")


@RULE.check
def cost_indicator(notice: Notice) -> Iterator[Finding]:
    """A finding for each whole-cost indicator that differs from its table's total."""
    for table in filled(notice):
        whole = figure(total_of(table))
        for indicator, cost in _whole_costs(table):
            if whole is None or agree(cost, whole):
                continue
            unit = Unit.WAN_YUAN
            yield RULE.finding(
                f"{name_of(table)}：成本指标“{indicator.name}”为{format_fen(cost.fen, unit)}，"
                f"年度金额为{format_fen(whole.fen, unit)}，"
                f"{margins.gap(cost.fen, whole.fen, unit)}。",
                expected=whole.fen,
                found=cost.fen,
                sources=margins.places(cost, whole),
            )


def _whole_costs(table: PerformanceTable) -> Iterator[tuple[Indicator, Figure]]:
    for indicator in table.indicators:
        unit = _UNITS.get(indicator.target.unit or "")
        value = indicator.target.value
        named = any(word in indicator.name for word in _WHOLE)
        if unit is None or value is None or not named:
            continue
        if indicator.target.comparator not in (None, "=", "≤"):
            continue
        scaled = value * unit.value
        if scaled == scaled.to_integral_value():
            exponent = value.as_tuple().exponent
            step = Decimal(unit.value).scaleb(exponent if isinstance(exponent, int) else 0)
            source = indicator.value_source or indicator.source
            yield indicator, Figure(int(scaled), max(1, int(step)), (source,))
