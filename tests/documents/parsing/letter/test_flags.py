"""直达资金标识: what is stated, and what is only mentioned."""

from __future__ import annotations

import pytest

from zhida.core.provenance import Source
from zhida.documents.parsing.letter.flags import flags_in
from zhida.documents.parsing.letter.passages import passage_of


def read(text: str, *, title: bool = False) -> list[tuple[str, str | None, str]]:
    found = flags_in(passage_of(text, Source("x")), title=title)
    return [(flag.regime.value, flag.code, flag.label) for flag in found]


@pytest.mark.parametrize(
    ("text", "flag"),
    [
        ("标识为“01 中央直达资金”。", ("direct", "01", "中央直达资金")),
        ("直达资金标识为01中央直达资金", ("direct", "01", "中央直达资金")),
        ("标识：“02—中央参照直达资金”", ("direct", "02", "中央参照直达资金")),
        ("标识为“09其他资金”", ("direct", "09", "其他资金")),
        ("直达资金标识为“01”。", ("direct", "01", "直达资金标识")),
        ("此项资金列入直达资金管理。", ("direct", None, "直达资金")),
        ("该项资金为中央直达资金，请按要求管理。", ("direct", None, "中央直达资金")),
        ("该资金参照直达资金管理。", ("direct", None, "参照直达资金")),
        ("纳入直达资金范围", ("direct", None, "直达资金")),
        ("实行常态化监督，标识为“追踪”。", ("tracked", None, "追踪")),
        ("纳入转移支付预算执行常态化监督范围", ("tracked", None, "转移支付预算执行常态化监督")),
        ("该资金不纳入直达资金管理。", ("none", None, "直达资金")),
    ],
)
def test_statements(text: str, flag: tuple[str, str | None, str]) -> None:
    assert read(text) == [flag]


@pytest.mark.parametrize(
    "text",
    [
        "严格按照直达资金管理要求拨付使用。",
        "按照《中央财政直达资金管理办法》执行。",
        "登录直达资金监控系统填报。",
        "切实加强资金管理。",
    ],
)
def test_rules_and_systems_are_only_mentioned(text: str) -> None:
    assert read(text) == []


def test_words_and_code_are_one_statement() -> None:
    assert len(read("此款作为直达资金管理，标识用“01 中央直达资金”。")) == 1


def test_a_part_of_the_money() -> None:
    (flag,) = flags_in(passage_of("其中100万元为直达资金。", Source("x")))
    assert flag.partial and flag.scope == "其中100万元"


def test_two_levels_have_two_flags() -> None:
    text = "中央资金标识为“01中央直达资金”；省级资金标识为“02中央参照直达资金”。"
    found = flags_in(passage_of(text, Source("x")))
    assert [(f.code, f.scope) for f in found] == [("01", "中央资金"), ("02", "省级资金")]


def test_in_a_title_the_words_are_a_statement() -> None:
    assert read("关于下达资金（直达资金）的通知", title=True) == [("direct", None, "直达资金")]
