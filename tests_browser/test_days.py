"""每个角色的一天: what each does in the browser, one after the other, upon the same money."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests.platform.accounts.people import PASSWORD
from tests_browser.conftest import Open
from tests_browser.seeded import ROOT
from tests_browser.watching import Watched

MONEY = ("接收", "下达", "支付", "审批方案", "审定", "签发", "送审", "入账", "收文", "确认下达")
"""Words of buttons that move money or lead to it."""


SAMPLE = "茂财社〔2024〕18号"
"""The number of the notice that the city of 茂名 takes in; nothing in it is wrong."""


def come_in(watched: Watched, name: str) -> Page:
    """Somebody signs in on the form."""
    page = watched.page
    if "/account/login/" not in page.url:
        watched.look("/account/login/")
    page.fill("input[name=login]", name)
    page.fill("input[name=password]", PASSWORD)
    with page.expect_navigation(wait_until="load"):
        page.get_by_role("button", name="登录", exact=True).click()
    assert page.locator(".who summary").inner_text().startswith(name)
    return page


def leave(page: Page) -> None:
    page.locator(".who summary").click()
    with page.expect_navigation(wait_until="load"):
        page.get_by_role("button", name="退出", exact=True).click()


def test_a_county_hands_in_a_report_whose_draft_outlived_the_session(
    opened: Open, tmp_path: Path
) -> None:
    """What was typed comes back after signing in again; the city takes the report in."""
    report = tmp_path / "季报.csv"
    report.write_text("项目,金额\n医疗救助,150\n", encoding="utf-8")
    county = opened()
    page = come_in(county, "县经办")
    page.locator(".menu").get_by_role("link", name="时限").click()
    page.wait_for_url("**/due/**")
    with page.expect_navigation():
        page.get_by_role("link", name="报送季报").first.click()
    address = page.url.removeprefix(county.site)
    with page.expect_response("**/draft/"):
        page.fill("#words", "一季度支出一百五十万元")
    leave(page)
    come_in(county, "县经办")
    county.look(address)
    page.get_by_role("button", name="接着填").click()
    assert page.input_value("#words") == "一季度支出一百五十万元"
    page.set_input_files("#files", report)
    county.press("报送")
    assert "已报送" in county.words() and "季报.csv" in county.words()
    assert county.took("季报.csv", tmp_path / "back").read_bytes() == report.read_bytes()

    city = opened("市审核")
    city.look(address)
    city.press("接收")
    assert "已接收" in city.words()
    county.look(address)
    assert page.locator("h1 .state").inner_text() == "已接收"
    assert not page.get_by_role("button", name="接着填").count(), "what was sent is no draft"


def test_a_notice_goes_from_the_drop_to_the_books(opened: Open) -> None:
    """Uploaded, read by the job while one watches, its question answered, booked with its vouchers."""
    (file,) = (ROOT / "samples").glob("08*.txt")
    city = opened("粤审核")
    page = city.look("/notices/?year=2024")
    page.locator("input[name=files]").first.set_input_files(file)
    city.press("收文")
    page.locator(".job .state.done").wait_for(timeout=60_000)
    city.look("/notices/?year=2024")
    with page.expect_navigation(wait_until="load"):
        page.locator("main tbody").get_by_role("link", name=SAMPLE).first.click()
    assert SAMPLE in page.locator(".original").inner_text()
    assert page.locator("#fields td").count() > 10
    city.press("入账")
    booked = page.locator(".off", has=page.get_by_role("button", name="入账", exact=True))
    assert "还有上面的问题没有处理" in booked.inner_text(), "off, with the reason beside it"
    page.fill("input[name=from_outside]", "上级通知在另一系统")
    city.press("记下决定")
    assert "可以入账" in city.words()
    city.press("入账")
    assert "已入账：凭证" in city.words()
    with page.expect_navigation(wait_until="load"):
        page.locator("main a[href*='/ledger/vouchers/']").first.click()
    assert SAMPLE in city.words()


def test_who_changed_a_plan_sees_the_button_off_with_the_reason(opened: Open) -> None:
    """Reviewers may draft, by a copy too; what they drafted they don't approve."""
    reviewer = opened("州审核")
    page = reviewer.look("/allocation/1/")
    reviewer.press("复制为假设方案")
    reviewer.look(page.url.removeprefix(reviewer.site).partition("edit/")[0])
    reviewer.press("送审")
    approve = page.locator(".off", has=page.get_by_role("button", name="审定", exact=True))
    expect(approve.locator("button")).to_be_disabled()
    assert "起草人不能“审批方案”自己起草的内容" in approve.inner_text()


