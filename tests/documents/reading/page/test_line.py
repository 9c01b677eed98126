"""Lines of a cell run on where one was full, and stay lines where they were meant so."""

from __future__ import annotations

import pytest

from zhida.documents.reading.page.line import Line, cell_text, glued


def lines(*texts: str) -> list[Line]:
    """Lines of type of size 10, a hanzi 10 wide and anything else 5."""
    found = []
    for row, text in enumerate(texts):
        wide = sum(10 if mark > "\u2000" else 5 for mark in text)
        found.append(Line(text, 0, 12 * row, wide, 12 * row + 10, 10))
    return found


@pytest.mark.parametrize(
    ("texts", "width", "text"),
    [
        (("医疗服务与保障", "能力提升"), 70, "医疗服务与保障能力提升"),
        (("33,470,000", ".00"), 52, "33,470,000.00"),
        (("推行DRG", "DIP改革"), 38, "推行DRG DIP改革"),
        (("资金情况", "（万元）"), 80, "资金情况\n（万元）"),
        (("目标1：建制度", "目标2：强监管"), 68, "目标1：建制度\n目标2：强监管"),
        (("共同财政事权转移如", "下：甲"), 100, "共同财政事权转移如下：甲"),
        (("甲",), 10, "甲"),
        ((), 10, ""),
    ],
)
def test_the_text_of_a_cell(texts: tuple[str, ...], width: float, text: str) -> None:
    assert cell_text(lines(*texts), width) == text


def test_hanzi_are_put_together_without_a_blank() -> None:
    assert glued("补助资", "金60") == "补助资金60"
