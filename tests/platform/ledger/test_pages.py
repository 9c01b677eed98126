"""指标账页面: what a person sees of the ledger, does with it, and doesn't get to see."""

from __future__ import annotations

from io import BytesIO

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import html
from tests.platform.accounts.people import enter, signed_in
from tests.platform.ledger.nation import HOSPITAL, WAN, Nation
from tests.platform.pages.crawling import xpath

from zhida.platform.access.policy import Role
from zhida.platform.journal.models import Deed
from zhida.platform.ledger import grids
from zhida.platform.ledger.figures import Asked, total
from zhida.platform.ledger.flowing import flow_of
from zhida.platform.ledger.posting import line_numbers
from zhida.platform.scope import scope

BUDGET = 30


@pytest.fixture
def nation(database: str) -> Nation:
    with scope("100000"):
        made = Nation()
        made.play()
    return made


def number_of(nation: Nation, name: str) -> int:
    with scope("100000"):
        return line_numbers([nation.lines[name].digest])[nation.lines[name].digest]


def person(agency: str, role: Role = Role.DRAFTER, name: str = "王芳") -> Client:
    enter(name, agency, role)
    client = signed_in(name)
    client.get("/may/", {"year": "2025"})
    return client


def words_of(page: bytes) -> str:
    return " ".join("".join(xpath(html.fromstring(page), "//text()")).split())


def test_the_lines_of_a_city_and_below_with_their_money(nation: Nation) -> None:
    page = words_of(person("650100-finance").get("/ledger/").content)
    assert "乌财社〔2024〕61号" in page
    assert "天财社〔2025〕4号" in page
    assert "新财社〔2024〕201号" not in page, "the province's line is not the city's to see"
    assert "320.00" in page


@pytest.mark.parametrize(
    ("said", "there", "gone"),
    [
        ({"document": "乌财社〔2024〕61号"}, "乌财社〔2024〕61号", "乌财社〔2025〕20号"),
        ({"holder": "650100-finance"}, "乌财社〔2025〕20号", "天财社〔2025〕3号"),
        ({"source": "province"}, "乌财社〔2025〕20号", "乌财社〔2024〕61号"),
        ({"own": "1"}, "乌财社〔2024〕61号", "天财社〔2025〕3号"),
    ],
)
def test_filters_leave_what_was_asked_for(
    nation: Nation, said: dict[str, str], there: str, gone: str
) -> None:
    page = html.fromstring(person("650100-finance").get("/ledger/", said).content)
    links = {each.text_content() for each in xpath(page, "//tbody//th//a")}
    assert there in links
    assert gone not in links


def test_totals_are_of_the_whole_filter_and_of_the_day(nation: Nation) -> None:
    client = person("650100-finance")
    now, then = (
        xpath(
            html.fromstring(client.get("/ledger/", said).content),
            "//tfoot//a[contains(@href,'steps=paid')]/@data-value",
        )
        for said in ({}, {"on": "2025-03-01"})
    )
    assert now == [str((85 + 25) * WAN)]
    assert then == [str(90 * WAN)]


def test_a_line_beyond_ones_reach_is_not_there(nation: Nation) -> None:
    client = person("650102-finance")
    for name in ("advance/650100", "lottery/clinic", "advance"):
        number = number_of(nation, name)
        assert client.get(f"/ledger/lines/{number}/").status_code == 404
        assert client.get(f"/ledger/lines/{number}/trace/").status_code == 404
        origin = client.get("/ledger/origin/", {"fy": "2025", "line": str(number)})
        assert 'value="0"' in origin.content.decode()


def test_the_trace_goes_up_to_the_centre_and_down_to_the_payment(nation: Nation) -> None:
    number = number_of(nation, "advance/650100")
    page = words_of(person("650100-finance").get(f"/ledger/lines/{number}/trace/").content)
    assert page.index("财政部") < page.index("新疆维吾尔自治区财政厅 新财社〔2024〕201号")
    assert "天山区人民医院" in page
    assert "已支付 85.00" in page


