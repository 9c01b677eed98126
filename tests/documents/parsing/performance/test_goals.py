"""绩效目标: the text of the goals, item by item."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhida.core.provenance import Source
from zhida.documents.blocks import Cell
from zhida.documents.parsing.normalise import clean
from zhida.documents.parsing.performance.goals import split_goals
from zhida.documents.parsing.performance.grid import Box


def box(text: str) -> Box:
    cell = Cell(1, 1, text, Source("表.docx", table=1, row=1, column=1))
    return Box(cell, clean(text).text, 1, 1)


def goals(text: str) -> list[str]:
    return [goal.value for goal in split_goals(box(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("目标1：建档。 目标2：随访。", ["目标1：建档。", "目标2：随访。"]),
        ("1、救助。2、培训。3、宣传。", ["1、救助。", "2、培训。", "3、宣传。"]),
        ("1. 救助。\n2. 培训。", ["1.救助。", "2.培训。"]),
        ("（1）救助；（2）培训。", ["（1）救助；", "（2）培训。"]),
        ("①救助②培训", ["①救助", "②培训"]),
        ("一、救助。二、培训。", ["一、救助。", "二、培训。"]),
        ("目标：完成全年任务。", ["目标：完成全年任务。"]),
        ("保障1.5万名群众享受待遇。", ["保障1.5万名群众享受待遇。"]),
        ("落实2020年政策，1个县达标。", ["落实2020年政策，1个县达标。"]),
    ],
)
def test_items_are_found_by_marks_that_count_up(text: str, expected: list[str]) -> None:
    assert goals(text) == expected


def test_a_project_keeps_its_first_goal_and_the_count_begins_again() -> None:
    text = "一、审核项目3万元:目标1:审核。目标2:提效。二、检查项目5万元:目标1:检查。"
    assert goals(text) == [
        "一、审核项目3万元:目标1:审核。",
        "目标2:提效。",
        "二、检查项目5万元:目标1:检查。",
    ]


@pytest.mark.parametrize("text", ["", "目标1：目标2：目标3：", "......（补充完善）", "**", "……"])
def test_placeholders_are_no_goals(text: str) -> None:
    assert goals(text) == []


def test_a_goal_knows_its_characters() -> None:
    text = "目标1：建档。 目标2：随访。"
    second = split_goals(box(text))[1]
    assert second.source.span is not None
    start, end = second.source.span
    assert text[start:end] == "目标2：随访。"


@given(st.lists(st.text(alphabet="救助培训宣传随访审核建档", min_size=2, max_size=9), min_size=2,
                max_size=9))  # fmt: skip
def test_numbered_goals_come_back_one_by_one(items: list[str]) -> None:
    printed = [f"{number}、{item}。" for number, item in enumerate(items, start=1)]
    assert goals("".join(printed)) == printed


@given(st.text(max_size=60))
def test_any_text_is_split_without_losing_words(text: str) -> None:
    assert all(goal.strip() for goal in goals(text))
