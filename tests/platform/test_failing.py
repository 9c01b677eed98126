"""出错页: a database that is away is said so, to be tried again; the API says it in its shape."""

from __future__ import annotations

import json

import pytest
from django.db import InterfaceError, OperationalError
from django.http import HttpResponse
from django.test import RequestFactory

from zhida.platform.failing import failed


def told(path: str, error: Exception) -> HttpResponse:
    """What is answered while the error is being handled."""
    try:
        raise error
    except Exception:
        return failed(RequestFactory().get(path))


@pytest.mark.parametrize("error", [OperationalError("gone"), InterfaceError("closed")])
def test_a_page_says_that_the_database_is_away(error: Exception) -> None:
    answer = told("/ledger/", error)
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert "数据库没有应答" in answer.content.decode()


def test_a_fault_is_a_fault() -> None:
    answer = told("/ledger/", ZeroDivisionError())
    assert answer.status_code == 500
    assert "Retry-After" not in answer.headers
    assert "系统出错" in answer.content.decode()
    assert '<link rel="stylesheet" href="/static/zhida/zhida.css">' in answer.content.decode()


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [(OperationalError("gone"), 503, "unavailable"), (ZeroDivisionError(), 500, "fault")],
)
def test_before_the_api_is_reached_it_is_its_shape_all_the_same(
    error: Exception, status: int, code: str
) -> None:
    answer = told("/api/v1/me", error)
    assert answer.status_code == status
    said = json.loads(answer.content)
    assert set(said) == {"code", "message", "hint", "field", "sources"}
    assert said["code"] == code and said["hint"]