def test_two_who_edit_the_same_plan_see_what_the_other_has_changed(opened: Open) -> None:
    """The second to save reads both sides, and neither's words are lost without being chosen."""
    first, second = opened("州经办"), opened("州审核")
    page = first.look("/allocation/1/")
    first.press("复制为假设方案")
    address = page.url.removeprefix(first.site)
    other = second.look(address)
    page.fill("input[name=title]", "甲改的方案名称")
    first.press("保存")
    other.fill("input[name=title]", "乙改的方案名称")
    second.press("保存")
    told = second.words()
    assert "甲改的方案名称" in told and "乙改的方案名称" in told
    second.forgive("409")
    assert first.look(address).input_value("input[name=title]") == "甲改的方案名称"


def test_a_plan_becomes_a_document_by_four_eyes(opened: Open, tmp_path: Path) -> None:
    """Drafted and submitted by one, approved and signed by another, issued, downloaded."""
    drafter, other = opened("州经办"), opened("州审核")
    page = drafter.look("/allocation/1/")
    drafter.press("复制为假设方案")
    address = page.url.removeprefix(drafter.site).partition("edit/")[0]
    page.fill("input[name=title]", "阿克苏地区2025年医疗救助补助资金分配方案")
    drafter.press("保存")
    drafter.look(address)
    drafter.press("送审")
    approve = page.locator(".off", has=page.get_by_role("button", name="审定", exact=True))
    assert "须由审核人员办理，州经办的角色是经办" in approve.inner_text()

    other.look(address)
    other.press("审定")
    assert other.page.locator("h1 .state").inner_text() == "审定"
    drafter.look(address)
    drafter.press("送签")
    page.fill("textarea[name=addressees]", "各县（市）财政局")
    drafter.press("送签")
    drafter.press("文稿预览")
    wide = page.locator("img.paper").first.evaluate("each => each.decode().then(() => each.width)")
    assert wide > 300

    other.look(address)
    other.press("签发")
    other.page.fill("input[name=number]", "阿地财社〔2025〕12号")
    other.page.fill("input[name=day]", "2025-06-20")
    other.press("签发")
    other.press("下达")
    assert other.page.locator("h1 .state").inner_text() == "已下达"
    issued = drafter.look(address).locator("tr", has_text="签发件")
    name = issued.get_by_role("link", name=re.compile(r"\.docx$")).first.inner_text()
    assert drafter.took(name, tmp_path).read_bytes().startswith(b"PK")


@pytest.mark.parametrize("path", ["/due/1/", "/allocation/", "/notices/1/booking/", "/due/2/"])
def test_an_auditor_sees_and_can_do_nothing(opened: Open, path: str) -> None:
    auditor = opened("审计员")
    page = auditor.look(path)
    allowed = {"查看", "筛选", "查找"}
    assert set(auditor.enabled()) <= allowed, path
    assert page.locator(".off button[disabled]").count() > 0, path
    assert "审计员的角色是审计" in auditor.words()


@pytest.mark.parametrize(
    ("name", "sees"),
    [
        ("系统员", ("/system/users/", "/system/agencies/")),
        ("安全员", ("/system/users/",)),
        ("审计管理", ("/system/users/", "/journal/")),
    ],
)
def test_an_administrator_looks_after_the_institution_and_moves_no_money(
    opened: Open, name: str, sees: tuple[str, ...]
) -> None:
    watched = opened(name)
    for path in sees:
        watched.look(path)
        assert watched.page.locator("main table tbody tr").count() > 0, path
    for path in ("/due/1/", "/allocation/", "/notices/", "/notices/1/booking/", "/execution/"):
        watched.look(path)
        assert not set(watched.enabled()) & set(MONEY), path
    adds = watched.look("/system/users/").get_by_role("button", name="登记并发一次性口令")
    assert adds.count() == (1 if name == "安全员" else 0)
