"""附件清单: items over broken lines, in one line, with and without numbers."""

from __future__ import annotations

import pytest

from zhida.core.provenance import Source
from zhida.documents.parsing.letter.attachments import attachments_of
from zhida.documents.parsing.letter.passages import passage_of


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("附件：分配表",), [("", "分配表")]),
        (("附件：1.分配表", "2.目标表"), [("1", "分配表"), ("2", "目标表")]),
        (("附件：", "1、分配表；", "2、目标表。"), [("1", "分配表"), ("2", "目标表")]),
        (("附件：1. 2023年资金分", "配表", "2. 目标表"), [("1", "2023年资金分配表"), ("2", "目标表")]),
        (("附件：1.分配表2.目标表",), [("1", "分配表"), ("2", "目标表")]),
        (("附件1：分配表", "附件2：目标表"), [("1", "分配表"), ("2", "目标表")]),
        (("附件一：分配表", "附件二：目标表"), [("1", "分配表"), ("2", "目标表")]),
        (("附件 ： 1 . 分配表", "2 . 目标表"), [("1", "分配表"), ("2", "目标表")]),
        (("附件：1.分配表", "2-1.市级表", "2-2.县级表"),
         [("1", "分配表"), ("2-1", "市级表"), ("2-2", "县级表")]),
        (("附件：资金分配表", "绩效目标表"), [("", "资金分配表"), ("", "绩效目标表")]),
        (("附件：资金分", "配表"), [("", "资金分配表")]),
        ((), []),
    ],
)  # fmt: skip
def test_lists(lines: tuple[str, ...], expected: list[tuple[str, str]]) -> None:
    found = attachments_of([passage_of(line, Source("x")) for line in lines])
    assert [(each.label, each.title) for each in found] == expected


def test_each_item_has_its_own_place() -> None:
    lines = [
        passage_of(t, Source("x", line=n)) for n, t in enumerate(("附件：1.甲表", "2.乙表"), 5)
    ]
    assert [each.source.line for each in attachments_of(lines)] == [5, 6]
