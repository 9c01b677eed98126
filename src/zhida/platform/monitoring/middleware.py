"""看护 middleware: every request is counted, timed and told in the log, by its route's name."""

from __future__ import annotations

import logging
import secrets
import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import connection
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from zhida.platform.monitoring.logs import event, pseudonym
from zhida.platform.monitoring.metrics import REQUESTS, SECONDS, SQL_QUERIES, SQL_SECONDS

_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_QUIET = frozenset({"health", "ready", "metrics", "static"})
"""Asked every few seconds, or for each picture of a page: in the figures, but not in the log."""


class _Statements:
    """语句: how many there were in a request, and how long they took together, in seconds."""

    def __init__(self) -> None:
        self.count = 0
        self.seconds = 0.0

    def __call__(self, execute: Any, sql: Any, params: Any, many: bool, context: Any) -> Any:
        began = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            self.count += 1
            self.seconds += time.perf_counter() - began


def watch(answer: Callable[[HttpRequest], HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """看护: the outermost middleware, so that what others refuse is counted too."""

    def watched(request: HttpRequest) -> HttpResponseBase:
        statements, began = _Statements(), time.perf_counter()
        with connection.execute_wrapper(statements):
            response = answer(request)
        took = time.perf_counter() - began
        route = _route(request)
        method = request.method if request.method in _METHODS else "other"
        REQUESTS.labels(route, method, str(response.status_code)).inc()
        SECONDS.labels(route).observe(took)
        SQL_SECONDS.labels(route).observe(statements.seconds)
        SQL_QUERIES.labels(route).observe(statements.count)
        faulty = response.status_code >= 500
        if faulty or route not in _QUIET:
            event(
                "request",
                logging.ERROR if faulty else logging.INFO,
                id=secrets.token_hex(8),
                route=route,
                method=method,
                status=response.status_code,
                ms=round(took * 1000, 1),
                sql=statements.count,
                sql_ms=round(statements.seconds * 1000, 1),
                user=_user(request),
            )
        return response

    return watched


def _route(request: HttpRequest) -> str:
    """The name in the table of URLs: a path may hold what is nobody else's business."""
    match = request.resolver_match
    if match is not None:
        return match.view_name or "unnamed"
    static = settings.STATIC_URL
    return "static" if request.path_info.startswith(f"/{static.lstrip('/')}") else "none"


def _user(request: HttpRequest) -> str | None:
    """Only where the page has asked who it is: the log asks the database nothing."""
    user = getattr(request, "_cached_user", None)
    return pseudonym(user.pk) if user is not None and user.pk is not None else None
