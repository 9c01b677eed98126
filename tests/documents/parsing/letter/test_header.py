"""文头: number, issuers and addressees."""

from __future__ import annotations

import pytest

from zhida.core.provenance import Source
from zhida.documents.parsing.letter.header import issuers_of, own_number
from zhida.documents.parsing.letter.passages import Passage, passage_of


def lines(*texts: str, file: str = "x") -> list[Passage]:
    return [passage_of(text, Source(file)) for text in texts]


@pytest.mark.parametrize(
    ("head", "title", "expected"),
    [
        (("甲市财政局 文件 甲市医疗保障局",), None, ["甲市财政局", "甲市医疗保障局"]),
        (("甲市财政局", "甲市医疗保障局", "文 件"), None, ["甲市财政局", "甲市医疗保障局"]),
        (("甲市财政局文件", "线下", "甲市医疗保障局"), None, ["甲市财政局", "甲市医疗保障局"]),
        (("甲市财政局门户网站", "甲市财政局文件"), None, ["甲市财政局"]),
        ((), "甲市财政局甲市医保局关于下达资金的通知", ["甲市财政局", "甲市医保局"]),
        (
            ("甲市财政局文件",),
            "甲市财政局甲市医保局关于下达资金的通知",
            ["甲市财政局", "甲市医保局"],
        ),
        ((), "甲市财政局转发乙省财政厅关于下达资金的通知", ["甲市财政局"]),
        (("首页 > 公开",), None, ["丙县财政局"]),
    ],
)
def test_issuers(head: tuple[str, ...], title: str | None, expected: list[str]) -> None:
    signed = [] if (head and "财政局" in head[0]) or title else [*lines("丙县财政局")]
    found = issuers_of(
        lines(*head),
        passage_of(title, Source("x")) if title else None,
        [line.stated() for line in signed],
    )
    assert [each.value for each in found] == expected


def test_short_forms_are_the_same_issuer() -> None:
    signed = [line.stated() for line in lines("甲市财政局", "市医保局")]
    found = issuers_of(lines("甲市财政局文件", "甲市医疗保障局"), None, signed)
    assert [each.value for each in found] == ["甲市财政局", "甲市医疗保障局"]


def test_the_own_number_is_not_a_quoted_one() -> None:
    number, repairs = own_number(
        lines("转发《通知》（乙财社〔2022〕1号）", "甲财社〔2023〕4号"), ()
    )
    assert number and str(number.value) == "甲财社〔2023〕4号" and not repairs


def test_a_number_without_serial_is_reported() -> None:
    number, repairs = own_number(lines("甲财社〔2023〕  号"), ())
    assert number is None and len(repairs) == 1 and repairs[0].doubtful


def test_a_number_only_in_the_file_name() -> None:
    number, repairs = own_number(lines("关于下达资金的通知", file="甲财社〔2023〕4号_通知.pdf"), ())
    assert number and number.value.serial == 4 and "文件名" in repairs[0].sentence
