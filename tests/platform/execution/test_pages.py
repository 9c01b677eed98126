"""执行页面: progress, payments from a file to the ledger, alerts from inquiry to the end."""

from __future__ import annotations

import datetime
from fractions import Fraction
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import html
from tests.platform.accounts.people import enter, signed_in
from tests.platform.execution.treasury import (
    DRAFTER,
    FINANCE,
    WAN,
    file_of,
    open_county,
    payment,
    refund,
    stood,
)
from tests.platform.ledger.nation import Nation
from tests.platform.pages.crawling import origin_faults, xpath

from zhida.data import load
from zhida.platform.access.policy import Role
from zhida.platform.execution import actions
from zhida.platform.execution.models import Import, PaymentRecord, RaisedAlert
from zhida.platform.execution.raising import raise_alerts
from zhida.platform.execution.tiles import Tile, laid_out
from zhida.platform.scope import scope

BUDGET = 30
DAY = datetime.date(2025, 6, 30)


@pytest.fixture
def county(database: str) -> None:
    open_county(100)


def person(agency: str, role: Role = Role.DRAFTER, name: str = "王芳") -> Client:
    enter(name, agency, role)
    client = signed_in(name)
    client.get("/may/", {"year": "2025"})
    return client


def words_of(page: bytes) -> str:
    return " ".join("".join(xpath(html.fromstring(page), "//text()")).split())


def upload(client: Client, path: Path) -> str:
    """Sends a file and follows to what is shown of it."""
    file = SimpleUploadedFile(path.name, path.read_bytes())
    answer = client.post("/execution/payments/imports/", {"files": file}, follow=True)
    return answer.content.decode()


def test_progress_stands_beside_the_time_that_passed(database: str) -> None:
    with scope("100000"):
        Nation().play()
    said = {"on": "2025-06-30", "by": "holder"}
    page = html.fromstring(person("650102-finance").get("/execution/", said).content)
    (rate,) = xpath(page, "//p[@class='pair']/span[1]//a/@data-value")
    (time,) = xpath(page, "//p[@class='pair']/span[2]//a/@data-value")
    assert Fraction(rate) == Fraction(85, 200)
    assert Fraction(time) == Fraction(181, 365)
    assert xpath(page, "//figure[@class='bars']//*[@class='behind']")
    assert "style" not in {name for each in page.iter() for name in each.attrib}


@pytest.mark.parametrize("by", ["region", "holder", "level", "fund", "source", "line", "nonsense"])
def test_rows_of_any_grouping_sum_to_the_whole(database: str, by: str) -> None:
    with scope("100000"):
        Nation().play()
    page = html.fromstring(person("650000-finance").get("/execution/", {"by": by}).content)
    paid = "contains(@href,'steps=paid')"
    parts = xpath(page, f"//div[@id='progress']//tbody//a[{paid}]/@data-value")
    (whole,) = xpath(page, f"//div[@id='progress']//tfoot//a[{paid}]/@data-value")
    assert sum(map(int, parts)) == int(whole) == (85 + 16 + 4 + 25) * WAN


def test_tiles_are_all_below_and_lead_a_level_down(database: str) -> None:
    with scope("100000"):
        Nation().play()
    page = html.fromstring(person("100000-finance").get("/execution/tiles/").content)
    names = {each.text for each in xpath(page, "//table[@class='tiles']//td/a[1]")}
    assert {"新疆维吾尔自治区", "甘肃省", "北京市"} <= names
    (link,) = xpath(page, "//table[@class='tiles']//a[text()='新疆维吾尔自治区']/@href")
    assert "region=650000" in link
    assert xpath(page, "//td[contains(@class,'shade0')]"), "a province without money is grey"


def test_no_two_tiles_stand_in_one_place() -> None:
    places = [(row["within"], row["row"], row["column"]) for row in load("tile_map")]
    assert len(places) == len(set(places))
    assert {row["status"] for row in load("tile_map")} == {"local"}
    tiles = [Tile(row["region"], "", None, "", "") for row in load("tile_map")]
    every = [each for each in tiles if each.region.endswith("0000")]
    shown = [each for row in laid_out("100000", every) for each in row if each]
    assert len(shown) == len(every) == 34


