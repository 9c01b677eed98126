"""取数情况 coverage: of a notice's indicators, which are computed, declared, without data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

from zhida.core.performance.indicators import IndicatorKind, TypedIndicator
from zhida.core.performance.metrics.dictionary import Metric, metric_of
from zhida.core.performance.metrics.money import LEDGER_METRICS


class Supply(StrEnum):
    """取数方式: how the actual value of an indicator comes about."""

    COMPUTED = "computed"  # 可计算: a module answers for its metric
    DECLARED = "declared"  # 须填报: its metric has no module yet: a person and a file
    NO_DATA = "no_data"  # 无数据: nothing to measure against, or no metric for it

    @property
    def label(self) -> str:
        """The Chinese words."""
        return {"computed": "可计算", "declared": "须填报", "no_data": "无数据"}[self.value]


@dataclass(frozen=True, slots=True)
class Bound:
    """取数: an indicator, the metric behind it, and how its value comes about."""

    indicator: TypedIndicator
    metric: Metric | None
    supply: Supply
    reason: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """取数情况: every indicator with its metric, and how many there are of each kind."""

    rows: tuple[Bound, ...]

    def count(self, supply: Supply) -> int:
        """How many indicators come about so."""
        return sum(row.supply is supply for row in self.rows)

    def modules(self) -> dict[str, int]:
        """待启用的模块: how many declared indicators wait for each module, most first."""
        waiting = (r.metric.module for r in self.rows if r.metric and r.supply is Supply.DECLARED)
        return dict(Counter(waiting).most_common())


def coverage(
    indicators: Iterable[TypedIndicator], provided: Collection[str] = tuple(LEDGER_METRICS)
) -> Coverage:
    """取数情况: `provided` are the metrics that some module computes (by itself the ledger's)."""
    return Coverage(tuple(_bound(each, provided) for each in indicators))


def _bound(indicator: TypedIndicator, provided: Collection[str]) -> Bound:
    found = metric_of(indicator.name)
    if found is None:
        return Bound(indicator, None, Supply.NO_DATA, "指标库中没有该指标")
    if indicator.kind is IndicatorKind.UNSET:
        return Bound(indicator, found, Supply.NO_DATA, "没有指标值，无从比较")
    if found.code in provided:
        return Bound(indicator, found, Supply.COMPUTED, found.formula)
    reason = f"附{'调查资料' if found.sampled else '证明材料'}填报：{found.formula}"
    if found.is_change and not indicator.base:
        reason += "；须先写明基期"
    return Bound(indicator, found, Supply.DECLARED, reason)
