"""首页: what is here and what to do first."""

from __future__ import annotations

import pytest
from django.test import Client


@pytest.fixture
def client() -> Client:
    return Client(headers={"host": "localhost"})


def test_the_first_page_says_what_is_here_and_what_to_do_first(
    database: str, client: Client
) -> None:
    page = client.get("/").content.decode()
    assert "PostgreSQL 18" in page
    assert "凭证" not in page and "通知</dt>" not in page  # who asks may have no scope
    assert "zhida init --agency 单位代码" in page
    assert "://" not in page  # nothing is fetched from elsewhere


def test_another_host_name_is_refused(database: str) -> None:
    assert Client(headers={"host": "evil.example"}).get("/health").status_code == 400