def test_a_file_is_previewed_then_confirmed_by_another(county: None, tmp_path: Path) -> None:
    file_of(tmp_path, payment("A1", 3), payment("A2", 500), name="三月.xlsx")
    page = upload(person(FINANCE), tmp_path / "三月.xlsx")
    assert "三月.xlsx" in page
    assert "可记账 1 笔，待认领 1 笔" in page
    assert "工作表“支付明细”" in page, "the cell is named"
    assert stood()["executable"] == 100, "nothing is booked"
    other = person(FINANCE, Role.REVIEWER, "李强")
    with scope("100000"):
        number = Import.objects.get().pk
    url = f"/execution/payments/imports/{number}/"
    answer = other.post(f"{url}confirm/", follow=True).content.decode()
    assert "已记账1笔，待认领1笔" in answer
    assert stood() == {"executable": 97, "paid": 3}
    assert "不能再办理" in other.post(f"{url}confirm/", follow=True).content.decode()


def test_a_preview_is_discarded_with_a_reason(county: None, tmp_path: Path) -> None:
    file_of(tmp_path, payment("A1", 3))
    client = person(FINANCE)
    upload(client, tmp_path / "支付.xlsx")
    with scope("100000"):
        number = Import.objects.get().pk
    url = f"/execution/payments/imports/{number}/discard/"
    assert "必须写明理由" in client.post(url, follow=True).content.decode()
    assert "已放弃" in client.post(url, {"reason": "发错了"}, follow=True).content.decode()
    assert stood() == {"executable": 100}


def test_every_figure_of_a_preview_opens_its_cell_of_the_file(county: None, tmp_path: Path) -> None:
    client = person(FINANCE)
    file_of(tmp_path, payment("A1", 3), payment("A2", 500), name="三月.xlsx")
    page = html.fromstring(upload(client, tmp_path / "三月.xlsx"))
    figures = xpath(page, "//a[@class='fig' and contains(@href, '/imports/')]")
    assert [each.get("data-value") for each in figures] == [str(n * WAN) for n in (503, 3, 500)]
    for each in figures:
        origin = client.get(each.get("href")).content
        assert (
            origin_faults(each.get("href"), html.fromstring(origin), each.get("data-value")) == []
        )
        assert "三月.xlsx" in words_of(origin)
    assert "工作表“支付明细”" in words_of(client.get(figures[1].get("href")).content)


def test_a_file_that_is_no_table_is_refused(county: None, tmp_path: Path) -> None:
    path = tmp_path / "支付.xlsx"
    path.write_bytes(b"%PDF-1.4 not a workbook")
    upload(person(FINANCE), path)
    with scope("100000"):
        assert not Import.objects.exists()


def test_a_waiting_payment_is_claimed_or_set_aside(county: None, tmp_path: Path) -> None:
    lost = payment("A3", 2, quota="查无此文")
    actions.confirm(DRAFTER, [file_of(tmp_path, lost, payment("A4", 1, quota="也没有"))])
    with scope("100000"):
        ids = dict(PaymentRecord.objects.values_list("number", "pk"))
    client = person(FINANCE)
    assert "查无此文" in words_of(client.get("/execution/payments/queue/").content)
    sent = {"line": "天财社〔2025〕4号", "reason": "文号写错，已核对"}
    url = f"/execution/payments/{ids['A3']}/"
    assert "已认领，凭证2025-" in client.post(f"{url}match/", sent, follow=True).content.decode()
    assert stood() == {"executable": 98, "paid": 2}
    aside = f"/execution/payments/{ids['A4']}/discard/"
    assert "已移出" in client.post(aside, {"reason": "不是本账"}, follow=True).content.decode()
    assert "没有等待认领的支付" in client.get("/execution/payments/queue/").content.decode()


def test_an_account_number_is_masked(county: None, tmp_path: Path) -> None:
    actions.confirm(DRAFTER, [file_of(tmp_path, payment("A1", 3, payee="古丽"))])
    with scope("100000"):
        number = PaymentRecord.objects.get().pk
    page = person(FINANCE).get(f"/execution/payments/{number}/").content.decode()
    assert "6217000012345678901" not in page
    assert "8901" in page


