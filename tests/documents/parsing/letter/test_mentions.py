"""提法: years and funds that the parts of a letter name."""

from __future__ import annotations

import pytest

from zhida.core.provenance import Source
from zhida.documents.parsing.letter.mentions import funds_in, title_funds, years_in
from zhida.documents.parsing.letter.passages import passage_of


@pytest.mark.parametrize(
    ("text", "role", "years"),
    [
        ("关于下达2023年中央财政补助资金的通知", "title", [2023]),
        ("关于结算2022年、预拨2023年补助资金的通知", "title", [2022, 2023]),
        ("关于下达二〇二四年补助资金的通知", "title", [2024]),
        ("根据《关于下达2019年资金的通知》，现下达2020年补助资金", "body", [2020]),
        ("从2022年起建立制度，于2022年2月9日前报送", "body", []),
        ("列2023年政府收支分类科目", "body", []),
    ],
)
def test_years(text: str, role: str, years: list[int]) -> None:
    found = years_in(passage_of(text, Source("x")), role)
    assert [mention.year for mention in found] == years


def test_the_year_of_a_flag_has_its_own_role() -> None:
    text = passage_of("2023年直达资金标识用“01中央直达资金”", Source("x"))
    assert [(m.year, m.role) for m in years_in(text, "body")] == [(2023, "flag")]


def test_funds_of_quoted_titles_are_not_of_the_body() -> None:
    text = "根据《关于下达医疗救助补助资金的通知》，现下达就业补助资金"
    found = [mention.fund for mention in funds_in(passage_of(text, Source("x")), "body")]
    assert found == ["就业补助资金"]


def test_a_fund_that_no_table_holds_is_named_by_its_words() -> None:
    (mention,) = title_funds(passage_of("关于下达2024年省级村级茶园补助资金的通知", Source("x")))
    assert mention.fund is None and mention.printed.endswith("补助资金")
