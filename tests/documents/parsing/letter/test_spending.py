"""本级项目: only what the issuer's own level spends, by name."""

from __future__ import annotations

import pytest

from zhida.core.provenance import Source
from zhida.documents.parsing.letter.passages import passage_of
from zhida.documents.parsing.letter.spending import spending_in


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("市本级安排智能审核项目35.81万元、监管服务60万元。",
         [("智能审核项目", 35_810000), ("监管服务", 60_000000)]),
        ("省本级支出：信息系统建设500万元。", [("信息系统建设", 500_000000)]),
        ("现下达甲县培训项目50万元。", []),
        ("市本级各单位要加强管理。", []),
    ],
)  # fmt: skip
def test_spending(text: str, expected: list[tuple[str, int]]) -> None:
    found = spending_in(passage_of(text, Source("x")))
    assert [(each.name, each.amount.fen) for each in found] == expected
