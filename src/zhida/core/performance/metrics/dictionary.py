"""指标库 dictionary: the metrics, and the wordings that mean them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache

from zhida.core.figures import EvidenceKind
from zhida.core.rules.performance.names import bare_name
from zhida.data import load


class MetricError(ValueError):
    """无法取数: the metric can't be computed. The message is a Chinese sentence with its mend."""


@dataclass(frozen=True, slots=True)
class Metric:
    """取数指标: a query with its unit, period and evidence (`data/metrics.csv`).

    `formula` says in Chinese what is divided by or counted from what; `module` supplies it.
    `is_change` is a difference to a base; `needs_base` also holds for a level that only
    says something beside an earlier one (直接结算率有所提高). `sampled` is a survey's rate.
    """

    code: str
    name: str
    unit: str
    period: str
    formula: str
    evidence: EvidenceKind
    module: str
    is_change: bool
    needs_base: bool
    sampled: bool


def metric(code: str) -> Metric:
    """取数指标: by code. Raises `MetricError` where there is none.

    >>> metric("audit_runs").formula
    '完成的审核批次'
    """
    found = _metrics().get(code)
    if found is None:
        raise MetricError(f"指标库中没有“{code}”。请核对 data/metrics.csv 中的代码")
    return found


def metrics() -> tuple[Metric, ...]:
    """指标库: every metric, in the order of the table."""
    return tuple(_metrics().values())


@lru_cache(maxsize=4096)
def metric_of(name: str) -> Metric | None:
    """取数指标: the metric that an indicator's name means, None where the dictionary has none.

    A wording fits where all its words stand in the name; the one with most letters
    counts. Two equally long ones of different metrics: none, rather than a guess.

    >>> metric_of("开展本市定点医药机构本地医保结算数据智能审核次数").code
    'audit_runs'
    >>> metric_of("绿化面积") is None
    True
    """
    bare = bare_name(name)
    fitting = [
        (len("".join(words)), code)
        for words, code in _wordings()
        if all(word in bare for word in words)
    ]
    if not fitting:
        return None
    longest = max(length for length, _ in fitting)
    codes = {code for length, code in fitting if length == longest}
    return metric(codes.pop()) if len(codes) == 1 else None


@cache
def _metrics() -> dict[str, Metric]:
    return {
        row["code"]: Metric(
            row["code"],
            row["name"],
            row["unit"],
            row["period"],
            row["formula"],
            EvidenceKind(row["evidence"]),
            row["module"],
            row["kind"] == "change",
            row["base"] == "yes",
            row["sampled"] == "yes",
        )
        for row in load("metrics")
    }


@cache
def _wordings() -> tuple[tuple[tuple[str, ...], str], ...]:
    return tuple(
        (tuple(bare_name(word) for word in row["wording"].split()), row["metric"])
        for row in load("metric_wordings")
    )
