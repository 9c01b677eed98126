"""搜索: a clerk finds a place by the letters of its name, and nothing beyond her reach."""

from __future__ import annotations

import pytest
from tests.platform.accounts.people import enter, signed_in
from tests.platform.obligations.desk import DISTRICT, owed

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
