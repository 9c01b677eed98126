"""进度: the cases of tests/cases/execution/progress.csv, and what holds for any ledger."""

from __future__ import annotations

import csv
import datetime
from collections import defaultdict
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.core.execution.story import HOLDERS, Story

from zhida.core.execution.pace import Pace, percent, time_share
from zhida.core.execution.progress import STEPS, WAITING, Progress, kinds_of, progress_of, step_of
from zhida.core.execution.rolling import roll_up
from zhida.core.ledger import Book, Ledger, LedgerError, kinds
from zhida.core.money import Unit, fen_of

CASES = Path(__file__).parents[2] / "cases" / "execution" / "progress.csv"
with CASES.open(encoding="utf-8", newline="") as file:
    ROWS = list(csv.DictReader(file))
_BELOW = {"省以下": "省市县院", "市以下": "市县院", "县以下": "县院"}


def standing(ledger: Ledger, holders: set[str]) -> Progress:
    """The progress of what these holders have."""
    return progress_of(
        (account.kind, fen)
        for account, fen in ledger.balances.items()
        if ledger.lines[account.line].holder in holders
    )


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['编号']}-{row['情形']}")
def test_a_case_of_the_table(row: dict[str, str]) -> None:
    on = datetime.date.fromisoformat(row["截至"])
    told = Story(Book(row["账簿"]), 2025, row["提前下达"] == "是").tell(row["业务"])
    ledger = Ledger().open(told.lines.values())
    for voucher in told.vouchers:
        if voucher.document_date <= on:
            ledger = ledger.post([voucher])
    holders = {HOLDERS[name] for name in _BELOW.get(row["范围"], row["范围"])}
    progress = standing(ledger, holders)
    for step, name in STEPS.items():
        assert getattr(progress, step) == fen_of(row[name], Unit.WAN_YUAN), name
    pace = Pace(progress, 2025, on)
    assert percent(progress.rate) == row["支出进度%"]
    assert percent(pace.time) == row["时间进度%"]
    assert percent(pace.gap) == row["与时间差"]


def test_every_kind_of_account_is_a_step_but_the_origins() -> None:
    assert set(STEPS) == set(Progress.__slots__)
    for kind in kinds().values():
        assert bool(step_of(kind.code)) != kind.is_origin, kind.code
        assert kind.is_origin or kind.code in kinds_of(step_of(kind.code))
    with pytest.raises(LedgerError, match="科目表中没有"):
        step_of("cash")


def test_what_waits_is_what_is_neither_paid_nor_given_up() -> None:
    whole = Progress(*range(1, 10))
    assert whole.waiting == whole.received - whole.paid - whole.carried - whole.surplus
    assert len(WAITING) == 6


PROGRESS = st.builds(Progress, *[st.integers(0, 10**12)] * 9)


@given(st.lists(st.tuples(st.integers(0, 30), PROGRESS), min_size=1, max_size=30))
def test_children_and_the_nodes_own_add_up_to_the_node(
    nodes: list[tuple[int, Progress]],
) -> None:
    """Whatever the tree; and every fen is in the topmost sum once."""
    parents = {n: (above if above < n else None) for n, (above, _) in enumerate(nodes)}
    own = {n: progress for n, (_, progress) in enumerate(nodes)}
    rolled = roll_up(parents, own)
    below: dict[int | None, list[int]] = defaultdict(list)
    for node, above in parents.items():
        below[above].append(node)
    for node, each in rolled.items():
        children = sum((rolled[child].subtree for child in below[node]), Progress())
        assert each.own + children == each.subtree
        assert each.passed == children.received + each.own.transit
    assert sum((rolled[top].subtree for top in below[None]), Progress()) == sum(
        own.values(), Progress()
    )


def test_a_circle_is_no_tree() -> None:
    with pytest.raises(ValueError, match="circle"):
        roll_up({"a": "b", "b": "a"}, {})


@given(PROGRESS)
def test_each_fen_stands_in_one_step(progress: Progress) -> None:
    assert progress.received == sum(getattr(progress, step) for step in STEPS)
    assert progress.rate is None or 0 <= progress.rate <= 1
    assert (progress.rate is None) == (progress.available == 0)


@given(st.dates(datetime.date(2020, 1, 1), datetime.date(2030, 12, 31)), st.integers(2020, 2030))
def test_the_share_of_time_grows_to_one(day: datetime.date, year: int) -> None:
    share = time_share(year, day)
    assert 0 <= share <= 1
    assert (share == 1) == (day >= datetime.date(year, 12, 31))
    assert (share == 0) == (day.year < year)
    before = time_share(year, day - datetime.timedelta(days=1))
    days = (datetime.date(year + 1, 1, 1) - datetime.date(year, 1, 1)).days
    assert share - before in (0, Fraction(1, days))


@given(st.fractions(-100, 100))
def test_a_printed_rate_is_within_half_a_hundredth(rate: Fraction) -> None:
    printed = Fraction(percent(rate))
    assert abs(printed - rate * 100) <= Fraction(1, 200)
    assert percent(-rate).lstrip("-") == percent(rate).lstrip("-")
