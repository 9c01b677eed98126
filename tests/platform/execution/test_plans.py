"""用款计划: a county's plan by month comes in, is confirmed, and progress is held against it."""

from __future__ import annotations

import io
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import html
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from tests.platform.execution.test_pages import county, person, words_of
from tests.platform.execution.treasury import DRAFTER, FINANCE, HOSPITAL, WAN
from tests.platform.pages.crawling import origin_faults, xpath

from zhida.core.ledger import LedgerError
from zhida.documents.allocation.faults import FaultyInput
from zhida.platform.access.policy import Actor, Forbidden, Role
from zhida.platform.execution import plan_actions
from zhida.platform.execution.models import PlanFile, PlannedMonth
from zhida.platform.execution.plan_queries import in_force, plan_in_force
from zhida.platform.execution.progress import Grouping
from zhida.platform.scope import scope

__all__ = ["county"]
MONTHS = ",".join(f"{month}月" for month in range(1, 13))
HEAD = f"名称,单位,{MONTHS}\n"
PLAN = f"{HEAD}天山区人民医院,万元,0,0,60{',0' * 9}\n650102-bureau,元,0,0,0,5.5{',' * 8}\n"


def kept(text: str = PLAN, name: str = "计划.csv", year: int = 2025) -> PlanFile:
    return plan_actions.keep_plan(DRAFTER, name, text.encode(), year)


def confirmed(text: str = PLAN) -> PlanFile:
    return plan_actions.confirm_plan(DRAFTER, kept(text).pk)


def faults_of(client: Client, address: str) -> list[str]:
    """What the origins of a page's figures say otherwise: one figure of each shape of address."""
    shapes: dict[str, tuple[str, str]] = {}
    for each in xpath(html.fromstring(client.get(address).content), "//a[@class='fig']"):
        href, value = each.get("href"), each.get("data-value")
        if "/plans/" in href:
            parts = parse_qs(urlsplit(href).query)
            shapes[f"{sorted(parts)} {parts.get('what')} {value != '0'}"] = (href, value)
    assert shapes
    return [
        fault
        for href, value in shapes.values()
        for fault in origin_faults(href, html.fromstring(client.get(href).content), value)
    ]


def test_a_preview_plans_nothing_until_it_is_confirmed(county: None) -> None:
    waiting = kept()
    with scope(DRAFTER.region):
        assert not PlannedMonth.objects.exists()
        assert in_force(DRAFTER.region, 2025) is None
    plan_actions.confirm_plan(DRAFTER, waiting.pk)
    with scope(DRAFTER.region):
        plan = plan_in_force(DRAFTER.region, 2025, Grouping.HOLDER)
        assert plan is not None
        assert plan.rows[HOSPITAL].months[2] == 60 * WAN
        assert plan.rows["650102-bureau"].months[3] == 550
        assert plan.whole is not None and plan.whole.total == 60 * WAN + 550
        cell = PlannedMonth.objects.get(key=HOSPITAL, month=3)
        assert cell.source == {"file": "计划.csv", "line": 2, "column": 5}


def test_a_workbook_is_uploaded_and_its_cells_keep_their_addresses(county: None) -> None:
    client = person(FINANCE)
    rows = ("天山区人民医院", "万元", 0, 0, 60), ("某医院", "万元", 1)
    for count in (2, 1):
        sent = SimpleUploadedFile("计划.xlsx", workbook(*rows[:count]))
        answer = client.post("/execution/plans/?year=2025", {"files": sent}, follow=True)
        assert ("用款计划 A3" in words_of(answer.content)) == (count == 2)
    page = answer.redirect_chain[-1][0].partition("?")[0]
    client.post(f"{page}confirm/")
    assert faults_of(client, page) == []
    with scope(DRAFTER.region):
        cell = PlannedMonth.objects.get(key=HOSPITAL, month=3)
    assert cell.fen == 60 * WAN
    assert (cell.source["sheet"], cell.source["address"]) == ("用款计划", "E2")


def workbook(*rows: tuple[object, ...]) -> bytes:
    made = Workbook()
    sheet = made.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "用款计划"
    for row in (HEAD.strip().split(","), *rows):
        sheet.append(list(row))
    made.save(out := io.BytesIO())
    return out.getvalue()


