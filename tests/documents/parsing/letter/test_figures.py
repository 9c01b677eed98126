"""断数: figures that recognition drew apart, and neighbours that stay apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhida.core.provenance import Source
from zhida.documents.parsing.letter.figures import figures_mended, mended
from zhida.documents.parsing.letter.passages import passage_of


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("2 0 2 3 年资金", "2023年资金"),
        ("资金 1 234.5 万元", "资金1234.5万元"),
        ("资金 1 234 567 元", "资金1234567元"),
        ("2023 年 7 月 1 4 日", "2023年7月14日"),
        ("20 23 年", "2023年"),
        ("财社〔2O23〕45号", "财社〔2023〕45号"),
        ("共1O0万元", "共100万元"),
    ],
)
def test_one_figure(raw: str, text: str) -> None:
    passage = passage_of(raw, Source("x"))
    assert mended(passage).text == text
    assert figures_mended(passage)


@pytest.mark.parametrize(
    "raw", ["附件1 345万元", "2023 345万元", "第1 234万元", "新财社2020 237号", "DRG 2.0", "A1 B2"]
)
def test_neighbours_stay_apart(raw: str) -> None:
    passage = passage_of(raw, Source("x"))
    assert mended(passage).text == passage.text and not figures_mended(passage)


@given(st.text(alphabet="0123456789 年月日.元万O件", max_size=30))
def test_only_blanks_go_and_places_stay(raw: str) -> None:
    passage = passage_of(raw, Source("x"))
    whole = mended(passage)
    assert len(whole.text) == len(whole.printed)
    assert whole.text.replace(" ", "").replace("0", "O") == passage.text.replace(" ", "").replace(
        "0", "O"
    )
