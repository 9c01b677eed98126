"""拼接: broken lines become paragraphs, paragraphs stay apart."""

from __future__ import annotations

import pytest

from zhida.core.provenance import Source
from zhida.documents.parsing.letter.joining import paragraphs_of
from zhida.documents.parsing.letter.passages import passage_of


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("现下达你", "单位资金", "5万元。"), ["现下达你单位资金5万元。"]),
        (("如下：", "一、收入。", "二、支出。"), ["如下：", "一、收入。", "二、支出。"]),
        (("一、预算管理", "请按规定执行。"), ["一、预算管理", "请按规定执行。"]),
        (("一、此次资金列入直达，该项", "标识为甲。"), ["一、此次资金列入直达，该项标识为甲。"]),
        (
            ("（一）分配", "资金按因素分配。", "（二）使用"),
            ["（一）分配", "资金按因素分配。", "（二）使用"],
        ),
        (("支出列", "2101301城乡", "医疗救助。"), ["支出列2101301城乡医疗救助。"]),
        (("下达资金 万元", "（见附件）。"), ["下达资金万元（见附件）。"]),
        ((), []),
    ],
)
def test_paragraphs(lines: tuple[str, ...], expected: list[str]) -> None:
    found = paragraphs_of([passage_of(line, Source("x")) for line in lines])
    assert [passage.printed for passage in found] == expected
