"""取数 metrics: what an indicator is computed from, by a dictionary of wordings."""

from zhida.core.performance.metrics.coverage import Bound, Coverage, Supply, coverage
from zhida.core.performance.metrics.dictionary import Metric, MetricError, metric, metric_of
from zhida.core.performance.metrics.registry import REGISTRY, Question, Registry, register

__all__ = [
    "REGISTRY",
    "Bound",
    "Coverage",
    "Metric",
    "MetricError",
    "Question",
    "Registry",
    "Supply",
    "coverage",
    "metric",
    "metric_of",
    "register",
]