def test_the_same_file_again_is_the_plan_that_stands(county: None) -> None:
    assert kept().pk == kept().pk
    first = confirmed()
    assert kept().pk == first.pk
    later = confirmed(f"{HEAD}全部,万元,1{',' * 11}\n")
    with scope(DRAFTER.region):
        current = in_force(DRAFTER.region, 2025)
        assert current is not None and current.pk == later.pk
        assert PlannedMonth.objects.filter(origin=first).count() == 24
    # Back to the first: it isn't the plan in force any more, so it can be confirmed anew.
    assert confirmed().pk not in (first.pk, later.pk)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (f"某医院,万元,1{',' * 11}", "“某医院”不是本区划及以下的区划、单位、指标或资金"),
        (f"650100,万元,1{',' * 11}", "“650100”不是本区划及以下"),
        (f"{HOSPITAL},万元,约5{',' * 11}", "“约5”不是精确到分的金额"),
        (
            f"{HOSPITAL},万元,1{',' * 11}\n天山区人民医院,万元,1{',' * 11}",
            "第3行 name列：“天山区人民医院”与第2行的",
        ),
    ],
)
def test_a_wrong_cell_is_named_and_nothing_is_planned(county: None, row: str, said: str) -> None:
    preview = plan_actions.preview_plan(DRAFTER, "计划.csv", f"{HEAD}{row}\n".encode(), 2025)
    assert [said in each.sentence for each in preview.faults] == [True]
    with pytest.raises(LedgerError, match="没有写入任何内容"):
        confirmed(f"{HEAD}{row}\n")
    with scope(DRAFTER.region):
        assert not PlannedMonth.objects.exists()


def test_a_table_of_something_else_is_refused_at_once(county: None) -> None:
    with pytest.raises(FaultyInput, match="表头缺少"):
        kept("名称,金额\n甲,1\n")


def test_others_neither_plan_nor_change_what_was_planned(county: None) -> None:
    made = confirmed()
    with pytest.raises(Forbidden):
        plan_actions.keep_plan(
            Actor("赵六", FINANCE, DRAFTER.region, Role.AUDITOR), "计划.csv", b"", 2025
        )
    with pytest.raises(Forbidden, match="财政部门"):
        unit = Actor("钱七", HOSPITAL, DRAFTER.region, Role.DRAFTER)
        plan_actions.keep_plan(unit, "计划.csv", PLAN.encode(), 2025)
    with scope("650103"):
        assert not PlanFile.objects.exists() and not PlannedMonth.objects.exists()
    for change in (
        "UPDATE execution_plannedmonth SET fen = 0",
        "DELETE FROM execution_plannedmonth",
        "UPDATE execution_planfile SET sha256 = ''",
        "DELETE FROM execution_planfile",
    ):
        with (
            pytest.raises(DatabaseError),
            scope(DRAFTER.region),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(change)
    with pytest.raises(LedgerError, match="已确认，不能再办理"):
        plan_actions.discard_plan(DRAFTER, made.pk, "算错了")


def test_a_clerk_uploads_a_plan_and_sees_progress_against_it(county: None) -> None:
    client = person(FINANCE)
    assert "上传一张分月用款计划表" in words_of(client.get("/execution/plans/").content)
    file = SimpleUploadedFile("计划.csv", PLAN.encode())
    answer = client.post("/execution/plans/?year=2025", {"files": file}, follow=True)
    page = answer.redirect_chain[-1][0].partition("?")[0]
    assert "确认计划" in words_of(answer.content)
    assert faults_of(client, page) == []
    answer = client.post(f"{page}confirm/", follow=True)
    assert "用款计划已确认" in words_of(answer.content) and "现行" in words_of(answer.content)
    assert faults_of(client, page) == []

    asked = "/execution/?year=2025&by=holder&on=2025-03-31"
    with CaptureQueriesContext(connection) as queries:
        shown = client.get(asked)
    assert len(queries) <= 30
    assert "与计划差" in words_of(shown.content) and "计划.csv" in words_of(shown.content)
    assert faults_of(client, asked) == []
    row = next(
        each
        for each in xpath(html.fromstring(shown.content), "//table//tr")
        if "天山区人民医院" in each.text_content()
    )
    figures = [each.get("data-value") for each in xpath(row, ".//a[@data-value]")]
    assert str(60 * WAN) in figures and str(-60 * WAN) in figures
    part = words_of(client.get(f"{asked}&fund=医疗救助补助资金").content)
    assert "不与用款计划比较" in part and "计划累计" not in part


def test_a_plan_is_dropped_with_a_reason(county: None) -> None:
    client = person(FINANCE)
    confirmed()
    number = kept(f"{HEAD}某医院,万元,1{',' * 11}\n{HOSPITAL},万元,2{',' * 11}\n").pk
    page = f"/execution/plans/{number}/"
    assert "确认后代替现行的“计划.csv”" in words_of(client.get(page).content)
    assert faults_of(client, page) == []
    assert "要改的格" in words_of(client.get(page).content)
    answer = client.post(f"{page}discard/", {"reason": "单位名称有误"}, follow=True)
    assert "已放弃" in words_of(answer.content) and "单位名称有误" in words_of(answer.content)
