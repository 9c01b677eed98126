"""登记绩效目标页: a file is previewed beside the edition in force, then registered; nothing before."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import html
from tests.platform.accounts.people import enter, signed_in
from tests.platform.ledger.desk import CITY
from tests.platform.pages.crawling import xpath
from tests.platform.performance.test_actions import TABLE

from zhida.platform.access.policy import Role
from zhida.platform.performance.models import TargetSet
from zhida.platform.scope import scope

LENS = "year=2025&region=650100&unit=wan"


@pytest.fixture
def client(database: str) -> Client:
    enter("市经办", CITY, Role.DRAFTER)
    return signed_in("市经办")


def words(answer: Any) -> str:
    """What a page says."""
    return " ".join("".join(xpath(html.fromstring(answer.content), "//main//text()")).split())


def all_words(answer: Any) -> str:
    """What a page says, its messages among it."""
    return " ".join("".join(xpath(html.fromstring(answer.content), "//text()")).split())


def sent(client: Client, text: str, name: str = "目标表.txt") -> Any:
    """A file dropped on the page, followed to its preview."""
    file = io.BytesIO(text.encode())
    file.name = name
    return client.post(f"/performance/register/?{LENS}", {"files": file}, follow=True)


def register(client: Client, preview: Any, **more: str) -> Any:
    """The preview confirmed."""
    number = preview.redirect_chain[-1][0].partition("file=")[2].partition("&")[0]
    form = {"file": number, "confirm": "1", **more}
    return client.post(f"/performance/register/?{LENS}", form, follow=True)


def sets() -> list[TargetSet]:
    with scope("650100"):
        return list(TargetSet.objects.order_by("edition"))


def table(visits: int = 500, scope: str = "乌鲁木齐市") -> str:
    return TABLE.format(scope=scope, amount=100, visits=visits)


def test_nothing_is_registered_before_it_was_looked_at(client: Client) -> None:
    assert "本年没有收到通知" in words(client.get(f"/performance/register/?{LENS}"))
    preview = sent(client, table())
    told = words(preview)
    for part in ("还没有登记", "乌鲁木齐市", "第1版", "住院救助人次", "≥500人次", "新登记"):
        assert part in told, part
    assert sets() == []
    assert "已登记1张目标表，7项指标。" in all_words(register(client, preview))
    (made,) = sets()
    assert (made.edition, made.set_by) == (1, "市经办")


def test_the_next_edition_stands_beside_the_one_in_force(client: Client) -> None:
    register(client, sent(client, table()))
    changed = table(600).replace("\t\t社会效益指标\t医保宣传能力\t显著提升\n", "")
    preview = sent(client, changed, "新目标.txt")
    told = words(preview)
    for part in ("第2版", "≥500人次", "≥600人次", "改动", "医保宣传能力", "取消"):
        assert part in told, part
    with CaptureQueriesContext(connection) as counted:
        client.get(preview.redirect_chain[-1][0])
    assert len(counted) <= 30
    listed = words(register(client, preview))
    assert "第2版" in listed
    assert "新目标.txt" in listed
    assert [each.edition for each in sets()] == [1, 2]


def test_what_can_not_be_registered_says_why(client: Client) -> None:
    assert "没有已填的绩效目标表" in all_words(sent(client, "关于会议的通知\n请参加。\n"))
    told = words(sent(client, table(scope="北京市"), "北京.txt"))
    assert "不在本区划之内" in told
    assert "没有一张能登记" in told
    assert client.get(f"/performance/register/?file=999&{LENS}").status_code == 404
    assert client.get(f"/performance/register/?notice=x&{LENS}").status_code == 404


def test_who_may_not_register_sees_why(client: Client) -> None:
    enter("看的人", CITY, Role.AUDITOR)
    told = words(signed_in("看的人").get(f"/performance/register/?{LENS}"))
    assert "读取并预览" in told
    assert sets() == []
