"""时限页: a county hands in its report on a page, its city takes it in, and nobody else can."""

from __future__ import annotations

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.platform.accounts.people import enter, signed_in
from tests.platform.obligations.desk import CITY, DISTRICT, OTHER, day, owed

from zhida.platform.access.policy import Role
from zhida.platform.obligations.models import Filing
from zhida.platform.obligations.queries import due_between
from zhida.platform.scope import scope

pytestmark = pytest.mark.usefixtures("database")


def test_a_duty_goes_from_the_county_to_the_city_by_pages_alone() -> None:
    duty = owed()
    enter("县经办", DISTRICT)
    county = signed_in("县经办")
    assert "报送季报" in county.get("/due/?state=all").content.decode()
    sent = {"words": "已报", "files": SimpleUploadedFile("季报.csv", "项目,金额\n甲,1\n".encode())}
    answer = county.post(f"/due/{duty.pk}/file/", sent, follow=True).content.decode()
    assert "已报送，迟" in answer and "季报.csv" in answer
    assert '<p class="back"><a href="/due/">' in answer
    enter("市经办", CITY)
    city = signed_in("市经办")
    sent_back = city.post(f"/due/{duty.pk}/send-back/", {"reason": "漏一行"}, follow=True)
    assert "漏一行" in sent_back.content.decode()
    county.post(f"/due/{duty.pk}/file/", {"nothing": "on"})
    page = city.post(f"/due/{duty.pk}/accept/", follow=True).content.decode()
    assert "已接收" in page and "无可报" in page


def test_a_filed_file_comes_as_it_was_and_is_never_shown_inline() -> None:
    duty = owed()
    enter("县经办", DISTRICT)
    county = signed_in("县经办")
    county.post(f"/due/{duty.pk}/file/", {"files": SimpleUploadedFile("季报.csv", b"a,b\n1,2\n")})
    with scope("650102"):
        file = Filing.objects.get().files.get().pk
    answer = county.get(f"/due/{duty.pk}/files/{file}/")
    assert answer.content == b"a,b\n1,2\n"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    enter("别县经办", OTHER)
    assert signed_in("别县经办").get(f"/due/{duty.pk}/files/{file}/").status_code == 404


def test_who_may_not_is_told_why_beside_the_button_and_by_the_deed() -> None:
    duty = owed()
    enter("市经办", CITY)
    city = signed_in("市经办")
    page = city.get(f"/due/{duty.pk}/").content.decode()
    assert "“报送”限于本区划" in page
    assert "任务“逾期”，不能接收" in page
    refused = city.post(f"/due/{duty.pk}/file/", {"nothing": "on"}, follow=True).content.decode()
    assert "限于本区划" in refused
    with scope("650100"):
        assert not Filing.objects.exists()


def test_an_auditor_looks_and_hands_nothing_in() -> None:
    duty = owed()
    enter("审计", CITY, Role.AUDITOR)
    page = signed_in("审计").get(f"/due/{duty.pk}/").content.decode()
    assert "disabled" in page and "审计的角色是审计" in page


def test_empty_handed_is_no_filing() -> None:
    duty = owed()
    enter("县经办", DISTRICT)
    page = signed_in("县经办").post(f"/due/{duty.pk}/file/", {}, follow=True).content.decode()
    assert "请附文件" in page


def test_the_month_shows_what_falls_on_its_days_and_which_are_no_working_days() -> None:
    owed(due=datetime.date(2025, 4, 8))
    enter("县经办", DISTRICT)
    county = signed_in("县经办")
    page = county.get("/due/calendar/?month=2025-04").content.decode()
    assert "报送季报" in page
    assert '<td class="rest"><time datetime="2025-04-04">' in page, "清明节"
    assert county.get("/due/calendar/?month=9999-99").status_code == 200


def test_a_full_day_shows_a_few_and_says_how_many_there_are() -> None:
    """The others are not even fetched."""
    for number in range(8):
        owed(what=f"第{number + 1}项")
    enter("县经办", DISTRICT)
    county = signed_in("县经办")
    page = county.get("/due/calendar/?month=2025-04").content.decode()
    assert page.count("<li><a class=") == page.count("项</a>") == 6
    assert "共 8 项" in page
    with scope("650102"):
        ((count, shown),) = due_between(day(0), "650102", day(-9), day(9), 6).values()
    assert (count, len(shown)) == (8, 6)


def test_the_list_goes_out_as_a_workbook() -> None:
    owed()
    enter("县经办", DISTRICT)
    answer = signed_in("县经办").get("/due/?state=all&export=duties")
    assert (
        answer.content.startswith(b"PK") and "attachment" in answer.headers["Content-Disposition"]
    )