def test_the_net_of_payments_counts_refunds_below_zero(county: None, tmp_path: Path) -> None:
    actions.confirm(DRAFTER, [file_of(tmp_path, payment("A1", 3), refund("A2", "A1", 1))])
    page = html.fromstring(person(FINANCE).get("/execution/payments/").content)
    assert xpath(page, "//tfoot//a/@data-value") == [str(2 * WAN)]


def test_an_alert_goes_from_inquiry_to_its_end(county: None) -> None:
    raise_alerts(DRAFTER, DAY, years=(2025,))
    with scope("100000"):
        number = RaisedAlert.objects.order_by("pk").first().pk  # type: ignore[union-attr]
    drafter, reviewer = person(FINANCE), person(FINANCE, Role.REVIEWER, "李强")
    url = f"/execution/alerts/{number}/"
    assert "要先到“已问询”" in words_of(drafter.get(url).content)
    steps = ((drafter, "inquire"), (drafter, "reply"), (reviewer, "opine"), (reviewer, "close"))
    for client, step in steps:
        client.post(f"{url}{step}/", {"reason": f"第{step}步的话"})
    page = words_of(drafter.get(url).content)
    assert "已办结" in page
    assert page.index("第inquire步") < page.index("第reply步") < page.index("第close步")


def test_an_alert_of_another_county_is_not_there(county: None) -> None:
    raise_alerts(DRAFTER, DAY, years=(2025,))
    with scope("100000"):
        number = RaisedAlert.objects.order_by("pk").first().pk  # type: ignore[union-attr]
    assert person("650103-finance").get(f"/execution/alerts/{number}/").status_code == 404


def test_a_penalty_is_a_proposal_with_its_arithmetic(database: str) -> None:
    with scope("100000"):
        Nation().play()
    client = person("650000-finance")
    page = words_of(client.post("/execution/penalties/", {"scheme": "rate"}).content)
    assert "扣减后" in page
    assert "算式" in page
    assert "阿克苏地区" in page
    refused = person("650000-finance", Role.AUDITOR, "李强").get("/execution/penalties/")
    assert "“提出扣减”须由经办、审核人员办理" in words_of(refused.content)


@pytest.mark.parametrize("scheme", ["rate", "rate-down", "late"])
def test_every_figure_of_a_penalty_opens_what_it_is_made_of(database: str, scheme: str) -> None:
    """扣减后 = 基数 − 扣减 + 分回, by the ledger and the scheme; sums are the places' own."""
    with scope("100000"):
        Nation().play()
    client = person("650000-finance")
    said = {"scheme": scheme, "on": "2025-06-30"}
    page = html.fromstring(client.post("/execution/penalties/?year=2025", said).content)
    figures = xpath(page, "//table//a[contains(@class, 'fig')]")
    assert len(figures) >= 12
    for each in figures:
        address = each.get("href")
        opened = html.fromstring(client.get(address).content)
        assert origin_faults(address, opened, each.get("data-value")) == []


def test_idle_money_is_told_since_when(database: str) -> None:
    with scope("100000"):
        Nation().play()
    said = {"on": "2025-06-30", "days": "90"}
    page = words_of(person("650102-finance").get("/execution/idle/", said).content)
    assert "天财社〔2025〕3号" in page
    assert "2025-01-20" in page


@pytest.mark.parametrize(
    "path",
    [
        "",
        "?by=holder",
        "tiles/",
        "days/?below=1",
        "idle/",
        "alerts/",
        "payments/",
        "payments/queue/",
    ],
)
def test_no_page_asks_more_than_its_budget(database: str, path: str) -> None:
    with scope("100000"):
        Nation().play()
    client = person("100000-finance")
    with CaptureQueriesContext(connection) as asked:
        assert client.get(f"/execution/{path}").status_code == 200
    assert len(asked) <= BUDGET, "\n".join(each["sql"][:160] for each in asked)
