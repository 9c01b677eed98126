"""分项: what a text says an amount is made of."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhida.core.provenance import Source
from zhida.documents.parsing.letter.amounts import amounts_in
from zhida.documents.parsing.letter.passages import passage_of
from zhida.documents.parsing.letter.sums import arithmetic_in, sums_in


def sums(text: str) -> list[tuple[str, list[tuple[str, str]], bool]]:
    passage = passage_of(text, Source("x"))
    amounts = amounts_in(passage)
    return [
        (
            amounts[s.total].amount.printed,
            [(p.label, amounts[p.amount].amount.printed) for p in s.parts],
            s.net,
        )
        for s in sums_in(passage, amounts)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "共90万元，其中：中央50万元，省级40万元。",
        "共90万元（其中中央50万元、省级40万元）。",
        "共90万元（中央50万元，省级40万元）。",
        "共90万元。其中，中央50万元、省级40万元。",
        "共90万元，包括中央50万元和省级40万元。",
        "共90万元（详见附件），其中：中央50万元（含直达）；省级40万元。",
    ],
)
def test_ways_to_name_the_parts(text: str) -> None:
    assert sums(text) == [("90万元", [("中央", "50万元"), ("省级", "40万元")], False)]


def test_money_of_another_time_ends_the_parts() -> None:
    text = "共90万元，其中：中央50万元，省级40万元，此前已下达30万元。"
    assert [len(parts) for _, parts, _ in sums(text)] == [2]


@pytest.mark.parametrize(
    "text",
    [
        "核定全年90万元，扣除提前下达的50万元，本次下达40万元。",
        "应补助90万元，已预拨50万元，此次结算40万元。",
    ],
)
def test_net_of_an_advance(text: str) -> None:
    ((total, parts, net),) = sums(text)
    assert net and total == "90万元" and [amount for _, amount in parts] == ["50万元", "40万元"]


def test_amounts_side_by_side_are_no_sum() -> None:
    assert sums("拨付甲县50万元，拨付乙县40万元。") == []


@given(st.lists(st.integers(1, 10**6), min_size=2, max_size=6))
def test_arithmetic_in_the_text(terms: list[int]) -> None:
    text = "+".join(map(str, terms)) + f"={sum(terms)}万元"
    ((_, _, total, parts),) = arithmetic_in(passage_of(text, Source("x")))
    assert total.fen == sum(part.fen or 0 for part in parts) == sum(terms) * 1_000_000
