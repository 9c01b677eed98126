"""拆分: one paragraph that holds many lines, and noise."""

from __future__ import annotations

import pytest

from zhida.core.provenance import Source
from zhida.documents.blocks import Cell, Paragraph, Table
from zhida.documents.parsing.letter.splitting import fragments_of, is_too_long


def split(*texts: str) -> list[str]:
    blocks = tuple(Paragraph(text, Source("x", line=n)) for n, text in enumerate(texts, 1))
    return [fragment.printed for fragment in fragments_of(blocks)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("如下：一、收入列甲。二、支出列乙。", ["如下：", "一、收入列甲。", "二、支出列乙。"]),
        ("执行。附件：1.甲表", ["执行。", "附件：1.甲表"]),
        ("附件：甲表 某县财政局 2023年5月6日", ["附件：甲表", "某县财政局2023年5月6日"]),
        ("公开方式：主动公开 抄送：市审计局", ["公开方式：主动公开", "抄送：市审计局"]),
        ("信息公开选项：主动公开", ["信息公开选项：主动公开"]),
        ("附件1：甲表附件2：乙表", ["附件1：甲表", "附件2：乙表"]),
        ("## 关于下达资金的通知", ["关于下达资金的通知"]),
        ("组织填写[image: image1.png]", ["组织填写"]),
        ("![](images/a.jpg)下达资金<br/>五万元", ["下达资金五万元"]),
        ("现下达**345**万元，中央**万元，省级**万元", ["现下达345万元，中央**万元，省级**万元"]),
        ("**一、资金**用途", ["一、资金用途"]),
        ("附件：1.甲表\n2.乙表", ["附件：1.甲表", "2.乙表"]),
        ("- 3 -", []),
        ("第2页 共5页", []),
        ("（此页无正文）", []),
    ],
)
def test_fragments(text: str, expected: list[str]) -> None:
    assert split(text) == expected


def test_the_cells_of_a_letterhead_are_lines() -> None:
    place = Source("x", table=1)
    cells = (Cell(1, 1, "甲县财政局\n甲县医保局", place), Cell(1, 2, "文件", place, row_span=2))
    found = fragments_of((Table(cells, place),))
    assert [fragment.text for fragment in found] == ["甲县财政局", "甲县医保局", "文件"]


def test_what_is_far_too_long_is_read_at_both_ends() -> None:
    blocks = tuple(Paragraph("请加强资金管理。" * 20, Source("x", line=n)) for n in range(2000))
    end = Paragraph("2023年5月6日印发", Source("x", line=2000))
    found = fragments_of((*blocks, end))
    assert is_too_long(blocks) and not is_too_long(blocks[:10])
    assert len(found) < 400 and found[-1].text == "2023年5月6日印发"
