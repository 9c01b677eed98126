"""来历: the vouchers behind a figure add up to it."""

from __future__ import annotations

import datetime

import pytest
from tests.platform.ledger.nation import CLINIC, WAN, Nation

from zhida.core.execution.progress import STEPS
from zhida.core.figures import FigureState
from zhida.platform.execution.evidence import figure
from zhida.platform.execution.progress import total
from zhida.platform.execution.selecting import Selection
from zhida.platform.scope import scope


@pytest.fixture
def nation(database: str) -> Nation:
    with scope("100000"):
        nation = Nation()
        nation.play()
    return nation


@pytest.mark.parametrize("on", [None, datetime.date(2025, 2, 3), datetime.date(2025, 8, 1)])
@pytest.mark.parametrize("region", ["100000", "650000", "652901"])
def test_every_step_is_the_sum_of_its_vouchers(
    nation: Nation, region: str, on: datetime.date | None
) -> None:
    with scope("100000"):
        asked = Selection(2025, region=region, on=on)
        progress = total(asked)
        for step in STEPS:
            made = figure(asked, step)
            assert made.value == getattr(progress, step), step
            assert sum(each.fen or 0 for each in made.evidence) == made.value
            assert all(each.fen for each in made.evidence)
        assert figure(asked).value == progress.received


def test_a_payment_names_its_paper(nation: Nation) -> None:
    with scope("100000"):
        paid = figure(Selection(2025, holder=CLINIC), "paid")
    assert paid.state is FigureState.NUMBER and paid.value == 20 * WAN
    (voucher,) = paid.evidence
    assert voucher.words == "2025-04-01 阿克苏市医院 支付 支付20250401"
    assert voucher.fen == 20 * WAN
