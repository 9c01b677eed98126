"""请求: what says too much, too long or nonsense is refused in the one shape, and changes nothing."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.platform.api.calling import BASE, System, system
from tests.platform.api.things import Things
from tests.platform.ledger.nation import Nation

from zhida.platform.access.policy import Role
from zhida.platform.allocation.models import Plan
from zhida.platform.api.mounting import doors
from zhida.platform.journal.models import Deed
from zhida.platform.scope import scope

SHAPE = {"code", "message", "hint", "field", "sources"}


@pytest.fixture
def things(database: str) -> Things:
    with scope("100000"):
        Nation().play()
        return Things.of("650100")


@pytest.mark.parametrize(
    ("path", "body", "field"),
    [
        ("/plans/1/approve", {"state": "signed"}, "state"),
        ("/plans/1/approve", {"decided_by": "别人"}, "decided_by"),
        ("/duties/1/waive", {"reason": "某事", "owner": "650100-finance"}, "owner"),
        ("/ledger/acts", {"actor": "别人"}, "verb"),
        ("/payments/imports", {"payments": [], "state": "confirmed"}, "payments"),
        ("/notices/1/answers", {"mends": [{"row": "x", "amount_fen": 1.5}]}, "mends.0.amount_fen"),
        ("/notices/1/answers", {"mends": [{"row": "x", "amount_fen": "1"}]}, "mends.0.amount_fen"),
        ("/notices/1/answers", {"year": 99999}, "year"),
        ("/plans/1/send-back", {"reason": "   "}, "reason"),
        ("/plans/1/send-back", {"reason": "空\u0000"}, "reason"),
        ("/plans/1/send-back", {"reason": "长" * 4001}, "reason"),
        ("/plans/1/send-back", [1], ""),
        ("/plans/99999999999999999999/submit", None, "number"),
        ("/plans/abc/submit", None, "number"),
    ],
)
def test_a_wrong_request_is_told_at_its_field(
    database: str, path: str, body: Any, field: str
) -> None:
    status, told = system(role=Role.REVIEWER).post(path, body)
    assert (status, told["code"]) == (422, "invalid"), told
    assert set(told) == SHAPE
    assert told["field"] == field
    assert any("一" <= sign <= "鿿" for sign in told["message"])


def test_nothing_is_set_that_a_request_was_not_asked_for(things: Things) -> None:
    caller = system(role=Role.REVIEWER)
    for extra in ("state", "agency", "region", "region_id", "drafted_by", "number", "id"):
        assert caller.post(f"/plans/{things.plan}/submit?{extra}=x")[0] == 422
        assert caller.post(f"/plans/{things.plan}/approve", {extra: "signed"})[0] == 422
        assert caller.post(f"/duties/{things.duty}/file", words="已办", **{extra: "1"})[0] == 422
    with scope("100000"):
        assert Plan.objects.get().state == "draft"
        assert not Deed.objects.filter(concept__in=["allocation", "duty"]).exists()


def test_what_is_no_json_or_too_long_is_refused(database: str) -> None:
    caller = system(role=Role.REVIEWER)
    headers = {"Authorization": f"Bearer {caller.secret}", "Idempotency-Key": "k"}
    client = Client(headers={"host": "localhost"} | headers)
    path = f"{BASE}/plans/1/approve"
    broken = client.post(path, "{", content_type="application/json")
    assert (broken.status_code, broken.json()["code"]) == (400, "malformed")
    long = client.post(path, "x" * 3_000_000, content_type="application/json")
    assert (long.status_code, long.json()["code"]) == (413, "too_large")
    other = client.put(path)
    assert (other.status_code, other.json()["code"]) == (405, "method")
    nowhere = client.get(f"{BASE}/nonesuch")
    assert (nowhere.status_code, nowhere.json()["code"]) == (404, "not_found")


def test_what_is_anothers_and_what_is_not_there_are_told_in_the_same_words(
    things: Things,
) -> None:
    with scope("100000"):
        beside = Things.of("652900")
    caller = system(role=Role.REVIEWER)
    for path in ("/plans/{}", "/duties/{}", "/notices/{}", "/alerts/{}", "/reports/{}"):
        name = {"plans": "plan", "duties": "duty"}.get(path.split("/")[1], path.split("/")[1][:-1])
        number = getattr(beside, name)
        assert caller.get(path.format(number)) == caller.get(path.format(10**9)), path


def test_files_are_taken_by_content_and_leave_as_attachments(things: Things) -> None:
    caller = system()
    path = f"/duties/{things.duty}/file"
    program = SimpleUploadedFile("季报.docx", b"MZ" + b"\0" * 200)
    status, told = caller.post(path, files=program)
    assert (status, told["code"]) == (422, "unreadable")
    sneaky = SimpleUploadedFile("../../季报.txt", "第一季度".encode())
    assert caller.post(path, files=sneaky)[0] == 200
    answer = caller.ask("GET", f"/plans/{things.plan}/papers/{'0' * 64}")
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    with scope("650100"):
        assert Deed.objects.filter(verb="export", concept="allocation").count() == 1


def test_a_token_without_export_downloads_nothing(things: Things) -> None:
    caller: System = system(scopes=["see"])
    assert caller.get(f"/plans/{things.plan}")[0] == 200
    status, told = caller.get(f"/plans/{things.plan}/papers/{'0' * 64}")
    assert (status, told["code"]) == (403, "scope")


def test_exported_cells_are_no_formulas_and_lines_of_the_journal_stay_lines(
    things: Things,
) -> None:
    caller = system(role=Role.REVIEWER)
    words = "=HYPERLINK(1)\n2026-01-01,别人"
    assert caller.post(f"/duties/{things.duty}/waive", {"reason": words})[0] == 200
    status, content = caller.get("/journal/export")
    assert status == 200
    assert "'=HYPERLINK(1)" in content.decode("utf-8-sig")
    assert "\n2026-01-01,别人,6501" not in content.decode()


def test_every_answer_is_kept_in_no_cache(things: Things) -> None:
    caller = system()
    for each in doors():
        if each.method == "GET" and "{" not in each.path:
            answer = caller.ask("GET", each.path)
            assert answer.headers["Cache-Control"] == "private, no-store", each.path
