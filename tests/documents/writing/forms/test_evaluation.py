"""自评表: what is written is what the reader of self-evaluations reads, in every format."""

from __future__ import annotations

import datetime
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.core.forms.made import line

from zhida.core.forms.evaluating import Goal, self_evaluation
from zhida.core.performance.evaluation import EntryState, SelfEvaluation, filled
from zhida.core.performance.indicators import Actual, Standing
from zhida.documents.parsing.evaluation.form import self_evaluations_in
from zhida.documents.parsing.performance.values import read_target
from zhida.documents.reading import read_document
from zhida.documents.writing.forms import form_files
from zhida.documents.writing.notice import Format

DAY = datetime.date(2025, 12, 31)
ROWS = (
    ("产出指标", "数量指标", "资助参保人次数", "≥3978人次"),
    ("产出指标", "数量指标", "住院救助人次数", "≥1772人次"),
    ("产出指标", "质量指标", "住院医疗费用救助比例", "≥70%"),
    ("效益指标", "社会效益指标", "医保重要政策知晓率", "≥90%"),
    ("满意度指标", "服务对象满意度指标", "救助对象满意度", "≥85%"),
)
FIELDS = {
    "project": "医疗救助补助资金",
    "other": "国家医疗保障局",
    "office": "天山区医疗保障局",
    "unit": "天山区财政局",
}


def _form(money: list[tuple[int, int]], reached: list[Decimal | None]) -> SelfEvaluation:
    goals = [
        Goal(level1, level2, name, read_target(text, 2025, name), _actual(value))
        for (level1, level2, name, text), value in zip(ROWS, reached, strict=True)
    ]
    facts = [line(max(a, b), min(a, b)) for a, b in money]
    return self_evaluation("650102-finance", 2025, FIELDS, facts, ["规范医疗救助管理。"], goals)


def _actual(value: Decimal | None) -> Actual:
    return Actual(Standing.NO_DATA if value is None else Standing.MEASURED, DAY, value)


REACHED = st.none() | st.integers(0, 10**6).map(lambda each: Decimal(each) / 100)


@pytest.mark.parametrize("kind", list(Format))
@settings(
    deadline=None,
    max_examples=8,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    money=st.lists(st.tuples(st.integers(0, 10**12), st.integers(0, 10**12)), max_size=3),
    reached=st.lists(REACHED, min_size=len(ROWS), max_size=len(ROWS)),
)
def test_a_self_evaluation_reads_back_as_it_was_written(
    tmp_path: Path, kind: Format, money: list[tuple[int, int]], reached: list[Decimal | None]
) -> None:
    form = _form(money, reached)
    path = tmp_path / f"自评表.{kind}"
    path.write_bytes(form_files(form, "自评表", formats=[kind])[0].data)
    assert self_evaluations_in(read_document(path)) == (form,)


def test_nothing_of_nothing_is_not_applicable() -> None:
    form = _form([], [None] * len(ROWS))
    assert {each.rate.state for each in form.money} == {EntryState.NOT_APPLICABLE}


def test_the_seven_management_items_are_left_to_the_filler() -> None:
    form = _form([(100, 50)], [None] * len(ROWS))
    assert len(form.management) == 7
    assert {each.situation.state for each in form.management} == {EntryState.BLANK}


@pytest.mark.parametrize("times", [1, 6, 10, 11, 12, 13, 14, 20])
def test_no_item_is_lost_where_a_page_ends_among_them(tmp_path: Path, times: int) -> None:
    """Long situations push the seven items over two or three pages."""
    told = "按照管理办法执行，分配依据充分，下达及时。" * times
    form = _form([(10**9, 5 * 10**8)], [Decimal(1)] * len(ROWS))
    items = tuple(replace(each, situation=filled(told)) for each in form.management)
    form = replace(form, management=items)
    path = tmp_path / "自评表.pdf"
    path.write_bytes(form_files(form, "自评表", formats=[Format.PDF])[0].data)
    (read,) = self_evaluations_in(read_document(path))
    assert [each.label for each in read.management] == [each.label for each in items]
    assert {each.situation.value for each in read.management} == {told}
    assert len(read.indicators) == len(ROWS)
