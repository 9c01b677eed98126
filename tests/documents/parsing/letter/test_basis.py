"""依据: which documents a notice rests on, and which brings its money."""

from __future__ import annotations

import pytest

from zhida.core.notice import DocumentNumber
from zhida.core.provenance import Source
from zhida.documents.parsing.letter.basis import basis_of, titles_in
from zhida.documents.parsing.letter.passages import passage_of

OWN = DocumentNumber("某财社", 2022, 9)


def read(*texts: str) -> list[tuple[str, str, bool]]:
    found = basis_of([passage_of(text, Source("x")) for text in texts], OWN)
    return [(str(b.number or ""), b.title, b.upstream) for b in found]


def test_money_comes_from_the_notice_that_is_rested_on() -> None:
    text = "根据《关于下达资金的通知》（省财社〔2022〕1号）和《资金管理办法》（省财社〔2019〕2号），现下达资金。"
    assert read(text) == [
        ("省财社〔2022〕1号", "关于下达资金的通知", True),
        ("省财社〔2019〕2号", "资金管理办法", False),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "根据省财社〔2022〕1号文件，现下达资金5万元。",
        "按照省财社〔2022〕1号精神，现拨付资金5万元。",
    ],
)
def test_a_number_alone(text: str) -> None:
    assert read(text) == [("省财社〔2022〕1号", "", True)]


def test_a_title_without_quotation_marks() -> None:
    text = "根据市财政局关于下达补助资金的通知（市财社〔2022〕1号），现下达资金5万元。"
    assert read(text) == [("市财社〔2022〕1号", "市财政局关于下达补助资金的通知", True)]


def test_the_own_number_is_no_basis() -> None:
    assert read("本通知文号为某财社（2022）9号。") == []


def test_what_was_issued_before_is_not_upstream() -> None:
    text = "根据省财社〔2022〕1号，扣除《关于提前下达资金的通知》（某财社〔2021〕3号）已下达的，现下达资金。"
    assert [upstream for _, _, upstream in read(text)] == [True, False]


def test_a_title_in_a_title_is_one_document() -> None:
    text = "按照《关于印发《管理办法》的通知》（省财社〔2019〕2号）"
    assert read(text) == [("省财社〔2019〕2号", "关于印发《管理办法》的通知", False)]
    assert list(titles_in("甲《乙《丙》丁》戊")) == [(1, 8)]


def test_each_document_once_and_no_forms() -> None:
    assert len(read("根据《预算法》执行。", "按照《预算法》，填报《绩效目标表》。")) == 1
