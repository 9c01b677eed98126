"""附件对应: each found annex is the listed one that fits best in number and title."""

from __future__ import annotations

import pytest

from zhida.core.notice import Attachment, Attachments
from zhida.core.provenance import Source
from zhida.core.rules.identity.annexes import main_number, match, similarity

PLACE = Source("通知.txt")


def annexes(*lines: str) -> tuple[Attachment, ...]:
    """Annexes by "number title", "-" standing for no number."""
    pairs = [line.split(" ", 1) for line in lines]
    return tuple(Attachment("" if n == "-" else n, title, PLACE) for n, title in pairs)


def matched(listed: tuple[Attachment, ...], *found: str) -> list[str | None]:
    pairs = match(Attachments(listed, annexes(*found)))
    return [pair.listed.label if pair.listed else None for pair in pairs]


LISTED = annexes("1 2023年资金分配表", "2 区域绩效目标表", "3 资金使用跟踪反馈表")


@pytest.mark.parametrize(
    ("found", "number"),
    [
        ("1 2023年补助资金分配表", "1"),
        ("- 2023年资金分配表", "1"),
        ("- 某市区域绩效目标表", "2"),
        ("2-1 甲县绩效目标表", "2"),
        ("4 资金使用跟踪反馈表", "3"),
        ("3 2023年资金分配表", "1"),
        ("- 会议回执", None),
    ],
)
def test_a_found_annex_is_the_listed_one_that_fits(found: str, number: str | None) -> None:
    assert matched(LISTED, found) == [number]


def test_several_tables_may_be_one_listed_annex() -> None:
    assert matched(LISTED, "2 绩效目标表", "2 绩效目标表") == ["2", "2"]


def test_an_annex_without_title_goes_by_its_number() -> None:
    bare = match(Attachments(LISTED, (Attachment("3", "", PLACE), Attachment("7", "", PLACE))))
    assert [pair.listed.label if pair.listed else None for pair in bare] == ["3", None]


def test_nothing_fits_an_empty_list() -> None:
    assert matched((), "1 资金分配表") == [None]


def test_titles_that_contain_each_other_are_the_same() -> None:
    assert similarity("绩效目标表", "区域绩效目标表") == 1
    assert similarity("绩效目标表", "") == 0
    assert similarity("资金分配表", "跟踪反馈单") == 0


def test_the_main_number_is_the_first_without_leading_zero() -> None:
    assert [main_number(label) for label in ("02", "3-2", "附件10", "")] == ["2", "3", "10", ""]
