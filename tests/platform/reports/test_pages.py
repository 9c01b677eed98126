"""报告页: a form looked at with its origins, made, filed on its duty, and verified."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.platform.accounts.people import enter, signed_in
from tests.platform.ledger.nation import CITY, DISTRICT, Nation
from tests.platform.reports.duties import owed

from zhida.platform.access.policy import Role
from zhida.platform.jobs.worker import work_off
from zhida.platform.journal.models import Deed
from zhida.platform.obligations.models import Duty
from zhida.platform.reports.models import Report
from zhida.platform.scope import scope

FIGURE = re.compile(r'<a class="fig" href="([^"]+)" data-value="([^"]+)"')
WHOLE = re.compile(r'id="whole" value="([^"]+)" data-adds="(\w+)"')
ITEM = re.compile(r'data-item="(-?\d+)"')
ASKED = "kind=quarterly&period=2025Q2"


@pytest.fixture
def district(database: str) -> Client:
    """The district's drafter, after the nation's year, with a quarterly form due."""
    with scope("100000"):
        Nation().play()
    owed(DISTRICT)
    return person("经办人丙", DISTRICT)


def person(name: str, agency: str, role: Role = Role.DRAFTER) -> Client:
    enter(name, agency, role)
    client = signed_in(name)
    client.get("/may/", {"year": "2025"})
    return client


def text(answer: Any) -> str:
    return unescape(answer.content.decode())


def made(client: Client, asked: str = ASKED, way: str = "make") -> str:
    """Has a form made, lets the job run; the address of the report, or of the job that made none."""
    job = client.post(f"/reports/{way}/?{asked}")["Location"]
    assert job.startswith("/jobs/"), job
    work_off()
    found = re.search(r'href="(/reports/\d+/)"', text(client.get(job)))
    return found[1] if found else job


def explain(client: Client) -> None:
    """Says why money wasn't spent, of every notice in the form."""
    preview = text(client.get(f"/reports/preview/?{ASKED}"))
    for number in dict.fromkeys(re.findall(r">(\w+〔20\d\d〕\d+号)<", preview)):
        client.post(f"/reports/reason/?{ASKED}", {"document": number, "text": "项目尚未验收"})


def test_an_empty_page_says_how_to_begin(district: Client) -> None:
    page = text(district.get("/reports/"))
    assert "还没有生成过报表" in page and "转移支付资金使用和执行进度季报表" in page


def test_every_figure_of_a_form_opens_vouchers_that_sum_to_it(district: Client) -> None:
    page = text(district.get(f"/reports/preview/?{ASKED}"))
    figures = FIGURE.findall(page)
    assert len(figures) > 8
    added = 0
    for href, value in figures:
        opened = text(district.get(href))
        whole = WHOLE.search(opened)
        assert whole is not None and whole[1] == value, href
        if whole[2] == "yes":
            added += 1
            assert sum(int(each) for each in ITEM.findall(opened)) == int(value), href
    assert added > 4


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("kind=quarterly&period=2025-03", "请写季度"),
        ("kind=feedback_monthly&period=2025Q1", "请写月份"),
        ("kind=feedback&period=2025Q1", "不是日期"),
        ("kind=x&period=2025Q1", "请选一种报表"),
        ("kind=quarterly&period=上季度", "不是报告期"),
        ("kind=quarterly&period=2025Q1&agency=650200-finance", "不在查看范围内"),
        ("kind=quarterly&period=2025Q1&agency=nobody", "没有代码为"),
    ],
)
def test_what_cannot_be_made_is_told_with_the_mend(district: Client, asked: str, said: str) -> None:
    assert said in text(district.get(f"/reports/preview/?{asked}", follow=True))


def test_a_form_is_made_once_and_stands_with_its_files_and_hashes(district: Client) -> None:
    first = made(district)
    assert first.startswith("/reports/") and made(district) == first
    page = text(district.get(first))
    assert "按账重编，与此表完全一致" in page and 'alt="第 1 页"' in page
    with scope("650102"):
        report = Report.objects.get()
        files = {each.format: each for each in report.files.all()}
        assert set(files) == {"docx", "xlsx", "pdf"} and report.made_by == "经办人丙"
    assert all(each.sha256 in page for each in files.values())
    file = district.get(f"{first}files/xlsx/")
    assert file["Content-Disposition"].startswith("attachment")
    assert file.content == bytes(files["xlsx"].content)
    picture = district.get(f"{first}paper/1.png")
    assert picture["Content-Type"] == "image/png" and picture.content[1:4] == b"PNG"
    assert "2025Q2" in text(district.get("/reports/"))


