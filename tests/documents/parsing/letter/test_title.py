"""标题: where it begins and ends on lines of every kind."""

from __future__ import annotations

import pytest

from zhida.core.provenance import Source
from zhida.documents.parsing.letter.passages import passage_of
from zhida.documents.parsing.letter.title import title_at, title_start


def title(*lines: str, at: int = 0) -> str | None:
    found = title_at(tuple(passage_of(line, Source("x")) for line in lines), at)
    return found.passage.printed if found else None


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("关于下达资金的通知",), "关于下达资金的通知"),
        (("关于下达2023 年医疗", "救助资金的通", "知"), "关于下达2023年医疗救助资金的通知"),
        (("甲县财政局 甲县医保局关于下达资金的通知",), "甲县财政局甲县医保局关于下达资金的通知"),
        (("标题：关于下达资金的通知",), "关于下达资金的通知"),
        (("甲财社〔2023〕4号关于下达资金的通知",), "关于下达资金的通知"),
        (("关于转发《乙厅关于下达资金的通知》的通知",), "关于转发《乙厅关于下达资金的通知》的通知"),
        (
            ("甲县财政局转发乙省财政厅关于下达资金的通知",),
            "甲县财政局转发乙省财政厅关于下达资金的通知",
        ),
        (("关于下达资金的通知（第二批）",), "关于下达资金的通知（第二批）"),
        (("提前下达2023年医疗救助补助资金的通知",), "提前下达2023年医疗救助补助资金的通知"),
        (("关于安排资金的批复",), "关于安排资金的批复"),
        (("关于下达资金的通知各县财政局：",), "关于下达资金的通知"),
    ],
)
def test_whole_titles(lines: tuple[str, ...], expected: str) -> None:
    assert title(*lines) == expected


@pytest.mark.parametrize(
    "line",
    ["现将关于资金的事项通知如下", "根据《关于下达资金的通知》", "首页>关于下达", "各县财政局："],
)
def test_lines_that_begin_no_title(line: str) -> None:
    begin = title_start(passage_of(line, Source("x")).text)
    assert begin is None or line.startswith("首页")


def test_a_title_cut_off_ends_before_the_addressees() -> None:
    found = title_at(
        tuple(passage_of(t, Source("x")) for t in ("关于下达资金预算", "各县财政局：")), 0
    )
    assert found and not found.whole and found.passage.text == "关于下达资金预算"
