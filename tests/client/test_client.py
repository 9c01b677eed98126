"""客户端: a system's day over the wire, against a server that listens."""

from __future__ import annotations

import datetime
import threading
from collections.abc import Iterator
from itertools import takewhile
from pathlib import Path
from textwrap import dedent

import pytest
import waitress.server
from django.core.wsgi import get_wsgi_application
from django.db import connections
from tests.platform.api.calling import system
from tests.platform.api.things import Things
from tests.platform.ledger.nation import Nation

from zhida.client import ApiError, Client
from zhida.platform.access.policy import Role
from zhida.platform.jobs.worker import work_off
from zhida.platform.scope import scope


@pytest.fixture
def address(database: str) -> Iterator[str]:
    server = waitress.server.create_server(
        get_wsgi_application(), host="127.0.0.1", port=0, threads=2
    )
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.close()
    thread.join(10)
    connections.close_all()


@pytest.fixture
def things(database: str) -> Things:
    with scope("100000"):
        Nation().play()
        return Things.of("650100")


def test_a_day_of_a_treasury_system(address: str, things: Things) -> None:
    client = Client(address, system().secret)
    assert client.me()["agency"] == "650100-finance"
    lines = list(client.lines(year=2025, limit=1))
    assert len({each["line"] for each in lines}) == len(lines) > 1
    kept = client.import_payments(
        [{"number": "ZF1", "date": "2025-03-03", "amount": "12.50", "unit_code": "650100-finance"}]
    )
    assert (kept["preview"]["to_queue"], kept["preview"]["total_fen"]) == (1, 1250)
    done = client.confirm_import(kept["imported"]["number"])
    assert done["imported"]["state"] == "confirmed"
    assert "ZF1" in {each["voucher"] for each in client.payment_queue()}
    filed = client.file_duty(things.duty, {"季报.txt": "第一季度".encode()}, words="已报")
    assert filed["state"] == "filed"
    verbs = [each["verb"] for each in client.events()]
    assert {"import_payments", "confirm_payments", "file_duty"} <= set(verbs)


def test_a_day_at_the_desk_without_a_page(address: str, things: Things) -> None:
    client = Client(address, system(role=Role.REVIEWER).secret)
    where = "/execution/?year=2025"
    (table,) = client.tables(where)
    row = next(client.rows(where, table["key"]))
    cell = next(each for each in row["cells"] if each["href"].startswith("/ledger/origin/"))
    assert client.origin(cell["href"])["value"] == cell["value"]
    assert client.workbook(where, table["key"])[:2] == b"PK"
    job = client.take_in_as_job({"便条.txt": "今天下午开会\n".encode()})
    work_off()
    assert client.wait_for(client.job(job["number"]))["state"] == "done"
    assert [each["name"] for each in client.job_items(job["number"])] == ["便条.txt"]
    made = client.make_report("quarterly", "2025Q1", formats=["xlsx"])
    content = client.report_file(made["number"], made["files"][0]["sha256"])
    assert client.verify(made["files"][0]["name"], content)["same"]
    assert client.flow(2025)["whole"]["received_fen"] > 0
    assert next(client.payments(2025))["voucher"] == "ZF9"
    assert client.raise_alerts(day="2025-03-03", rules=["E101"])["gone"] == 1
    assert {each["verb"] for each in client.journal()} >= {"make_report", "export", "raise_alerts"}


def test_a_write_that_is_sent_again_is_done_once(address: str, things: Things) -> None:
    client = Client(address, system().secret)
    first = client.file_duty(things.duty, nothing=True, key="nothing-2025Q1")
    again = client.file_duty(things.duty, nothing=True, key="nothing-2025Q1")
    assert first == again
    with pytest.raises(ApiError) as refused:
        client.file_duty(things.duty, nothing=True)
    assert refused.value.status == 409


def test_a_refusal_carries_the_apis_own_words(address: str, things: Things) -> None:
    auditor = Client(address, system("审计员", role=Role.AUDITOR).secret)
    with pytest.raises(ApiError) as refused:
        auditor.act("pay", things.line, 100, "某号", datetime.date(2025, 3, 3))
    assert (refused.value.status, refused.value.code) == (403, "forbidden")
    assert "审计" in str(refused.value)
    with pytest.raises(ApiError) as unknown:
        Client(address, "zhida_00000000_x").me()
    assert (unknown.value.status, unknown.value.code) == (401, "unauthenticated")


def test_events_go_on_from_where_they_were_left(address: str, things: Things) -> None:
    client = Client(address, system().secret)
    client.file_duty(things.duty, nothing=True)
    last = list(client.events())[-1]["cursor"]
    assert list(client.events(last)) == []
    client.import_payments(
        [{"number": "1", "date": "2025-03-03", "amount": "1", "unit_code": "650100-finance"}]
    )
    assert [each["verb"] for each in client.events(last)] == ["import_payments"]


def test_a_token_goes_to_no_other_address_and_not_in_the_clear() -> None:
    with pytest.raises(ValueError, match="https"):
        Client("http://zhida.example", "secret")
    with pytest.raises(ValueError, match="不是网址"):
        Client("zhida.example", "secret")
    with pytest.raises(ApiError) as away:
        Client("http://127.0.0.1:9", "secret").me()
    assert (away.value.status, away.value.code) == (0, "away")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_example_of_the_manual_runs(
    address: str, things: Things, root: Path, capsys: pytest.CaptureFixture[str], language: str
) -> None:
    page = (root / "docs" / language / "api.md").read_text(encoding="utf-8")
    lines = page[page.index("    from zhida.client") :].splitlines()
    example = "\n".join(takewhile(lambda line: not line or line.startswith("    "), lines))
    said = dedent(example).replace("https://zhida.example", address)
    payment = {"number": "ZF1", "date": "2025-03-03", "amount": "1", "unit_code": "650100-finance"}
    exec(said, {"token": system().secret, "payments": [payment]})
    assert capsys.readouterr().out.startswith("报送季报 2025-03-03")
    states = {
        each["state"] for each in Client(address, system("乙").secret).pages("/payments/imports")
    }
    assert "confirmed" in states