def test_an_act_says_why_it_is_off(nation: Nation) -> None:
    number = number_of(nation, "advance/hospital")
    page = words_of(person("650102-finance").get(f"/ledger/lines/{number}/").content)
    assert "这行指标由天山区人民医院持有，请由该单位办理" in page
    assert "“支付”须由审核人员办理" in page


def test_a_unit_registers_its_quota_and_is_told_the_voucher(nation: Nation) -> None:
    number = number_of(nation, "advance/hospital")
    client = person(HOSPITAL)
    url = f"/ledger/lines/{number}/act/register/"
    sent = {"amount": "12.5", "unit": "wan", "number": "挂接1号", "date": "2025-06-03"}
    answer = client.post(url, sent, follow=True)
    assert "挂接：已记账，凭证2025-" in answer.content.decode()
    with scope("100000"):
        assert total(Asked(2025, ("registered",), line=number)) == 125 * WAN // 10
        assert Deed.objects.filter(verb="register", actor="王芳").count() == 1
    again = client.post(url, sent, follow=True)
    assert "此前已记账" in again.content.decode()


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"amount": "abc"}, "不是金额"),
        ({"amount": "0"}, "须大于零"),
        ({"amount": "99999"}, "待下达指标"),
        ({"date": "昨天"}, "请写成 年-月-日"),
        ({"number": ""}, "请写依据的文号"),
        ({"unit": "km"}, "请选择金额单位"),
    ],
)
def test_what_is_wrong_with_a_form_is_said_and_what_was_typed_is_kept(
    nation: Nation, wrong: dict[str, str], told: str
) -> None:
    number = number_of(nation, "advance/hospital")
    sent = {"amount": "1", "unit": "wan", "number": "挂接1号", "date": "2025-06-03"} | wrong
    answer = person(HOSPITAL).post(f"/ledger/lines/{number}/act/register/", sent)
    page = answer.content.decode()
    assert told in page
    assert f'name="amount" inputmode="decimal" required value="{sent["amount"]}"' in page
    with scope("100000"):
        assert total(Asked(2025, ("registered",), line=number)) == 0


def test_reversal_is_not_by_who_booked_it_and_needs_a_paper(nation: Nation) -> None:
    number = number_of(nation, "advance/hospital")
    drafter = person(HOSPITAL)
    sent = {"amount": "1", "unit": "wan", "number": "挂接1号", "date": "2025-06-03"}
    drafter.post(f"/ledger/lines/{number}/act/register/", sent)
    with scope("100000"):
        name = Deed.objects.filter(verb="register").latest("pk").subject
    url = f"/ledger/vouchers/{name.replace('-', '/')}/"
    assert "“冲销”须由审核人员办理" in words_of(drafter.get(url).content)
    reviewer = person(HOSPITAL, Role.REVIEWER, "李强")
    paper = {"number": "冲销1号", "date": "2025-06-04", "reason": "项目写错"}
    assert "冲销：已记账" in reviewer.post(f"{url}reverse/", paper, follow=True).content.decode()
    page = words_of(reviewer.get(url).content)
    assert "已冲销" in page
    assert "已由凭证2025-" in page
    with scope("100000"):
        assert total(Asked(2025, ("registered",), line=number)) == 0


def test_a_voucher_names_its_cell_and_who_booked_it(nation: Nation) -> None:
    page = words_of(
        person("650100-finance").get("/ledger/vouchers/?number=2025-7", follow=True).content
    )
    assert "凭证 2025-7" in page
    assert ".docx 表1 第2行 第3列" in page
    assert "经办人甲" in page


def test_vouchers_by_verb_and_day(nation: Nation) -> None:
    said = {"verb": "accept", "since": "2025-01-01", "until": "2025-01-31"}
    page = html.fromstring(person("650100-finance").get("/ledger/vouchers/", said).content)
    assert {each.strip() for each in xpath(page, "//tbody//td[2]/text()")} == {"签收"}


