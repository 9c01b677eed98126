"""搜索: a clerk finds a place, a unit, a notice, a voucher, and nothing beyond her reach."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.platform.accounts.people import enter, signed_in
from tests.platform.ledger.desk import NOTICE, PROVINCE, book, issued, receipt
from tests.platform.obligations.desk import DISTRICT, agency_of, owed

from zhida.platform.notices.models import Document
from zhida.platform.scope import scope

pytestmark = pytest.mark.usefixtures("database")


@pytest.mark.parametrize("text", ["tsq", "TSQ", "tianshan", "天山区", "650102"])
def test_a_district_is_found_by_letters_name_and_code(text: str) -> None:
    enter("王芳")
    page = signed_in("王芳").get("/search/", {"q": text}).content.decode()
    assert "region=650102" in page


def test_what_lies_beyond_ones_reach_is_not_offered() -> None:
    enter("王芳")
    assert "440000" not in signed_in("王芳").get("/search/", {"q": "广东省"}).content.decode()


def test_a_duty_and_a_page_are_found_by_their_words() -> None:
    duty = owed()
    enter("县经办", DISTRICT)
    client = signed_in("县经办")
    assert f"/due/{duty.pk}/" in client.get("/search/", {"q": "季报"}).content.decode()
    assert 'href="/due/"' in client.get("/search/", {"q": "时限"}).content.decode()


@pytest.mark.parametrize(
    "text", ["新财社〔2025〕1号", "新财社[2025]001号", "1号", "医疗救助", "社〔2025〕"]
)
def test_a_notice_is_found_by_its_number_and_its_title(text: str) -> None:
    notice = kept("650100-finance")
    enter("王芳")
    page = signed_in("王芳").get("/search/", {"q": text}).content.decode()
    assert f'href="/notices/{notice.pk}/"' in page


def test_a_notice_of_elsewhere_is_not_found() -> None:
    kept("440100-finance")
    enter("王芳")
    assert "/notices/" not in main_of("王芳", "医疗救助")


def test_a_voucher_is_found_by_its_number_and_by_its_paper() -> None:
    with scope("650000"):
        _received, sent = book(receipt(100), issued(100))
    assert sent.year and sent.number
    enter("王芳", PROVINCE)
    link = f'href="/ledger/vouchers/{sent.year}/{sent.number}/"'
    assert link in main_of("王芳", f"{sent.year}-{sent.number}")
    assert link in main_of("王芳", NOTICE)
    assert link in main_of("王芳", NOTICE.replace("〔", "(").replace("〕", ")"))
    enter("远处", "440000-finance")
    assert "/ledger/vouchers/" not in main_of("远处", f"{sent.year}-{sent.number}")


def test_a_search_asks_each_kind_once() -> None:
    enter("王芳")
    client = signed_in("王芳")
    client.get("/search/")
    with CaptureQueriesContext(connection) as nothing:
        client.get("/search/")
    with CaptureQueriesContext(connection) as asked:
        client.get("/search/", {"q": NOTICE})
    assert len(asked) - len(nothing) <= 5, [each["sql"] for each in asked]


def kept(agency: str) -> Document:
    """A notice as an agency has it."""
    with scope("100000"):
        home = agency_of(agency)
        return Document.objects.create(
            agency=home,
            region_id=home.region_id,
            number=NOTICE,
            issuer="650000-finance",
            year=2025,
            title="关于下达医疗救助补助资金的通知",
            content="0",
            notice={},
            findings=[],
            registered_by="王芳",
        )


def main_of(who: str, text: str) -> str:
    page = signed_in(who).get("/search/", {"q": text}).content.decode()
    return page[page.index("<main") :]


def test_an_office_leads_to_the_money_that_it_holds() -> None:
    enter("王芳")
    client = signed_in("王芳")
    for text in ("650102-finance", "天山区 财政"):
        assert "holder=650102-finance" in client.get("/search/", {"q": text}).content.decode()
    assert "440000-finance" not in client.get("/search/", {"q": "440000"}).content.decode()


def test_what_finds_nothing_says_what_can_be_typed() -> None:
    enter("王芳")
    page = signed_in("王芳").get("/search/", {"q": "<b>无此物"}).content.decode()
    assert "没有找到“&lt;b&gt;无此物”" in page and "拼音首字母" in page


def test_a_person_chooses_the_language() -> None:
    enter("王芳")
    client = signed_in("王芳")
    assert 'lang="zh-Hans"' in client.get("/desk/").content.decode()
    client.post("/language/", {"language": "en", "next": "/desk/"})
    assert '<html lang="en">' in client.get("/desk/").content.decode()
