"""主送机关: items as printed, brackets whole, levels that share a body together."""

from __future__ import annotations

import pytest

from zhida.core.provenance import Source
from zhida.documents.parsing.letter.addressees import addressees_of
from zhida.documents.parsing.letter.passages import passage_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("甲区、开发区（乙、丙区）财政局，医保局；有关单位",
         ["甲区", "开发区（乙、丙区）财政局", "医保局", "有关单位"]),
        ("各市、县财政局、医保局", ["各市、县财政局", "医保局"]),
        ("甲县财政局、医保局；市直相关单位", ["甲县财政局", "医保局", "市直相关单位"]),
        ("某县医疗保障局", ["某县医疗保障局"]),
    ],
)  # fmt: skip
def test_addressees(text: str, expected: list[str]) -> None:
    found = addressees_of(passage_of(text, Source("x")))
    assert [each.value for each in found] == expected


def test_no_addressees() -> None:
    assert addressees_of(None) == ()
