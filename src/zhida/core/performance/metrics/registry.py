"""取数登记 registry: the modules that can compute a metric say so here, and are asked here."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from zhida.core.performance.indicators import Actual, Standing
from zhida.core.performance.metrics.dictionary import MetricError, metric


@dataclass(frozen=True, slots=True)
class Question:
    """取数请求: what is asked of a metric.

    `region` is the code of the place, `agency` that of the unit ("" for the whole place),
    `first` … `last` the period (both included), `as_of` the day until which records count.
    `base` is the figure that a change is measured against, `fund` the fund whose money
    is meant, "" for all.
    """

    region: str
    first: datetime.date
    last: datetime.date
    as_of: datetime.date
    agency: str = ""
    base: Decimal | None = None
    fund: str = ""


Provider = Callable[[Question], Actual]
"""取数: answers a question with a value and its evidence, or NO_DATA with the reason."""


class Registry:
    """取数登记: metric → the one provider that computes it."""

    def __init__(self) -> None:
        self._providers: dict[str, Provider] = {}

    def register(self, code: str, provider: Provider) -> None:
        """登记: from now on the provider answers for a metric.

        Raises `MetricError` for a code that the dictionary lacks, and where another
        provider answers already: one metric has one definition.
        """
        metric(code)
        if self._providers.get(code, provider) is not provider:
            raise MetricError(f"指标“{code}”已有取数模块，不能再登记一个。请先核对两个模块的分工")
        self._providers[code] = provider

    def provides(self, code: str) -> bool:
        """可计算: whether some module answers for a metric."""
        return code in self._providers

    def codes(self) -> frozenset[str]:
        """The metrics that can be computed."""
        return frozenset(self._providers)

    def measure(self, code: str, question: Question) -> Actual:
        """取数: the value of a metric.

        Without a provider the answer is NO_DATA, which says who will supply it. Raises
        `MetricError` where a change has no base to be measured against, and for answers
        that break the contract: a declared value, a survey without its sample, a
        measured value without evidence.
        """
        known = metric(code)
        if known.is_change and question.base is None:
            raise MetricError(
                f"“{known.name}”是变动指标，没有基期数，不能计算。"
                "请填写基期的数值（上年同期或目标表写明的基期）"
            )
        provider = self._providers.get(code)
        if provider is None:
            return Actual(
                Standing.NO_DATA,
                question.as_of,
                metric=code,
                note=f"“{known.name}”由{known.module}模块取数，尚未启用；可附证明材料填报",
            )
        actual = provider(question)
        _refuse_broken(known.name, known.sampled, actual)
        return actual


def _refuse_broken(name: str, sampled: bool, actual: Actual) -> None:
    """A provider measures: it can't declare, and it shows what its value rests on."""
    if actual.standing is Standing.NO_DATA:
        return
    if actual.standing is not Standing.MEASURED:
        raise MetricError(f"“{name}”的取数模块只能给出计算值，不能给出填报值")
    if not actual.evidence:
        raise MetricError(f"“{name}”的取数模块没有给出依据。计算值须附凭证、支付或业务记录")
    if sampled and actual.value is not None and not (actual.n and actual.low is not None):
        raise MetricError(f"“{name}”是抽样调查指标，须附样本量和置信区间")


REGISTRY = Registry()
"""The one registry of an installation: modules register when they start."""


def register(code: str, provider: Provider) -> None:
    """登记: a module answers for a metric (see `Registry.register`)."""
    REGISTRY.register(code, provider)
