"""用时与闲置: the database's movements are those of the vouchers in memory."""

from __future__ import annotations

import datetime
from fractions import Fraction

import pytest
from tests.platform.ledger.nation import CITY, CLINIC, DISTRICT, HOSPITAL, WAN, Nation

from zhida.core.execution.movements import moves_by_line
from zhida.core.execution.steps import Span, step_times
from zhida.core.ledger.verbs import refine, register, withdraw
from zhida.platform.execution.moving import all_steps, idle, step_days
from zhida.platform.execution.selecting import Selection
from zhida.platform.scope import scope

DAYS = [datetime.date(2024, 11, 5), datetime.date(2025, 2, 3), datetime.date(2025, 4, 2),
        datetime.date(2025, 4, 3), datetime.date(2025, 12, 31)]  # fmt: skip
JULY = datetime.date(2025, 7, 1)


@pytest.fixture
def nation(database: str) -> Nation:
    with scope("100000"):
        nation = Nation()
        nation.play()
    return nation


@pytest.mark.parametrize("on", DAYS, ids=str)
def test_every_line_takes_the_days_that_its_vouchers_say(nation: Nation, on: datetime.date) -> None:
    lines = {line.digest: line for line in nation.lines.values()}
    expected = {
        digest.hex()[:12]: step_times(moves, on)
        for digest, moves in moves_by_line(nation.vouchers, lines, on).items()
        if lines[digest].earmark.year == 2025
    }
    with scope("100000"):
        rows = step_days(Selection(2025, region="100000"), on)
    assert {row.key: row.times for row in rows} == expected


def test_a_hospital_waits_for_its_money(nation: Nation) -> None:
    """Issued on 3 February, registered and paid on 1 March; 60 of 150 still lie there."""
    with scope("100000"):
        (row,) = step_days(Selection(2025, holder=HOSPITAL), JULY)
    received = datetime.date(2025, 2, 3)
    assert row.times.received == received
    march = Span(datetime.date(2025, 3, 1), 26, 19)
    assert (row.times.registered, row.times.executable, row.times.paid) == (march, march, march)
    assert row.times.fully_paid is None
    waited = {each.step: each for each in row.times.waiting}
    assert waited["unallocated"].still == 60 * WAN
    assert waited["unallocated"].days == Fraction(90 * 26 + 60 * (JULY - received).days, 150)
    assert waited["registered"].days == 0  # what was registered by mistake was undone
    assert waited["registered"].fen == 90 * WAN


def test_the_office_has_paid_all(nation: Nation) -> None:
    with scope("100000"):
        (row,) = step_days(Selection(2025, holder="650103-office"), JULY, by_holder=True)
        assert row.key == "650103-office"
        assert row.times.fully_paid == Span(JULY, 30, 21)
        assert all_steps(Selection(2025, holder="650103-office"), JULY) == row.times


def test_idle_money_is_what_stood_so_long(nation: Nation) -> None:
    """The district keeps 50 of 200 since 20 January."""
    with scope("100000"):
        asked = Selection(2025, holder=DISTRICT)
        (row,) = idle(asked, JULY, 30)
        assert (row.step, row.fen, row.stands) == ("unallocated", 50 * WAN, 50 * WAN)
        assert (row.since, row.days) == (datetime.date(2025, 1, 20), 162)
        assert row.moved == datetime.date(2025, 2, 3)
        assert idle(asked, JULY, 162) and not idle(asked, JULY, 163)


def test_refining_or_taking_back_within_a_holder(nation: Nation) -> None:
    """Refining makes money no younger; what is taken back to a step came there anew."""
    with scope("100000"):
        coarse = nation.lines["lottery/clinic"]
        nation.line("finer", CLINIC, coarse.document, "lottery/clinic", gov_econ="50299",
                    upstream_document=coarse.upstream_document, function=coarse.function)  # fmt: skip
        finer = nation.lines["finer"]
        act = nation.act("细化1", "2025-05-06", CLINIC)
        nation.book(refine(act, coarse, finer, 6 * WAN))

        def stood(days: int, on: datetime.date = JULY) -> dict[str, tuple[int, datetime.date]]:
            rows = idle(Selection(2025, holder=CLINIC), on, days)
            return {row.step: (row.fen // WAN, row.since) for row in rows}

        january = datetime.date(2025, 1, 25)
        assert stood(100) == {"unallocated": (10, january)}
        nation.book(register(nation.act("挂接9", "2025-06-20", CLINIC), finer, 6 * WAN))
        assert stood(12) == {"unallocated": (4, january)}
        assert stood(11)["registered"] == (6, datetime.date(2025, 6, 20))
        back = withdraw(nation.act("撤回9", "2025-06-25", CLINIC), finer, 6 * WAN, "registered")
        nation.book(back)
        assert stood(7) == {"unallocated": (4, january)}
        assert stood(6) == {"unallocated": (10, january)}
        assert stood(100, datetime.date(2025, 6, 19)) == {"unallocated": (10, january)}


def test_others_see_nothing_of_it(nation: Nation) -> None:
    with scope("652900"):
        assert step_days(Selection(2025, holder=CITY), JULY) == ()
        assert idle(Selection(2025, region="650100"), JULY, 0) == ()
