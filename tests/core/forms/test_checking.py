"""勾稽: what doesn't hold in a form is told with the exact figures."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from tests.core.forms.made import form_of, line

from zhida.core.execution.progress import Progress
from zhida.core.figures import Figure, number
from zhida.core.forms import FormTable, check_form, check_ledger

MONEY = st.integers(0, 10**13)


@given(st.lists(st.tuples(MONEY, MONEY), max_size=6))
def test_a_form_that_was_built_holds(lines: list[tuple[int, int]]) -> None:
    form = form_of(*(line(max(a, b), min(a, b), "待结算") for a, b in lines))
    assert check_form(form) == ()


@given(st.lists(st.tuples(MONEY, MONEY), min_size=1, max_size=4), st.integers(1, 10**9))
def test_a_total_that_was_changed_is_told_with_the_difference(
    lines: list[tuple[int, int]], more: int
) -> None:
    form = form_of(*(line(max(a, b), min(a, b), "待结算") for a, b in lines))
    changed = _with_total(form, "left", more)
    (finding,) = [each for each in check_form(changed) if each.code == "F201"]
    assert finding.difference == more


def test_unspent_money_needs_a_reason_to_the_last_fen() -> None:
    codes = [each.code for each in check_form(form_of(line(100_000_000, 99_999_999)))]
    assert codes == ["F301"]
    assert check_form(form_of(line(100_000_000, 100_000_000))) == ()


def test_more_paid_than_came_in_is_an_error() -> None:
    assert "F205" in [each.code for each in check_form(form_of(line(100, 101)))]


def test_nothing_to_report_needs_no_reason() -> None:
    assert check_form(form_of()) == ()


@given(MONEY, MONEY)
def test_a_form_equals_the_ledger_of_its_day(waiting: int, paid: int) -> None:
    stood = Progress(unallocated=waiting, paid=paid)
    form = form_of(line(waiting + paid, paid, "待结算"))
    assert check_ledger(form, stood) == ()
    wrong = [each.code for each in check_ledger(form, stood + Progress(paid=1))]
    assert wrong == ["F203", "F203"]


def _with_total(form: FormTable, key: str, more: int) -> FormTable:
    assert form.total is not None
    place = form.column(key)
    cell = form.total[place]
    assert isinstance(cell, Figure) and cell.value is not None
    total = list(form.total)
    total[place] = number(int(cell.value) + more)
    return replace(form, total=tuple(total))
