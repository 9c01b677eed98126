"""目录页: what a figure rests on can be looked up: the law, its years, its source."""

from __future__ import annotations

import io
import re

import openpyxl
import pytest
from django.test import Client
from tests.platform.accounts.people import enter, signed_in

from zhida.data import load
from zhida.platform.access.policy import Role
from zhida.platform.catalogues.rules import every_rule
from zhida.platform.catalogues.tables import NAMED

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def client() -> Client:
    enter("王芳")
    return signed_in("王芳")


def test_every_table_has_its_page_with_the_source_of_each_row(client: Client) -> None:
    page = client.get("/system/catalogues/").content.decode()
    for row in load("catalogues"):
        assert f"/system/catalogues/{row['name']}/" in page
        shown = client.get(f"/system/catalogues/{row['name']}/?all=1").content.decode()
        assert load(row["name"])[0]["source"] in shown.replace("&amp;", "&"), row["name"]


def test_a_table_shows_what_holds_in_the_year_that_is_looked_at(client: Client) -> None:
    ended = next(row for row in load("regions") if row["to_year"] and int(row["to_year"]) < 2024)
    path = "/system/catalogues/regions/"
    code = f">{ended['code']}<"
    assert code not in _body(client, path, year="2026", q=ended["code"])
    assert code in _body(client, path, year="2026", q=ended["code"], all="1")


def test_every_rule_opens_with_its_law_and_both_examples(client: Client) -> None:
    pages = (_body(client, "/system/rules/", **{"rules-page": str(n)}) for n in (1, 2, 3))
    listed = "".join(pages)
    for each in every_rule():
        assert f"/system/rules/{each.code}/" in listed
    for code in ("N101", "n101", "E101"):
        shown = client.get(f"/system/rules/{code}/").content.decode()
        assert "错误的例子" in shown and "依据" in shown
    assert client.get("/system/rules/N999/").status_code == 404


def test_days_made_up_for_a_holiday_are_told_and_unpublished_years_not_guessed(
    client: Client,
) -> None:
    page = _body(client, "/system/workdays/", year="2025")
    assert '<li class="made-up weekday0"><time datetime="2025-01-26">' in page
    assert "不推算" in _body(client, "/system/workdays/", year="2027")


def test_a_table_goes_out_as_a_workbook(client: Client) -> None:
    answer = client.get("/system/catalogues/funds/?export=funds")
    assert answer.content.startswith(b"PK")


def test_codes_stand_in_words_and_are_found_by_them(client: Client) -> None:
    """What the program calls `reviewer` and `fatal` is told, and looked for, as people say it."""
    rights = _body(client, "/system/catalogues/permissions/", q="审计管理员")
    assert "审计管理员" in rights and "audit_administrator" not in rights
    assert ">严重<" in _body(client, "/system/catalogues/booking_findings/", q="严重")
    rules = _body(client, "/system/catalogues/alert_rules/")
    assert "最低金额" in rules and "状态" in rules
    assert ">追踪<" in rules.replace("、", "<>") and "财政专户" in rules
    assert "issue_days_province" not in rules and "fiscal_account" not in rules


def test_what_names_a_row_of_another_table_is_called_as_that_table_calls_it(
    client: Client,
) -> None:
    entries = _body(client, "/system/catalogues/ledger_entries/", q="待下达指标")
    assert ">接收<" in entries and "insurance_pool" not in entries
    beside = _body(client, "/system/catalogues/permissions/", q="查看")
    assert ">see<" in beside and ">查看<" in beside
    for column, (table, key, title) in NAMED.items():
        assert {key, title} <= set(load(table)[0]), column


def _body(client: Client, path: str, **query: str) -> str:
    return client.get(path, query).content.decode()


def test_a_row_of_many_columns_says_what_it_fills_and_the_workbook_keeps_the_columns(
    client: Client,
) -> None:
    path = "/system/catalogues/standing_duties/"
    page = _body(client, path, q="feedback_receipt_650100")
    (row,) = re.findall(r'<td class="said">(.*?)</td>', page)
    assert ">天数 </small>30<" in row and "频次" not in row
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"{path}?export=standing_duties").content))
    heads = [str(cell.value) for line in book.worksheets[0].iter_rows() for cell in line]
    assert {"天数", "频次"} <= set(heads)


def test_a_door_that_is_shut_says_why(client: Client) -> None:
    page = _body(client, "/system/")
    assert "/system/users/" not in page and "“查看用户”须由" in page
    enter("安全", role=Role.SECURITY_ADMINISTRATOR)
    assert 'href="/system/users/' in _body(signed_in("安全"), "/system/")
