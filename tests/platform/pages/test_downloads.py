"""下载: a file leaves as an attachment, under a name that does no harm, and its leaving is a deed."""

from __future__ import annotations

import hashlib

import pytest
from django.db import DatabaseError
from tests.platform.pages.looking import looker

from zhida.platform.access.policy import Forbidden, Role
from zhida.platform.journal.queries import deeds
from zhida.platform.pages.downloads import send_file
from zhida.platform.scope import scope

HTML = b"<script>alert(1)</script>"


def test_no_browser_shows_it_or_guesses_what_it_is(database: str) -> None:
    with scope("650100"):
        answer = send_file(looker(), "报表\r\n.html", HTML, "text/html", concept="x", subject="1")
    assert answer.headers["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert "\n" not in answer.headers["Content-Disposition"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer.headers["Cache-Control"]
    assert answer.content == HTML


def test_what_left_stands_in_the_journal(database: str) -> None:
    with scope("650100"):
        send_file(looker(), "日志.csv", HTML, "text/csv", concept="journal", subject="2025")
        deed = deeds(verb="export").get()
    assert (deed.actor, deed.concept, deed.subject) == ("王芳", "journal", "2025")
    digest = hashlib.sha256(HTML).hexdigest()
    assert deed.after == {"file": "日志.csv", "bytes": len(HTML), "sha256": digest}


def test_who_may_not_export_gets_nothing(database: str) -> None:
    looking = looker(Role.SYSTEM_ADMINISTRATOR)
    with scope("650100"), pytest.raises(Forbidden, match="导出"):
        send_file(looking, "a.csv", HTML, "text/csv", concept="x", subject="1")


def test_a_region_beyond_ones_own_is_refused(database: str) -> None:
    with scope("650100"), pytest.raises((Forbidden, DatabaseError)):
        send_file(looker(), "a", HTML, "text/csv", concept="x", subject="1", region="440000")
