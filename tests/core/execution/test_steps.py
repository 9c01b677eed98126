"""用时与闲置: the cases of tests/cases/execution/waiting.csv, and a count by hand of every day."""

from __future__ import annotations

import csv
import datetime
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.core.execution.story import Story

from zhida.core.calendar import is_workday
from zhida.core.execution.idle import Arrival, idle_fen, standing_since
from zhida.core.execution.movements import moves_by_line
from zhida.core.execution.pace import percent
from zhida.core.execution.progress import STEPS
from zhida.core.execution.steps import StepMove, step_times
from zhida.core.money import Unit, fen_of

CASES = Path(__file__).parents[2] / "cases" / "execution" / "waiting.csv"
with CASES.open(encoding="utf-8", newline="") as file:
    ROWS = list(csv.DictReader(file))
START = datetime.date(2025, 1, 1)


def tenth(days: Fraction | None) -> str:
    return "—" if days is None else percent(days / 100, 1)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['编号']}-{row['情形']}")
def test_a_case_of_the_table(row: dict[str, str]) -> None:
    on = datetime.date.fromisoformat(row["截至"])
    told = Story(year=on.year).tell(row["业务"])
    lines = {line.digest: line for line in told.lines.values()}
    moves = moves_by_line(told.vouchers, lines, on)[told.lines["院"].digest]
    step = next(code for code, name in STEPS.items() if name == row["环节"])
    times = step_times(moves, on)
    (waited,) = (each for each in times.waiting if each.step == step)
    assert waited.fen == fen_of(row["进入"], Unit.WAN_YUAN)
    assert tenth(waited.days) == row["停留天数"]
    assert tenth(waited.working_days) == row["停留工作日"]
    arrivals = [Arrival(each.day, each.came) for each in moves if each.step == step]
    idle = idle_fen(waited.still, arrivals, on, int(row["闲置天数"]))
    assert idle == fen_of(row["闲置金额"], Unit.WAN_YUAN)
    assert str(times.paid.days if times.paid else "") == row["首次支付天数"]
    assert str(times.fully_paid.days if times.fully_paid else "") == row["支付完毕天数"]


DAYS = st.integers(0, 60).map(lambda n: START + datetime.timedelta(days=n))


@given(st.lists(st.tuples(DAYS, st.integers(1, 100), st.integers(0, 60)), max_size=8), DAYS)
def test_the_days_are_those_counted_fen_by_fen(
    stays: list[tuple[datetime.date, int, int]], on: datetime.date
) -> None:
    """So many fen come on a day and leave so many days later: each day counts each fen."""
    moves, by_day, by_working_day = [], 0, 0
    for day, fen, stay in stays:
        gone = day + datetime.timedelta(days=stay)
        moves += [StepMove(day, "registered", fen, 0), StepMove(gone, "registered", 0, fen)]
        for number in range(stay):
            counted = day + datetime.timedelta(days=number + 1)
            by_day += fen * (counted <= on)
            by_working_day += fen * (counted <= on and bool(is_workday(counted)))
    found = {each.step: each for each in step_times(moves, on).waiting}
    came = sum(fen for day, fen, _ in stays if day <= on)
    assert ("registered" in found) == bool(came)
    if came:
        assert found["registered"].fen == came
        assert found["registered"].fen_days == by_day
        assert found["registered"].working_fen_days == by_working_day


ARRIVALS = st.lists(st.builds(Arrival, DAYS, st.integers(0, 100)), max_size=10)


@given(ARRIVALS, st.integers(0, 1000), st.integers(0, 70), DAYS)
def test_the_last_to_come_are_the_last_to_leave(
    arrivals: list[Arrival], left: int, days: int, on: datetime.date
) -> None:
    arrivals = [each for each in arrivals if each.day <= on]
    came = sum(each.fen for each in arrivals)
    fen = min(left, came)
    stood = standing_since(fen, arrivals)
    assert sum(each.fen for each in stood) == fen
    assert list(stood) == sorted(stood, key=lambda each: each.since)
    late = sum(each.fen for each in arrivals if (on - each.day).days < days)
    assert idle_fen(fen, arrivals, on, days) == max(0, fen - late)


def test_what_never_came_cannot_stand() -> None:
    with pytest.raises(ValueError, match="never arrived"):
        standing_since(5, [Arrival(START, 4)])
