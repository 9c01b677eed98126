"""结算页: a year's settlements, one with its steps and every figure's origin, and who may do what."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import html
from tests.platform.accounts.people import enter, signed_in
from tests.platform.dip.results import INSTITUTIONS, flow_file
from tests.platform.dip.test_settling import AGENCY, DAY, DRAFTER, ended
from tests.platform.pages.crawling import origin_faults, xpath

from zhida.platform.access.policy import Role
from zhida.platform.dip.actions import take_in
from zhida.platform.dip.models import Result
from zhida.platform.scope import scope

YEAR = "year=2025&region=650100&unit=yuan"


def person(name: str, role: Role, agency: str = AGENCY) -> Client:
    """Somebody of Ürümqi's medical security who has signed in."""
    enter(name, agency, role)
    return signed_in(name)


@pytest.fixture
def number(database: str) -> int:
    """A whole year's flow with its deposits released, taken in by 经办甲."""
    (taken,) = take_in(DRAFTER, [ended()], 2025, DAY)
    return int(taken.result.pk)


def words(page: bytes) -> str:
    """What a page says."""
    return " ".join("".join(xpath(html.fromstring(page), "//main//text()")).split())


def figures(page: bytes) -> list[tuple[str, str]]:
    """Every figure with the page that it opens."""
    return [(each.get("href"), each.get("data-value"))
            for each in xpath(html.fromstring(page), "//a[@class='fig']")]  # fmt: skip


def test_a_year_without_settlements_teaches(database: str) -> None:
    client = person("经办甲", Role.DRAFTER)
    told = words(client.get(f"/dip/settlements/?{YEAR}").content)
    assert "2025年还没有结算流程" in told
    assert "zhida dip step begin" in told


def test_the_list_and_the_page_say_what_the_flow_says(number: int) -> None:
    client = person("看的人", Role.AUDITOR)
    client.get(f"/dip/settlements/?{YEAR}")
    with CaptureQueriesContext(
        connection,
    ) as counted:
        listed = client.get(f"/dip/settlements/?{YEAR}").content
    assert len(counted) <= 30
    assert "1,000,000.00" in words(listed)
    with CaptureQueriesContext(connection) as counted:
        told = words(client.get(f"/dip/settlements/{number}/?{YEAR}").content)
    assert len(counted) <= 30
    assert "乌鲁木齐市（6501）" in told
    assert "月度预付第12期" in told
    assert all(institution in told for institution in INSTITUTIONS[:2])
    assert "“提交结算”须由经办人员办理" in told


def test_every_figure_opens_what_it_is_made_of(number: int) -> None:
    """Down to the rows of a step: the value again, and items that sum to it, or a plain row."""
    client = person("看的人", Role.AUDITOR)
    page = client.get(f"/dip/settlements/{number}/?{YEAR}").content
    listed = client.get(f"/dip/settlements/?{YEAR}").content
    waiting = dict(figures(listed)) | dict(figures(page)[::3])
    seen: dict[str, str] = {}
    while waiting and len(seen) < 60:
        href, value = waiting.popitem()
        seen[href] = value
        answer = client.get(href)
        assert answer.status_code == 200, href
        assert not origin_faults(href, html.fromstring(answer.content), value)
        rows = xpath(html.fromstring(answer.content), "//tr[td[@data-item] and th/a]")
        for row in rows[:1] + rows[-1:]:
            (to,), (of,) = xpath(row, "th/a/@href"), xpath(row, "td/@data-item")
            if to not in seen:
                less = "".join(xpath(row, "th//text()")).startswith("减：")
                waiting[to] = of.removeprefix("-") if less else of
    assert len(seen) > 40
    gone = client.get(f"/dip/settlements/{number}/origin/?field=paid&institution=H9&{YEAR}")
    assert gone.status_code == 404
    assert client.get(f"/dip/settlements/{number}/origin/?field=luck&{YEAR}").status_code == 404


def post(client: Client, number: int, name: str, **told: Any) -> str:
    """What the page says after a deed."""
    answer = client.post(f"/dip/settlements/{number}/{name}/?{YEAR}", told, follow=True)
    assert answer.status_code == 200
    return "".join(xpath(html.fromstring(answer.content), "//text()"))


def test_one_submits_another_approves_and_a_third_undoes(number: int) -> None:
    drafter = person("经办甲", Role.DRAFTER)
    assert "等待审批" in post(drafter, number, "submit")
    assert "“审批结算”须由审核人员办理" in words(
        drafter.get(f"/dip/settlements/{number}/?{YEAR}").content
    )
    reviewer = person("审核乙", Role.REVIEWER)
    assert "请写明依据的日期" in post(reviewer, number, "approve", date="明天")
    assert "记入医保基金账56张凭证" in post(reviewer, number, "approve", date="2026-03-02")
    page = reviewer.get(f"/dip/settlements/{number}/?{YEAR}").content
    assert "换一名审核人员" in words(page)
    origin = reviewer.get(
        f"/dip/settlements/{number}/origin/?field=months&institution={INSTITUTIONS[0]}&step=1&{YEAR}"
    ).content
    (place,) = xpath(html.fromstring(origin), "//a[contains(@href, '/ledger/vouchers/')]/@href")
    assert "月度预付第1期" in words(reviewer.get(place).content)
    other = person("审核丙", Role.REVIEWER)
    assert "已冲销56张凭证" in post(other, number, "undo", date="2026-03-09", reason="点值有误")
    assert "冲销理由：点值有误" in words(other.get(f"/dip/settlements/{number}/?{YEAR}").content)


def test_what_is_sent_back_says_why(number: int) -> None:
    drafter, reviewer = person("经办甲", Role.DRAFTER), person("审核乙", Role.REVIEWER)
    post(drafter, number, "submit")
    assert "已退回" in post(reviewer, number, "send_back", reason="核对扣款")
    assert "退回理由：核对扣款" in words(drafter.get(f"/dip/settlements/{number}/?{YEAR}").content)


def test_a_later_edition_takes_the_place_of_the_first(number: int) -> None:
    take_in(DRAFTER, [flow_file()], 2025, DAY)
    client = person("经办甲", Role.DRAFTER)
    assert "更新的一版" in words(client.get(f"/dip/settlements/{number}/?{YEAR}").content)
    with scope("650100"):
        assert Result.objects.count() == 2