def test_a_form_is_filed_on_the_duty_that_asks_for_it(district: Client) -> None:
    assert "未写明原因" in text(district.get(made(district, way="file")))
    explain(district)
    assert made(district, way="file").startswith("/reports/")
    assert "生成并报送天山区财政局" in text(district.get("/desk/")), "the result is among the tasks"
    with scope("650102"):
        assert Duty.objects.get().filings.count() == 1
    assert "没有再报" in text(district.get(made(district, way="file")))


def test_a_sum_of_children_shows_who_has_not_filed(district: Client) -> None:
    explain(district)
    owed("650103-finance")
    made(district, way="file")
    city = person("市经办", CITY)
    page = text(city.get(f"/reports/preview/?{ASKED}&children=1"))
    assert "汇总表" in page and "天山区财政局" in page and "未报" in page and "F302" in page
    for href, value in FIGURE.findall(page)[:6]:
        whole = WHOLE.search(text(city.get(href)))
        assert whole is not None and whole[1] == value, href


def test_a_filled_file_is_read_and_handed_in(district: Client) -> None:
    explain(district)
    content = district.get(f"{made(district)}files/xlsx/").content
    sent = {"file": SimpleUploadedFile("季报.xlsx", content), "period": "2025Q2"}
    assert "已报送任务" in text(district.post("/reports/filled/", sent, follow=True))
    with scope("650102"):
        filing = Duty.objects.get().filings.get()
        assert filing.files.get().name == "季报.xlsx"


def test_a_file_without_a_form_is_not_handed_in(district: Client) -> None:
    notice = SimpleUploadedFile("说明.txt", "这不是报表".encode())
    page = text(district.post("/reports/filled/", {"file": notice}, follow=True))
    assert "这里用不上" in page
    with scope("650102"):
        assert not Duty.objects.get().filings.exists()


def test_a_reason_is_told_once_and_stands_in_the_form(district: Client) -> None:
    preview = text(district.get("/reports/preview/?kind=feedback&period=2025-06-30"))
    number = re.findall(r">(\w+〔20\d\d〕\d+号)<", preview)[0]
    sent = {"document": number, "text": "项目尚未验收"}
    page = text(
        district.post("/reports/reason/?kind=feedback&period=2025-06-30", sent, follow=True)
    )
    assert "已记下" in page and page.count("项目尚未验收") >= 2


def test_a_parent_may_look_at_a_childs_form_but_not_file_it(district: Client) -> None:
    city = person("市经办", CITY)
    city.get("/may/", {"region": "650102"})
    page = text(city.get(f"/reports/preview/?{ASKED}&agency={DISTRICT}"))
    assert "由责任单位自己报送" in page or "限于本区划" in page
    answer = city.post(f"/reports/file/?{ASKED}&agency={DISTRICT}", follow=True)
    assert "限于本区划" in text(answer)
    with scope("650102"):
        assert not Duty.objects.get().filings.exists()


def test_a_report_of_another_place_is_not_there(district: Client) -> None:
    report = made(district)
    far = person("外人", "650200-finance")
    for path in ("", "files/pdf/", "paper/1.png"):
        assert far.get(f"{report}{path}").status_code == 404


def test_a_file_is_known_again_by_its_content_and_a_change_is_told(district: Client) -> None:
    report = made(district)
    file = district.get(f"{report}files/docx/")
    with scope("650102"):
        name = Report.objects.get().files.get(format="docx").name

    def told(name: str, content: bytes) -> str:
        sent = {"file": SimpleUploadedFile(name, content)}
        return text(district.post("/reports/verify/", sent))

    same = told("随便叫什么.docx", file.content)
    assert "未被改动" in same and "2025Q2" in same and "经办人丙" in same and report in same
    assert "从页面导出的文件" in same
    assert "已被改动" in told(name, file.content + b"x")
    assert "不是本系统" in told("别的.docx", b"other")
    with scope("650102"):
        assert Deed.objects.filter(verb="export").count() == 1, "verifying is no export"


def test_a_typed_mark_is_looked_up_and_what_is_none_is_told(district: Client) -> None:
    unknown = text(district.get("/reports/verify/", {"mark": "werc-8gmr-zge1-96qv"}))
    assert "本系统没有签发过" in unknown and "WERC-8GMR-ZGE1-96QV" in unknown
    assert "不是校验码" in text(district.get("/reports/verify/", {"mark": "12"}))


def test_an_export_of_a_table_is_known_again(district: Client) -> None:
    exported = district.get("/reports/?export=reports")
    sent = {"file": SimpleUploadedFile("表.xlsx", exported.content)}
    page = text(district.post("/reports/verify/", sent))
    assert "未被改动" in page and "从页面导出的文件" in page


@pytest.mark.parametrize("path", ["/reports/", f"/reports/preview/?{ASKED}", "/reports/verify/"])
def test_a_page_asks_few_questions(district: Client, path: str) -> None:
    with CaptureQueriesContext(connection) as asked:
        assert district.get(path).status_code == 200
    assert len(asked) <= 30
