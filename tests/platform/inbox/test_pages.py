"""办理页: what would be booked, what is asked before, onto the books, replaced, withdrawn."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.platform.accounts.people import enter, signed_in

from zhida.core.booking import Mend
from zhida.platform.access.policy import Role
from zhida.platform.inbox.proposed import proposed
from zhida.platform.jobs.models import Job
from zhida.platform.jobs.worker import work_off
from zhida.platform.journal.models import Deed
from zhida.platform.notices.models import Document, State
from zhida.platform.scope import scope

PROVINCE = "650000"


@pytest.fixture
def reviewer(database: str, root: Path) -> Client:
    """A reviewer of a province that has taken in its own notice, the one above it being elsewhere."""
    enter("自治区审核", "650000-finance", Role.REVIEWER)
    client = signed_in("自治区审核")
    (file,) = (root / "samples").glob("09*.docx")
    files = [SimpleUploadedFile(file.name, file.read_bytes())]
    client.post("/notices/take/", {"files": files})
    work_off()
    return client


def notice(state: str = "") -> Document:
    with scope(PROVINCE):
        found = Document.objects.filter(state=state) if state else Document.objects.all()
        return found.get()


def booked(client: Client) -> Document:
    number = notice().pk
    client.post(f"/notices/{number}/answers/", {"from_outside": "上级在另一系统"})
    client.post(f"/notices/{number}/book/")
    return notice()


def text(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200, (url, answer.status_code)
    return answer.content.decode()


def test_what_is_in_the_way_is_told_and_the_button_is_off(reviewer: Client) -> None:
    page = text(reviewer, f"/notices/{notice().pk}/booking/")
    assert "B301" in page and "还有上面的问题没有处理" in page
    refused = reviewer.post(f"/notices/{notice().pk}/book/", follow=True).content.decode()
    assert "尚不能入账" in refused
    assert notice().state == State.CONFIRMED


def test_once_it_is_answered_the_notice_goes_onto_the_books_with_its_duties(
    reviewer: Client,
) -> None:
    number = notice().pk
    reviewer.post(f"/notices/{number}/answers/", {"from_outside": "上级在另一系统"})
    assert "可以入账" in text(reviewer, f"/notices/{number}/booking/")
    page = reviewer.post(f"/notices/{number}/book/", follow=True).content.decode()
    assert "已入账：凭证" in page
    assert notice().state == State.BOOKED
    year, serial = notice().booked[0]
    assert f"/ledger/vouchers/{year}/{serial}/" in page
    again = reviewer.post(f"/notices/{number}/book/", follow=True).content.decode()
    assert "此前已入账" in again


def test_every_figure_of_the_page_opens_its_cell(reviewer: Client) -> None:
    page = text(reviewer, f"/notices/{notice().pk}/booking/")
    figures = re.findall(r'class="fig" href="([^"]+)" data-value="([^"]+)"', page)
    assert len(figures) > 3
    for href, value in (*figures[:3], figures[-1]):
        origin = text(reviewer, href)
        assert f'id="whole" value="{value}"' in origin
        items = re.findall(r'data-item="(-?\d+)"', origin)
        assert sum(map(int, items)) == int(value)


def test_a_notice_is_withdrawn_by_a_reviewer_with_a_reason(reviewer: Client) -> None:
    number = booked(reviewer).pk
    without = reviewer.post(f"/notices/{number}/withdraw/", {"reason": " "}, follow=True)
    assert "必须写明理由" in without.content.decode()
    page = reviewer.post(f"/notices/{number}/withdraw/", {"reason": "发文单位收回"}, follow=True)
    assert "已撤销，冲销凭证" in page.content.decode()
    assert "随之了结时限任务" in page.content.decode()
    assert notice().state == State.WITHDRAWN
    enter("自治区经办", "650000-finance")
    drafter = text(signed_in("自治区经办"), f"/notices/{number}/booking/")
    assert "须由审核人员办理" in drafter


def test_a_corrected_notice_takes_the_place_of_the_booked_one_as_a_job(
    reviewer: Client, root: Path
) -> None:
    old = booked(reviewer)
    (file,) = (root / "samples").glob("01*.docx")
    sent = {
        "files": [SimpleUploadedFile(file.name, file.read_bytes())],
        "reason": "发文单位更正",
        "way": "correct",
    }
    reviewer.post(f"/notices/{old.pk}/replace/", sent)
    work_off()
    with scope(PROVINCE):
        (item,) = Job.objects.order_by("-pk")[0].items.all()
    assert "文号是新财社〔2020〕237号，与新财社〔2025〕40号不同" in item.said
    assert notice().state == State.BOOKED, "refused, nothing of the old one was touched"


def test_without_reason_or_files_nothing_is_replaced(reviewer: Client) -> None:
    number = notice().pk
    page = reviewer.post(f"/notices/{number}/replace/", {"way": "correct"}, follow=True)
    assert "请选择新通知的文件" in page.content.decode()


def test_all_that_is_confirmed_is_booked_at_once_as_a_job(reviewer: Client) -> None:
    number = notice().pk
    reviewer.post(f"/notices/{number}/answers/", {"from_outside": "上级在另一系统"})
    page = text(reviewer, "/notices/?year=2025")
    assert f'name="notice" value="{number}" checked' in page and "可以入账的通知" in page
    nothing = reviewer.post("/notices/book/?year=2025", {"notice": "999"}, follow=True)
    assert "请选择要入账的通知" in nothing.content.decode()
    answer = reviewer.post("/notices/book/?year=2025", {"notice": [number]})
    work_off()
    assert "已入账：凭证" in text(reviewer, answer.headers["Location"])
    assert "可以入账的通知" not in text(reviewer, "/notices/?year=2025")


def test_what_is_filled_wrongly_is_told_and_nothing_is_kept(reviewer: Client) -> None:
    number = notice().pk
    for field, value, told in (
        ("mends", "天山区=四十万", "不是金额"),
        ("mends", "天山区", "看不懂"),
        ("year", "二零二五", "不是四位数字"),
        ("date", "昨天", "请写成"),
        ("source", "村级", "请选"),
    ):
        page = reviewer.post(f"/notices/{number}/answers/", {field: value}, follow=True)
        assert told in page.content.decode(), field
    assert notice().answers == {}


def test_a_figure_that_was_only_recognised_is_confirmed_by_a_person(reviewer: Client) -> None:
    with scope(PROVINCE):
        found = Document.objects.get()
        row = next(each for each in found.notice["allocation"] if each["kind"] == "leaf")
        measure = next(each for each in row["measures"] if each["kind"] == "money")
        measure["confirmed"] = False
        found.save()
    (one,) = proposed(notice())
    assert one.mend == Mend(row["recipient"], measure["column"] or "", measure["fen"])
    page = text(reviewer, f"/notices/{found.pk}/booking/")
    assert "待确认的数字" in page and f"/notices/{found.pk}/cell/?" in page
    reviewer.post(f"/notices/{found.pk}/answers/", {"proposed": ["0"]})
    assert proposed(notice()) == []
    with scope(PROVINCE):
        assert Deed.objects.filter(verb="confirm").count() == 1


def test_the_page_asks_the_database_few_questions(reviewer: Client) -> None:
    number = notice().pk
    with CaptureQueriesContext(connection) as asked:
        text(reviewer, f"/notices/{number}/booking/")
    assert len(asked) <= 30, [each["sql"][:150] for each in asked]
