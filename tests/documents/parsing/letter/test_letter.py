"""正文: reading never fails, whatever the text, and places hold what they say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from zhida.core.provenance import Source
from zhida.documents.blocks import Paragraph
from zhida.documents.parsing.letter import Letter, read_letter
from zhida.documents.parsing.segments import Segment

PHRASES = [
    "关于", "下达", "提前下达", "2023年", "中央财政", "医疗救助", "补助资金", "的通知", "甲市财政局", "文件",
    "甲财社〔2023〕4号", "各县财政局", "：", "，", "。", "；", "、", "现下达", "60万元", "其中", "省级", "万元",
    "收入列", "“1100249", "”", "科目", "第2101301项", "请", "于", "10月前", "每月5日前", "报送", "附件：", "1.",
    "分配表", "2023年5月6日", "印发", "抄送", "《", "》", "（", "）", "标识为", "01中央直达资金", "一、", "\n", " ",
    "**", "项目代码Z155080000004", "收到文件", "3日内", "逾期", "通报", "主动公开", "①0②",
]  # fmt: skip


def segment(text: str) -> Segment:
    lines = enumerate(text.split("\n"), 1)
    return Segment(
        "", None, (), tuple(Paragraph(line, Source("x", block=n, line=n)) for n, line in lines)
    )


def places(value: Any) -> Iterator[Source]:
    if isinstance(value, Source):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from places(each)
    elif is_dataclass(value) and not isinstance(value, type):
        for each in fields(value):
            yield from places(getattr(value, each.name))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from(PHRASES), max_size=60).map("".join))
def test_any_order_of_its_phrases_is_read(text: str) -> None:
    letter = read_letter(segment(text))
    lines = text.split("\n")
    for place in places(letter):
        assert place.line is not None and place.span is not None
        start, end = place.span
        assert 0 <= start <= end <= len(lines[place.line - 1])


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    assert isinstance(read_letter(segment(text)), Letter)


def test_an_empty_letter_states_nothing() -> None:
    assert read_letter(Segment("", None, (), ())) == Letter()


def test_a_letter_far_too_long_says_so() -> None:
    letter = read_letter(segment("请加强资金管理。\n" * 9000))
    assert any("过长" in repair.sentence and repair.doubtful for repair in letter.repairs)


def test_reading_twice_gives_the_same() -> None:
    text = "关于下达2023年医疗救助补助资金的通知\n各县财政局：\n现下达60万元。"
    assert read_letter(segment(text)) == read_letter(segment(text))
