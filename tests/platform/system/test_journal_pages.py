"""日志页: auditors see what was done in their reach, everybody else what they did; nothing is edited."""

from __future__ import annotations

import io
import re

import openpyxl
import pytest
from tests.platform.accounts.people import enter, signed_in

from zhida.platform.access.policy import Actor, Role
from zhida.platform.journal.actions import record
from zhida.platform.journal.models import Deed
from zhida.platform.scope import scope

EVIL = '=HYPERLINK("http://evil.example","x")'


@pytest.fixture
def done(database: str) -> int:
    """Deeds of two people in the city and one in another; the number of the first."""
    with scope("650100"):
        first = record(
            Actor("王芳", "650100-finance", "650100", Role.DRAFTER),
            "confirm", "notice", "新财社〔2025〕1号", {"fen": 100, "unit": "元"},
            {"fen": 200, "unit": "元"}, EVIL, "联系电话：0991-2345678",
        )  # fmt: skip
        record(Actor("李强", "650100-finance", "650100", Role.REVIEWER), "approve", "plan", "7")
    with scope("650200"):
        record(Actor("赵六", "650200-finance", "650200", Role.DRAFTER), "draft", "plan", "别处的")
    return first.pk


def test_an_auditor_sees_the_reach_and_nothing_beyond(done: int) -> None:
    enter("审计", role=Role.AUDITOR)
    page = signed_in("审计").get("/journal/").content.decode()
    assert "王芳" in page and "李强" in page
    assert "<td>乌鲁木齐市财政局</td><td>乌鲁木齐市</td><td>确认</td><td>通知</td>" in page
    assert "赵六" not in page and "别处的" not in page


def test_everybody_else_sees_their_own_and_is_told_why(done: int) -> None:
    enter("李强", role=Role.REVIEWER)
    client = signed_in("李强")
    page = client.get("/journal/").content.decode()
    assert "审批方案" in page and "“查阅日志”须由审计、审计管理人员办理" in page
    assert "新财社〔2025〕1号" not in page
    assert client.get(f"/journal/{done}/").status_code == 404


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"by": "王芳"}, ["新财社〔2025〕1号"]),
        ({"verb": "approve"}, ["7"]),
        ({"concept": "plan"}, ["7"]),
        ({"subject": "7"}, ["7"]),
        ({"text": "HYPERLINK"}, ["新财社〔2025〕1号"]),
        ({"text": '"fen": 200'}, ["新财社〔2025〕1号"]),
        ({"text": "%"}, []),
        ({"since": "2099-01-01"}, []),
        ({"until": "2001-01-01"}, []),
        ({"since": "昨天", "by": "王芳"}, ["新财社〔2025〕1号"]),
    ],
)
def test_deeds_are_found_by_what_is_known_of_them(
    done: int, query: dict[str, str], found: list[str]
) -> None:
    enter("审计", role=Role.AUDITOR)
    page = signed_in("审计").get("/journal/", query).content.decode()
    body = page.partition("<tbody>")[2].partition("</tbody>")[0]
    rows = [re.findall(r"<td[^>]*>([^<]*)</td>", row) for row in body.split("</tr>")]
    assert [row[5] for row in rows if len(row) > 5 and row[4] != "session"] == found


def test_one_deed_is_shown_with_what_it_changed_and_personal_data_masked(done: int) -> None:
    enter("审计", role=Role.AUDITOR)
    page = signed_in("审计").get(f"/journal/{done}/").content.decode()
    assert "<del>100</del>" in page and "<ins>200</ins>" in page
    assert "<del>元</del>" not in page
    assert "****-*******" in page and "2345678" not in page


@pytest.mark.parametrize("form", ["deeds", "csv"])
def test_an_export_has_no_formula_and_is_a_deed(done: int, form: str) -> None:
    enter("审计", role=Role.AUDITOR)
    client = signed_in("审计")
    answer = client.get("/journal/", {"export": form, "by": "王芳"})
    assert answer.headers["Content-Disposition"].startswith("attachment")
    if form == "csv":
        text = answer.content.decode("utf-8-sig")
        assert "'=HYPERLINK" in text and "\n=HYPERLINK" not in text and ',"=HYPER' not in text
    else:
        book = openpyxl.load_workbook(io.BytesIO(answer.content))
        cells = [cell for row in book.worksheets[0].iter_rows() for cell in row]
        assert any(cell.value == EVIL for cell in cells)
        assert not any(cell.data_type == "f" for cell in cells)
    with scope("650100"):
        deed = Deed.objects.get(verb="export")
    assert (deed.actor, deed.concept) == ("审计", "journal")
    assert "by=" in deed.subject


def test_who_may_not_export_gets_no_file(done: int) -> None:
    enter("系统", role=Role.SYSTEM_ADMINISTRATOR)
    assert signed_in("系统").get("/journal/", {"export": "csv"}).status_code == 403


def test_a_long_journal_is_paged(database: str) -> None:
    who = enter("审计", role=Role.AUDITOR)
    with scope("650100"):
        for each in range(230):
            record(
                Actor("王芳", "650100-finance", "650100", Role.DRAFTER), "see", "x", f"第{each}件"
            )
    client = signed_in(who.username)
    first = client.get("/journal/", {"concept": "x"}).content.decode()
    last = client.get("/journal/", {"concept": "x", "deeds-page": "3"}).content.decode()
    assert "第229件" in first and "第0件" not in first and "第0件" in last


def test_the_journal_and_the_jobs_lie_behind_the_system(database: str) -> None:
    enter("王芳")
    client = signed_in("王芳")
    for path in ("/journal/", "/jobs/"):
        page = client.get(path).content.decode()
        assert re.search(r'<a href="/system/" aria-current="page">', page), path
