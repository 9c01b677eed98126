"""指标 metrics: figures for Prometheus; of routes and durations, never of people or money."""

from __future__ import annotations

import ipaddress
import secrets
from collections.abc import Iterable, Iterator

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    Counter,
    Histogram,
    disable_created_metrics,
    generate_latest,
)
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import REGISTRY, Collector

from zhida.platform.configuration import configuration
from zhida.platform.scope import scope

_NATION = "100000"
_DURATIONS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
_QUERIES = (0, 1, 2, 5, 10, 15, 20, 30, 50, 100)

disable_created_metrics()  # type: ignore[no-untyped-call]
REQUESTS = Counter("zhida_requests", "请求数", ("route", "method", "status"))
SECONDS = Histogram("zhida_request_seconds", "请求用时", ("route",), buckets=_DURATIONS)
SQL_SECONDS = Histogram(
    "zhida_request_sql_seconds", "请求中数据库用时", ("route",), buckets=_DURATIONS
)
SQL_QUERIES = Histogram(
    "zhida_request_sql_queries", "请求中数据库语句数", ("route",), buckets=_QUERIES
)

_LEDGER = """SELECT COALESCE(max(number), 0), COALESCE(extract(epoch FROM max(sealed_at)), 0)
    FROM ledger_block"""
_JOBS = "SELECT status, count(*) FROM django_tasks_db_dbtaskresult GROUP BY status"


class Standing(Collector):
    """现状: asked of the database at each scrape; nothing but `zhida_up` 0 where that fails."""

    def collect(self) -> Iterable[GaugeMetricFamily]:
        """The database's answer, the ledger's height, the queue of jobs where there is one."""
        try:
            with scope(_NATION):
                families = [*_ledger(), *_jobs()]
        except DatabaseError:
            return [GaugeMetricFamily("zhida_up", "数据库有应答", 0)]
        return [GaugeMetricFamily("zhida_up", "数据库有应答", 1), *families]

    def describe(self) -> Iterable[GaugeMetricFamily]:
        """Nothing is asked of the database when this is registered."""
        return []


def _ledger() -> Iterator[GaugeMetricFamily]:
    with connection.cursor() as cursor:
        cursor.execute(_LEDGER)
        height, sealed = cursor.fetchone()
    yield GaugeMetricFamily("zhida_ledger_blocks", "账的高度（已封存的区块数）", float(height))
    yield GaugeMetricFamily("zhida_ledger_sealed_at_seconds", "最后一块的封存时间", float(sealed))


def _jobs() -> Iterator[GaugeMetricFamily]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('django_tasks_db_dbtaskresult') IS NOT NULL")
        if not cursor.fetchone()[0]:
            return
        cursor.execute(_JOBS)
        family = GaugeMetricFamily("zhida_jobs", "后台任务", labels=("status",))
        for status, count in cursor.fetchall():
            family.add_metric([str(status).lower()], count)
    yield family


REGISTRY.register(Standing())


@login_not_required
def metrics(request: HttpRequest) -> HttpResponse:
    """指标: for the token that is configured, or without one for this machine alone."""
    if not _may_see(request):
        return HttpResponse(
            "只对本机或持有 ZHIDA_METRICS_TOKEN 者开放\n", status=403, content_type=_TEXT
        )
    return HttpResponse(generate_latest(REGISTRY), content_type=CONTENT_TYPE_LATEST)


_TEXT = "text/plain; charset=utf-8"


def _may_see(request: HttpRequest) -> bool:
    configured = configuration()
    if configured.metrics_token is not None:
        expected = f"Bearer {configured.metrics_token.get_secret_value()}"
        given = request.headers.get("Authorization", "")
        return secrets.compare_digest(given.encode(), expected.encode())
    # Behind a proxy everybody seems to come from this machine, unless it tells from where.
    return configured.https is None and _is_loopback(request.META.get("REMOTE_ADDR", ""))


def _is_loopback(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False
