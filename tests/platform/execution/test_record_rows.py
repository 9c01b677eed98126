"""支付合计: kept with each payment, it says what the payments say: by state, kind and region."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.platform.execution.treasury import DRAFTER, REGION, WAN, file_of, open_county, payment

from zhida.platform.execution import actions
from zhida.platform.execution.models import PaymentRecord
from zhida.platform.execution.payment_queries import queue
from zhida.platform.execution.record_rows import Sums, Wanted, records_of, sums_of
from zhida.platform.scope import scope

STATES = ("", *PaymentRecord.State)


def added_up(wanted: Wanted) -> Sums:
    found = list(records_of(wanted))
    fen = sum(each.fen if each.kind == "payment" else -each.fen for each in found)
    return Sums(len(found), fen)


def all_said(region: str) -> None:
    for state in STATES:
        for kind in ("", "payment", "refund"):
            wanted = Wanted(2025, region, state, kind)
            assert sums_of(wanted) == added_up(wanted), wanted


@pytest.mark.parametrize("region", ["100000", REGION])
def test_what_is_booked_waits_or_is_set_aside_is_counted_once(
    database: str, tmp_path: Path, region: str
) -> None:
    open_county()
    nowhere = "天财行〔2025〕9号"
    waiting = [payment("A2", 1, quota=nowhere), payment("A3", 5, quota=nowhere)]
    actions.confirm(DRAFTER, [file_of(tmp_path, payment("A1", 3), *waiting)])
    with scope(region):
        all_said(region)
        assert sums_of(Wanted(2025, region)) == Sums(3, 9 * WAN)
    with scope(REGION):
        number = queue()[0].number
    actions.discard(DRAFTER, number, "不是本级的")
    with scope(region):
        all_said(region)
        assert sums_of(Wanted(2025, region, "discarded")) == Sums(1, WAN)
        assert sums_of(Wanted(2025, region, "queued")) == Sums(1, 5 * WAN)
    with scope("650103"):
        assert sums_of(Wanted(2025, "650103")) == sums_of(Wanted(2025, region)) == Sums(0, 0)
