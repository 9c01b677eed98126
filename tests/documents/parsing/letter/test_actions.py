"""应办事项: which clauses ask for an action, and which words of them are it."""

from __future__ import annotations

import datetime

import pytest

from zhida.documents.parsing.letter.actions import (
    actions_in,
    is_duty,
    printed_words,
    stretches,
    trimmed,
)
from zhida.documents.parsing.letter.clauses import Span


@pytest.mark.parametrize(
    ("words", "alone", "dated"),
    [
        ("报送支出进度", True, True),
        ("完成全部支出", False, True),
        ("及时拨付资金", True, True),
        ("拨付资金", False, True),
        ("未报送的", False, False),
        ("加强管理", False, False),
        ("登录指标时不得改动", False, False),
        ("报送情况见附件", False, False),
    ],
)
def test_what_counts_as_an_action(words: str, alone: bool, dated: bool) -> None:
    assert (is_duty(words, dated=False), is_duty(words, dated=True)) == (alone, dated)


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("一、请各县财政局及时报送进度。", "报送进度"),
        ("(二)你局要填报目标表,", "填报目标表"),
        ("并将结果报市财政局", "将结果报市财政局"),
        ("向市财政局报送", "向市财政局报送"),
    ],
)
def test_subject_and_request_are_taken_off(text: str, rest: str) -> None:
    assert trimmed(text, Span(0, len(text))).of(text) == rest


def test_each_day_has_its_stretch_and_its_words_go() -> None:
    text = "各县要于8月20日前制定方案,并于12月10日前将总结报市财政局。"
    found = list(stretches(text, Span(0, len(text)), 2022, datetime.date(2022, 2, 8)))
    said = [
        [printed_words(text, each, stretch.due_span) for each in actions_in(text, stretch)]
        for stretch in found
    ]
    assert said == [["制定方案"], ["将总结报市财政局"]]
    assert [len(stretch.dues) for stretch in found] == [1, 1]
