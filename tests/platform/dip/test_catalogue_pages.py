"""目录页: versions, groups and their scores, two versions compared, and a case explained; nothing is kept."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import html
from tests.platform.accounts.people import enter, signed_in
from tests.platform.dip.test_settling import AGENCY
from tests.platform.pages.crawling import origin_faults, xpath

from zhida.engines.dip.directory import fingerprint, read_directory
from zhida.engines.dip.measured import Group, Measured, measured_text
from zhida.platform.access.policy import Role
from zhida.platform.dip import installed

YEAR = "year=2025&region=650100&unit=yuan"
HEAD = "code,name,layer,dx,main,related,secondary,age_from,treatment\n"
FIRST = """JC1,阑尾炎保守治疗,BASIC,K35.8,,,,,
JC2,阑尾切除,BASIC,K35.8,47.0100,,,,
JC3,阑尾切除加探查,BASIC,K35.8,47.0100,54.1100,,,
BF1,新生儿高胆红素,DX_AIDED,P59,,,,,
ZH1,阑尾疾病综合,MIXED,K35|K36,,,,,相关手术
"""
NOW = datetime.datetime(2025, 3, 3, 9, 0, tzinfo=datetime.UTC)


def put(folder: Path, rows: str, points: dict[str, int], minutes: int) -> installed.Version:
    """A version with the points of its groups, at a base of 5,000 yuan."""
    directory, codes, scores = folder / "目录.csv", folder / "codes", folder / "测算.json"
    directory.write_text(HEAD + rows, encoding="utf-8")
    codes.mkdir(exist_ok=True)
    listed = "code,property\n47.0100,手术\n54.1100,手术\n"
    (codes / "properties.csv").write_text(listed, encoding="utf-8")
    rules = read_directory(directory)
    groups = {
        rule.code: Group(rule.code, rule.name, points[rule.code], points[rule.code] * 500, 40)
        for rule in rules
    }
    measured = Measured(fingerprint(rules), 0, 500_000, 50_000, groups, {"2": 9_000, "3": 11_000})
    scores.write_text(measured_text(measured), encoding="utf-8")
    return installed.install(
        directory, codes, scores, {}, NOW + datetime.timedelta(minutes=minutes)
    )


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(installed, "home", lambda: tmp_path / "dip")
    return tmp_path


@pytest.fixture
def versions(home: Path) -> list[installed.Version]:
    """An older version, and the one in force: a group dropped, one added, one scored anew."""
    points = {"JC1": 400, "JC2": 1200, "JC3": 1500, "BF1": 300, "ZH1": 900, "JC4": 700}
    first = put(home, FIRST, points, 0)
    rows = (
        FIRST.replace("BF1,新生儿高胆红素,DX_AIDED,P59,,,,,\n", "") + "JC4,肺炎,BASIC,J18.9,,,,,\n"
    )
    second = put(home, rows, points | {"JC2": 1250}, 1)
    return [first, second]


@pytest.fixture
def client(database: str) -> Client:
    enter("看的人", AGENCY, Role.AUDITOR)
    return signed_in("看的人")


def page(client: Client, path: str) -> Any:
    """What a page answers, within its queries."""
    address = f"/dip/{path}{'&' if '?' in path else '?'}{YEAR}"
    client.get(address)
    with CaptureQueriesContext(connection) as counted:
        answer = client.get(address)
    assert len(counted) <= 30
    return answer


def words(answer: Any) -> str:
    return " ".join("".join(xpath(html.fromstring(answer.content), "//main//text()")).split())


def rows(answer: Any, key: str) -> list[list[str]]:
    """The cells of a table, as they stand."""
    found = xpath(html.fromstring(answer.content), f"//table[@id='{key}']//tbody/tr")
    return [["".join(cell.itertext()).strip() for cell in row] for row in found]


def test_without_a_directory_the_pages_teach(home: Path, client: Client) -> None:
    assert "zhida dip install" in words(page(client, "catalogue/"))
    explain = page(client, "explain/")
    assert "zhida dip install" in words(explain)
    (way,) = xpath(html.fromstring(explain.content), "//main//a[.='怎样启用病种目录']/@href")
    assert way.startswith("/dip/catalogue/")
    assert "只有一版目录" in words(page(client, "catalogue/differences/"))


def test_versions_and_groups_are_found_by_code_name_diagnosis_and_layer(
    versions: list[installed.Version], client: Client
) -> None:
    told = words(page(client, "catalogue/"))
    assert versions[0].version in told
    assert "在用" in told
    here = f"catalogue/{versions[1].version}/"
    assert "5个病种" in words(page(client, here))
    for text, found in (
        ("K35.800", "4"),
        ("47.01", "2"),
        ("肺炎", "1"),
        ("zh1", "1"),
        ("A09", "0"),
    ):
        assert f"{found}个病种" in words(page(client, f"{here}?q={text}")), text
    assert "1个病种" in words(page(client, f"{here}?layer=MIXED"))
    assert page(client, "catalogue/none/").status_code == 404
    assert page(client, "catalogue/../").status_code == 404


def test_a_group_says_what_it_asks_for_where_it_stands_and_what_it_counts(
    versions: list[installed.Version], client: Client
) -> None:
    told = words(page(client, f"catalogue/{versions[1].version}/groups/JC3/"))
    for part in ("47.0100", "54.1100", "第4行", "1500", "1.1000", "1650", "JC1"):
        assert part in told, part
    assert page(client, f"catalogue/{versions[1].version}/groups/none/").status_code == 404


def test_every_figure_of_the_directory_opens_its_origin(
    versions: list[installed.Version], client: Client
) -> None:
    waiting: dict[str, str] = {}
    for path in ("catalogue/", f"catalogue/{versions[1].version}/groups/JC2/",
                 "explain/?dx=k35.800&ops=47.0100&level=3&cost=20000"):  # fmt: skip
        found = xpath(html.fromstring(page(client, path).content), "//a[@class='fig']")
        waiting |= {each.get("href"): each.get("data-value") for each in found}
    assert len(waiting) > 10
    for address, value in waiting.items():
        origin = html.fromstring(client.get(address).content)
        assert origin_faults(address, origin, value) == []


def test_two_versions_are_compared_and_the_change_can_be_chosen(
    versions: list[installed.Version], client: Client
) -> None:
    here = f"catalogue/differences/?old={versions[0].version}&new={versions[1].version}"
    told = words(page(client, here))
    for part in ("BF1", "JC4", "1200", "1250"):
        assert part in told, part
    chosen = words(page(client, f"{here}&change=ADDED"))
    assert "JC4" in chosen
    assert "BF1" not in chosen


def test_a_case_is_explained_with_what_one_code_would_change_and_what_it_counts(
    versions: list[installed.Version], client: Client
) -> None:
    told = words(page(client, "explain/?dx=k35.800&ops=47.0100&level=3&cost=6000"))
    assert "JC2 阑尾切除" in told
    assert "1375" in told  # 1,250 points at 1.1
    assert "少一个手术操作" in told
    assert "JC1 阑尾炎保守治疗" in told
    assert "多一个手术操作" in told
    assert "JC3 阑尾切除加探查" in told
    assert "费用在正常范围" in told


def test_what_can_not_be_read_is_told_beside_its_field(
    versions: list[installed.Version], client: Client
) -> None:
    told = words(page(client, "explain/?dx=阑尾炎&age_days=五&sex=3&cost=1.234"))
    for part in ("“阑尾炎”不是代码", "“五”不是整数", "性别写1", "“1.234”应为元"):
        assert part in told, part
    assert "不入组" in words(page(client, "explain/?dx=A09.000"))
