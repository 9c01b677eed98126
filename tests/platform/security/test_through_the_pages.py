"""穿过网页: addresses that nobody meant break nothing, tell nothing, and lead nowhere else."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

import pytest
from django.conf import global_settings
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.platform.accounts.people import PASSWORD, enter, signed_in, visitor
from tests.platform.pages.test_access_matrix import PAGES

from zhida.platform.access.policy import Role
from zhida.platform.accounts.models import FailedSignIn
from zhida.platform.journal.models import Deed
from zhida.platform.scope import scope

NASTY = (
    "'; SELECT set_config('zhida.scope','100000',false); --",
    "\x00",
    "%",
    "\\",
    "../../etc/passwd",
    "<script>alert(1)</script>",
    "9" * 40,
    "-1",
    "1e9",
    "\ud800".encode("utf-8", "surrogatepass").decode("latin-1"),
    "０",
    "²",
    "{{7*7}}",
    "a\r\nSet-Cookie: x=1",
    "",
)
NAMES = (
    "year", "region", "unit", "q", "page", "state", "month", "export", "line", "steps", "fund",
    "by", "verb", "concept", "subject", "text", "since", "until", "deeds-page", "next", "on",
    "as_of", "day", "sort", "kind", "all", "number", "document", "holder", "level", "cursor",
)  # fmt: skip


PATHS = sorted({path.partition("?")[0] for path, *_ in PAGES.values()} - {"/account/logout/"})


@pytest.mark.parametrize("nasty", NASTY)
def test_no_parameter_breaks_a_page_or_widens_the_scope(database: str, nasty: str) -> None:
    enter("王芳")
    with scope("440000"):
        Deed.objects.create(
            actor="外人", agency="", verb="see", concept="x", subject="只在外省", region_id="440000"
        )
    client = signed_in("王芳")
    client.raise_request_exception = False
    broken = []
    for path in PATHS:
        answer = client.get(path, dict.fromkeys(NAMES, nasty))
        if answer.status_code >= 500:
            broken.append(path)
        page = b"" if answer.streaming else answer.content
        assert "只在外省".encode() not in page
        assert b"<script>alert(1)</script>" not in page, path
        assert "x" not in answer.cookies
    assert broken == []


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.dictionaries(st.sampled_from(NAMES), st.text(max_size=30), max_size=4))
def test_the_journal_takes_any_question(reader: Client, asked: dict[str, str]) -> None:
    refused = any("\0" in text for text in asked.values())
    assert reader.get("/journal/", asked).status_code in ((400,) if refused else (200, 403))


@pytest.fixture
def reader(database: str) -> Client:
    enter("审计", role=Role.AUDITOR)
    return signed_in("审计")


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "localhost:80@evil"])
def test_another_host_is_not_answered(database: str, host: str) -> None:
    enter("王芳")
    answer = visitor().get("/account/login/", headers={"host": host})
    assert answer.status_code == 400
    assert b"evil" not in answer.content


@pytest.mark.parametrize(
    "away", ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)"]
)
def test_no_address_leads_away(database: str, away: str) -> None:
    enter("王芳")
    client = signed_in("王芳")
    for path, field in (("/language/", "next"), ("/account/logout/", "next"), ("/draft/", "back")):
        answer = client.post(path, {field: away, "language": "en"})
        assert "evil" not in answer.headers.get("Location", "")
        assert "javascript" not in answer.headers.get("Location", "")


def test_a_name_with_line_breaks_forges_no_row_of_the_log(database: str) -> None:
    forged = "王芳\r\n2025-01-01 INFO 安管 unlock \x1b[31m"
    visitor().post("/account/login/", {"login": forged, "password": "x"})
    with scope("100000"):
        subject = Deed.objects.get(verb="sign_in_failed").subject
    assert not any(each in subject for each in "\r\n\x1b")


def test_known_and_unknown_names_take_as_long(
    database: str, settings_changed: Callable[..., None]
) -> None:
    """With the hash of a real installation; compared in turns, the middle of many tries."""
    settings_changed(PASSWORD_HASHERS=global_settings.PASSWORD_HASHERS)
    enter("王芳")
    client = visitor()
    took: dict[str, list[float]] = {"王芳": [], "无此人": []}
    for _ in range(12):
        for name, times in took.items():
            FailedSignIn.objects.all().delete()
            began = time.perf_counter()
            client.post("/account/login/", {"login": name, "password": "不对的密码"})
            times.append(time.perf_counter() - began)
    known, unknown = (statistics.median(times[2:]) for times in took.values())
    assert 1 / 2 < known / unknown < 2


def test_what_was_wrong_is_told_alike_to_who_is_switched_off(database: str) -> None:
    user = enter("王芳")
    user.is_active = False
    user.save()
    answers = [
        visitor().post("/account/login/", {"login": name, "password": PASSWORD}).status_code
        for name in ("王芳", "无此人")
    ]
    assert 500 not in answers
