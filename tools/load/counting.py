"""Figures: what the server says of its routes (/metrics), and of how times lie."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from prometheus_client.parser import text_string_to_metric_families

_SUMS = {
    "zhida_request_seconds_sum": "seconds",
    "zhida_request_sql_seconds_sum": "sql_seconds",
    "zhida_request_sql_queries_sum": "queries",
    "zhida_request_seconds_count": "requests",
}


@dataclass(frozen=True, slots=True)
class Counted:
    """Of all routes together, since the server began: requests, their seconds, those in SQL, queries."""

    requests: float = 0
    seconds: float = 0
    sql_seconds: float = 0
    queries: float = 0

    def since(self, before: Counted) -> Counted:
        """What came between."""
        return Counted(
            self.requests - before.requests,
            self.seconds - before.seconds,
            self.sql_seconds - before.sql_seconds,
            self.queries - before.queries,
        )

    @property
    def sql_share(self) -> float:
        """The share of time that was spent in SQL."""
        return self.sql_seconds / self.seconds if self.seconds else 0.0

    @property
    def queries_each(self) -> float:
        """Queries of a request."""
        return self.queries / self.requests if self.requests else 0.0


def counted(metrics: str) -> dict[str, Counted]:
    """Figures of each route, read from what /metrics answers."""
    found: dict[str, dict[str, float]] = {}
    for family in text_string_to_metric_families(metrics):
        for sample in family.samples:
            if name := _SUMS.get(sample.name):
                found.setdefault(sample.labels["route"], {})[name] = sample.value
    return {route: Counted(**values) for route, values in found.items()}


def quantile(times: Sequence[float], share: float) -> float:
    """The time within which a share of them lies; nan of none.

    >>> quantile([1, 2, 3, 4], 0.5), quantile([5, 1], 0.95)
    (2, 5)
    """
    if not times:
        return math.nan
    return sorted(times)[math.ceil(share * len(times)) - 1]
