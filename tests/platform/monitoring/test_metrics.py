"""指标: for the machine itself or who holds the token, and with nothing of anybody in them."""

from __future__ import annotations

import pytest
from django.test import Client
from pydantic import SecretStr

from zhida.platform.configuration import Configuration
from zhida.platform.monitoring import metrics

TOKEN = "of-the-watchman-alone"


@pytest.fixture
def client() -> Client:
    return Client(headers={"host": "localhost"})


def configure(monkeypatch: pytest.MonkeyPatch, **values: object) -> None:
    configured = Configuration.model_construct(**values)  # type: ignore[arg-type]
    monkeypatch.setattr(metrics, "configuration", lambda: configured)


def test_the_ledger_and_the_requests_are_there(database: str, client: Client) -> None:
    client.get("/desk/")
    page = client.get("/metrics").content.decode()
    assert 'zhida_requests_total{method="GET",route="desk",status="302"}' in page
    assert 'zhida_request_sql_queries_count{route="desk"}' in page
    assert "zhida_up 1.0" in page and "zhida_ledger_blocks 0.0" in page


def test_no_path_and_no_query_becomes_a_label(database: str, client: Client) -> None:
    client.get("/due/650100-finance/geheimes-zeichen.ics", {"name": "zhangsan"})
    client.generic("GEHEIM", "/nirgends/zhangsan")
    page = client.get("/metrics").content.decode()
    assert "geheim" not in page.lower() and "zhangsan" not in page
    assert 'method="other",route="none",status="404"' in page


def test_another_machine_is_refused_without_a_token(
    database: str, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert client.get("/metrics", REMOTE_ADDR="10.0.0.7").status_code == 403
    assert client.get("/metrics", REMOTE_ADDR="").status_code == 403
    configure(monkeypatch, metrics_token=SecretStr(TOKEN))
    assert client.get("/metrics").status_code == 403
    assert client.get("/metrics", headers={"authorization": "Bearer x"}).status_code == 403
    good = client.get(
        "/metrics", REMOTE_ADDR="10.0.0.7", headers={"authorization": f"Bearer {TOKEN}"}
    )
    assert good.status_code == 200


def test_behind_a_proxy_everybody_comes_from_this_machine_so_a_token_is_needed(
    database: str, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    configure(monkeypatch, https="proxy")
    assert client.get("/metrics", REMOTE_ADDR="127.0.0.1").status_code == 403