def test_where_there_are_too_many_the_first_are_listed_and_none_exported(
    nation: Nation, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = person("650000-finance")
    monkeypatch.setattr(grids, "COUNTED", 3)
    with CaptureQueriesContext(connection) as asked:
        page = words_of(client.get("/ledger/vouchers/").content)
    assert "凭证 3+" in page and "只列前 3 行，其后还有" in page
    assert any("LIMIT 4" in each["sql"] for each in asked), "the database counts no further"
    answer = client.get("/ledger/vouchers/", {"export": "vouchers"})
    assert answer.headers["Content-Type"].startswith("text/html")
    assert "不能导出：请用条件缩小范围" in words_of(answer.content)
    with scope("650000"):
        assert not Deed.objects.filter(verb="export").exists()


def test_money_that_flows_in_flows_out_of_every_node(nation: Nation) -> None:
    for region in ("100000", "650000", "650100", "650102"):
        with scope(region):
            flow = flow_of(Asked(2025, region=region))
            whole = total(Asked(2025, region=region))
        assert flow.whole.received == whole
        assert sum(each.received for each in flow.places) == whole
        assert sum(each.received for each in flow.levels) == whole
        assert sum(fen for _, end, fen in flow.bands if flow.nodes[end].state) == whole
        for place, node in enumerate(flow.nodes):
            came = sum(fen for _, end, fen in flow.bands if end == place)
            left = sum(fen for start, _, fen in flow.bands if start == place)
            if not node.state and node.region != region:
                assert came == left, node


def test_the_flow_of_a_paper_follows_its_money_down(nation: Nation) -> None:
    client = person("650000-finance")
    page = html.fromstring(client.get("/ledger/flow/", {"document": "新财社〔2024〕201号"}).content)
    (whole,) = xpath(page, "//div[@id='places']//tfoot//td[1]//a/@data-value")
    assert int(whole) == (500 + 60) * WAN
    assert xpath(page, "//script[@id='flow']"), "drawn"


def test_records_leave_as_a_file_and_a_deed(nation: Nation) -> None:
    client = person("650100-finance")
    assert client.get("/ledger/export/").status_code == 302
    answer = client.post("/ledger/export/")
    assert "attachment" in answer.headers["Content-Disposition"]
    sheet = openpyxl.load_workbook(BytesIO(answer.content)).worksheets[0]
    assert sheet.max_row > 4
    with scope("100000"):
        assert Deed.objects.filter(verb="export", actor="王芳").count() == 1


def test_an_auditor_reads_and_does_nothing(nation: Nation) -> None:
    number = number_of(nation, "advance/650100")
    client = person("650100-finance", Role.AUDITOR)
    page = html.fromstring(client.get(f"/ledger/lines/{number}/").content)
    assert not xpath(page, "//div[@class='deeds']//a")
    sent = {"amount": "1", "unit": "wan", "number": "x", "date": "2025-06-03"}
    answer = client.post(f"/ledger/lines/{number}/act/register/", sent)
    assert "须由经办、审核人员办理" in answer.content.decode()


@pytest.mark.parametrize(
    "path",
    [
        "/ledger/",
        "/ledger/flow/",
        "/ledger/vouchers/",
        "/ledger/origin/?steps=paid",
        "/ledger/?on=2025-06-30",
    ],
)
def test_no_page_asks_more_than_its_budget(nation: Nation, path: str) -> None:
    client = person("100000-finance")
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 200
    assert len(asked) <= BUDGET, "\n".join(each["sql"][:160] for each in asked)


def test_an_empty_ledger_says_what_comes_next(database: str) -> None:
    client = person("650100-finance")
    for path in ("/ledger/", "/ledger/flow/"):
        assert "在“通知”页入账" in client.get(path).content.decode()
