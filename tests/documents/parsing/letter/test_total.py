"""下达金额: which amount of a letter is the one it issues."""

from __future__ import annotations

import pytest

from zhida.core.money import AmountState
from zhida.core.provenance import Source
from zhida.documents.parsing.letter.passages import passage_of
from zhida.documents.parsing.letter.total import Total, total_of


def read(*texts: str) -> Total:
    return total_of([passage_of(text, Source("x")) for text in texts])


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("现下达你县资金60万元。", "60万元"),
        ("核定资金90万元，扣除已提前下达50万元，本次下达40万元。", "40万元"),
        ("已提前下达50万元，现下达40万元。", "40万元"),
        ("每人每年640元，现拨付补助资金共90万元。", "90万元"),
        ("累计下达300万元，此次安排90万元。", "90万元"),
        ("现将资金345万元下达给你们。", "345万元"),
        ("同意安排资金8万元。", "8万元"),
        ("根据《关于下达资金5万元的通知》，现下达资金3万元。", "3万元"),
    ],
)
def test_the_amount_issued(text: str, printed: str) -> None:
    assert read(text).amount.printed == printed


def test_the_first_paragraph_with_an_act_counts() -> None:
    assert read("为支持改革：", "现下达资金5万元。", "此次追加9万元。").amount.printed == "5万元"


def test_parts_by_source_make_shares() -> None:
    found = read("现下达资金90万元，其中：中央50万元，省级40万元。")
    assert [share.label for share in found.shares] == ["中央", "省级"] and not found.computed


def test_parts_that_do_not_add_up_are_still_shares() -> None:
    assert len(read("现下达资金90万元，其中：中央50万元，省级30万元。").shares) == 2


def test_a_few_purposes_picked_out_are_no_shares() -> None:
    assert read("现下达资金500万元，其中用于信息化60万元、用于培训20万元。").shares == ()


def test_a_missing_total_is_the_sum_of_the_sources() -> None:
    found = read("现下达中央资金50万元、省级资金40万元。")
    assert found.computed and found.amount.fen == 90_000000


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("现下达资金，金额详见附件。", AmountState.AS_LISTED),
        ("现将资金如数下达给你们。", AmountState.AS_LISTED),
        ("现下达资金**万元。", AmountState.MASKED),
        ("现下达补助资金   万元。", AmountState.BLANK),
        ("请加强管理。", AmountState.ABSENT),
    ],
)
def test_states_other_than_a_number(text: str, state: AmountState) -> None:
    found = read(text).amount
    assert (found.state, found.fen) == (state, None)
