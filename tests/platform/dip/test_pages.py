"""病种付费的页面: what stands is told, what is missing teaches, and every figure opens its origin."""

from __future__ import annotations

import re
from collections import Counter
from urllib.parse import parse_qsl, urljoin, urlsplit

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from lxml import html
from tests.platform.accounts.people import enter, signed_in
from tests.platform.dip.results import (
    INSTITUTIONS,
    TODAY,
    flow_file,
    monitoring_file,
    quality_file,
    simulation_file,
)
from tests.platform.pages.crawling import origin_faults, xpath

from zhida.platform.access.policy import Actor, Role
from zhida.platform.dip.actions import take_in
from zhida.platform.dip.models import Result
from zhida.platform.regions.models import Agency
from zhida.platform.scope import scope

DRAFTER = Actor("医保经办", "650100-medical", "650100", Role.DRAFTER, "medical_security")
PAGES = ("", "institutions/", "uploads/", "monitoring/", "simulation/")


def ms_agency() -> str:
    found = Agency.objects.get(region_id="650100", kind=Agency.Kind.MEDICAL_SECURITY)
    return found.code


@pytest.fixture
def year(database: str) -> None:
    """A city's year with every kind of result, and a year of measures before it."""
    files = (quality_file(), monitoring_file(), simulation_file(), flow_file())
    take_in(DRAFTER, (monitoring_file(year=2024, grouped=120), *files), 2025, TODAY)


def figures(client: Client, address: str) -> dict[str, str]:
    """The figures of a page and, of an origin, its items: address → value."""
    page = html.fromstring(client.get(address).content)
    found = {each.get("href"): each.get("data-value") for each in xpath(page, "//a[@data-value]")}
    for row in xpath(page, "//tr[.//*[@data-item]]"):
        links = row.xpath(".//th//a/@href")
        taken_off = "减：" in row.text_content()  # its own page tells it without the sign
        if links and "/origin/" in links[0] and not taken_off:
            found[links[0]] = row.xpath(".//*[@data-item]")[0].get("data-item")
    return {urljoin(address, each): value for each, value in found.items()}


def test_every_figure_opens_what_it_is_made_of(year: None) -> None:
    """One of every kind of figure of every page, and all that those are made of."""
    enter("王芳", ms_agency())
    client = signed_in("王芳")
    client.get("/may/", {"year": "2025"})
    waiting = [f"/dip/{each}" for each in (*PAGES, f"institutions/{INSTITUTIONS[0]}/")]
    kinds: Counter[str] = Counter()
    seen: set[str] = set()
    while waiting:
        for address, value in figures(client, waiting.pop()).items():
            asked = dict(parse_qsl(urlsplit(address).query))
            names = {name: asked.get(name) for name in ("of", "field", "part", "table")}
            whole = "institution" in asked
            kind = f"{names} {asked.get('name') == 'cmi'} {whole}"
            if address in seen or kinds[kind]:
                continue
            seen.add(address)
            kinds[kind] += 1
            answer = client.get(address)
            assert answer.status_code == 200, address
            assert not origin_faults(address, html.fromstring(answer.content), value), address
            waiting.append(address)
    assert len(kinds) > 40, kinds


def test_no_page_asks_much_of_the_database(year: None) -> None:
    enter("王芳", ms_agency())
    client = signed_in("王芳")
    client.get("/may/", {"year": "2025"})
    for page in (*PAGES, f"institutions/{INSTITUTIONS[1]}/", "results/1/"):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            answer = client.get(f"/dip/{page}")
        assert answer.status_code == 200, page
        assert len(asked) <= 30, (page, len(asked))


def test_coverage_counts_the_institutions_that_have_a_settlement(year: None) -> None:
    enter("王芳", ms_agency())
    client = signed_in("王芳")
    page = client.get("/dip/institutions/", {"year": "2025"}).content.decode()
    assert re.search(r'data-value="2/3">66.67%', page)
    assert (page.count("已清算"), page.count("未清算")) == (2, 1)


