"""当事方: who is asked and who receives."""

from __future__ import annotations

import pytest

from zhida.core.provenance import Source
from zhida.documents.parsing.letter.clauses import Span
from zhida.documents.parsing.letter.parties import receiver_in, subject_in
from zhida.documents.parsing.letter.passages import passage_of


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("请你局及时报送", "你局"),
        ("请各盟、市（直管县）于每月报送", "各盟、市（直管县）"),
        ("各县财政、医保部门要按月报送", "各县财政、医保部门"),
        ("二、请有关单位认真填报", "有关单位"),
        ("甲县医保局应按要求填写", "甲县医保局"),
        ("及时报送情况", None),
        ("请及时报送情况", None),
        ("各项资金要专款专用", None),
    ],
)
def test_who(text: str, who: str | None) -> None:
    passage = passage_of(text, Source("x"))
    assert subject_in(passage, passage.text, Span(0, len(passage.text))) == who


@pytest.mark.parametrize(
    ("text", "whom"),
    [
        ("报送市医疗保障局", "市医疗保障局"),
        ("将报告报送至我厅（社会保障处）", "我厅（社会保障处）"),
        ("报省财政厅、省医疗保障局备案", "省财政厅、省医疗保障局"),
        ("向市财政局报送进度", "市财政局"),
        ("反馈至自治区财政厅社会保障处", "自治区财政厅社会保障处"),
        ("报送财政资金使用情况反馈单", None),
        ("报送全部资料", None),
        ("电话通知国库科（1234567）", "国库科"),
    ],
)
def test_to_whom(text: str, whom: str | None) -> None:
    passage = passage_of(text, Source("x"))
    assert receiver_in(passage, passage.text, Span(0, len(passage.text))) == whom
