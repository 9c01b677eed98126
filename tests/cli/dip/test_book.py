"""zhida dip book: a flow comes into the fund's book once, and out of it by somebody else."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Zhida, register
from tests.engines.dip.test_flow import months, settlement, started
from tests.platform.ledger.test_fund_booking import AGENCY

from zhida.engines.dip.flow import flow_text
from zhida.engines.dip.flow_steps import settle_flow


def test_a_flow_is_booked_once_and_undone_by_another(zhida: Zhida, tmp_path: Path) -> None:
    register("甲", AGENCY)
    register("乙", AGENCY)
    flow, path = months(started()), tmp_path / "flow.json"
    flow = settle_flow(flow, settlement(flow), {})
    path.write_text(flow_text(flow), encoding="utf-8")
    base = ("dip", "book", path, "--date", "2026-04-01")
    booked = zhida(*base, "--as", "甲")
    assert (booked.exit_code, "统筹区6501 险种310 2025年，79张凭证" in booked.output) == (0, True)
    again = zhida(*base, "--as", "甲")
    assert (again.exit_code, "79张凭证此前已记账，没有重记" in again.output) == (0, True)
    own = zhida(*base, "--undo", "点值有误", "--as", "甲")
    assert own.exit_code != 0
    undone = zhida(*base, "--undo", "点值有误", "--as", "乙")
    assert (undone.exit_code, "冲销" in undone.output) == (0, True)
    assert zhida("ledger", "verify").exit_code == 0


def test_what_can_not_be_booked_is_told(zhida: Zhida, tmp_path: Path) -> None:
    path = tmp_path / "flow.json"
    path.write_text(flow_text(months(started())).replace("95000", "96000"), encoding="utf-8")
    changed = zhida("dip", "book", path, "--date", "2026-04-01")
    assert (changed.exit_code, "不相连" in changed.output) == (2, True)
    day = zhida("dip", "book", path, "--date", "4月1日")
    assert (day.exit_code, "请写成 年-月-日" in day.output) == (2, True)