def test_the_institutions_with_inpatients_are_told_on_the_page(year: None) -> None:
    """Two of four have a settlement; fewer than those can't have inpatients; the deed is in the journal."""
    enter("王芳", ms_agency())
    client = signed_in("王芳")
    client.get("/may/", {"year": "2025"})
    told = "/dip/institutions/inpatient/?year=2025"
    for wrong, why in (("1", "少于有年度清算的2家"), ("0", "少于"), ("许多", "请用数字填写")):
        assert why in client.post(told, {"inpatient": wrong}, follow=True).content.decode()
    page = client.post(told, {"inpatient": "4"}, follow=True).content.decode()
    assert "已登记2025年开展住院的机构4家" in page
    assert 'value="4"' in page and "50.00" in page
    again = client.post(told, {"inpatient": "4"}, follow=True).content.decode()
    assert "没有新的版次" in again
    enter("赵强", "650100-finance")
    refused = signed_in("赵强").post(told, {"inpatient": "5"}, follow=True).content.decode()
    assert "须由医疗保障" in refused
    with scope("650100"):
        (kept,) = Result.objects.filter(kind="coverage")
        assert kept.body["coverage"] == {"settled": None, "inpatient": 4}


def test_the_day_of_taking_in_is_the_day_here(database: str) -> None:
    """Twenty-six hours apart it is never the same day."""
    take_in(DRAFTER, (simulation_file(),), 2025, TODAY)
    enter("王芳", ms_agency())
    client = signed_in("王芳")
    client.get("/may/", {"year": "2025"})
    days = set()
    for zone in ("Etc/GMT-14", "Etc/GMT+12"):
        with timezone.override(zone):
            page = client.get("/dip/").content.decode()
        days.update(re.findall(r"医保经办 (\d{4}-\d\d-\d\d)", page))
    assert len(days) == 2, days


def test_an_empty_year_says_which_command_makes_each_result(database: str) -> None:
    enter("王芳", ms_agency())
    client = signed_in("王芳")
    page = client.get("/dip/", {"year": "2025"}).content.decode()
    for command in ("dip check --report", "dip monitor --out", "dip simulate --out", "dip settle --flow"):  # fmt: skip
        assert command in page
    for part in PAGES[1:]:
        assert "zhida dip" in client.get(f"/dip/{part}").content.decode(), part


def test_files_are_taken_in_on_the_page_or_refused_whole(database: str) -> None:
    enter("王芳", ms_agency())
    client = signed_in("王芳")
    client.get("/dip/", {"year": "2025"})

    def send(*files: tuple[str, bytes]) -> str:
        uploads = [SimpleUploadedFile(name, content) for name, content in files]
        answer = client.post("/dip/taking/", {"files": uploads}, follow=True)
        return answer.content.decode()

    quality, plan = quality_file(), simulation_file()
    page = send((quality.name, quality.content), (plan.name, plan.content))
    assert "已收取：2025年质控报告第1版、2025年模拟结果第1版。" in page
    assert "1份与现有的相同" in send((quality.name, quality.content))
    assert "不是病种付费的结果文件" in send(("名单.json", b'{"psn_no": "1"}'), (plan.name, b"{"))
    assert "没有送来文件" in send()
    with scope("650100"):
        assert Result.objects.count() == 2


def test_finance_sees_why_it_takes_nothing_in(year: None) -> None:
    enter("李强", "650100-finance")
    client = signed_in("李强")
    page = client.get("/dip/", {"year": "2025"}).content.decode()
    assert "“收取付费结果”须由" in page
    assert 'type="file"' not in page


def test_another_citys_result_is_not_there(year: None) -> None:
    enter("远人", "650200-finance")
    client = signed_in("远人")
    with scope("650100"):
        number = Result.objects.earliest("pk").pk
    for part in ("", "file/", "origin/?of=quality&field=lists"):
        assert client.get(f"/dip/results/{number}/{part}").status_code == 404


def test_the_tables_of_a_file_are_named_for_people(year: None) -> None:
    enter("经办")
    with scope("650100"):
        numbers = Result.objects.exclude(kind="flow").values_list("pk", flat=True)
        shown = [
            signed_in("经办").get(f"/dip/results/{each}/").content.decode() for each in numbers
        ]
    heads = " ".join(re.findall(r'<span class="title">(.*?)</span>', " ".join(shown)))
    assert "文件中的各规则" in heads and not re.search("文件中的[a-z_]", heads)
