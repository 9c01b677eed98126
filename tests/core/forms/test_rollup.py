"""汇总: a parent's form is the sum of its children's; 未报 and 无 are no zeros."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.core.forms.made import DAY, form_of, line, yuan

from zhida.core.forms import (
    Child,
    FormHead,
    FormTable,
    MixedForms,
    check_children,
    check_form,
    rollup,
)
from zhida.documents.writing.forms.cells import cell_text

CASES = Path(__file__).parents[2] / "cases" / "forms" / "rollup.csv"
HEAD = FormHead("650100-finance", "乌鲁木齐市财政局", DAY)


def _child(name: str, received: str, paid: str) -> Child:
    if received == "未报":
        return Child(name, name, None)
    if received == "无":
        return Child(name, name, form_of(kind="feedback"))
    return Child(name, name, form_of(line(yuan(received), yuan(paid)), kind="feedback"))


def _shown(form: FormTable, key: str) -> str:
    assert form.total is not None
    place = form.column(key)
    return cell_text(form.total[place], form.columns[place].kind, form.unit).replace(",", "")


@pytest.mark.parametrize(
    "case", list(csv.DictReader(CASES.open(encoding="utf-8"))), ids=lambda case: case["case"]
)
def test_the_parent_is_the_sum_of_those_that_filed(case: dict[str, str]) -> None:
    children = [_child(name, case[f"{name}收到"], case[f"{name}支出"]) for name in "甲乙丙"]
    form = rollup(HEAD, children)
    assert _shown(form, "amount") == case["合计收到"]
    assert _shown(form, "paid") == case["合计支出"]
    assert _shown(form, "rate") == case["进度"]
    missing = [each for each in check_children(form, children) if each.code == "F302"]
    assert len(missing) == int(case["未报"])
    states = [cell_text(row[2], form.columns[2].kind, form.unit) for row in form.rows]
    for state, name in zip(states, "甲乙丙", strict=True):
        said = case[f"{name}收到"]
        assert state == (said if said in ("未报", "无") else "已报")


AMOUNTS = st.lists(
    st.one_of(
        st.none(), st.lists(st.tuples(st.integers(0, 10**13), st.integers(0, 10**12)), max_size=4)
    ),
    min_size=1,
    max_size=8,
)


@given(AMOUNTS)
def test_whatever_children_file_the_totals_are_their_sums(
    filed: list[list[tuple[int, int]] | None],
) -> None:
    children = [
        Child(
            str(at),
            f"第{at}县财政局",
            None if each is None else form_of(*(line(a, b) for a, b in each)),
        )
        for at, each in enumerate(filed)
    ]
    if all(each.form is None for each in children):
        with pytest.raises(MixedForms):
            rollup(HEAD, children)
        return
    form = rollup(HEAD, children)
    assert [each.code for each in check_children(form, children) if each.code != "F302"] == []
    assert [each.code for each in check_form(form) if each.code == "F201"] == []
    above = rollup(HEAD, [Child("x", "上级", form)])
    assert above.total is not None and form.total is not None
    for key in ("amount", "passed", "paid", "left"):
        assert _shown(above, key) == _shown(form, key)


def test_forms_of_two_kinds_are_refused() -> None:
    children = [
        Child("1", "甲", form_of(line(1, 1))),
        Child("2", "乙", form_of(line(1, 1), kind="quarterly")),
    ]
    with pytest.raises(MixedForms, match="请分开汇总"):
        rollup(HEAD, children)
